// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.backend.BackendChoice;
import io.sightline.core.image.ImageLimits;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the page asks of the language worker. Questions are independent of each other: a
 * conversation is kept by the page and sent whole, and the worker finds out what of it it has
 * computed already. So nothing is lost with a worker.
 */
public sealed interface LanguageCommand {
    /** The message form: strings, numbers, maps, lists and the browser's objects. */
    Map<String, Object> toMap();

    /**
     * Fetches, checks and starts a model; answered by {@link VisionEvent.Progress}, then {@link
     * VisionEvent.Loaded} or {@link VisionEvent.Failed}.
     *
     * @param call number of the call, for the answers
     * @param model with the variants that the server has
     * @param choice which backends may be used
     * @param site absolute address that the files' addresses are relative to
     */
    record Load(int call, ModelEntry model, BackendChoice choice, String site)
            implements LanguageCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("load")
                    .with("call", call)
                    .with("model", ModelIndex.toMap(model))
                    .with("choice", choice.wire())
                    .with("site", site)
                    .map();
        }
    }

    /**
     * A frame to look at.
     *
     * @param key names the picture: the same key is the same picture, which is looked at once
     * @param image an ImageBitmap, which the worker closes; null for a picture that it may know
     *     already. If it does not, it answers {@link LanguageEvent.Unseen}
     * @param size of the picture, pixels
     * @param at seconds from the clip's start; negative when it is no clip's
     */
    record Frame(String key, Object image, ImageSize size, double at) {}

    /**
     * A question that was answered before, on the same frames.
     *
     * @param question as it was asked
     * @param answer as it was given
     */
    record Exchange(String question, String answer) {}

    /**
     * Asks a question; answered by {@link LanguageEvent.Token}s, then {@link LanguageEvent.Answer}
     * or {@link VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param frames what it is about; none for words alone
     * @param seconds length of the clip that the frames are of; 0 for pictures
     * @param detail look at each picture in tiles, too; not for the frames of a clip
     * @param system what the model is told about its task, may be empty
     * @param before the conversation so far, oldest first
     * @param question what is asked
     * @param maxTokens longest answer
     * @param temperature of the choice of tokens; 0 takes the likeliest
     * @param seed of the choice, so that it can be repeated
     * @param deadline milliseconds after which the answer ends as it is; 0 for none
     * @param shape JSON Schema of the answer, flat; null for free text
     * @param stream whether anyone wants {@link LanguageEvent.Token}s: each message to the page
     *     wakes it, which costs a small model as much as several tokens
     * @param stop a flag in memory that both share, which stops the answer within a token; null
     *     where memory cannot be shared: then the worker listens for {@link Abort} at each token
     */
    record Ask(
            int call,
            List<Frame> frames,
            double seconds,
            boolean detail,
            String system,
            List<Exchange> before,
            String question,
            int maxTokens,
            double temperature,
            int seed,
            int deadline,
            Map<?, ?> shape,
            boolean stream,
            Object stop)
            implements LanguageCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("ask")
                    .with("call", call)
                    .with("frames", maps(frames))
                    .with("seconds", seconds)
                    .with("detail", detail)
                    .with("system", system)
                    .with("before", exchanges(before))
                    .with("question", question)
                    .with("maxTokens", maxTokens)
                    .with("temperature", temperature)
                    .with("seed", seed)
                    .with("deadline", deadline)
                    .with("shape", shape)
                    .with("stream", stream)
                    .with("stop", stop)
                    .map();
        }
    }

    /**
     * Asks a yes/no question; answered by {@link LanguageEvent.Verdict} or {@link
     * VisionEvent.Failed}.
     *
     * @param call number of the call
     * @param frames what it is about
     * @param seconds length of the clip that the frames are of; 0 for pictures
     * @param detail look at each picture in tiles, too; not for the frames of a clip
     * @param question what is asked
     * @param contrast a question whose answer is the opposite; empty for none
     * @param second other frames of the same event, asked the same; may be none
     * @param calibration temperature that the log-odds are divided by; 1 leaves them
     * @param threshold of p, 0 to 1
     */
    record Verify(
            int call,
            List<Frame> frames,
            double seconds,
            boolean detail,
            String question,
            String contrast,
            List<Frame> second,
            double calibration,
            double threshold)
            implements LanguageCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("verify")
                    .with("call", call)
                    .with("frames", maps(frames))
                    .with("seconds", seconds)
                    .with("detail", detail)
                    .with("question", question)
                    .with("contrast", contrast)
                    .with("second", maps(second))
                    .with("calibration", calibration)
                    .with("threshold", threshold)
                    .map();
        }
    }

    /**
     * Stops the call of this number: a load as soon as it can, an answer within a token.
     *
     * @param call number of the call
     */
    record Abort(int call) implements LanguageCommand {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("abort").with("call", call).map();
        }
    }

    /** Reads a message; one that does not fit is refused with the path of the first fault. */
    static LanguageCommand of(Object message) {
        var fields = Protocol.open(message);
        var type = fields.text("type");
        int call = Protocol.call(fields);
        return switch (type) {
            case "load" ->
                    new Load(
                            call,
                            ModelIndex.entryOf(fields.object("model")),
                            BackendChoice.ofWire(fields.text("choice")),
                            fields.text("site"));
            case "ask" ->
                    new Ask(
                            call,
                            frames(fields, "frames"),
                            fields.number("seconds"),
                            fields.flag("detail"),
                            fields.text("system"),
                            exchanges(fields),
                            fields.text("question"),
                            fields.whole("maxTokens", 1, 1 << 13),
                            fields.number("temperature"),
                            fields.whole("seed", 0, Integer.MAX_VALUE),
                            fields.whole("deadline", 0, Integer.MAX_VALUE),
                            fields.raw("shape") instanceof Map<?, ?> shape ? shape : null,
                            fields.flag("stream"),
                            fields.raw("stop"));
            case "verify" ->
                    new Verify(
                            call,
                            frames(fields, "frames"),
                            fields.number("seconds"),
                            fields.flag("detail"),
                            fields.text("question"),
                            fields.text("contrast"),
                            frames(fields, "second"),
                            fields.number("calibration"),
                            fields.number("threshold"));
            case "abort" -> new Abort(call);
            default -> throw Protocol.unknown(type);
        };
    }

    private static List<Object> maps(List<Frame> frames) {
        var list = new ArrayList<Object>();
        for (var frame : frames) {
            list.add(
                    new Form()
                            .with("key", frame.key())
                            .with("image", frame.image())
                            .with(frame.size())
                            .with("at", frame.at())
                            .map());
        }
        return list;
    }

    private static List<Frame> frames(Fields fields, String name) {
        var list = new ArrayList<Frame>();
        for (var frame : fields.objects(name)) {
            var size =
                    new ImageSize(
                            frame.whole("width", 1, ImageLimits.LONGEST_EDGE),
                            frame.whole("height", 1, ImageLimits.LONGEST_EDGE));
            list.add(new Frame(frame.text("key"), frame.raw("image"), size, frame.number("at")));
        }
        return list;
    }

    private static List<Object> exchanges(List<Exchange> exchanges) {
        var list = new ArrayList<Object>();
        for (var exchange : exchanges) {
            list.add(Map.of("question", exchange.question(), "answer", exchange.answer()));
        }
        return list;
    }

    private static List<Exchange> exchanges(Fields fields) {
        var list = new ArrayList<Exchange>();
        for (var exchange : fields.objects("before")) {
            list.add(new Exchange(exchange.text("question"), exchange.text("answer")));
        }
        return list;
    }
}
