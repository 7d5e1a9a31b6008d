// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import io.sightline.core.language.ClipSampling;
import io.sightline.core.language.Moments;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.value.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The summary of a clip: one question for a short one; a long one is told part by part, and the
 * parts are then made one by a question without frames, where the model can do that.
 *
 * @param parts in order
 */
public record Summary(List<Moments.Window> parts) {
    /** More parts than this are not asked about; they grow longer instead. */
    public static final int MOST_PARTS = 6;

    /** Tokens of the answer about one part of several. */
    public static final int PART_TOKENS = 96;

    private static final String QUESTION =
            "Describe what happens in this video, in order: who or what is seen, what they do, and"
                    + " what changes. Say only what the frames show.";

    private static final String JOIN =
            "These are descriptions of consecutive parts of one video. Summarize the whole video in"
                    + " a few sentences, in order, without repeating yourself.";

    /**
     * The parts of a clip: each as long as its frames would be if they were taken at the model's
     * own rate, so that none of them jumps.
     *
     * @param from seconds
     * @param to seconds
     * @param frames of each part
     */
    public static Summary of(double from, double to, int frames) {
        double length = to - from;
        int wanted = frames > 0 ? frames : QuestionCheck.MOST_FRAMES;
        // All together no more than one question may be about: a further one can be about them all.
        int most = Math.min(MOST_PARTS, QuestionCheck.MOST_FRAMES / wanted);
        int count = (int) Math.ceil(length * ClipSampling.RATE / wanted - 1e-6);
        count = Math.max(1, Math.min(most, count));
        var parts = new ArrayList<Moments.Window>();
        for (int i = 0; i < count; ++i) {
            parts.add(
                    new Moments.Window(from + length * i / count, from + length * (i + 1) / count));
        }
        return new Summary(List.copyOf(parts));
    }

    /** How a model is asked for a summary: in its own words, where the catalogue names them. */
    public static String question(ModelEntry model) {
        return model == null ? QUESTION : model.prompts().getOrDefault("summary", QUESTION);
    }

    /**
     * The question that makes one answer of those about the parts; empty for a model whose words
     * for a summary are its own: it has learnt no others.
     */
    public static String join(ModelEntry model, String told) {
        return model.prompts().containsKey("summary") ? "" : JOIN + "\n" + told;
    }

    /** What was told of a part, with its times. */
    public static String line(Moments.Window part, String text) {
        return time(part.from()) + "–" + time(part.to()) + "  " + text;
    }

    /** To the second: the frames of a part are about one apart. */
    private static String time(double seconds) {
        var text = Clock.text(Math.rint(seconds));
        return text.substring(0, text.length() - 2);
    }

    /**
     * One answer of several: its text is given, and what they cost is added up.
     *
     * @param answers in order, at least one
     */
    public static LanguageEvent.Answer of(
            int call, String text, String finish, List<LanguageEvent.Answer> answers) {
        double vision = 0;
        double prefill = 0;
        double decode = 0;
        double total = 0;
        int tokens = 0;
        int seen = 0;
        int frames = 0;
        int read = 0;
        int prompt = 0;
        for (var answer : answers) {
            var timings = answer.timings();
            vision += timings.vision();
            prefill += timings.prefill();
            decode += timings.decode();
            total += timings.total();
            tokens += answer.tokens();
            var reuse = answer.reuse();
            seen += reuse.seen();
            frames += reuse.frames();
            read += reuse.read();
            prompt += reuse.prompt();
        }
        return new LanguageEvent.Answer(
                call,
                text,
                tokens,
                finish,
                new LanguageEvent.Timings(
                        vision, prefill, answers.get(0).timings().firstToken(), decode, total),
                new LanguageEvent.Reuse(
                        seen,
                        frames,
                        read,
                        prompt,
                        answers.get(answers.size() - 1).reuse().kept()));
    }
}
