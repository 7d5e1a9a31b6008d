// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import io.sightline.core.depth.DepthSelfCheck;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Which end of a map is near, read from the map itself: whatever stands on a floor is nearer the
 * lower it is in the picture, so in the lower half of most pictures the values run monotonically
 * from row to row. Each column votes; a picture without a floor stays undecided.
 */
public final class PolarityCheck {
    /** A column votes when this share of its change goes one way. */
    private static final double MONOTONE = 0.8;

    /** So many of the columns that change at all have to agree, and so many have to change. */
    private static final double MAJORITY = 0.75;

    private static final int PATCHES = 5;

    /** Other models see the corridor a little otherwise; a random map reaches 0.5 seldom. */
    private static final double LEAST_AGREEMENT = 0.6;

    private static final int STEPS = 16;
    private static final double LEAST_CHANGE = 0.05;

    private PolarityCheck() {}

    /**
     * The polarity that the lower half of a map shows, or null when it does not show one.
     *
     * @param map row-major; read from index 0
     * @param spread of the map's values, 2nd to 98th percentile
     */
    public static Polarity ofFloor(FloatBuffer map, int width, int height, double spread) {
        int up = 0;
        int down = 0;
        int columns = Math.min(width, 64);
        for (int i = 0; i < columns; ++i) {
            int x = (int) ((i + 0.5) * width / columns);
            double sum = 0;
            double path = 0;
            double before = Double.NaN;
            for (int k = 0; k <= STEPS; ++k) {
                int y = height / 2 + (height - 1 - height / 2) * k / STEPS;
                double value = map.get(y * width + x);
                if (k > 0) {
                    sum += value - before;
                    path += Math.abs(value - before);
                }
                before = value;
            }
            if (path > 0 && Math.abs(sum) > LEAST_CHANGE * spread) {
                if (sum > MONOTONE * path) {
                    ++up;
                } else if (-sum > MONOTONE * path) {
                    ++down;
                }
            }
        }
        if (up + down < columns / 4) {
            return null;
        }
        return up > MAJORITY * (up + down)
                ? Polarity.LARGE
                : down > MAJORITY * (up + down) ? Polarity.SMALL : null;
    }

    /**
     * The polarity of a model's answer to the drawn corridor of {@link DepthSelfCheck}, or null
     * when it does not look like one: for models that are brought in, whose contract a person
     * states.
     *
     * @param map row-major, of any size that the model takes; read from index 0
     */
    public static Polarity ofSelfCheck(FloatBuffer map, int width, int height) {
        var means = new double[PATCHES * PATCHES];
        for (int i = 0; i < means.length; ++i) {
            means[i] = mean(map, width, height, i % PATCHES, i / PATCHES);
        }
        // Ranks, as metres and inverse depth are one order seen from two ends.
        var size = DepthSelfCheck.SIZE;
        var ranks = FloatBuffer.allocate(size.width() * size.height());
        for (int i = 0; i < size.width() * size.height(); ++i) {
            int x = i % size.width() * PATCHES / size.width();
            int y = i / size.width() * PATCHES / size.height();
            int rank = 0;
            for (double mean : means) {
                rank += mean < means[y * PATCHES + x] ? 1 : 0;
            }
            ranks.put(i, rank);
        }
        double agreement = DepthSelfCheck.of("depth-anything-v2-small").agreement(ranks);
        return agreement > LEAST_AGREEMENT
                ? Polarity.LARGE
                : agreement < -LEAST_AGREEMENT ? Polarity.SMALL : null;
    }

    private static double mean(FloatBuffer map, int width, int height, int column, int row) {
        int left = column * width / PATCHES;
        int right = (column + 1) * width / PATCHES;
        int top = row * height / PATCHES;
        int bottom = (row + 1) * height / PATCHES;
        double sum = 0;
        for (int y = top; y < bottom; ++y) {
            for (int x = left; x < right; ++x) {
                sum += map.get(y * width + x);
            }
        }
        return sum / ((right - left) * (bottom - top));
    }

    /**
     * Refuses a map whose floor runs the other way than the model's contract says.
     *
     * @throws SightlineException {@code bad-input}, "map-polarity"
     */
    public static void refuseWrong(
            FloatBuffer map, int width, int height, double spread, Polarity contract) {
        refuse(ofFloor(map, width, height, spread), contract);
    }

    /**
     * Refuses what was seen where it is not what the model's contract says.
     *
     * @param seen null where nothing was seen
     * @throws SightlineException {@code bad-input}, "map-polarity"
     */
    public static void refuse(Polarity seen, Polarity contract) {
        if (seen != null && seen != contract) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "map-polarity",
                    Map.of("found", seen.wire(), "wanted", contract.wire()));
        }
    }
}
