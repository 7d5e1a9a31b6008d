// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.image.ImageSize;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the watch worker tells, beside {@link VisionEvent.Ready} and {@link VisionEvent.Failed}. */
public sealed interface WatchEvent
        permits VisionEvent.Ready,
                VisionEvent.Failed,
                WatchEvent.Took,
                WatchEvent.Look,
                WatchEvent.Ask,
                WatchEvent.Cancel,
                WatchEvent.Scene,
                WatchEvent.Foreground,
                WatchEvent.Alert,
                WatchEvent.Notify,
                WatchEvent.Escalate,
                WatchEvent.Progress,
                WatchEvent.Replayed,
                WatchEvent.Kept,
                WatchEvent.Tuned,
                WatchEvent.Still,
                WatchEvent.Why,
                WatchEvent.Detect,
                WatchEvent.Found,
                WatchEvent.Redacted,
                WatchEvent.Preview,
                WatchEvent.Pictures,
                WatchEvent.Clip,
                WatchEvent.Marked,
                WatchEvent.Forgotten,
                WatchEvent.Stored {
    /** The message form: strings, numbers, maps, lists and the browser's objects. */
    Map<String, Object> toMap();

    /** The frame has been taken; another may come. */
    record Took() implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("took");
        }
    }

    /**
     * The models should look at a frame; answered by {@link WatchCommand.Looked}, also when they
     * cannot.
     *
     * @param look number of it
     * @param image an ImageBitmap, the receiver's to close
     * @param detect whether the detector should; the depth model always should
     * @param mine whether it is a frame of the open source, whose calibration holds
     */
    record Look(int look, Object image, boolean detect, boolean mine) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("look");
            map.put("look", look);
            map.put("image", image);
            map.put("detect", detect);
            map.put("mine", mine);
            return map;
        }
    }

    /**
     * A question for the language model; answered by {@link WatchCommand.Answered}.
     *
     * @param ask number of it
     * @param question for a yes or a no
     * @param contrast the opposite question; empty for none
     * @param images ImageBitmaps, the receiver's to close
     * @param times of the images, seconds
     * @param again images for the second look; none for none
     * @param facts to be told with it, as a scene has them; none for none
     */
    record Ask(
            int ask,
            String question,
            String contrast,
            List<Object> images,
            List<Double> times,
            List<Object> again,
            List<Object> facts)
            implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("ask");
            map.put("ask", ask);
            map.put("question", question);
            map.put("contrast", contrast);
            map.put("images", images);
            map.put("times", new ArrayList<Object>(times));
            map.put("again", again);
            map.put("facts", facts);
            return map;
        }
    }

    /**
     * A question needs no answer any more.
     *
     * @param ask number of it
     */
    record Cancel(int ask) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("cancel");
            map.put("ask", ask);
            return map;
        }
    }

    /**
     * What is there now, not more often than can be read.
     *
     * @param scene the public API's form of it
     */
    record Scene(Map<?, ?> scene) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("scene");
            map.put("scene", scene);
            return map;
        }
    }

    /**
     * What stands out on the newest frame; told while somebody sets the gate.
     *
     * @param size in cells
     * @param cells an Int8Array, row-major: 1 what counts, 2 what is too small to, else 0
     */
    record Foreground(ImageSize size, Object cells) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("foreground");
            map.put("width", size.width());
            map.put("height", size.height());
            map.put("cells", cells);
            return map;
        }
    }

    /**
     * An alert, new, updated or ended; it has been kept.
     *
     * @param alert the public API's form of it, with images
     */
    record Alert(Map<?, ?> alert) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("alert");
            map.put("alert", alert);
            return map;
        }
    }

    /**
     * A new alert is to be shown beyond the list.
     *
     * @param alert its id
     * @param targets page, host, notification
     */
    record Notify(String alert, List<String> targets) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("notify");
            map.put("alert", alert);
            map.put("targets", new ArrayList<Object>(targets));
            return map;
        }
    }

    /**
     * The host's larger model may have a look.
     *
     * @param alert its id
     * @param images Blobs
     */
    record Escalate(String alert, List<Object> images) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("escalate");
            map.put("alert", alert);
            map.put("images", images);
            return map;
        }
    }

    /**
     * How far a replay or a redaction is.
     *
     * @param call number of it
     * @param seconds of the clip that are done
     * @param length of the clip, seconds; 0 where it is not known
     */
    record Progress(int call, double seconds, double length) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("progress");
            map.put("call", call);
            map.put("seconds", seconds);
            map.put("length", length);
            return map;
        }
    }

    /**
     * What came of a replay.
     *
     * @param call number of it
     * @param result the public API's form of it
     */
    record Replayed(int call, Map<?, ?> result) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("replayed");
            map.put("call", call);
            map.put("result", result);
            return map;
        }
    }

    /**
     * A part of the alerts that are kept, newest first.
     *
     * @param call number of the call
     * @param alerts the public API's form of them
     * @param more whether another part follows
     */
    record Kept(int call, List<?> alerts, boolean more) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("kept");
            map.put("call", call);
            map.put("alerts", alerts);
            map.put("more", more);
            return map;
        }
    }

    /**
     * What is kept of an alert beside its words.
     *
     * @param call number of the call
     * @param images {@code t}, seconds, and {@code image}, a Blob, by time
     * @param clip a Blob; null where there is none
     */
    record Pictures(int call, List<?> images, Object clip) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("pictures");
            map.put("call", call);
            map.put("images", images);
            if (clip != null) {
                map.put("clip", clip);
            }
            return map;
        }
    }

    /**
     * The clip of an alert that ended is ready, and kept.
     *
     * @param alert its id
     * @param clip a Blob; null where there is none
     * @param why there is none, the end of a text's key; empty where there is one
     */
    record Clip(String alert, Object clip, String why) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("clip");
            map.put("alert", alert);
            map.put("why", why);
            if (clip != null) {
                map.put("clip", clip);
            }
            return map;
        }
    }

    /**
     * An alert was marked, or its mark was taken back.
     *
     * @param alert the public API's form of it, without images
     */
    record Marked(Map<?, ?> alert) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("marked");
            map.put("alert", alert);
            return map;
        }
    }

    /**
     * Alerts were deleted because somebody wanted it.
     *
     * @param alerts their ids; none for all
     */
    record Forgotten(List<String> alerts) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("forgotten");
            map.put("alerts", new ArrayList<Object>(alerts));
            return map;
        }
    }

    /**
     * How alerts are kept.
     *
     * @param place {@code browser}, or {@code memory}: gone with the page
     * @param count of alerts
     * @param bytes of them
     * @param dropped ids of those that had to make room just now
     * @param why they are kept in memory only, in the browser's words; empty where they are not
     * @param elsewhere whether another tab changed them
     */
    record Stored(
            String place,
            int count,
            double bytes,
            List<String> dropped,
            String why,
            boolean elsewhere)
            implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("stored");
            map.put("place", place);
            map.put("count", count);
            map.put("bytes", bytes);
            map.put("dropped", new ArrayList<Object>(dropped));
            map.put("why", why);
            map.put("elsewhere", elsewhere);
            return map;
        }
    }

    /**
     * How good a rule is with each value of one threshold.
     *
     * @param call number of the call
     * @param points the form of {@code core.watch.Tuning.Point}, one for each value
     */
    record Tuned(int call, List<Object> points) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("tuned");
            map.put("call", call);
            map.put("points", points);
            return map;
        }
    }

    /**
     * One frame.
     *
     * @param call number of the call
     * @param image an ImageBitmap, the receiver's to close
     * @param seconds its own time
     */
    record Still(int call, Object image, double seconds) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("still");
            map.put("call", call);
            map.put("image", image);
            map.put("seconds", seconds);
            return map;
        }
    }

    /**
     * Why there was no alert in a period.
     *
     * @param call number of the call
     * @param why {@code now}, {@code funnel} and {@code misses}
     */
    record Why(int call, Map<?, ?> why) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("why");
            map.put("call", call);
            map.put("why", why);
            return map;
        }
    }

    /**
     * The detector alone should look at a picture; answered by {@link WatchCommand.Looked}, also
     * when it cannot.
     *
     * @param look number of it
     * @param image an ImageBitmap, the receiver's to close
     */
    record Detect(int look, Object image) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("detect");
            map.put("look", look);
            map.put("image", image);
            return map;
        }
    }

    /**
     * What a clip has that it should not show.
     *
     * @param call that asked; what was found is kept under it
     * @param result size, seconds, fps, frames, failed, unanswered, broken, finds
     */
    record Found(int call, Map<?, ?> result) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("found");
            map.put("call", call);
            map.put("result", result);
            return map;
        }
    }

    /**
     * The clip that shows it no more.
     *
     * @param call number of it
     * @param result clip, frames, covered, whole, codec, broken
     */
    record Redacted(int call, Map<?, ?> result) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("redacted");
            map.put("call", call);
            map.put("result", result);
            return map;
        }
    }

    /**
     * One frame.
     *
     * @param call number of it
     * @param result image (a PNG), seconds, whole, covers
     */
    record Preview(int call, Map<?, ?> result) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            var map = Protocol.start("preview");
            map.put("call", call);
            map.put("result", result);
            return map;
        }
    }

    /** Reads a message; one that does not fit is refused with the path of the first fault. */
    static WatchEvent of(Object message) {
        var fields = Protocol.open(message);
        var type = fields.text("type");
        return switch (type) {
            case "took" -> new Took();
            case "look" ->
                    new Look(
                            call(fields, "look"),
                            fields.raw("image"),
                            fields.flag("detect"),
                            fields.flag("mine"));
            case "ask" ->
                    new Ask(
                            call(fields, "ask"),
                            fields.text("question"),
                            fields.text("contrast"),
                            list(fields, "images"),
                            times(fields),
                            list(fields, "again"),
                            list(fields, "facts"));
            case "cancel" -> new Cancel(call(fields, "ask"));
            case "scene" -> new Scene(plain(fields, "scene"));
            case "foreground" ->
                    new Foreground(
                            new ImageSize(
                                    fields.whole("width", 1, 1 << 14),
                                    fields.whole("height", 1, 1 << 14)),
                            fields.raw("cells"));
            case "alert" -> new Alert(plain(fields, "alert"));
            case "notify" -> new Notify(fields.text("alert"), fields.texts("targets"));
            case "escalate" -> new Escalate(fields.text("alert"), list(fields, "images"));
            case "progress" ->
                    new Progress(
                            call(fields, "call"),
                            fields.number("seconds"),
                            fields.number("length"));
            case "replayed" -> new Replayed(call(fields, "call"), plain(fields, "result"));
            case "kept" ->
                    new Kept(call(fields, "call"), list(fields, "alerts"), fields.flag("more"));
            case "pictures" ->
                    new Pictures(
                            call(fields, "call"),
                            list(fields, "images"),
                            fields.has("clip") ? fields.raw("clip") : null);
            case "clip" ->
                    new Clip(
                            fields.text("alert"),
                            fields.has("clip") ? fields.raw("clip") : null,
                            fields.text("why"));
            case "marked" -> new Marked(plain(fields, "alert"));
            case "forgotten" -> new Forgotten(fields.texts("alerts"));
            case "stored" ->
                    new Stored(
                            fields.text("place"),
                            fields.whole("count", 0, Integer.MAX_VALUE),
                            fields.number("bytes"),
                            fields.texts("dropped"),
                            fields.text("why"),
                            fields.flag("elsewhere"));
            case "tuned" -> new Tuned(call(fields, "call"), list(fields, "points"));
            case "still" ->
                    new Still(call(fields, "call"), fields.raw("image"), fields.number("seconds"));
            case "why" -> new Why(call(fields, "call"), plain(fields, "why"));
            case "detect" -> new Detect(call(fields, "look"), fields.raw("image"));
            case "found" -> new Found(call(fields, "call"), plain(fields, "result"));
            case "redacted" -> new Redacted(call(fields, "call"), plain(fields, "result"));
            case "preview" -> new Preview(call(fields, "call"), plain(fields, "result"));
            default -> {
                if (VisionEvent.of(message) instanceof WatchEvent event) {
                    yield event;
                }
                throw Protocol.unknown(type);
            }
        };
    }

    private static int call(Fields fields, String name) {
        return fields.whole(name, 0, Integer.MAX_VALUE);
    }

    private static List<Double> times(Fields fields) {
        var times = new ArrayList<Double>();
        for (var time : list(fields, "times")) {
            if (!(time instanceof Number number)) {
                throw fields.refusal("times", "list of numbers");
            }
            times.add(number.doubleValue());
        }
        return times;
    }

    private static Map<?, ?> plain(Fields fields, String name) {
        fields.object(name);
        return (Map<?, ?>) fields.raw(name);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Fields fields, String name) {
        if (fields.raw(name) instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw fields.refusal(name, "list");
    }
}
