// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.alert.Funnel;
import io.sightline.core.pipeline.Pipeline;
import io.sightline.core.watch.SceneFacts;
import io.sightline.core.zone.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a stream shows now, in the form of the public API. */
final class SceneText {
    /** It is told several times a second; all of them are told on demand. */
    private static final int MOST_MISSES = 20;

    private SceneText() {}

    /**
     * @param now stream time, seconds
     * @param facts newest; null before the first
     */
    static Map<String, Object> of(Pipeline pipeline, double now, SceneFacts facts) {
        var map = new LinkedHashMap<String, Object>();
        map.put("t", now);
        map.put("health", pipeline.health().wire());
        var reading = pipeline.reading();
        if (reading != null) {
            map.put("gate", reading.state().wire());
            map.put("share", reading.share());
            map.put("largest", reading.largest());
            map.put("noise", reading.noise());
            map.put("threshold", reading.threshold());
            var blobs = new ArrayList<Object>();
            for (var blob : reading.blobs()) {
                var outline = new ArrayList<Object>();
                for (var point : blob.outline()) {
                    outline.add(List.of(point.u(), point.v()));
                }
                blobs.add(outline);
            }
            map.put("blobs", blobs);
        }
        if (pipeline.frame() != null) {
            map.put("width", pipeline.frame().width());
            map.put("height", pipeline.frame().height());
        }
        map.put("subjects", subjects(pipeline));
        map.put("standings", standings(pipeline.standings()));
        if (pipeline.setup().draft() != null) {
            map.put("drafted", standings(pipeline.drafted()));
        }
        if (facts != null) {
            map.put("facts", facts.toMap().get("facts"));
        }
        var funnel = pipeline.watcher().funnel().counts();
        map.put("funnel", counts(funnel));
        map.put("frames", pipeline.journal().frames());
        map.put("moving", pipeline.journal().moving());
        map.put("looks", pipeline.journal().looks());
        map.put("waiting", pipeline.watcher().waiting());
        map.put("callsLeft", pipeline.watcher().callsLeft());
        map.put("dropped", new LinkedHashMap<String, Object>(pipeline.watcher().dropped()));
        var misses = new ArrayList<Object>();
        var all = pipeline.watcher().misses();
        for (var miss : all.subList(Math.max(0, all.size() - MOST_MISSES), all.size())) {
            misses.add(miss.toMap());
        }
        map.put("misses", misses);
        return map;
    }

    private static List<Object> standings(List<Standing> standings) {
        var list = new ArrayList<Object>();
        for (var standing : standings) {
            list.add(standing.toMap());
        }
        return list;
    }

    static Map<String, Object> counts(Map<Funnel.Stage, Long> counts) {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : counts.entrySet()) {
            map.put(entry.getKey().id(), entry.getValue());
        }
        return map;
    }

    private static List<Object> subjects(Pipeline pipeline) {
        var list = new ArrayList<Object>();
        for (var subject : pipeline.subjects()) {
            var item = new LinkedHashMap<String, Object>();
            item.put("track", subject.track());
            item.put("label", subject.label());
            item.put("score", subject.score());
            item.put("x", subject.box().x());
            item.put("y", subject.box().y());
            item.put("width", subject.box().width());
            item.put("height", subject.box().height());
            item.put("seen", subject.seen());
            item.put("seconds", subject.age());
            if (!Double.isNaN(subject.speed())) {
                item.put("speed", subject.speed());
            }
            var position = subject.position();
            if (position != null && !Double.isNaN(position.distance())) {
                item.put("distance", position.distance());
                item.put("distanceBand", position.distanceBand());
                item.put("unit", position.metres() ? "metres" : "relative");
                if (position.foot() != null) {
                    item.put("foot", List.of(position.foot().across(), position.foot().away()));
                }
                if (!Double.isNaN(position.height())) {
                    item.put("metresTall", position.height());
                }
            }
            list.add(item);
        }
        return list;
    }
}
