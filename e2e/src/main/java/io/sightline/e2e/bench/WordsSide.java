// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.bench;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** One of the two that are compared: a page of its own, asked the same as the other. */
interface WordsSide {
    /**
     * An answer and how long it took, milliseconds.
     *
     * @param text as it was given
     * @param tokens of it
     * @param first from the question to the first token
     * @param decode from the first token to the end
     * @param vision looking at the frame; NaN where that is not told
     * @param prefill reading the prompt; likewise
     * @param prompt tokens of the prompt
     */
    record Answer(
            String text,
            double tokens,
            double first,
            double decode,
            double vision,
            double prefill,
            double prompt) {
        static Answer of(Object given) {
            var map = (Map<?, ?>) given;
            return new Answer(
                    (String) map.get("text"),
                    number(map.get("tokens")),
                    number(map.get("first")),
                    number(map.get("decode")),
                    number(map.get("vision")),
                    number(map.get("prefill")),
                    number(map.get("prompt")));
        }

        /** Tokens a second; the first belongs to the prompt's time. */
        double rate() {
            return tokens <= 1 ? Double.NaN : 1000 * (tokens - 1) / decode;
        }
    }

    /** Loads the model, download and all; milliseconds. */
    double load();

    /**
     * Asks about a frame.
     *
     * @param stream whether the answer is told to the page as it grows
     */
    Answer ask(String frame, String question, int most, boolean stream);

    /** Says yes or no about the frames of a clip; milliseconds. */
    double decide(List<String> frames, String question);

    /** The page. */
    Page page();

    /** Gives a page the function that makes pictures of frames, which come as text. */
    static void giveImages(Page page) {
        page.evaluate(
                """
                () => {
                  window.images = (frames) => frames.map((text) =>
                    new Blob([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], { type: 'image/png' }));
                }
                """);
    }

    static double number(Object value) {
        return value == null ? Double.NaN : ((Number) value).doubleValue();
    }
}
