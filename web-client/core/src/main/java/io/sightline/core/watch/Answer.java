// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

/** What came of a question to the language model. */
public sealed interface Answer {
    /**
     * Probabilities of yes, calibrated.
     *
     * @param p to the question
     * @param contrast to the opposite question; NaN where it was not asked
     * @param second to the question on other frames; NaN where it was not asked
     * @param logOdds of the first, as the model gave them; NaN where not known
     * @param model id of who said it; empty where not known
     */
    record Given(double p, double contrast, double second, double logOdds, String model)
            implements Answer {
        /** By a model that is not known. */
        public Given(double p, double contrast, double second, double logOdds) {
            this(p, contrast, second, logOdds, "");
        }

        /** True for what can be probabilities. */
        boolean sound() {
            return p >= 0
                    && p <= 1
                    && (Double.isNaN(contrast) || contrast >= 0 && contrast <= 1)
                    && (Double.isNaN(second) || second >= 0 && second <= 1);
        }
    }

    /**
     * None.
     *
     * @param why a word, the end of a text's key
     */
    record Failed(String why) implements Answer {}
}
