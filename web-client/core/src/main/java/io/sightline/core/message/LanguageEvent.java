// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import io.sightline.core.language.ModelLimits;
import io.sightline.core.value.Fields;
import java.util.Map;

/**
 * What the language worker tells the page. What both workers tell ({@link VisionEvent.Ready},
 * {@link VisionEvent.Progress}, {@link VisionEvent.Loaded}, {@link VisionEvent.Failed} and {@link
 * VisionEvent.Notice}) is the same.
 */
public sealed interface LanguageEvent
        permits VisionEvent.Ready,
                VisionEvent.Progress,
                VisionEvent.Loaded,
                VisionEvent.Failed,
                VisionEvent.Notice,
                LanguageEvent.Limits,
                LanguageEvent.Token,
                LanguageEvent.Answer,
                LanguageEvent.Verdict,
                LanguageEvent.Unseen {
    /** The message form: strings, numbers, maps, lists and the browser's objects. */
    Map<String, Object> toMap();

    /**
     * How long the stages of an answer took, milliseconds.
     *
     * @param vision looking at frames; 0 when all were known
     * @param prefill reading the prompt, as far as it was new
     * @param firstToken from the question to the first token
     * @param decode from the first token to the last
     * @param total all of it
     */
    record Timings(double vision, double prefill, double firstToken, double decode, double total) {
        private Form into(Form form) {
            return form.with("vision", vision)
                    .with("prefill", prefill)
                    .with("firstToken", firstToken)
                    .with("decode", decode)
                    .with("total", total);
        }

        private static Timings of(Fields fields) {
            return new Timings(
                    fields.number("vision"),
                    fields.number("prefill"),
                    fields.number("firstToken"),
                    fields.number("decode"),
                    fields.number("total"));
        }
    }

    /**
     * What an answer could take from earlier ones.
     *
     * @param seen frames, or tiles of them, that had to be looked at
     * @param frames of these in all
     * @param read tokens of the prompt that had to be read
     * @param prompt tokens in all
     * @param kept bytes of keys, values and features that are kept for the next
     */
    record Reuse(int seen, int frames, int read, int prompt, double kept) {
        private Form into(Form form) {
            return form.with("seen", seen)
                    .with("frames", frames)
                    .with("read", read)
                    .with("prompt", prompt)
                    .with("kept", kept);
        }

        private static Reuse of(Fields fields) {
            return new Reuse(
                    fields.whole("seen", 0, 1 << 16),
                    fields.whole("frames", 0, 1 << 16),
                    fields.whole("read", 0, 1 << 20),
                    fields.whole("prompt", 0, 1 << 20),
                    fields.number("kept"));
        }
    }

    /**
     * What the model that was loaded takes; told before {@link VisionEvent.Loaded}.
     *
     * @param model its id
     * @param limits of its files
     */
    record Limits(String model, ModelLimits limits) implements LanguageEvent {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("limits")
                    .with("model", model)
                    .with("edge", limits.edge())
                    .with("longestEdge", limits.longestEdge())
                    .with("tokensPerView", limits.tokensPerView())
                    .with("context", limits.context())
                    .map();
        }
    }

    /**
     * The answer so far has grown.
     *
     * @param call number of the question
     * @param text what is new
     * @param tokens of the answer so far
     */
    record Token(int call, String text, int tokens) implements LanguageEvent {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("token")
                    .with("call", call)
                    .with("text", text)
                    .with("tokens", tokens)
                    .map();
        }
    }

    /**
     * The answer is complete.
     *
     * @param call number of the question
     * @param text all of it
     * @param tokens of the answer
     * @param finish "stop" (the model ended it), "length" (no token was left), "deadline" or
     *     "aborted"
     * @param timings of the stages
     * @param reuse of earlier work
     */
    record Answer(int call, String text, int tokens, String finish, Timings timings, Reuse reuse)
            implements LanguageEvent {
        /** Tokens a second after the first; 0 when there was only one. */
        public double tokensPerSecond() {
            return tokens > 1 && timings.decode() > 0 ? (tokens - 1) * 1000 / timings.decode() : 0;
        }

        @Override
        public Map<String, Object> toMap() {
            var form =
                    Protocol.start("answer")
                            .with("call", call)
                            .with("text", text)
                            .with("tokens", tokens)
                            .with("finish", finish);
            return reuse.into(timings.into(form)).map();
        }
    }

    /**
     * A yes/no question is decided.
     *
     * @param call number of the question
     * @param verdict "yes", "no" or "unsure"
     * @param p probability of yes, calibrated
     * @param contrast probability of yes to the contrast question; NaN when there was none
     * @param second probability of yes on the second frames; NaN when there were none
     * @param agreed none of them contradicts another
     * @param logOdds of yes to the question, before calibration
     * @param timings of the stages, all forwards together
     * @param reuse of earlier work
     */
    record Verdict(
            int call,
            String verdict,
            double p,
            double contrast,
            double second,
            boolean agreed,
            double logOdds,
            Timings timings,
            Reuse reuse)
            implements LanguageEvent {
        @Override
        public Map<String, Object> toMap() {
            var form =
                    Protocol.start("verdict")
                            .with("call", call)
                            .with("verdict", verdict)
                            .with("p", p)
                            .with("contrast", contrast)
                            .with("second", second)
                            .with("agreed", agreed)
                            .with("logOdds", logOdds);
            return reuse.into(timings.into(form)).map();
        }
    }

    /**
     * A question cannot be answered as it came: a picture that was left out of it is not known, or
     * no longer. It is to be put again with all its pictures.
     *
     * @param call number of the question
     */
    record Unseen(int call) implements LanguageEvent {
        @Override
        public Map<String, Object> toMap() {
            return Protocol.start("unseen").with("call", call).map();
        }
    }

    /** Reads a message; one that does not fit is refused with the path of the first fault. */
    static LanguageEvent of(Object message) {
        var fields = Protocol.open(message);
        var type = fields.text("type");
        switch (type) {
            case "limits":
                return new Limits(
                        fields.text("model"),
                        new ModelLimits(
                                fields.whole("edge", 1, 1 << 13),
                                fields.whole("longestEdge", 1, 1 << 16),
                                fields.whole("tokensPerView", 1, 1 << 16),
                                fields.whole("context", 1, 1 << 24)));
            case "token":
                return new Token(
                        Protocol.call(fields),
                        fields.text("text"),
                        fields.whole("tokens", 0, 1 << 20));
            case "answer":
                return new Answer(
                        Protocol.call(fields),
                        fields.text("text"),
                        fields.whole("tokens", 0, 1 << 20),
                        fields.text("finish"),
                        Timings.of(fields),
                        Reuse.of(fields));
            case "verdict":
                return new Verdict(
                        Protocol.call(fields),
                        fields.text("verdict"),
                        fields.number("p"),
                        fields.number("contrast", Double.NaN),
                        fields.number("second", Double.NaN),
                        fields.flag("agreed"),
                        fields.number("logOdds"),
                        Timings.of(fields),
                        Reuse.of(fields));
            case "unseen":
                return new Unseen(Protocol.call(fields));
            default:
                if (VisionEvent.of(message) instanceof LanguageEvent event) {
                    return event;
                }
                throw Protocol.unknown(type);
        }
    }
}
