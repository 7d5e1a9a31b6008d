// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.watch.Effect;
import io.sightline.core.watch.SceneFacts;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.canvas.ImageBitmap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;

/** Does what a live stream's pipeline wants done: asks, keeps and tells. Its methods block. */
final class Reporter {
    /** A clip begins so much before its alert, seconds. */
    private static final double BEFORE_CLIP = 2;

    /** It ends so much after it, seconds. */
    private static final double AFTER_CLIP = 0.5;

    private final Outbox outbox;
    private final KeptFrames frames;
    private final Keeper keeper;
    private final LookNumbers numbers;
    private SceneFacts facts;

    /** Number of the question that is out, and its id in the pipeline; 0 for none. */
    private int sent;

    private int asked;

    /**
     * @param keeper of alerts; null for a replay, whose alerts are not kept
     */
    Reporter(Outbox outbox, KeptFrames frames, Keeper keeper, LookNumbers numbers) {
        this.outbox = outbox;
        this.numbers = numbers;
        this.frames = frames;
        this.keeper = keeper;
    }

    /** The newest facts; null before the first. */
    SceneFacts facts() {
        return facts;
    }

    /** Forgets the stream before. */
    void clear() {
        facts = null;
        sent = 0;
        asked = 0;
    }

    /** Does all of it, in its order. */
    void run(List<Effect> effects) {
        for (var effect : effects) {
            if (effect instanceof Effect.Ask ask) {
                ask(ask);
            } else if (effect instanceof Effect.Cancel cancel) {
                cancel(cancel.ask());
            } else if (effect instanceof Effect.Told told) {
                tell(told.alert());
            } else if (effect instanceof Effect.Notify notice) {
                keeper.later(
                        () ->
                                outbox.send(
                                        new WatchEvent.Notify(notice.alert(), notice.targets())
                                                .toMap()));
            } else if (effect instanceof Effect.Escalate escalate) {
                var held = frames.hold(escalate.frames());
                keeper.later(() -> keeper.escalate(escalate.alert(), held));
            } else if (effect instanceof Effect.Facts now) {
                facts = now.facts();
            }
        }
    }

    private void cancel(int ask) {
        if (ask == asked) {
            outbox.send(new WatchEvent.Cancel(sent).toMap());
            sent = 0;
            asked = 0;
        }
    }

    /** The id of the question that was sent under a number; 0 where that is not out. */
    int asked(int number) {
        return number == sent ? asked : 0;
    }

    /** Sends a question; there is one at a time. */
    void ask(Effect.Ask ask) {
        sent = numbers.next();
        asked = ask.id();
        var transfer = new JSArray<JSObject>();
        var images = bitmaps(frames.bitmaps(ask.frames()), transfer);
        var again = bitmaps(frames.bitmaps(ask.again()), transfer);
        var times = new ArrayList<Double>();
        double first = ask.frames().isEmpty() ? 0 : ask.frames().get(0).t();
        for (var frame : ask.frames()) {
            times.add(frame.t() - first);
        }
        outbox.send(
                new WatchEvent.Ask(
                                sent,
                                ask.question(),
                                ask.contrast(),
                                images,
                                times,
                                again,
                                facts(ask.facts()))
                        .toMap(),
                transfer);
    }

    private static List<Object> facts(SceneFacts facts) {
        return facts == null ? List.of() : List.copyOf((List<?>) facts.toMap().get("facts"));
    }

    private static List<Object> bitmaps(List<ImageBitmap> bitmaps, JSArray<JSObject> transfer) {
        for (var bitmap : bitmaps) {
            transfer.push(bitmap);
        }
        return new ArrayList<>(bitmaps);
    }

    /** Keeps an alert and tells of it, by and by: the stream goes on. */
    private void tell(Alert alert) {
        var held = frames.hold(alert.evidence());
        keeper.later(() -> keeper.keep(withImages(alert, held)));
        if (alert.over()) {
            keeper.clip(
                    alert.id(),
                    frames.between(alert.from() - BEFORE_CLIP, alert.to() + AFTER_CLIP));
        }
    }

    /** The alert with the images of its evidence, as far as they are still there. */
    Map<String, Object> withImages(Alert alert) {
        return withImages(alert, frames.hold(alert.evidence()));
    }

    private static Map<String, Object> withImages(Alert alert, List<KeptFrames.Held> held) {
        var map = new LinkedHashMap<>(alert.toMap(null));
        var evidence = new ArrayList<Object>();
        for (var frame : alert.evidence()) {
            var crop = frame.crop();
            var item = new LinkedHashMap<String, Object>();
            item.put("t", frame.t());
            item.put("crop", List.of(crop.x(), crop.y(), crop.width(), crop.height()));
            for (var image : held) {
                if (image.t() == frame.t() && !item.containsKey("image")) {
                    item.put("image", image.file());
                }
            }
            evidence.add(item);
        }
        map.put("evidence", evidence);
        return map;
    }
}
