// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.api.ApiCalls;
import io.sightline.app.api.JsFunctions;
import io.sightline.app.worker.WorkerClient;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.RedactOrder;
import io.sightline.core.redact.RedactSettings;
import io.sightline.core.value.Fields;
import io.sightline.glue.async.Await;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.dom.events.Event;

/** {@code redact} of the public API. */
final class RedactApi {
    private static final Set<String> NAMES =
            Set.of(
                    "kinds",
                    "method",
                    "regions",
                    "score",
                    "marginSeconds",
                    "everySeconds",
                    "format",
                    "onProgress",
                    "signal");

    private final RedactDesk desk;

    RedactApi(RedactDesk desk) {
        this.desk = desk;
    }

    /** Has one of the two passes done. */
    private interface Pass {
        /** Begins it; the number of its call. */
        int begin(WatchCalls.ProgressListener listener, WorkerClient.Answer<WatchEvent> answer);
    }

    /** Finds and writes. Blocks. */
    JSObject redact(JSObject clip, JSObject options) {
        var signal = ApiCalls.signal(options);
        var onProgress = ApiCalls.function(options, "onProgress");
        var fields =
                Fields.of(
                        options == null ? Map.of() : JsValues.toJava(options), "", "redact-option");
        fields.only(NAMES);
        var settings = RedactSettings.of(fields);
        var order = RedactOrder.of(fields);
        var format = fields.text("format", "");
        if (!Set.of("", "mp4", "webm").contains(format)) {
            throw fields.refusal("format", "mp4 or webm");
        }
        if (settings.kinds().isEmpty() && order.regions().isEmpty()) {
            throw RedactSettings.nothing();
        }
        var running = new int[1];
        var stopped = new boolean[1];
        if (signal != null) {
            signal.addEventListener(
                    "abort",
                    (Event event) -> {
                        stopped[0] = true;
                        desk.stop(running[0]);
                    });
        }
        var found =
                (WatchEvent.Found)
                        pass(
                                running,
                                (listener, answer) -> desk.find(clip, settings, listener, answer),
                                "find",
                                onProgress);
        if (stopped[0]) {
            throw new SightlineException(ErrorCode.ABORTED, "stopped");
        }
        var written =
                (WatchEvent.Redacted)
                        pass(
                                running,
                                (listener, answer) ->
                                        desk.write(found.call(), order, format, listener, answer),
                                "write",
                                onProgress);
        return JsValues.toJs(result(settings, Fields.of(found.result()), written));
    }

    private static WatchEvent pass(int[] running, Pass pass, String stage, JSObject onProgress) {
        var answer = new ArrayList<WatchEvent>();
        Await.await(
                new JSPromise<JSObject>(
                        (resolve, reject) ->
                                running[0] =
                                        pass.begin(
                                                (seconds, length) ->
                                                        tell(onProgress, stage, seconds, length),
                                                event -> {
                                                    answer.add(event);
                                                    resolve.accept(JSUndefined.instance());
                                                })));
        if (answer.get(0) instanceof VisionEvent.Failed failed) {
            throw failed.exception();
        }
        return answer.get(0);
    }

    private static void tell(JSObject listener, String stage, double seconds, double length) {
        if (listener != null) {
            JsFunctions.call(
                    listener,
                    JsValues.toJs(Map.of("stage", stage, "seconds", seconds, "length", length)));
        }
    }

    private Map<String, Object> result(
            RedactSettings settings, Fields found, WatchEvent.Redacted written) {
        var fields = Fields.of(written.result());
        var map = new LinkedHashMap<String, Object>();
        for (var name : List.of("clip", "codec", "frames", "covered", "whole")) {
            map.put(name, fields.raw(name));
        }
        map.put("tracks", found.number("tracks"));
        map.put("faceDetector", found.flag("faceDetector"));
        map.put("finds", found.raw("finds"));
        map.put("warnings", desk.warnings(settings, found, fields));
        return map;
    }
}
