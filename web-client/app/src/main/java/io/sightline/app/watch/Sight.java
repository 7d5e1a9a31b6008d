// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.core.gate.SourceHealth;
import io.sightline.core.pipeline.Lapses;
import io.sightline.glue.dom.Clock;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether what is watched is seen, how often a second, and when it was not. */
final class Sight {
    /** A hidden page that gets fewer frames a second than this watches but little. */
    private static final double FEW = 2;

    /** Over so long frames are counted, milliseconds. */
    private static final double WINDOW = 5000;

    private static final int MOST_FRAMES = 1000;

    private final Lapses lapses = new Lapses();
    private final ArrayDeque<Double> frames = new ArrayDeque<>();
    private Map<String, Object> last = Map.of();
    private double began;

    /** A stream is watched from now on. */
    void begin() {
        frames.clear();
        began = Clock.now();
    }

    /** A frame went through the gate. */
    void frame() {
        frames.addLast(Clock.now());
        if (frames.size() > MOST_FRAMES) {
            frames.removeFirst();
        }
    }

    /** Frames a second, lately. */
    double rate() {
        double now = Clock.now();
        while (!frames.isEmpty() && now - frames.peekFirst() > WINDOW) {
            frames.removeFirst();
        }
        return frames.size() * 1000 / Math.max(1000, Math.min(WINDOW, now - began));
    }

    /**
     * What the worker tells of the scene, and with it how well it is seen.
     *
     * @param scene in the form of the public API
     */
    Map<String, Object> of(Map<?, ?> scene) {
        var health = (String) scene.get("health");
        double rate = rate();
        boolean slow = Browser.hidden() && rate < FEW && Clock.now() - began > WINDOW;
        boolean well = health.equals(SourceHealth.State.OK.wire());
        lapses.heard(Clock.wall(), well ? slow ? Lapses.SLOW : "" : health, since(health));
        var map = copy(scene);
        map.put("rate", rate);
        map.put("lapses", lapses.toList());
        last = map;
        return map;
    }

    /** The camera was unplugged; what is told of it instead of a scene. */
    Map<String, Object> unplugged() {
        lapses.heard(Clock.wall(), Lapses.UNPLUGGED, 0);
        var map = copy(last);
        map.putIfAbsent("t", 0.0);
        map.put("health", Lapses.UNPLUGGED);
        map.put("subjects", List.of());
        for (var name : List.of("gate", "blobs", "standings", "facts")) {
            map.remove(name);
        }
        map.put("rate", 0.0);
        map.put("lapses", lapses.toList());
        return map;
    }

    /** When nothing was seen, of what was not told before. */
    List<Lapses.Lapse> fresh() {
        return lapses.fresh(Clock.wall());
    }

    /** Nobody wants to watch any more. */
    void stop() {
        lapses.stop(Clock.wall());
    }

    private static double since(String health) {
        return switch (health) {
            case "frozen" -> SourceHealth.FROZEN_AFTER * 1000.0;
            case "black" -> SourceHealth.BLACK_AFTER * 1000.0;
            case "gone" -> SourceHealth.GONE_AFTER * 1000.0;
            default -> 0;
        };
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        for (var entry : map.entrySet()) {
            copy.put((String) entry.getKey(), entry.getValue());
        }
        return copy;
    }
}
