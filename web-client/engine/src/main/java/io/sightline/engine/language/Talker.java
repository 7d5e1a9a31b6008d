// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.language;

import io.sightline.core.language.ByteLevelText;
import io.sightline.core.language.GrowingText;
import io.sightline.core.language.JsonConstraint;
import io.sightline.core.language.JsonGrammar;
import io.sightline.core.language.JsonShape;
import io.sightline.core.language.Part;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.language.SmolVlmPrompt;
import io.sightline.core.language.TokenChooser;
import io.sightline.core.language.TokenTrie;
import io.sightline.core.language.Turn;
import io.sightline.core.language.Verdicts;
import io.sightline.core.language.YesNo;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.message.LanguageEvent;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.transformers.KeyValues;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Puts questions to a model: builds the prompt, reads it, and chooses the answer's tokens. */
final class Talker {
    /** Told of an answer as it grows. */
    interface Listener {
        /** New text, and how many tokens the answer has so far. */
        void token(String text, int tokens);
    }

    /** Of the probability; what lies beyond is noise at any temperature. */
    private static final double TOP_P = 0.95;

    /** Between two reports of an answer's text, milliseconds: what a screen shows, and no more. */
    private static final double PAUSE = 24;

    private final LanguageModel model;
    private YesNo yesNo;
    private TokenTrie vocabulary;

    Talker(LanguageModel model) {
        this.model = model;
    }

    /**
     * A prompt in tokens, how many of them reach to the end of its last frame, and what is looked
     * at for it.
     */
    private record Prompt(int[] ids, int cut, List<View> views) {}

    private Prompt prompt(
            String system,
            List<LanguageCommand.Exchange> before,
            List<LanguageCommand.Frame> frames,
            double seconds,
            boolean detail,
            String question) {
        var turns = new ArrayList<Turn>();
        if (!system.isEmpty()) {
            turns.add(Turn.system(QuestionCheck.system(system)));
        }
        // The frames belong to the first question; those that follow are about the same.
        var shown = shown(frames, seconds, detail);
        for (var exchange : before) {
            shown.add(new Part.Text(QuestionCheck.question(exchange.question())));
            turns.add(Turn.user(shown.toArray(new Part[0])));
            turns.add(Turn.assistant(exchange.answer()));
            shown.clear();
        }
        shown.add(new Part.Text(QuestionCheck.question(question)));
        turns.add(Turn.user(shown.toArray(new Part[0])));
        var prompt = SmolVlmPrompt.of(turns, model.limits().tokensPerView());
        var tokenizer = model.tokenizer();
        // A special token never merges with what follows, so the two parts can be taken one by one.
        var first = prompt.framesEnd() == 0 ? new int[0] : tokenizer.encode(prompt.frames());
        var rest = tokenizer.encode(prompt.rest());
        return new Prompt(
                joined(first, rest, rest.length),
                first.length,
                View.of(frames, detail, model.limits()));
    }

    private List<Part> shown(List<LanguageCommand.Frame> frames, double seconds, boolean detail) {
        var parts = new ArrayList<Part>();
        if (frames.isEmpty()) {
            return parts;
        }
        QuestionCheck.frames(frames.size());
        if (frames.get(0).at() >= 0) {
            QuestionCheck.detail(detail);
            var times = new ArrayList<Double>();
            for (var frame : frames) {
                times.add(frame.at());
            }
            parts.add(new Part.Clip(times, seconds > 0 ? seconds : Double.NaN));
        } else {
            for (var frame : frames) {
                parts.add(new Part.Image(View.tiles(frame, detail, model.limits())));
            }
        }
        return parts;
    }

    private static int[] joined(int[] first, int[] second, int count) {
        var all = new int[first.length + count];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, count);
        return all;
    }

    // ---- free and structured answers

    LanguageEvent.Answer ask(LanguageCommand.Ask ask, Stop stop, Listener listener) {
        double began = Clock.now();
        int most = QuestionCheck.maxTokens(ask.maxTokens());
        var chooser = new TokenChooser(ask.temperature(), TOP_P, ask.seed());
        var shape = ask.shape() == null ? null : JsonShape.of(ask.shape());
        var question =
                shape == null ? ask.question() : ask.question().strip() + " " + shape.prompt();
        var prompt =
                prompt(
                        ask.system(),
                        ask.before(),
                        ask.frames(),
                        ask.seconds(),
                        ask.detail(),
                        question);
        QuestionCheck.context(prompt.ids().length, most, model.limits().context());
        var constraint = shape == null ? null : constraint(shape, most);
        int seen = model.look(prompt.views(), stop.signal());
        double looked = Clock.now();
        var read = model.read(prompt.ids(), prompt.views(), prompt.cut(), stop.signal());
        double ready = Clock.now();
        var keyValues = read.keyValues();
        var text = new GrowingText(model.tokenizer()::decode, most);
        double first = 0;
        double told = 0;
        var finish = "length";
        try {
            while (text.count() < most) {
                int token =
                        chooser.choose(
                                model.logits(),
                                0,
                                model.logits().capacity(),
                                constraint == null ? null : constraint.allowed());
                double now = Clock.now();
                if (first == 0) {
                    first = now;
                }
                if (isEnd(token)) {
                    finish = "stop";
                    break;
                }
                text.add(token);
                if (constraint != null) {
                    constraint.accept(token);
                }
                if (ask.stream() && now - told >= PAUSE) {
                    tell(text.fresh(), text.count(), listener);
                    told = now;
                }
                if (constraint != null && constraint.complete()) {
                    finish = "stop";
                    break;
                }
                if (stop.isAsked()) {
                    finish = "aborted";
                    break;
                }
                if (ask.deadline() > 0 && now - began > ask.deadline()) {
                    finish = "deadline";
                    break;
                }
                if (text.count() < most) {
                    keyValues = model.next(token, keyValues);
                }
            }
        } catch (RuntimeException e) {
            model.free(keyValues);
            throw e;
        }
        var whole = text.whole();
        if (ask.stream()) {
            tell(text.rest(whole), text.count(), listener);
        }
        double end = Clock.now();
        keep(prompt, text.ids(), keyValues);
        return new LanguageEvent.Answer(
                ask.call(),
                constraint == null ? whole.strip() : constraint.text().strip(),
                text.count(),
                finish,
                new LanguageEvent.Timings(
                        looked - began, ready - looked, first - began, end - first, end - began),
                new LanguageEvent.Reuse(
                        seen,
                        prompt.views().size(),
                        read.read(),
                        prompt.ids().length,
                        model.kept()));
    }

    private boolean isEnd(int token) {
        for (int end : model.endTokens()) {
            if (token == end) {
                return true;
            }
        }
        return false;
    }

    private static void tell(String fresh, int tokens, Listener listener) {
        if (!fresh.isEmpty()) {
            listener.token(fresh, tokens);
        }
    }

    /** What was read and answered is where the next turn begins. */
    private void keep(Prompt prompt, int[] answer, KeyValues keyValues) {
        // The last token may have been chosen but not read.
        int covered = keyValues.length() - prompt.ids().length;
        model.keep(joined(prompt.ids(), answer, covered), prompt.views(), keyValues);
    }

    /** The shape of a structured answer is told to the model, and then enforced token by token. */
    private JsonConstraint constraint(JsonShape shape, int most) {
        if (vocabulary == null) {
            var entries = model.tokenizer().entries();
            for (int id = 0; id < entries.length; ++id) {
                entries[id] = entries[id] == null ? null : ByteLevelText.of(entries[id]);
            }
            vocabulary = new TokenTrie(entries);
        }
        return JsonGrammar.of(shape, vocabulary, model.endTokens()[0]).start(most);
    }

    // ---- yes or no

    LanguageEvent.Verdict verify(LanguageCommand.Verify verify, AbortSignal abort) {
        double began = Clock.now();
        QuestionCheck.frames(verify.frames().size());
        var work = new Work();
        double odds = odds(verify, verify.frames(), verify.question(), work, abort);
        double contrast =
                verify.contrast().isEmpty()
                        ? Double.NaN
                        : odds(verify, verify.frames(), verify.contrast(), work, abort);
        double second =
                verify.second().isEmpty()
                        ? Double.NaN
                        : odds(verify, verify.second(), verify.question(), work, abort);
        double p = YesNo.probability(odds, verify.calibration());
        var pContrast = probability(contrast, verify.calibration());
        var pSecond = probability(second, verify.calibration());
        var decision = Verdicts.at(verify.threshold()).of(p, pContrast, pSecond);
        double total = Clock.now() - began;
        return new LanguageEvent.Verdict(
                verify.call(),
                decision.answer().wire(),
                p,
                pContrast.orElse(Double.NaN),
                pSecond.orElse(Double.NaN),
                decision.agreed(),
                odds,
                new LanguageEvent.Timings(work.vision, total - work.vision, total, 0, total),
                new LanguageEvent.Reuse(
                        work.seen,
                        views(verify, verify.frames()) + views(verify, verify.second()),
                        work.read,
                        work.prompt,
                        model.kept()));
    }

    private int views(LanguageCommand.Verify verify, List<LanguageCommand.Frame> frames) {
        return View.of(frames, verify.detail(), model.limits()).size();
    }

    private static OptionalDouble probability(double odds, double temperature) {
        return Double.isNaN(odds)
                ? OptionalDouble.empty()
                : OptionalDouble.of(YesNo.probability(odds, temperature));
    }

    /** The token that spells a text, -1 when it takes more than one. */
    private int single(String text) {
        var ids = model.tokenizer().encode(text);
        return ids.length == 1 ? ids[0] : -1;
    }

    private static final class Work {
        private double vision;
        private int seen;
        private int read;
        private int prompt;
    }

    /** Log-odds of yes: one run of the decoder, no token is generated. */
    private double odds(
            LanguageCommand.Verify verify,
            List<LanguageCommand.Frame> frames,
            String question,
            Work work,
            AbortSignal abort) {
        if (yesNo == null) {
            yesNo = YesNo.of(this::single);
        }
        double began = Clock.now();
        var prompt = prompt("", List.of(), frames, verify.seconds(), verify.detail(), question);
        QuestionCheck.context(prompt.ids().length, 1, model.limits().context());
        work.seen += model.look(prompt.views(), abort);
        work.vision += Clock.now() - began;
        var read = model.read(prompt.ids(), prompt.views(), prompt.cut(), abort);
        model.free(read.keyValues());
        work.read += read.read();
        work.prompt += prompt.ids().length;
        return yesNo.logOdds(model.logits(), 0);
    }
}
