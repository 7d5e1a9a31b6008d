// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.measure;

import io.sightline.app.state.Store;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.depth.AwaitedValues;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Float32Array;

/** Values of the map that the worker shows, asked for when they are looked at. */
final class DistantValues {
    private final Store store;
    private final VisionClient vision;
    private final AwaitedValues<DepthMap> awaited =
            new AwaitedValues<>(VisionCommand.Read.MOST_PLACES);

    DistantValues(Store store, VisionClient vision) {
        this.store = store;
        this.vision = vision;
    }

    double at(DepthMap map, ImagePoint point) {
        double value = awaited.at(map, point);
        if (awaited.begins()) {
            // What the rest of this drawing wants goes along.
            Window.setTimeout(this::ask, 0);
        }
        return value;
    }

    private void ask() {
        var question = awaited.question();
        ask(
                question.points(),
                data -> {
                    awaited.answered(question, data == null ? null : data::get);
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
