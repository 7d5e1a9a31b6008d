// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.metres.Metres;
import io.sightline.core.metres.MetricMetres;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.value.Fields;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How deep a map's values lie, in the least that a graphics processor needs to know: {@code 1 /
 * (scale v + shift)}, or {@code scale v + shift}.
 *
 * @param inverse the first of the two
 * @param scale for each unit of the map
 * @param shift at the value 0
 * @param farthest deeper is not told
 */
public record DepthLaw(boolean inverse, double scale, double shift, double farthest) {
    /** Deeper is sky, or an error as large as the depth, metres. */
    public static final double FARTHEST = 100;

    /**
     * How many times farther the far end of a map is than its near one, as in most rooms, where
     * nothing is calibrated. A relative map leaves it open, so what is drawn by it has the scene's
     * planes and order, but not its proportions: good for looking at, not for measuring; whoever
     * shows it says so.
     */
    public static final double ASSUMED_FAR = 6;

    /** Nothing nearer is a measurement; as {@link PointCloud} has it. */
    private static final double LEAST = 0.02;

    /** Refuses what no depth follows from. */
    public DepthLaw {
        if (!(Math.abs(scale) > 0 && Math.abs(scale) < 1e12 && Math.abs(shift) < 1e12)
                || !(farthest > LEAST && farthest < 1e6)) {
            throw new IllegalArgumentException(
                    "no depth follows from " + scale + ", " + shift + " up to " + farthest);
        }
    }

    /** The law of a calibrated or metric map, metres. */
    public static DepthLaw of(Metres metres) {
        if (metres instanceof RelativeMetres relative) {
            return new DepthLaw(true, relative.scale(), relative.shift(), FARTHEST);
        }
        return new DepthLaw(false, ((MetricMetres) metres).factor(), 0, FARTHEST);
    }

    /**
     * What is taken for the law while nothing is known: the ends of the colour scale lie at 1 and
     * {@link #ASSUMED_FAR}, and between them the inverse depth follows the value.
     */
    public static DepthLaw assumed(DepthRange range, boolean nearIsSmall) {
        double span = Math.max(1e-9, range.high() - (double) range.low());
        double far = 1 / ASSUMED_FAR;
        double scale = (nearIsSmall ? far - 1 : 1 - far) / span;
        double shift = (nearIsSmall ? 1 : far) - scale * range.low();
        return new DepthLaw(true, scale, shift, 2 * ASSUMED_FAR);
    }

    /** The depth at a value; infinite where there is none. */
    public double depth(double value) {
        double line = scale * value + shift;
        double depth = inverse ? 1 / line : line;
        return line > 0 && depth >= LEAST && depth <= farthest ? depth : Double.POSITIVE_INFINITY;
    }

    /**
     * The depth of a whole map.
     *
     * @param map read from index 0
     * @param kept values that are not between its ends have no depth
     * @param depth written from index 0; infinite where there is none
     * @param count how many values
     */
    public void all(FloatBuffer map, Kept kept, FloatBuffer depth, int count) {
        for (int i = 0; i < count; ++i) {
            float value = map.get(i);
            depth.put(
                    i,
                    value >= kept.least() && value <= kept.most()
                            ? (float) depth(value)
                            : Float.POSITIVE_INFINITY);
        }
    }

    /**
     * Which values of a map are left when its far and its near end are cut away.
     *
     * @param least value that is left
     * @param most value that is left
     */
    public record Kept(float least, float most) {
        /** All of them. */
        public static final Kept ALL = new Kept(-Float.MAX_VALUE, Float.MAX_VALUE);

        /**
         * Between two places of the scale; its ends hold all that lies beyond them.
         *
         * @param range whose scale it is
         * @param from far end, 0 (far) to 1 (near)
         * @param to near end, likewise
         */
        public static Kept of(DepthRange range, boolean nearIsSmall, double from, double to) {
            double span = range.high() - (double) range.low();
            double low = nearIsSmall ? 1 - to : from;
            double high = nearIsSmall ? 1 - from : to;
            return new Kept(
                    low > 0 ? (float) (range.low() + low * span) : ALL.least,
                    high < 1 ? (float) (range.low() + high * span) : ALL.most);
        }
    }

    /** As it is sent. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("inverse", inverse);
        map.put("scale", scale);
        map.put("shift", shift);
        map.put("farthest", farthest);
        return map;
    }

    /** What was sent; a fault names its path. */
    public static DepthLaw of(Fields fields) {
        return new DepthLaw(
                fields.flag("inverse"),
                fields.number("scale"),
                fields.number("shift"),
                fields.number("farthest"));
    }
}
