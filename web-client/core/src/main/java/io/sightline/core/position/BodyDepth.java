// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.detect.Box;
import java.util.Arrays;

/**
 * The depth of the body in a box. A box holds background around the body, and things before it: the
 * body is what most of the middle of the box shows, a band of depths as thick as a body is, and the
 * result is the median of that band. Where the background is known, what is no nearer than it is
 * left out before. The rim of a body is left out as well: a map is soft there, and too far.
 *
 * @param value of the map, the median; NaN where the box shows nothing
 * @param spread of the body's values around it, one robust standard deviation, on the scale that
 *     the band is on: shares of the depth where that is in metres, else relative
 * @param share of the box's middle that lies in the band
 * @param samples that the median is of
 */
record BodyDepth(double value, double spread, double share, int samples) {
    /** Nothing is there. */
    static final BodyDepth NONE = new BodyDepth(Double.NaN, Double.NaN, 0, 0);

    private static final int COLUMNS = 16;
    private static final int ROWS = 32;

    /** The middle of the box, where a body is: shares of its width and height. */
    private static final double MIDDLE_LEFT = 0.25;

    private static final double MIDDLE_RIGHT = 0.75;
    private static final double MIDDLE_TOP = 0.12;
    private static final double MIDDLE_BOTTOM = 0.65;

    /** A band is as wide as this: natural logarithms of the depth, and relative. */
    private static final double WIDE_LOG = 0.24;

    private static final double WIDE_RELATIVE = 0.1;

    /** What is nearer than the background by less is background. */
    private static final double APART_LOG = 0.06;

    private static final double APART_RELATIVE = 0.03;

    /** Of fewer the background's word is not taken: the body itself may be in it. */
    private static final double LEAST_SHARE = 0.15;

    private static final double NORMAL = 1.4826;

    /** Finds it. */
    static BodyDepth of(Box box, DepthValues values, DepthScene scene) {
        var finder = new Finder(box, values, scene);
        var found = finder.body(values.background() != null);
        return found == NONE ? finder.body(false) : found;
    }

    /** The samples of one box. */
    private static final class Finder {
        private final DepthScene scene;
        private final float[] value = new float[COLUMNS * ROWS];
        private final double[] place = new double[COLUMNS * ROWS];
        private final boolean[] middle = new boolean[COLUMNS * ROWS];
        private final boolean[] before = new boolean[COLUMNS * ROWS];
        private int count;
        private int middles;

        private Finder(Box box, DepthValues values, DepthScene scene) {
            this.scene = scene;
            var frame = scene.frame();
            var map = scene.map();
            for (int i = 0; i < ROWS; ++i) {
                double v = (i + 0.5) / ROWS;
                double y = box.y() + v * box.height();
                for (int k = 0; k < COLUMNS; ++k) {
                    double u = (k + 0.5) / COLUMNS;
                    double x = box.x() + u * box.width();
                    if (!(x >= 0 && y >= 0 && x < frame.width() && y < frame.height())) {
                        continue;
                    }
                    int column = Math.min(map.width() - 1, (int) (x * map.width() / frame.width()));
                    int row = Math.min(map.height() - 1, (int) (y * map.height() / frame.height()));
                    int at = row * map.width() + column;
                    double here = scale(values.map().at(at));
                    if (Double.isNaN(here)) {
                        continue;
                    }
                    value[count] = values.map().at(at);
                    place[count] = here;
                    middle[count] =
                            u > MIDDLE_LEFT
                                    && u < MIDDLE_RIGHT
                                    && v > MIDDLE_TOP
                                    && v < MIDDLE_BOTTOM;
                    middles += middle[count] ? 1 : 0;
                    if (values.background() != null) {
                        double behind = scale(values.background().at(at));
                        double apart = scene.calibrated() ? APART_LOG : APART_RELATIVE;
                        before[count] = !(behind - here < apart);
                    }
                    ++count;
                }
            }
        }

        /** Where a value lies on the scale that bands are on; NaN where it is no depth. */
        private double scale(float value) {
            if (!scene.calibrated()) {
                return scene.relative(value);
            }
            double metres = scene.metres().metres(value);
            return metres > 0 && metres < 1e6 ? Math.log(metres) : Double.NaN;
        }

        private BodyDepth body(boolean nearer) {
            double wide = scene.calibrated() ? WIDE_LOG : WIDE_RELATIVE;
            var sorted = new double[middles];
            int n = 0;
            for (int i = 0; i < count; ++i) {
                if (middle[i] && (!nearer || before[i])) {
                    sorted[n++] = place[i];
                }
            }
            if (n == 0 || n < LEAST_SHARE * middles) {
                return NONE;
            }
            Arrays.sort(sorted, 0, n);
            // The fullest band; the nearer one of two that are as full.
            int best = 0;
            double from = sorted[0];
            for (int low = 0, high = 0; low < n; ++low) {
                while (high < n && sorted[high] <= sorted[low] + wide) {
                    ++high;
                }
                if (high - low > best) {
                    best = high - low;
                    from = sorted[low];
                }
            }
            var values = new float[count];
            int inside = 0;
            for (int i = 0; i < count; ++i) {
                boolean counts = middle[i] && (!nearer || before[i]);
                if (counts && place[i] >= from && place[i] <= from + wide) {
                    values[inside++] = value[i];
                }
            }
            Arrays.sort(values, 0, inside);
            double median = values[inside / 2];
            double at = scale((float) median);
            var off = new double[inside];
            for (int i = 0; i < inside; ++i) {
                off[i] = Math.abs(scale(values[i]) - at);
            }
            Arrays.sort(off);
            return new BodyDepth(median, NORMAL * off[inside / 2], (double) best / middles, inside);
        }
    }
}
