// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.OptionalDouble;

/**
 * What a yes/no question came to.
 *
 * @param answer yes, no or unsure
 * @param p probability of yes to the question
 * @param contrast probability of yes to the question that asks the opposite, if it was asked
 * @param second probability of yes to the question on other frames, if it was asked
 * @param agreed false when two of them lean to opposite sides
 * @param why what decided it
 */
public record Verdict(
        Answer answer,
        double p,
        OptionalDouble contrast,
        OptionalDouble second,
        boolean agreed,
        Why why) {
    /** Yes, no or unsure. */
    public enum Answer {
        /** All that was asked says yes. */
        YES("yes"),
        /** All that was asked says no. */
        NO("no"),
        /** Too close, or contradictory. */
        UNSURE("unsure");

        private final String wire;

        Answer(String wire) {
            this.wire = wire;
        }

        /** The spelling in messages and in the API. */
        public String wire() {
            return wire;
        }
    }

    /** What decided a verdict. */
    public enum Why {
        /** Everything says the same. */
        CLEAR("verdict-clear"),
        /** One of the probabilities is too near its threshold. */
        CLOSE("verdict-close"),
        /** The opposite question got the same answer. */
        CONTRAST("verdict-contrast"),
        /** Other frames gave another answer. */
        SECOND("verdict-second");

        private final String key;

        Why(String key) {
            this.key = key;
        }

        /** The key of the text that says so. */
        public String key() {
            return key;
        }
    }
}
