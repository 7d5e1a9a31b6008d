// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.detect.DetectorDesk;
import io.sightline.app.source.Opener;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.dom.events.Event;

/** {@code detect} of the public API. */
final class DetectorApi {
    private final ApiCalls calls;
    private final DetectorDesk detectors;
    private final Opener opener;

    DetectorApi(ApiCalls calls, DetectorDesk detectors, Opener opener) {
        this.calls = calls;
        this.detectors = detectors;
        this.opener = opener;
    }

    JSObject detect(JSObject image, JSObject options) {
        return calls.promise(
                () -> {
                    if (detectors.phase() != Phase.READY) {
                        throw new SightlineException(ErrorCode.NO_MODEL, "detector-not-loaded");
                    }
                    double minScore = minScore(options);
                    var signal = ApiCalls.signal(options);
                    var bitmap = ApiCalls.bitmap(opener, image, "image");
                    return Await.await(detect(bitmap, minScore, signal));
                });
    }

    private static double minScore(JSObject options) {
        var given = JsFunctions.get(options, "minScore");
        if (given == null) {
            return 0;
        }
        if (JsValues.toJava(given) instanceof Number number
                && number.doubleValue() > 0
                && number.doubleValue() <= 1) {
            return number.doubleValue();
        }
        throw ApiCalls.argument("minScore", "a number above 0, at most 1");
    }

    private JSPromise<JSObject> detect(ImageBitmap bitmap, double minScore, AbortSignal signal) {
        var size = new ImageSize(bitmap.getWidth(), bitmap.getHeight());
        return new JSPromise<>(
                (resolve, reject) -> {
                    if (signal != null) {
                        // A run cannot be stopped; its answer is not waited for.
                        signal.addEventListener(
                                "abort",
                                (Event event) ->
                                        reject.accept(
                                                new SightlineException(
                                                        ErrorCode.ABORTED, "aborted")));
                    }
                    detectors.detect(
                            bitmap,
                            size,
                            minScore,
                            (found, failure) -> {
                                if (failure == null) {
                                    resolve.accept(result(found));
                                } else {
                                    reject.accept(failure);
                                }
                            });
                });
    }

    private JSObject result(VisionEvent.Detected found) {
        var boxes = new ArrayList<Object>();
        for (var one : found.found()) {
            var map = new LinkedHashMap<String, Object>();
            map.put("label", one.label());
            map.put("score", one.score());
            map.put("x", one.box().x());
            map.put("y", one.box().y());
            map.put("width", one.box().width());
            map.put("height", one.box().height());
            boxes.add(map);
        }
        var timings = found.timings();
        var running = detectors.running();
        var map = new LinkedHashMap<String, Object>();
        map.put("boxes", boxes);
        map.put("backend", running == null ? null : running.backend().wire());
        map.put("model", running == null ? null : running.model());
        map.put(
                "timings",
                Map.of(
                        "pre", timings.pre(),
                        "run", timings.run(),
                        "post", timings.post(),
                        "total", timings.total()));
        return JsValues.toJs(map);
    }
}
