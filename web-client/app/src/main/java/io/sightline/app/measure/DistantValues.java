// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.measure;

import io.sightline.app.state.Store;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * Values of the map that the worker shows, asked for when they are looked at. One question is on
 * its way at a time, with all places that are wanted by then.
 */
final class DistantValues {
    private final Store store;
    private final VisionClient vision;
    private final Map<ImagePoint, Double> known = new HashMap<>();
    private final Map<ImagePoint, Double> older = new HashMap<>();
    private final Set<ImagePoint> wanted = new LinkedHashSet<>();
    private DepthMap of;
    private boolean asking;

    DistantValues(Store store, VisionClient vision) {
        this.store = store;
        this.vision = vision;
    }

    double at(DepthMap map, ImagePoint point) {
        if (map != of) {
            of = map;
            older.clear();
            older.putAll(known);
            known.clear();
        }
        var value = known.get(point);
        if (value != null) {
            return value;
        }
        boolean first = wanted.isEmpty();
        if (wanted.size() < VisionCommand.Read.MOST_PLACES) {
            wanted.add(point);
        }
        if (first && !asking) {
            asking = true;
            // What the rest of this drawing wants goes along.
            Window.setTimeout(this::ask, 0);
        }
        return older.getOrDefault(point, Double.NaN);
    }

    private void ask() {
        var points = new ArrayList<>(wanted);
        var map = of;
        wanted.clear();
        ask(
                points,
                data -> {
                    asking = false;
                    for (int i = 0; i < points.size(); ++i) {
                        // A value that cannot be had is asked for again with the next map only.
                        double value = data == null ? Double.NaN : data.get(i);
                        (map == of ? known : older).put(points.get(i), value);
                    }
                    store.redraw();
                });
    }

    /** Hands over the value at a place as soon as it is known. */
    void read(ImagePoint point, DepthMap.Reader reader) {
        ask(List.of(point), data -> reader.read(data == null ? Double.NaN : data.get(0)));
    }

    /** Hands over the values at some places as soon as they are known; null where they are not. */
    void read(List<ImagePoint> points, DepthMap.AllReader reader) {
        ask(points, data -> reader.read(data == null ? null : data::get));
    }

    private interface Answer {
        /** The values, or null. */
        void values(Float32Array data);
    }

    private void ask(List<ImagePoint> points, Answer answer) {
        var places = new ArrayList<Double>();
        for (var point : points) {
            places.add(point.u());
            places.add(point.v());
        }
        int call = vision.nextCall();
        vision.ask(
                call,
                new VisionCommand.Read(call, places),
                event ->
                        answer.values(
                                event instanceof VisionEvent.Values values
                                        ? (Float32Array) values.data()
                                        : null));
    }

    /** The whole map. */
    JSPromise<Float32Array> all() {
        int call = vision.nextCall();
        return new JSPromise<>(
                (resolve, reject) ->
                        vision.ask(
                                call,
                                new VisionCommand.Read(call, List.of()),
                                event -> {
                                    if (event instanceof VisionEvent.Values values) {
                                        resolve.accept((Float32Array) values.data());
                                    } else if (event instanceof VisionEvent.Failed failed) {
                                        reject.accept(failed.exception());
                                    }
                                }));
    }
}
