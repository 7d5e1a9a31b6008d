// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

/**
 * Accepts the JSON numbers of a range, character by character, without exponents: it takes a
 * character only if the number can still end within the range. A state is one long: the digits
 * typed so far as one number, how many of them stand after the point, and the sign.
 */
final class NumberGrammar {
    /** Nothing typed. */
    static final long START = 0;

    /** No number of the range begins so. */
    static final int NEVER = Integer.MAX_VALUE / 4;

    private static final int WHOLE_DIGITS = 9;
    private static final long MAGNITUDE = (1L << 40) - 1;
    private static final int POINT = 40;
    private static final long NEGATIVE = 1L << 43;
    private static final long TYPED = 1L << 44;
    private static final long[] TEN = {
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private final long least;
    private final long most;
    private final int decimals;

    /**
     * @param least the range, in units of the last decimal
     * @param most the range, in units of the last decimal
     * @param decimals digits that may follow the point, 0 to 3
     */
    private NumberGrammar(long least, long most, int decimals) {
        this.least = least;
        this.most = most;
        this.decimals = decimals;
    }

    static NumberGrammar ofWhole(long from, long to) {
        return new NumberGrammar(from, to, 0);
    }

    /** The decimals within a range; exact, although neither end need be a double's. */
    static NumberGrammar ofReal(double from, double to) {
        double unit = TEN[JsonShape.DECIMALS];
        long least = (long) Math.ceil(from * unit);
        long most = (long) Math.floor(to * unit);
        // The products are rounded: -1.003 * 1000 is above -1003. The quotients are what the text
        // of a number is read as.
        least = (least - 1) / unit >= from ? least - 1 : least / unit < from ? least + 1 : least;
        most = (most + 1) / unit <= to ? most + 1 : most / unit > to ? most - 1 : most;
        return new NumberGrammar(least, most, JsonShape.DECIMALS);
    }

    /** The state after one more character, -1 when no number of the range goes on so. */
    long step(long state, char c) {
        long next = type(state, c);
        return next >= 0 && need(next) < NEVER ? next : -1;
    }

    private long type(long state, char c) {
        boolean typed = (state & TYPED) != 0;
        int point = (int) (state >> POINT & 7);
        if (c == '-') {
            return state == START ? NEGATIVE : -1;
        }
        if (c == '.') {
            return typed && point == 0 && decimals > 0 ? state | 1L << POINT : -1;
        }
        if (c < '0' || c > '9') {
            return -1;
        }
        long magnitude = state & MAGNITUDE;
        boolean full = point == 0 ? magnitude >= TEN[WHOLE_DIGITS - 1] : point > decimals;
        if (full || typed && point == 0 && magnitude == 0) {
            return -1;
        }
        long more = state - magnitude + magnitude * 10 + (c - '0') | TYPED;
        return point == 0 ? more : more + (1L << POINT);
    }

    /** Whether what was typed is a number of the range. */
    boolean done(long state) {
        return need(state) == 0;
    }

    /** The fewest characters that make it a number of the range, {@link #NEVER} if none do. */
    int need(long state) {
        if ((state & TYPED) == 0) {
            int fewest = state == START ? need(NEGATIVE) : NEVER;
            for (int digit = 0; digit <= 9; ++digit) {
                fewest = Math.min(fewest, need(state | TYPED | digit));
            }
            return fewest >= NEVER ? NEVER : fewest + 1;
        }
        boolean negative = (state & NEGATIVE) != 0;
        // Minus zero is no number of ours.
        long low = negative ? Math.max(1, -most) : Math.max(0, least);
        long high = negative ? -least : most;
        long magnitude = state & MAGNITUDE;
        int point = (int) (state >> POINT & 7);
        if (point > 0) {
            return needDecimals(magnitude, point - 1, low, high);
        }
        int fewest = NEVER;
        int room = magnitude == 0 ? 0 : WHOLE_DIGITS - digits(magnitude);
        for (int more = 0; more <= room; ++more) {
            for (int after = 0; after <= decimals; ++after) {
                long from = magnitude * TEN[more] * TEN[after];
                long count = TEN[more] * TEN[after];
                if (holds(from, count, TEN[decimals - after], low, high)) {
                    fewest = Math.min(fewest, more + (after == 0 ? 0 : 1 + after));
                }
            }
        }
        return fewest;
    }

    private int needDecimals(long magnitude, int typed, long low, long high) {
        for (int after = Math.max(1, typed); after <= decimals; ++after) {
            long count = TEN[after - typed];
            if (holds(magnitude * count, count, TEN[decimals - after], low, high)) {
                return after - typed;
            }
        }
        return NEVER;
    }

    /** Whether one of the numbers from, from + 1, … times a unit lies in low to high. */
    private static boolean holds(long from, long count, long unit, long low, long high) {
        long first = Math.max(from, (low + unit - 1) / unit);
        return first < from + count && first * unit <= high;
    }

    private static int digits(long number) {
        int digits = 1;
        while (digits < TEN.length && number >= TEN[digits]) {
            ++digits;
        }
        return digits;
    }
}
