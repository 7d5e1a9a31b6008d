// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Reads a yes or no from the logits of an answer's first token, without generating it: the log-odds
 * are {@code lse(yes) - lse(no)}, log-sum-exp over the spellings of each word that the tokenizer
 * has as one token.
 *
 * <p>A spelling counts only where both words have it: a word with more spellings would gather more
 * of the probability that a model spreads over words it does not mean.
 */
public final class YesNo {
    private static final String[][] SPELLINGS = {
        {" Yes", " No"},
        {"Yes", "No"},
        {" yes", " no"},
        {"yes", "no"},
        {" YES", " NO"},
        {"YES", "NO"},
    };

    private final int[] yes;
    private final int[] no;

    private YesNo(int[] yes, int[] no) {
        this.yes = yes;
        this.no = no;
    }

    /**
     * Looks the words up.
     *
     * @param idOf the token that spells exactly this text, -1 when there is none
     * @throws SightlineException {@code model-corrupt}, "tokenizer-yes-no" when the words are not
     *     tokens
     */
    public static YesNo of(ToIntFunction<String> idOf) {
        var yes = new int[SPELLINGS.length];
        var no = new int[SPELLINGS.length];
        int found = 0;
        for (var pair : SPELLINGS) {
            yes[found] = idOf.applyAsInt(pair[0]);
            no[found] = idOf.applyAsInt(pair[1]);
            if (yes[found] >= 0 && no[found] >= 0) {
                ++found;
            }
        }
        if (found == 0) {
            throw new SightlineException(ErrorCode.MODEL_CORRUPT, "tokenizer-yes-no");
        }
        return new YesNo(Arrays.copyOf(yes, found), Arrays.copyOf(no, found));
    }

    /** The tokens that say yes. */
    public int[] yes() {
        return yes.clone();
    }

    /** The tokens that say no, each the counterpart of the one in {@link #yes}. */
    public int[] no() {
        return no.clone();
    }

    /**
     * The log-odds of yes against no.
     *
     * @param logits of one or more positions, 32-bit floats
     * @param offset where the position's logits begin
     * @throws SightlineException {@code internal}, "logits-not-finite" when the backend computed no
     *     number
     */
    public double logOdds(FloatBuffer logits, int offset) {
        double odds = logSumExp(logits, offset, yes) - logSumExp(logits, offset, no);
        if (Double.isNaN(odds)) {
            throw notFinite(yes[0]);
        }
        return odds;
    }

    /**
     * How much of the probability goes to either word, 0 to 1. Little means that the model was
     * about to say something else, so its yes or no means little.
     *
     * @param size how many logits the position has
     */
    public double share(FloatBuffer logits, int offset, int size) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; ++i) {
            most = Math.max(most, finite(logits, offset, i));
        }
        double all = 0;
        for (int i = 0; i < size; ++i) {
            all += Math.exp(logits.get(offset + i) - most);
        }
        double either = 0;
        for (int i = 0; i < yes.length; ++i) {
            either += Math.exp(logits.get(offset + yes[i]) - most);
            either += Math.exp(logits.get(offset + no[i]) - most);
        }
        if (Double.isNaN(all)) {
            throw notFinite(0);
        }
        return Math.min(1, either / all);
    }

    /**
     * The probability of yes: {@code sigmoid(logOdds / temperature)}.
     *
     * @param temperature above 0; 1 leaves the model's own, see {@link Calibration}
     */
    public static double probability(double logOdds, double temperature) {
        return 1 / (1 + Math.exp(-logOdds / temperature));
    }

    private static double logSumExp(FloatBuffer logits, int offset, int[] ids) {
        double most = Double.NEGATIVE_INFINITY;
        for (int id : ids) {
            most = Math.max(most, finite(logits, offset, id));
        }
        if (most == Double.NEGATIVE_INFINITY) {
            return most;
        }
        double sum = 0;
        for (int id : ids) {
            sum += Math.exp(logits.get(offset + id) - most);
        }
        return most + Math.log(sum);
    }

    /** A logit; minus infinity (a masked token) passes. */
    private static double finite(FloatBuffer logits, int offset, int id) {
        float logit = logits.get(offset + id);
        if (!(logit < Float.POSITIVE_INFINITY)) {
            throw notFinite(id);
        }
        return logit;
    }

    static SightlineException notFinite(int token) {
        return new SightlineException(
                ErrorCode.INTERNAL, "logits-not-finite", Map.of("token", token));
    }
}
