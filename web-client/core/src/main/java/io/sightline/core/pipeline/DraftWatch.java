// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.detect.Detection;
import io.sightline.core.position.DepthScene;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.Wanted;
import io.sightline.core.zone.Judgement;
import io.sightline.core.zone.ZoneJudge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges who stands in zones that are being drawn, as a rule with them would. */
final class DraftWatch {
    private final Map<Integer, List<Judgement>> judgements = new LinkedHashMap<>();
    private List<ZoneJudge> judges = List.of();
    private Draft draft;

    /** What is drawn now; null for nothing. A zone that stays as it was goes on. */
    void use(Draft next) {
        if (next == null || next.equals(draft)) {
            draft = next;
            judges = next == null ? List.of() : judges;
            return;
        }
        var kept = new ArrayList<ZoneJudge>();
        for (var zone : next.zones()) {
            ZoneJudge same = null;
            for (var judge : judges) {
                same = judge.zone().equals(zone) && !kept.contains(judge) ? judge : same;
            }
            kept.add(same == null ? new ZoneJudge(zone) : same);
        }
        draft = next;
        judges = kept;
        judgements.clear();
    }

    /** Those that were just looked at. */
    void next(List<Subject> subjects, DepthScene scene) {
        judgements.clear();
        if (draft == null) {
            return;
        }
        for (var subject : subjects) {
            if (draft.label().equals(subject.label())
                    || draft.label().equals(Detection.MOTION) && subject.moved()
                    || draft.label().equals(Wanted.SCENE)) {
                var said = new ArrayList<Judgement>();
                for (var judge : judges) {
                    said.add(judge.next(subject, scene));
                }
                judgements.put(subject.track(), said);
            }
        }
    }

    /** For each track what each zone says, in their order. */
    Map<Integer, List<Judgement>> judgements() {
        return judgements;
    }
}
