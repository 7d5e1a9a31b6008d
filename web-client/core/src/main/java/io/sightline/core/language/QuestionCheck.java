// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.List;
import java.util.Map;

/**
 * The limits of a question, refused with what was found and what is allowed. Every failure is
 * {@code bad-input}.
 */
public final class QuestionCheck {
    /** Most characters of a question or a system message. */
    public static final int MOST_CHARACTERS = 4000;

    /** Most frames: 3,901 of the context's tokens. */
    public static final int MOST_FRAMES = 50;

    /** Most tokens of an answer. */
    public static final int MOST_TOKENS = 1024;

    /** SmolVLM2's context, tokens of prompt and answer together. */
    public static final int CONTEXT = 8192;

    /** Highest temperature. */
    public static final double HOTTEST = 2;

    /** Longest clip, s: a day, beyond which the duration is written otherwise. */
    public static final double LONGEST_CLIP = 86_399;

    /** Markers that the tokenizer would take for its own in a user's text. */
    private static final List<String> MARKERS =
            List.of(
                    "<|",
                    SmolVlmPrompt.END,
                    SmolVlmPrompt.FAKE,
                    SmolVlmPrompt.GLOBAL,
                    SmolVlmPrompt.IMAGE,
                    "<row_",
                    "<repo_name>",
                    "<reponame>",
                    "<file_sep>",
                    "<filename>",
                    "<gh_stars>",
                    "<issue_",
                    "<jupyter_",
                    "<empty_output>");

    private QuestionCheck() {}

    /**
     * Refuses a question that asks nothing, is too long, or holds markers of the prompt's own.
     *
     * @return the question without blanks at its ends
     */
    public static String question(String question) {
        var text = question == null ? "" : question.strip();
        if (text.isEmpty()) {
            throw fault("question-empty", Map.of());
        }
        return checked(text);
    }

    /**
     * As {@link #question}, for a system message; empty means none.
     *
     * @return the message without blanks at its ends
     */
    public static String system(String message) {
        return checked(message == null ? "" : message.strip());
    }

    private static String checked(String text) {
        int found = text.codePointCount(0, text.length());
        if (found > MOST_CHARACTERS) {
            throw fault("question-too-long", Map.of("found", found, "most", MOST_CHARACTERS));
        }
        for (var marker : MARKERS) {
            if (text.contains(marker)) {
                throw fault("question-marker", Map.of("marker", marker));
            }
        }
        return text;
    }

    /** Refuses no frames at all, or too many. */
    public static int frames(int found) {
        if (found < 1) {
            throw fault("frames-none", Map.of());
        }
        if (found > MOST_FRAMES) {
            throw fault("frames-too-many", Map.of("found", found, "most", MOST_FRAMES));
        }
        return found;
    }

    /**
     * Refuses times of frames that are not as many as the frames, not numbers, negative, beyond a
     * day or not ascending (two frames may share a time).
     *
     * @param seconds each frame's time, s
     * @param frames how many frames there are
     */
    public static List<Double> seconds(List<Double> seconds, int frames) {
        if (seconds.size() != frames) {
            throw fault("timestamps-count", Map.of("found", seconds.size(), "frames", frames));
        }
        double last = 0;
        for (int i = 0; i < frames; ++i) {
            double second = seconds.get(i);
            // Written so that NaN is refused.
            if (!(second >= 0 && second <= LONGEST_CLIP)) {
                throw fault(
                        "timestamp-range",
                        Map.of("index", i, "found", second, "most", LONGEST_CLIP));
            }
            if (second < last) {
                throw fault(
                        "timestamps-order", Map.of("index", i, "found", second, "before", last));
            }
            last = second;
        }
        return seconds;
    }

    /** Refuses a clip's length that is negative or beyond a day; NaN means that it is unknown. */
    public static double duration(double seconds) {
        if (seconds < 0 || seconds > LONGEST_CLIP) {
            throw fault("duration-range", Map.of("found", seconds, "most", LONGEST_CLIP));
        }
        return seconds;
    }

    /** Refuses detail for the frames of a clip, which the reference never cuts. */
    public static void detail(boolean wanted) {
        if (wanted) {
            throw fault("detail-clip", Map.of());
        }
    }

    /** Refuses a token budget outside 1 to {@link #MOST_TOKENS}. */
    public static int maxTokens(int found) {
        if (found < 1 || found > MOST_TOKENS) {
            throw fault("max-tokens-range", Map.of("found", found, "most", MOST_TOKENS));
        }
        return found;
    }

    /** Refuses a temperature outside 0 (greedy) to {@link #HOTTEST}. */
    public static double temperature(double found) {
        if (!(found >= 0 && found <= HOTTEST)) {
            throw fault("temperature-range", Map.of("found", found, "most", HOTTEST));
        }
        return found;
    }

    /**
     * Refuses a prompt that leaves the answer no room in the context.
     *
     * @param promptTokens tokens of the prompt, images included
     * @param maxTokens the answer's budget
     * @param context the model's context, {@link #CONTEXT} for SmolVLM2
     */
    public static void context(int promptTokens, int maxTokens, int context) {
        if (promptTokens > context - maxTokens) {
            throw fault(
                    "prompt-too-long",
                    Map.of("found", promptTokens, "answer", maxTokens, "most", context));
        }
    }

    private static SightlineException fault(String reason, Map<String, Object> values) {
        return new SightlineException(ErrorCode.BAD_INPUT, reason, values);
    }
}
