// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.api.ApiCalls;
import io.sightline.app.api.JsFunctions;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.Covering;
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
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.file.Blob;

/** {@code alerts} and {@code export} of the public API, as far as it is of alerts. Blocks. */
final class AlertsApi {
    private static final Set<String> NAMES = Set.of("redact", "onProgress", "onLeftOut", "signal");

    private final WatchDesk desk;
    private final RedactDesk redactions;
    private final AlertBook book;
    private final AlertExport export;

    /** What a caller wants beside the alerts. */
    private record Options(AlertCovers covers, JSObject onProgress, JSObject onLeftOut) {
        void at(int done, int of) {
            if (onProgress != null) {
                JsFunctions.call(onProgress, JsValues.toJs(Map.of("done", done, "of", of)));
            }
        }
    }

    AlertsApi(WatchDesk desk, RedactDesk redactions, AlertBook book, AlertExport export) {
        this.desk = desk;
        this.redactions = redactions;
        this.book = book;
        this.export = export;
    }

    private Options options(JSObject given) {
        var signal = ApiCalls.signal(given);
        var onProgress = ApiCalls.function(given, "onProgress");
        var onLeftOut = ApiCalls.function(given, "onLeftOut");
        var fields =
                Fields.of(given == null ? Map.of() : JsValues.toJava(given), "", "redact-option");
        fields.only(NAMES);
        var covering = Covering.AS_SEEN;
        if (fields.has("redact")) {
            covering = Covering.of(fields.object("redact"));
            if (!covering.covers()) {
                throw RedactSettings.nothing();
            }
        }
        var covers = new AlertCovers(redactions, covering);
        if (signal != null) {
            signal.addEventListener("abort", (Event event) -> covers.stop());
        }
        return new Options(covers, onProgress, onLeftOut);
    }

    private void left(Options options, String alert, AlertCovers.Left left) {
        if (options.onLeftOut() != null) {
            var map = new LinkedHashMap<String, Object>();
            map.put("alert", alert);
            map.putAll(export.told(left));
            JsFunctions.call(options.onLeftOut(), JsValues.toJs(map));
        }
    }

    /** A file of all alerts. */
    Blob export(String what, JSObject given) {
        var options = options(given);
        book.ready();
        return export.export(
                what,
                List.copyOf(book.entries()),
                options.covers(),
                options::at,
                (alert, left) -> left(options, alert, left));
    }

    /** All alerts with what they show. */
    JSObject alerts(JSObject given) {
        var options = options(given);
        var alerts = kept().alerts();
        var list = new JSArray<JSObject>();
        int number = 0;
        for (var alert : alerts) {
            options.at(number++, alerts.size());
            var told = desk.reasons().ofAlert((Map<?, ?>) alert);
            if (options.covers().covering().covers()) {
                cover(options, told);
            }
            // One by one: there may be more of them than are converted at once.
            list.push(JsValues.toJs(told));
        }
        options.at(number, alerts.size());
        return list;
    }

    private WatchEvent.Kept kept() {
        var answer = new ArrayList<WatchEvent>();
        Await.await(
                new JSPromise<JSObject>(
                        (resolve, reject) ->
                                desk.calls()
                                        .alerts(
                                                true,
                                                event -> {
                                                    answer.add(event);
                                                    resolve.accept(JSUndefined.instance());
                                                })));
        if (answer.get(0) instanceof VisionEvent.Failed failed) {
            throw failed.exception();
        }
        return (WatchEvent.Kept) answer.get(0);
    }

    /** Puts what is covered in the place of what was seen, and takes away what cannot be. */
    private void cover(Options options, Map<String, Object> alert) {
        var seen = AlertBook.Pictures.of(alert);
        var going = options.covers().cover(seen);
        var evidence = new ArrayList<Object>();
        for (var item : (List<?>) alert.get("evidence")) {
            var frame = new LinkedHashMap<String, Object>();
            for (var entry : ((Map<?, ?>) item).entrySet()) {
                frame.put((String) entry.getKey(), entry.getValue());
            }
            frame.remove("image");
            var image =
                    frame.get("t") instanceof Number t ? going.images().get(t.doubleValue()) : null;
            if (image != null) {
                frame.put("image", image);
            }
            evidence.add(frame);
        }
        alert.put("evidence", evidence);
        alert.remove("clip");
        if (going.clip() != null) {
            alert.put("clip", going.clip());
        }
        for (var each : going.left()) {
            left(options, String.valueOf(alert.get("id")), each);
        }
    }
}
