// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.text.Texts;
import io.sightline.app.worker.WorkerClient;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.Covering;
import io.sightline.core.redact.RedactKind;
import io.sightline.core.redact.RedactOrder;
import io.sightline.core.redact.RedactSettings;
import io.sightline.core.source.ClipBreaks;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;

/** Has a clip looked through and written anew, and says what has to be known of the result. */
final class RedactDesk {
    private final WatchCalls calls;
    private final Texts texts;

    RedactDesk(WatchCalls calls, Texts texts) {
        this.calls = calls;
        this.texts = texts;
    }

    /** Looks for what is to be covered; the number of the call is what was found. */
    int find(
            JSObject clip,
            RedactSettings settings,
            WatchCalls.ProgressListener listener,
            WorkerClient.Answer<WatchEvent> answer) {
        return calls.clip(
                call -> new WatchCommand.Find(call, clip, settings.toMap()), listener, answer);
    }

    /** Writes the clip in which it is covered. */
    int write(
            int found,
            RedactOrder order,
            String format,
            WatchCalls.ProgressListener listener,
            WorkerClient.Answer<WatchEvent> answer) {
        return calls.clip(
                call -> new WatchCommand.Redact(call, found, order.toMap(), format),
                listener,
                answer);
    }

    /** One frame as a PNG, with the covers or without. */
    void still(
            int found,
            RedactOrder order,
            double seconds,
            boolean bare,
            WorkerClient.Answer<WatchEvent> answer) {
        calls.clip(
                call -> new WatchCommand.Preview(call, found, order.toMap(), seconds, bare),
                null,
                answer);
    }

    /**
     * Covers pictures.
     *
     * @param times of each, seconds, ascending
     */
    int cover(
            List<Object> images,
            List<Double> times,
            Covering covering,
            WorkerClient.Answer<WatchEvent> answer) {
        return calls.clip(
                call ->
                        new WatchCommand.Cover(
                                call,
                                images,
                                times,
                                covering.settings().toMap(),
                                covering.order().toMap()),
                null,
                answer);
    }

    /** Gives one of them up. */
    void stop(int call) {
        calls.stop(call);
    }

    /**
     * What whoever hands the clip on has to know: reason and message.
     *
     * @param found of the first pass
     * @param written of the second, or the first again before there is one
     */
    List<Map<String, Object>> warnings(RedactSettings settings, Fields found, Fields written) {
        var list = new ArrayList<Map<String, Object>>();
        if (!settings.kinds().isEmpty()) {
            warn(list, "missed", Map.of());
        }
        if (settings.kinds().contains(RedactKind.FACES)) {
            warn(list, found.flag("faceDetector") ? "faces" : "heads", Map.of());
        }
        if (found.number("failed") > 0) {
            warn(list, "failed", Map.of("count", found.number("failed")));
        }
        if (found.number("unanswered") > 0) {
            warn(list, "unanswered", Map.of("count", found.number("unanswered")));
        }
        if (found.flag("sound")) {
            warn(list, "sound", Map.of());
        }
        var breaks = ClipBreaks.of(written.objects("broken"));
        if (!breaks.isEmpty()) {
            warn(
                    list,
                    "broken",
                    Map.of(
                            "seconds", breaks.seconds(found.number("seconds")),
                            "cause", BreakWords.cause(texts, breaks.all().get(0))));
        }
        return list;
    }

    private void warn(List<Map<String, Object>> list, String reason, Map<String, ?> values) {
        var map = new LinkedHashMap<String, Object>();
        map.put("reason", reason);
        map.put("message", texts.of("redact.warn-" + reason, values));
        list.add(map);
    }
}
