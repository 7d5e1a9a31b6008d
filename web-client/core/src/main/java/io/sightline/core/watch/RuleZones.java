// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import io.sightline.core.position.DepthScene;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.Rule;
import io.sightline.core.zone.Corner;
import io.sightline.core.zone.Judgement;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.ZoneJudge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The zones of a rule, and how each track that it may be about stands to them. */
final class RuleZones {
    private final Rule rule;
    private final List<ZoneJudge> judges = new ArrayList<>();
    private final Map<Integer, List<Judgement>> judgements = new HashMap<>();

    RuleZones(Rule rule) {
        this.rule = rule;
        for (var zone : rule.zones()) {
            judges.add(new ZoneJudge(zone));
        }
    }

    /** For each track what each zone said on the latest frame. */
    Map<Integer, List<Judgement>> judgements() {
        return judgements;
    }

    /** What each zone said of a track; none of one that is not known, as in a crowd. */
    List<Judgement> of(int track) {
        return judgements.getOrDefault(track, List.of());
    }

    /** The zones that a track was in on the latest frame. */
    List<String> names(int track) {
        var names = new ArrayList<String>();
        var said = of(track);
        for (int i = 0; i < said.size(); ++i) {
            var name = rule.zones().get(i).name();
            if (said.get(i).inside() && !name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /** Whether a track is where the rule is about: in one of them, or anywhere without any. */
    boolean inside(int track) {
        boolean inside = judges.isEmpty();
        for (var judgement : of(track)) {
            inside |= judgement.inside();
        }
        return inside;
    }

    /**
     * Holds them against who is there on a frame.
     *
     * @param fresh the subjects are of this very frame
     */
    void judge(List<Subject> subjects, DepthScene scene, boolean fresh) {
        if (judges.isEmpty()) {
            return;
        }
        var listed = new HashSet<Integer>();
        for (var subject : subjects) {
            listed.add(subject.track());
            boolean known = judgements.containsKey(subject.track());
            boolean crowd = !known && judgements.size() >= RuleWatch.MOST_CASES;
            if (crowd || !rule.subject().fits(subject) || known && !fresh) {
                continue;
            }
            var said = new ArrayList<Judgement>();
            for (var judge : judges) {
                said.add(judge.next(subject, scene));
            }
            judgements.put(subject.track(), said);
        }
        for (var track : List.copyOf(judgements.keySet())) {
            if (!listed.contains(track)) {
                judgements.remove(track);
                judges.forEach(judge -> judge.forget(track));
            }
        }
    }

    /** After a gap nobody is where they were. */
    void forget() {
        for (var judge : judges) {
            judge.reset();
        }
        judgements.clear();
    }

    /** What a question about no track is about: the first zone on the picture, else all of it. */
    Box area(ImageSize frame) {
        for (var zone : rule.zones()) {
            if (zone.polygon() != null && zone.polygon().plane() == Plane.IMAGE) {
                double left = 1;
                double top = 1;
                double right = 0;
                double bottom = 0;
                for (Corner corner : zone.polygon().corners()) {
                    left = Math.min(left, corner.x());
                    top = Math.min(top, corner.y());
                    right = Math.max(right, corner.x());
                    bottom = Math.max(bottom, corner.y());
                }
                int width = frame.width();
                int height = frame.height();
                return Box.ofEdges(left * width, top * height, right * width, bottom * height);
            }
        }
        return new Box(0, 0, frame.width(), frame.height());
    }
}
