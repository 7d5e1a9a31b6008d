// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.OptionalDouble;

/**
 * Combines the probabilities of a question, of its opposite and of a second look into one verdict.
 *
 * <p>Each leans to yes, to no, or to neither when it lies in a band around its threshold. The
 * verdict is yes or no only if everything asked leans that way, where the opposite question leans
 * the other way; all else is unsure. So a model that says yes to whatever it is asked (as
 * SmolVLM2-500M does to some negated questions, arXiv 2603.26769) comes out unsure and not yes.
 *
 * @param threshold where yes begins, above 0 to below 1. It states what a false yes costs, so it
 *     holds for the question on any frames; the opposite question is a check and is judged around
 *     one half.
 * @param margin half the band's width. By default a tenth: between 0.4 and 0.6 even a calibrated
 *     answer is wrong four times in ten or more.
 */
public record Verdicts(double threshold, double margin) {
    /** One half, give or take a tenth. */
    public static final Verdicts DEFAULT = new Verdicts(0.5, 0.1);

    /** Refuses a threshold at which one of the answers could never be given. */
    public Verdicts {
        if (!(threshold > 0 && threshold < 1) || !(margin >= 0 && margin < 0.5)) {
            throw new IllegalArgumentException("threshold " + threshold + ", margin " + margin);
        }
    }

    /** The usual margin around another threshold. */
    public static Verdicts at(double threshold) {
        return new Verdicts(threshold, DEFAULT.margin);
    }

    /**
     * The verdict.
     *
     * @param p probability of yes to the question
     * @param contrast probability of yes to the opposite question, if asked
     * @param second probability of yes on frames of which none was in the first, if asked
     */
    public Verdict of(double p, OptionalDouble contrast, OptionalDouble second) {
        int first = lean(p, threshold);
        int other = contrast.isPresent() ? -lean(contrast.getAsDouble(), 0.5) : first;
        int again = second.isPresent() ? lean(second.getAsDouble(), threshold) : first;
        Verdict.Why why;
        if (first * other < 0) {
            why = Verdict.Why.CONTRAST;
        } else if (first * again < 0 || other * again < 0) {
            why = Verdict.Why.SECOND;
        } else {
            why = first * other * again == 0 ? Verdict.Why.CLOSE : Verdict.Why.CLEAR;
        }
        var answer =
                why != Verdict.Why.CLEAR
                        ? Verdict.Answer.UNSURE
                        : first > 0 ? Verdict.Answer.YES : Verdict.Answer.NO;
        boolean agreed = why == Verdict.Why.CLEAR || why == Verdict.Why.CLOSE;
        return new Verdict(answer, p, contrast, second, agreed, why);
    }

    /** The verdict on a question asked once. */
    public Verdict of(double p) {
        return of(p, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /**
     * 1 for yes, -1 for no, 0 for neither. Near 0 and 1 the band narrows, so both stay possible.
     */
    private int lean(double p, double at) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a probability is from 0 to 1, not " + p);
        }
        if (p >= Math.min(at + margin, (1 + at) / 2)) {
            return 1;
        }
        return p <= Math.max(at - margin, at / 2) ? -1 : 0;
    }
}
