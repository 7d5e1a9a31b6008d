// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import io.sightline.core.image.ImagePoint;
import java.util.List;

/**
 * How the gate is set. The defaults serve most cameras: noise is measured and added to the
 * threshold.
 *
 * @param threshold least difference from the background that counts in a picture without noise, in
 *     steps of 1/255; 2 to 100
 * @param minArea least area of what counts, share of the frame; 0 to 0.5
 * @param hold seconds after which something that stands still becomes background; 5 to 600
 * @param learn seconds that the background is learnt for at first; 0.2 to 60
 * @param masks polygons that are ignored, three points or more each, at most {@link #MOST_MASKS}
 */
public record GateSettings(
        double threshold, double minArea, double hold, double learn, List<List<ImagePoint>> masks) {
    /** What a camera starts with. */
    public static final GateSettings DEFAULT = new GateSettings(9, 0.001, 60, 2, List.of());

    /** The most masks. */
    public static final int MOST_MASKS = 32;

    /** The most points of a mask. */
    public static final int MOST_POINTS = 256;

    /** Refuses what cannot work. */
    public GateSettings {
        within("threshold", threshold, 2, 100);
        within("minArea", minArea, 0, 0.5);
        within("hold", hold, 5, 600);
        within("learn", learn, 0.2, 60);
        if (masks.size() > MOST_MASKS) {
            throw new IllegalArgumentException(masks.size() + " masks, at most " + MOST_MASKS);
        }
        masks = List.copyOf(masks.stream().map(GateSettings::mask).toList());
    }

    /** With other masks. */
    public GateSettings withMasks(List<List<ImagePoint>> polygons) {
        return new GateSettings(threshold, minArea, hold, learn, polygons);
    }

    /** With another threshold. */
    public GateSettings withThreshold(double steps) {
        return new GateSettings(steps, minArea, hold, learn, masks);
    }

    /** With another least area. */
    public GateSettings withMinArea(double share) {
        return new GateSettings(threshold, share, hold, learn, masks);
    }

    /** With another hold. */
    public GateSettings withHold(double seconds) {
        return new GateSettings(threshold, minArea, seconds, learn, masks);
    }

    private static void within(String name, double value, double least, double most) {
        // A NaN fails both comparisons.
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", to be from " + least + " to " + most);
        }
    }

    private static List<ImagePoint> mask(List<ImagePoint> polygon) {
        if (polygon.size() < 3 || polygon.size() > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "a mask of " + polygon.size() + " points, to be from 3 to " + MOST_POINTS);
        }
        for (var point : polygon) {
            within("a mask's point", point.u(), 0, 1);
            within("a mask's point", point.v(), 0, 1);
        }
        return List.copyOf(polygon);
    }
}
