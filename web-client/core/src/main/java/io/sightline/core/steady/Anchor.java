// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import io.sightline.core.image.ImagePoint;
import io.sightline.core.steady.TrimmedFit.Solution;
import java.util.ArrayList;
import java.util.List;

/**
 * What a camera's map was at some places, so that a map of another day can be brought to its scale
 * and shift, and a camera that shows something else is noticed.
 *
 * @param values at {@link #places()}, in the unit of that map
 */
public record Anchor(List<Double> values) {
    /** Places across, and down. */
    private static final int EDGE = 8;

    /** How many places it is of. */
    public static final int COUNT = EDGE * EDGE;

    /** Of fewer that are known nothing is told. */
    private static final int LEAST = 16;

    /** Below this correlation, over this share of the places, it is another view. */
    private static final double SAME_VIEW = 0.8;

    private static final double SAME_SHARE = 0.5;

    /** Refuses another number of values, and what is none. */
    public Anchor {
        if (values.size() != COUNT) {
            throw new IllegalArgumentException(values.size() + " values are no anchor");
        }
        for (double value : values) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("an anchor of no number");
            }
        }
    }

    /** Of these values; null where one of them is no number. */
    public static Anchor of(double[] values) {
        var list = new ArrayList<Double>();
        for (double value : values) {
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                return null;
            }
            list.add(value);
        }
        return new Anchor(List.copyOf(list));
    }

    /** The places of the picture that it is of, row by row. */
    public static List<ImagePoint> places() {
        var places = new ArrayList<ImagePoint>();
        for (int i = 0; i < COUNT; ++i) {
            places.add(new ImagePoint((i % EDGE + 0.5) / EDGE, (i / EDGE + 0.5) / EDGE));
        }
        return places;
    }

    /**
     * How a map stands to it.
     *
     * @param known whether enough of the map is known to say
     * @param alignment what brings the map's values to this one's; null where it is not known, and
     *     where the map is of something else
     * @param error of the alignment
     */
    public record Fit(boolean known, Alignment alignment, AlignmentError error) {
        /** Of the very map. */
        public static final Fit EXACT = new Fit(true, Alignment.NONE, AlignmentError.NONE);

        private static final Fit UNKNOWN = new Fit(false, null, AlignmentError.NONE);
    }

    /**
     * Holds a map against it.
     *
     * @param now its values at the same places; NaN where it is not known
     */
    public Fit fit(double[] now) {
        var blocks = new float[3 * values.size()];
        int count = 0;
        for (int i = 0; i < values.size(); ++i) {
            if (!Double.isNaN(now[i])) {
                blocks[3 * i] = 1;
                blocks[3 * i + 1] = (float) now[i];
                blocks[3 * i + 2] = values.get(i).floatValue();
                ++count;
            }
        }
        if (count < LEAST) {
            return Fit.UNKNOWN;
        }
        // Both are single readings, one as noisy as the other.
        var fit = new TrimmedFit(values.size()).fit(blocks, Alignment.NONE, Solution.SAME_SPREAD);
        if (fit.flat()) {
            return Fit.UNKNOWN;
        }
        boolean same = fit.correlation() >= SAME_VIEW && fit.share() >= SAME_SHARE;
        return new Fit(true, same ? fit.alignment() : null, fit.error());
    }

    /**
     * How far two alignments are apart on average, as a share of the values; both of maps that they
     * bring to this one's.
     */
    public double apart(Alignment one, Alignment other) {
        double off = 0;
        double sum = 0;
        for (double then : values) {
            float now = ((float) then - one.shift()) / one.scale();
            off += Math.abs(other.of(now) - then);
            sum += Math.abs(then);
        }
        return off / sum;
    }

    /** The same in the unit of a map that the alignment brings to this one's. */
    public Anchor before(Alignment alignment) {
        var mapped = new ArrayList<Double>();
        for (double value : values) {
            mapped.add((value - alignment.shift()) / alignment.scale());
        }
        return new Anchor(List.copyOf(mapped));
    }
}
