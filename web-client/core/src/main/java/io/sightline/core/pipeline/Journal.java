// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.position.Subject;
import io.sightline.core.track.Track;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stream showed, for the result of a replay: counts, when something moved, and the tracks.
 * Bounded; of a very long stream the oldest tracks go, and of their points only some stay, evenly.
 */
public final class Journal {
    /** Pauses up to this length do not part a movement, seconds. */
    private static final double PAUSE = 1;

    private static final int MOST_SPANS = 1000;
    private static final int MOST_TRACKS = 1000;

    /** Of all tracks: a result has to fit into one message. */
    private static final int MOST_POINTS = 4000;

    private final ArrayDeque<double[]> motion = new ArrayDeque<>();
    private final TreeMap<Integer, Line> lines = new TreeMap<>();
    private int points;

    /** Of how many points of a track one is kept. */
    private int every = 1;

    private long frames;
    private long moving;
    private long looks;

    /** One track's. */
    private static final class Line {
        private String label = "";
        private double from;
        private double to;
        private int seen;
        private List<Map<String, Object>> points = new ArrayList<>();
    }

    void gated(double seconds, boolean moves, boolean look) {
        ++frames;
        looks += look ? 1 : 0;
        if (!moves) {
            return;
        }
        ++moving;
        var last = motion.peekLast();
        if (last != null && seconds - last[1] <= PAUSE) {
            last[1] = seconds;
        } else {
            motion.addLast(new double[] {seconds, seconds});
            if (motion.size() > MOST_SPANS) {
                motion.removeFirst();
            }
        }
    }

    void seen(Subject subject) {
        if (!subject.seen()) {
            return;
        }
        var line = lines.computeIfAbsent(subject.track(), id -> new Line());
        if (lines.size() > MOST_TRACKS) {
            points -= lines.remove(lines.firstKey()).points.size();
        }
        line.label = subject.label();
        line.from = subject.entered();
        line.to = subject.time();
        if (line.seen++ % every == 0) {
            line.points.add(point(subject));
            if (++points > MOST_POINTS) {
                thin();
            }
        }
    }

    /** Every other point goes; each track keeps its first. */
    private void thin() {
        every *= 2;
        points = 0;
        for (var line : lines.values()) {
            var kept = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < line.points.size(); i += 2) {
                kept.add(line.points.get(i));
            }
            line.points = kept;
            points += kept.size();
        }
    }

    void ended(Track track) {
        var line = lines.get(track.id());
        if (line != null) {
            line.to = track.left();
        }
    }

    /** How much is remembered. */
    int size() {
        return motion.size() + lines.size() + points;
    }

    /** Frames that came. */
    public long frames() {
        return frames;
    }

    /** Of these: on which something moved. */
    public long moving() {
        return moving;
    }

    /** Of these: which the models looked at. */
    public long looks() {
        return looks;
    }

    /** When something moved: from and to, seconds. */
    public List<Map<String, Object>> motion() {
        var spans = new ArrayList<Map<String, Object>>();
        for (var span : motion) {
            var map = new LinkedHashMap<String, Object>();
            map.put("from", span[0]);
            map.put("to", span[1]);
            spans.add(map);
        }
        return spans;
    }

    /** The tracks, in the form of the public API. */
    public List<Map<String, Object>> tracks() {
        var all = new ArrayList<Map<String, Object>>();
        for (var entry : lines.entrySet()) {
            var line = entry.getValue();
            var map = new LinkedHashMap<String, Object>();
            map.put("id", entry.getKey());
            map.put("label", line.label);
            map.put("from", line.from);
            map.put("to", line.to);
            map.put("points", line.points);
            all.add(map);
        }
        return all;
    }

    private static Map<String, Object> point(Subject subject) {
        var map = new LinkedHashMap<String, Object>();
        map.put("t", subject.time());
        map.put("x", subject.box().x());
        map.put("y", subject.box().y());
        map.put("width", subject.box().width());
        map.put("height", subject.box().height());
        map.put("score", subject.score());
        var position = subject.position();
        if (position != null && !Double.isNaN(position.distance())) {
            map.put("distance", position.distance());
            map.put("unit", position.metres() ? "metres" : "relative");
            if (position.point() != null) {
                var at = position.point();
                map.put("position", List.of(at.x(), at.y(), at.z()));
            }
        }
        return map;
    }
}
