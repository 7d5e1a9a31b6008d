// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.image.ImageSize;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.value.Fields;
import java.util.List;
import java.util.Map;

/**
 * What the page asks of the watch worker. The worker looks at every frame itself, and asks the page
 * back for what the models say ({@link WatchEvent.Look}, {@link WatchEvent.Detect}, {@link
 * WatchEvent.Ask}), since they live in other workers. Objects called {@code image}, {@code clip}
 * and {@code values} are the browser's own.
 */
public sealed interface WatchCommand {
    /** The message form: strings, numbers, maps, lists and the browser's objects. */
    Map<String, Object> toMap();

    /**
     * Watches a stream from now on, in place of any before.
     *
     * @param stream its name, never used before: the alerts' ids begin with it
     * @param setup rules and settings: the form of {@code core.watch.Setup}
     */
    record Begin(String stream, Map<?, ?> setup) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("begin").with("stream", stream).with("setup", setup).map();
        }
    }

    /**
     * Changes rules and settings; what has been learnt of the scene stays.
     *
     * @param setup as above
     */
    record Change(Map<?, ?> setup) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("change").with("setup", setup).map();
        }
    }

    /**
     * The next frame; answered by {@link WatchEvent.Took}, until which the sender sends no other.
     *
     * @param image a VideoFrame or ImageBitmap; the worker closes it
     * @param size of it, pixels
     * @param seconds stream time
     * @param local the clock on the wall
     */
    record Frame(Object image, ImageSize size, double seconds, LocalMoment local)
            implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("frame")
                    .with("image", image)
                    .with(size)
                    .with("seconds", seconds)
                    .with("day", local.day())
                    .with("minute", local.minute())
                    .map();
        }
    }

    /** Time goes on, whether a frame comes or not: the worker's own clock says so. */
    record Tick() implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("tick").map();
        }
    }

    /**
     * What the models saw of a frame.
     *
     * @param look its number
     * @param seen the form of {@code core.watch.Seen}, without the map's values
     * @param values a Float32Array, row-major; null without depth
     * @param took how long depth took its worker, milliseconds; 0 without depth
     */
    record Looked(int look, Map<?, ?> seen, Object values, double took) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("looked")
                    .with("look", look)
                    .with("seen", seen)
                    .with("values", values)
                    .with("took", took)
                    .map();
        }
    }

    /**
     * What the language model said.
     *
     * @param ask number of the question
     * @param p probability of yes, 0 to 1
     * @param contrast of yes to the opposite question; NaN where it was not asked
     * @param second of yes on other frames; NaN where it was not asked
     * @param logOdds of the first, before calibration; NaN where not known
     * @param model id of who said it; empty where not known
     * @param failure why there is no answer, a word; empty where there is one
     */
    record Answered(
            int ask,
            double p,
            double contrast,
            double second,
            double logOdds,
            String model,
            String failure)
            implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("answered")
                    .with("ask", ask)
                    .with("failure", failure)
                    .with("p", p)
                    .with("contrast", contrast)
                    .with("second", second)
                    .with("logOdds", logOdds)
                    .with("model", model)
                    .map();
        }
    }

    /** Ends the watch of the stream; what is open ends with it. */
    record End() implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("end").map();
        }
    }

    /**
     * Sends a recorded clip through the same pipeline, every frame; answered by {@link
     * WatchEvent.Progress}, then {@link WatchEvent.Replayed} or {@link VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param clip a Blob
     * @param setup as for {@link Begin}
     * @param fps frames a second that are looked at, at most; 0 for all
     * @param local the clock on the wall at its start
     * @param record whether its steps are kept for {@link Tune}, in place of any kept before
     */
    record Replay(
            int call, Object clip, Map<?, ?> setup, double fps, LocalMoment local, boolean record)
            implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("replay")
                    .with("call", call)
                    .with("clip", clip)
                    .with("setup", setup)
                    .with("fps", fps)
                    .with("day", local.day())
                    .with("minute", local.minute())
                    .with("record", record)
                    .map();
        }
    }

    /**
     * Tries a rule on the steps of a replay; answered by {@link WatchEvent.Tuned}.
     *
     * @param call number of this call
     * @param replay number of the replay
     * @param rule the form of the public API
     * @param knob the threshold that is turned, as {@code core.watch.Tuning.Knob} has it
     * @param values of it
     * @param moments the form of {@code core.watch.Moment}
     */
    record Tune(
            int call,
            int replay,
            Map<?, ?> rule,
            String knob,
            List<Double> values,
            List<Map<?, ?>> moments)
            implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("tune")
                    .with("call", call)
                    .with("replay", replay)
                    .with("rule", rule)
                    .with("knob", knob)
                    .with("values", values)
                    .with("moments", moments)
                    .map();
        }
    }

    /**
     * Asks for one frame of a clip; answered by {@link WatchEvent.Still}.
     *
     * @param call number of the call
     * @param clip a Blob
     * @param seconds of the clip: the frame that is shown then
     */
    record Still(int call, Object clip, double seconds) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("still")
                    .with("call", call)
                    .with("clip", clip)
                    .with("seconds", seconds)
                    .map();
        }
    }

    /**
     * Asks why there was no alert; answered by {@link WatchEvent.Why}.
     *
     * @param call number of the call
     * @param from milliseconds since 1970
     * @param to the same
     */
    record Why(int call, double from, double to) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("why").with("call", call).with("from", from).with("to", to).map();
        }
    }

    /**
     * Nothing was seen, or little: the page knows it, the worker writes it down.
     *
     * @param why a word
     * @param from milliseconds since 1970
     * @param to the same; of one that lasts, now
     */
    record Lapsed(String why, double from, double to) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("lapsed")
                    .with("why", why)
                    .with("from", from)
                    .with("to", to)
                    .map();
        }
    }

    /** What was counted should be kept now: the page may go. */
    record Write() implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("write").map();
        }
    }

    /** Deletes what is kept of periods: counts, and near misses with their pictures. */
    record Erase() implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("erase").map();
        }
    }

    /**
     * Looks for what a clip should not show; answered by {@link WatchEvent.Progress}, then {@link
     * WatchEvent.Found} or {@link VisionEvent.Failed}. What was found stays in the worker under the
     * call's number, with the clip, for a while.
     *
     * @param call number of the call
     * @param clip a Blob
     * @param settings the form of {@code core.redact.RedactSettings}
     */
    record Find(int call, Object clip, Map<?, ?> settings) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("find")
                    .with("call", call)
                    .with("clip", clip)
                    .with("settings", settings)
                    .map();
        }
    }

    /**
     * Writes a clip in which that is covered; answered by {@link WatchEvent.Progress}, then {@link
     * WatchEvent.Redacted} or {@link VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param found the call that found
     * @param order the form of {@code core.redact.RedactOrder}
     * @param format mp4, webm, or empty for what the browser does best
     */
    record Redact(int call, int found, Map<?, ?> order, String format) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("redact")
                    .with("call", call)
                    .with("found", found)
                    .with("order", order)
                    .with("format", format)
                    .map();
        }
    }

    /**
     * Shows one frame of the clip; answered by {@link WatchEvent.Preview} or {@link
     * VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param found the call that found
     * @param order the form of {@code core.redact.RedactOrder}
     * @param seconds the frame's time
     * @param bare without the covers
     */
    record Preview(int call, int found, Map<?, ?> order, double seconds, boolean bare)
            implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("preview")
                    .with("call", call)
                    .with("found", found)
                    .with("order", order)
                    .with("seconds", seconds)
                    .with("bare", bare)
                    .map();
        }
    }

    /**
     * Covers on single pictures what they should not show; answered by {@link WatchEvent.Progress},
     * then {@link WatchEvent.Covered} or {@link VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param images Blobs, of one stream
     * @param times of each, seconds, ascending
     * @param settings the form of {@code core.redact.RedactSettings}
     * @param order the form of {@code core.redact.RedactOrder}
     */
    record Cover(
            int call, List<Object> images, List<Double> times, Map<?, ?> settings, Map<?, ?> order)
            implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("cover")
                    .with("call", call)
                    .with("images", images)
                    .with("times", times)
                    .with("settings", settings)
                    .with("order", order)
                    .map();
        }
    }

    /**
     * Gives a replay or a redaction up.
     *
     * @param call number of it
     */
    record Abort(int call) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("abort").with("call", call).map();
        }
    }

    /**
     * Asks for the alerts that are kept; answered by {@link WatchEvent.Kept}, in parts.
     *
     * @param call number of the call
     * @param pictures whether with their pictures and clips
     */
    record Alerts(int call, boolean pictures) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("list").with("call", call).with("pictures", pictures).map();
        }
    }

    /**
     * Asks for the pictures and the clip of an alert; answered by {@link WatchEvent.Pictures}.
     *
     * @param call number of the call
     * @param alert its id
     */
    record Pictures(int call, String alert) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("pictures").with("call", call).with("alert", alert).map();
        }
    }

    /**
     * Says whether an alert was right; told back by {@link WatchEvent.Marked}.
     *
     * @param alert its id
     * @param mark {@code right}, {@code wrong}, or empty to take it back
     */
    record Mark(String alert, String mark) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("mark").with("alert", alert).with("mark", mark).map();
        }
    }

    /**
     * Deletes kept alerts; told back by {@link WatchEvent.Forgotten}.
     *
     * @param alerts their ids; none for all
     */
    record Delete(List<String> alerts) implements WatchCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("delete").with("alerts", alerts).map();
        }
    }

    /** Reads a message; one that does not fit is refused with the path of the first fault. */
    static WatchCommand of(Object message) {
        var fields = Protocol.open(message);
        var type = fields.text("type");
        return switch (type) {
            case "begin" -> new Begin(fields.text("stream", 1, 64), fields.map("setup"));
            case "change" -> new Change(fields.map("setup"));
            case "frame" ->
                    new Frame(
                            fields.raw("image"),
                            Protocol.size(fields),
                            fields.number("seconds"),
                            local(fields));
            case "looked" ->
                    new Looked(
                            call(fields, "look"),
                            fields.map("seen"),
                            fields.raw("values"),
                            fields.number("took"));
            case "answered" ->
                    new Answered(
                            fields.count("ask"),
                            fields.number("p", Double.NaN),
                            fields.number("contrast", Double.NaN),
                            fields.number("second", Double.NaN),
                            fields.number("logOdds", Double.NaN),
                            fields.text("model", ""),
                            fields.text("failure"));
            case "tick" -> new Tick();
            case "end" -> new End();
            case "replay" ->
                    new Replay(
                            call(fields, "call"),
                            fields.raw("clip"),
                            fields.map("setup"),
                            fields.number("fps"),
                            local(fields),
                            fields.flag("record"));
            case "tune" ->
                    new Tune(
                            call(fields, "call"),
                            call(fields, "replay"),
                            fields.map("rule"),
                            fields.text("knob"),
                            fields.numbers("values"),
                            fields.maps("moments"));
            case "still" ->
                    new Still(call(fields, "call"), fields.raw("clip"), fields.number("seconds"));
            case "why" -> new Why(call(fields, "call"), fields.number("from"), fields.number("to"));
            case "lapsed" ->
                    new Lapsed(
                            fields.text("why", 1, 32), fields.number("from"), fields.number("to"));
            case "write" -> new Write();
            case "erase" -> new Erase();
            case "find" ->
                    new Find(call(fields, "call"), fields.raw("clip"), fields.map("settings"));
            case "redact" ->
                    new Redact(
                            call(fields, "call"),
                            call(fields, "found"),
                            fields.map("order"),
                            fields.text("format"));
            case "preview" ->
                    new Preview(
                            call(fields, "call"),
                            call(fields, "found"),
                            fields.map("order"),
                            fields.number("seconds"),
                            fields.flag("bare"));
            case "cover" ->
                    new Cover(
                            call(fields, "call"),
                            fields.list("images"),
                            fields.numbers("times"),
                            fields.map("settings"),
                            fields.map("order"));
            case "abort" -> new Abort(call(fields, "call"));
            case "list" -> new Alerts(call(fields, "call"), fields.flag("pictures"));
            case "pictures" -> new Pictures(call(fields, "call"), fields.text("alert"));
            case "mark" -> new Mark(fields.text("alert"), fields.text("mark"));
            case "delete" -> new Delete(fields.texts("alerts"));
            default -> throw Protocol.unknown(type);
        };
    }

    private static int call(Fields fields, String name) {
        return fields.whole(name, 1, Integer.MAX_VALUE);
    }

    private static LocalMoment local(Fields fields) {
        return new LocalMoment(fields.whole("day", 1, 7), fields.whole("minute", 0, 1439));
    }
}
