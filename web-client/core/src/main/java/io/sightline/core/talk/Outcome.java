// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import io.sightline.core.error.SightlineException;
import io.sightline.core.message.LanguageEvent;
import java.util.List;

/** What has come of a question so far. */
public sealed interface Outcome {
    /** True when nothing more will come. */
    default boolean isOver() {
        return true;
    }

    /**
     * It is being answered.
     *
     * @param stage "frames" (they are being taken), "load" (the model is), "ask" (the model has it)
     * @param text the answer so far
     * @param tokens of it
     * @param done frames or windows done
     * @param of in all, 0 when there is nothing to count
     */
    record Running(String stage, String text, int tokens, int done, int of) implements Outcome {
        /** Just asked. */
        public static final Running START = new Running("frames", "", 0, 0, 0);

        @Override
        public boolean isOver() {
            return false;
        }
    }

    /** It was answered in words. */
    record Answered(LanguageEvent.Answer answer) implements Outcome {}

    /**
     * It was decided.
     *
     * @param verdict with its probabilities
     * @param calibration temperature that was in force
     */
    record Decided(LanguageEvent.Verdict verdict, double calibration) implements Outcome {}

    /**
     * The clip was searched.
     *
     * @param moments the likeliest first
     * @param asked windows that were asked about
     * @param of windows in all; more than asked when it was stopped
     * @param milliseconds that it took
     */
    record Found(List<Moment> moments, int asked, int of, double milliseconds) implements Outcome {}

    /** It failed, or was stopped before there was an answer. */
    record Broken(SightlineException failure) implements Outcome {}
}
