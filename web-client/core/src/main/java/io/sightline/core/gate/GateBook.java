// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the gate is set for each camera that was set otherwise than usual; the latest last. */
public record GateBook(Map<String, GateSettings> cameras) {
    /** None. */
    public static final GateBook EMPTY = new GateBook(Map.of());

    /** The settings of more cameras are forgotten, the oldest first. */
    public static final int MOST = 64;

    /** Takes a copy. */
    public GateBook {
        cameras = new LinkedHashMap<>(cameras);
    }

    /** A camera's. */
    public GateSettings of(String camera) {
        return cameras.getOrDefault(camera, GateSettings.DEFAULT);
    }

    /** With a camera's; the usual ones need not be kept. */
    public GateBook with(String camera, GateSettings settings) {
        var next = new LinkedHashMap<>(cameras);
        next.remove(camera);
        if (!settings.equals(GateSettings.DEFAULT)) {
            next.put(camera, settings);
        }
        while (next.size() > MOST) {
            next.remove(next.keySet().iterator().next());
        }
        return new GateBook(next);
    }

    /** As it is kept. */
    public List<Object> toList() {
        var list = new ArrayList<Object>();
        for (var entry : cameras.entrySet()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("camera", entry.getKey());
            map.putAll(entry.getValue().toMap());
            list.add(map);
        }
        return list;
    }

    /**
     * Reads what was kept.
     *
     * @throws io.sightline.core.error.SightlineException {@code bad-input}, for what is none
     */
    public static GateBook of(Object kept) {
        var cameras = new LinkedHashMap<String, GateSettings>();
        for (var item : Fields.of(Map.of("gates", kept)).objects("gates", 0, MOST)) {
            cameras.put(item.text("camera"), GateSettings.of(item));
        }
        return new GateBook(cameras);
    }
}
