// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.nio.FloatBuffer;

/**
 * Chooses the next token from its logits: the likeliest, or a draw at a temperature among the
 * likeliest that together hold a share of the probability (nucleus sampling). The same seed and
 * logits give the same tokens everywhere. Not for several threads at once.
 */
public final class TokenChooser {
    /** Beyond this many nats below the best, 49,280 tokens together weigh less than 1e-8. */
    private static final double NEGLIGIBLE = 30;

    private final double temperature;
    private final double topP;
    private long state;
    private int[] ids = {};
    private double[] weights = {};
    private int count;

    /**
     * A chooser.
     *
     * @param temperature 0 for the likeliest token, up to 2 ({@link QuestionCheck#temperature})
     * @param topP the share of the probability to draw from, above 0 to 1
     * @param seed of the draws
     */
    public TokenChooser(double temperature, double topP, long seed) {
        this.temperature = QuestionCheck.temperature(temperature);
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("topP is above 0 and at most 1, not " + topP);
        }
        this.topP = topP;
        this.state = seed;
    }

    /** Always the likeliest token. */
    public static TokenChooser greedy() {
        return new TokenChooser(0, 1, 0);
    }

    /**
     * The next token; of equals the lowest.
     *
     * @param logits of one or more positions
     * @param offset where the position's logits begin
     * @param size how many logits the position has
     * @param allowed a bit for each token that may be chosen, the lowest bit of the first word
     *     first; null for all
     * @throws SightlineException {@code internal}: "logits-not-finite" when the backend computed no
     *     number, "no-token-allowed" when the mask leaves nothing
     */
    public int choose(FloatBuffer logits, int offset, int size, long[] allowed) {
        int best =
                allowed == null ? best(logits, offset, size) : best(logits, offset, size, allowed);
        return temperature == 0 ? best : draw(logits, offset, size, allowed, best);
    }

    private static int best(FloatBuffer logits, int offset, int size) {
        int best = 0;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < size; ++i) {
            float logit = logits.get(offset + i);
            // True for a NaN as well, which is then looked at.
            if (!(logit <= most)) {
                if (!(logit < Float.POSITIVE_INFINITY)) {
                    throw YesNo.notFinite(i);
                }
                most = logit;
                best = i;
            }
        }
        if (most == Float.NEGATIVE_INFINITY) {
            throw YesNo.notFinite(0);
        }
        return best;
    }

    private static int best(FloatBuffer logits, int offset, int size, long[] allowed) {
        int best = -1;
        float most = Float.NEGATIVE_INFINITY;
        for (int word = 0; word < allowed.length; ++word) {
            for (long bits = allowed[word]; bits != 0; bits &= bits - 1) {
                int i = word * 64 + Long.numberOfTrailingZeros(bits);
                if (i >= size) {
                    break;
                }
                float logit = logits.get(offset + i);
                if (!(logit < Float.POSITIVE_INFINITY)) {
                    throw YesNo.notFinite(i);
                }
                if (best < 0 || logit > most) {
                    most = logit;
                    best = i;
                }
            }
        }
        if (best < 0) {
            throw new SightlineException(ErrorCode.INTERNAL, "no-token-allowed");
        }
        return best;
    }

    private int draw(FloatBuffer logits, int offset, int size, long[] allowed, int best) {
        if (ids.length < size) {
            ids = new int[size];
            weights = new double[size];
        }
        count = 0;
        double most = logits.get(offset + best);
        double total = 0;
        for (int i = 0; i < size; ++i) {
            if (allowed != null && (allowed.length <= i >> 6 || (allowed[i >> 6] >>> i & 1) == 0)) {
                continue;
            }
            double below = (most - logits.get(offset + i)) / temperature;
            if (below < NEGLIGIBLE) {
                ids[count] = i;
                weights[count] = Math.exp(-below);
                total += weights[count++];
            }
        }
        if (count == 0) {
            // Every allowed logit is minus infinity: nothing to weigh them by.
            return best;
        }
        return topP < 1 ? drawNucleus(total) : drawAny(total);
    }

    private int drawAny(double total) {
        double at = next() * total;
        for (int i = 0; i < count - 1; ++i) {
            at -= weights[i];
            if (at < 0) {
                return ids[i];
            }
        }
        return ids[count - 1];
    }

    /** Takes the heaviest off a heap until they hold their share, then draws among them. */
    private int drawNucleus(double total) {
        for (int i = count / 2 - 1; i >= 0; --i) {
            sink(i, count);
        }
        double held = 0;
        int end = count;
        while (end > 0 && held < topP * total) {
            held += weights[0];
            swap(0, --end);
            sink(0, end);
        }
        double at = next() * held;
        for (int i = count - 1; i > end; --i) {
            at -= weights[i];
            if (at < 0) {
                return ids[i];
            }
        }
        return ids[end];
    }

    private void sink(int at, int end) {
        int parent = at;
        while (true) {
            int child = 2 * parent + 1;
            if (child >= end) {
                return;
            }
            if (child + 1 < end && before(child + 1, child)) {
                ++child;
            }
            if (!before(child, parent)) {
                return;
            }
            swap(child, parent);
            parent = child;
        }
    }

    private boolean before(int a, int b) {
        return weights[a] > weights[b] || weights[a] == weights[b] && ids[a] < ids[b];
    }

    private void swap(int a, int b) {
        int id = ids[a];
        ids[a] = ids[b];
        ids[b] = id;
        double weight = weights[a];
        weights[a] = weights[b];
        weights[b] = weight;
    }

    /** SplitMix64 (Steele, Lea and Flood 2014), its upper 53 bits as a number from 0 to below 1. */
    private double next() {
        state += 0x9E3779B97F4A7C15L;
        long mixed = state;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return (mixed >>> 11) * 0x1p-53;
    }
}
