// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.image.ImageSize;
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
                WatchEvent.Covered,
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
            return Protocol.start("took").map();
        }
    }

    /**
     * The models should look at a frame; answered by {@link WatchCommand.Looked}, also when they
     * cannot.
     *
     * @param look number of it
     * @param image an ImageBitmap, the receiver's to close
     * @param detect whether the detector should
     * @param depth whether the depth model should
     * @param mine whether it is a frame of the open source, whose calibration holds
     */
    record Look(int look, Object image, boolean detect, boolean depth, boolean mine)
            implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("look")
                    .with("look", look)
                    .with("image", image)
                    .with("detect", detect)
                    .with("depth", depth)
                    .with("mine", mine)
                    .map();
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
            return Protocol.start("ask")
                    .with("ask", ask)
                    .with("question", question)
                    .with("contrast", contrast)
                    .with("images", images)
                    .with("times", times)
                    .with("again", again)
                    .with("facts", facts)
                    .map();
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
            return Protocol.start("cancel").with("ask", ask).map();
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
            return Protocol.start("scene").with("scene", scene).map();
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
            return Protocol.start("foreground").with(size).with("cells", cells).map();
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
            return Protocol.start("alert").with("alert", alert).map();
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
            return Protocol.start("notify").with("alert", alert).with("targets", targets).map();
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
            return Protocol.start("escalate").with("alert", alert).with("images", images).map();
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
            return Protocol.start("progress")
                    .with("call", call)
                    .with("seconds", seconds)
                    .with("length", length)
                    .map();
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
            return Protocol.start("replayed").with("call", call).with("result", result).map();
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
            return Protocol.start("kept")
                    .with("call", call)
                    .with("alerts", alerts)
                    .with("more", more)
                    .map();
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
            return Protocol.start("pictures")
                    .with("call", call)
                    .with("images", images)
                    .with("clip", clip)
                    .map();
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
            return Protocol.start("clip")
                    .with("alert", alert)
                    .with("why", why)
                    .with("clip", clip)
                    .map();
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
            return Protocol.start("marked").with("alert", alert).map();
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
            return Protocol.start("forgotten").with("alerts", alerts).map();
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
            return Protocol.start("stored")
                    .with("place", place)
                    .with("count", count)
                    .with("bytes", bytes)
                    .with("dropped", dropped)
                    .with("why", why)
                    .with("elsewhere", elsewhere)
                    .map();
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
            return Protocol.start("tuned").with("call", call).with("points", points).map();
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
            return Protocol.start("still")
                    .with("call", call)
                    .with("image", image)
                    .with("seconds", seconds)
                    .map();
        }
    }

    /**
     * Why there was no alert in a period.
     *
     * @param call number of the call
     * @param why the form of {@code core.chronicle.Account}, with {@code misses}, which may have
     *     pictures, and {@code kept}
     */
    record Why(int call, Map<?, ?> why) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("why").with("call", call).with("why", why).map();
        }
    }

    /**
     * The detector alone should look at a picture; answered by {@link WatchCommand.Looked}, also
     * when it cannot.
     *
     * @param look number of it
     * @param image an ImageBitmap, the receiver's to close
     * @param faces whether the face detector is to look, instead of the other
     */
    record Detect(int look, Object image, boolean faces) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("detect")
                    .with("look", look)
                    .with("image", image)
                    .with("faces", faces)
                    .map();
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
            return Protocol.start("found").with("call", call).with("result", result).map();
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
            return Protocol.start("redacted").with("call", call).with("result", result).map();
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
            return Protocol.start("preview").with("call", call).with("result", result).map();
        }
    }

    /**
     * Pictures that show it no more.
     *
     * @param call number of it
     * @param result images (each with image, a JPEG, or why it could not be covered), faceDetector
     */
    record Covered(int call, Map<?, ?> result) implements WatchEvent {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("covered").with("call", call).with("result", result).map();
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
                            fields.count("look"),
                            fields.raw("image"),
                            fields.flag("detect"),
                            fields.flag("depth"),
                            fields.flag("mine"));
            case "ask" ->
                    new Ask(
                            fields.count("ask"),
                            fields.text("question"),
                            fields.text("contrast"),
                            fields.list("images"),
                            fields.numbers("times"),
                            fields.list("again"),
                            fields.list("facts"));
            case "cancel" -> new Cancel(fields.count("ask"));
            case "scene" -> new Scene(fields.map("scene"));
            case "foreground" -> new Foreground(Protocol.size(fields), fields.raw("cells"));
            case "alert" -> new Alert(fields.map("alert"));
            case "notify" -> new Notify(fields.text("alert"), fields.texts("targets"));
            case "escalate" -> new Escalate(fields.text("alert"), fields.list("images"));
            case "progress" ->
                    new Progress(
                            Protocol.call(fields),
                            fields.number("seconds"),
                            fields.number("length"));
            case "replayed" -> new Replayed(Protocol.call(fields), fields.map("result"));
            case "kept" ->
                    new Kept(Protocol.call(fields), fields.list("alerts"), fields.flag("more"));
            case "pictures" ->
                    new Pictures(Protocol.call(fields), fields.list("images"), fields.raw("clip"));
            case "clip" -> new Clip(fields.text("alert"), fields.raw("clip"), fields.text("why"));
            case "marked" -> new Marked(fields.map("alert"));
            case "forgotten" -> new Forgotten(fields.texts("alerts"));
            case "stored" ->
                    new Stored(
                            fields.text("place"),
                            fields.whole("count", 0, Integer.MAX_VALUE),
                            fields.number("bytes"),
                            fields.texts("dropped"),
                            fields.text("why"),
                            fields.flag("elsewhere"));
            case "tuned" -> new Tuned(Protocol.call(fields), fields.list("points"));
            case "still" ->
                    new Still(Protocol.call(fields), fields.raw("image"), fields.number("seconds"));
            case "why" -> new Why(Protocol.call(fields), fields.map("why"));
            case "detect" ->
                    new Detect(fields.count("look"), fields.raw("image"), fields.flag("faces"));
            case "found" -> new Found(Protocol.call(fields), fields.map("result"));
            case "redacted" -> new Redacted(Protocol.call(fields), fields.map("result"));
            case "preview" -> new Preview(Protocol.call(fields), fields.map("result"));
            case "covered" -> new Covered(Protocol.call(fields), fields.map("result"));
            default -> {
                if (VisionEvent.of(message) instanceof WatchEvent event) {
                    yield event;
                }
                throw Protocol.unknown(type);
            }
        };
    }
}
