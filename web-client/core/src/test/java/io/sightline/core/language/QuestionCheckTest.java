// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuestionCheckTest {
    private static SightlineException refused(Runnable action) {
        var error = assertThrows(SightlineException.class, action::run);
        assertEquals(ErrorCode.BAD_INPUT, error.code());
        return error;
    }

    private static void assertReason(String reason, Runnable action) {
        assertEquals(reason, refused(action).reason());
    }

    @Test
    void aQuestionIsTrimmedAndKept() {
        assertEquals("Is it on?", QuestionCheck.question("  Is it on?\n"));
        var longest = "é".repeat(4000);
        assertEquals(longest, QuestionCheck.question(longest));
        assertEquals("", QuestionCheck.system(null));
    }

    @Test
    void anEmptyQuestionIsRefused() {
        assertReason("question-empty", () -> QuestionCheck.question(null));
        assertReason("question-empty", () -> QuestionCheck.question(""));
        assertReason("question-empty", () -> QuestionCheck.question(" \t\n "));
    }

    @Test
    void aLongQuestionIsRefusedWithItsLength() {
        var error = refused(() -> QuestionCheck.question("x".repeat(100_000)));
        assertEquals("question-too-long", error.reason());
        assertEquals(Map.of("found", 100_000, "most", 4000), error.values());
        assertReason("question-too-long", () -> QuestionCheck.system("x".repeat(4001)));
        // Characters are counted, not halves of them.
        QuestionCheck.question("😀".repeat(4000));
        assertReason("question-too-long", () -> QuestionCheck.question("😀".repeat(4001)));
    }

    @Test
    void markersOfThePromptAreRefused() {
        for (var marker :
                List.of(
                        "<image>",
                        "<end_of_utterance>",
                        "<fake_token_around_image>",
                        "<global-img>",
                        "<row_1_col_1>",
                        "<|im_start|>",
                        "<|endoftext|>")) {
            assertReason("question-marker", () -> QuestionCheck.question("Is " + marker + " it?"));
        }
        QuestionCheck.question("Is 3 < 4 and 5 > 4, and what does <b>this</b> say?");
    }

    @Test
    void framesAreFromOneToFifty() {
        assertEquals(1, QuestionCheck.frames(1));
        assertEquals(50, QuestionCheck.frames(50));
        assertReason("frames-none", () -> QuestionCheck.frames(0));
        var error = refused(() -> QuestionCheck.frames(500));
        assertEquals("frames-too-many", error.reason());
        assertEquals(Map.of("found", 500, "most", 50), error.values());
    }

    @Test
    void timesAscendAndAreAsManyAsTheFrames() {
        QuestionCheck.seconds(List.of(0.0, 0.0, 0.5, 86_399.0), 4);
        assertReason("timestamps-count", () -> QuestionCheck.seconds(List.of(0.0), 2));
        assertReason("timestamps-order", () -> QuestionCheck.seconds(List.of(0.0, 2.0, 1.0), 3));
        for (double wrong : new double[] {Double.NaN, -0.1, Double.POSITIVE_INFINITY, 86_400}) {
            var seconds = new ArrayList<>(List.of(0.0, wrong));
            var error = refused(() -> QuestionCheck.seconds(seconds, 2));
            assertEquals("timestamp-range", error.reason());
            assertEquals(1, error.values().get("index"));
        }
    }

    @Test
    void aDurationIsAtMostADayOrUnknown() {
        QuestionCheck.duration(Double.NaN);
        QuestionCheck.duration(0);
        assertReason("duration-range", () -> QuestionCheck.duration(-1));
        assertReason("duration-range", () -> QuestionCheck.duration(Double.POSITIVE_INFINITY));
    }

    @Test
    void budgetAndTemperatureHaveRanges() {
        assertEquals(1024, QuestionCheck.maxTokens(1024));
        assertReason("max-tokens-range", () -> QuestionCheck.maxTokens(0));
        assertReason("max-tokens-range", () -> QuestionCheck.maxTokens(1025));
        assertEquals(0, QuestionCheck.temperature(0));
        assertReason("temperature-range", () -> QuestionCheck.temperature(-0.1));
        assertReason("temperature-range", () -> QuestionCheck.temperature(2.1));
        assertReason("temperature-range", () -> QuestionCheck.temperature(Double.NaN));
    }

    @Test
    void promptAndAnswerShareTheContext() {
        QuestionCheck.context(8192 - 256, 256, QuestionCheck.CONTEXT);
        var error = refused(() -> QuestionCheck.context(8000, 256, QuestionCheck.CONTEXT));
        assertEquals("prompt-too-long", error.reason());
        assertEquals(Map.of("found", 8000, "answer", 256, "most", 8192), error.values());
    }
}
