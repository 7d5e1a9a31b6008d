// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.ClipChoice;
import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import io.sightline.core.position.DepthScene;
import io.sightline.core.position.Position;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps as a stream would give them, and what a watcher said to them. */
final class Scenes {
    static final ImageSize FRAME = new ImageSize(640, 360);
    static final DepthScene SCENE = DepthScene.flat(FRAME);
    static final LocalMoment NOON = new LocalMoment(3, 720);

    private Scenes() {}

    /** A rule about a person with parts as given: a name of a field, its value, and so on. */
    static Rule rule(Object... parts) {
        var map = new LinkedHashMap<String, Object>();
        map.put("id", "r");
        map.put("version", 1);
        map.put("name", "R");
        map.put("subject", Map.of("label", "person"));
        for (int i = 0; i < parts.length; i += 2) {
            map.put((String) parts[i], parts[i + 1]);
        }
        return Rule.of(map);
    }

    /** The left half of the picture. */
    static Map<String, Object> leftHalf(double dwell) {
        return Map.of(
                "name",
                "left",
                "polygon",
                List.of(List.of(0, 0), List.of(0.5, 0), List.of(0.5, 1), List.of(0, 1)),
                "dwellSeconds",
                dwell);
    }

    /** A person of 60 by 150 pixels, standing at a place across the frame. */
    static Subject person(int track, double x, double entered, double time) {
        return thing(track, "person", 0.9, x, entered, time, null);
    }

    static Subject thing(
            int track,
            String label,
            double score,
            double x,
            double entered,
            double time,
            Position position) {
        var box = new Box(x - 30, 150, 60, 150);
        return new Subject(track, label, score, box, true, entered, time, 0, position);
    }

    /** On the floor at a place, so and so tall. */
    static Position at(double across, double away, double height) {
        return new Position(
                true, away, 0.1, null, new Position.Foot(across, away, 0.1), height, 0.05);
    }

    static Step step(double seconds, boolean moving, List<Subject> subjects) {
        return new Step(seconds, NOON, moving, "", subjects, SCENE, 1);
    }

    /** Frames of ten a second, a person standing at one place from a time to another. */
    static ArrayList<Effect> stand(Watcher watcher, int track, double x, double from, double to) {
        var effects = new ArrayList<Effect>();
        for (double t = from; t < to - 1e-9; t += 0.1) {
            effects.addAll(watcher.step(step(t, true, List.of(person(track, x, from, t)))));
        }
        return effects;
    }

    /** Frames of ten a second on which nobody is and nothing moves. */
    static ArrayList<Effect> empty(Watcher watcher, double from, double to) {
        var effects = new ArrayList<Effect>();
        for (double t = from; t < to - 1e-9; t += 0.1) {
            effects.addAll(watcher.step(step(t, false, List.of())));
        }
        return effects;
    }

    static List<Effect.Ask> asks(List<Effect> effects) {
        var asks = new ArrayList<Effect.Ask>();
        for (var effect : effects) {
            if (effect instanceof Effect.Ask ask) {
                asks.add(ask);
            }
        }
        return asks;
    }

    static List<Alert> alerts(List<Effect> effects) {
        var alerts = new ArrayList<Alert>();
        for (var effect : effects) {
            if (effect instanceof Effect.Told told) {
                alerts.add(told.alert());
            }
        }
        return alerts;
    }

    /** Each alert's phase, id and, at its end, why. */
    static String phases(List<Effect> effects) {
        var text = new StringBuilder();
        for (var alert : alerts(effects)) {
            text.append(text.isEmpty() ? "" : " ").append(alert.phase().id()).append(':');
            text.append(alert.id());
            text.append(alert.ended().isEmpty() ? "" : "(" + alert.ended() + ")");
        }
        return text.toString();
    }

    static Answer yes() {
        return new Answer.Given(0.95, 0.05, 0.9, 3);
    }

    static Answer no() {
        return new Answer.Given(0.05, 0.95, 0.1, -3);
    }

    static List<Double> times(List<ClipChoice.Frame> frames) {
        return frames.stream().map(ClipChoice.Frame::t).toList();
    }
}
