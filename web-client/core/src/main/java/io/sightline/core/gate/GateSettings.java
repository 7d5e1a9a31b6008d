// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the gate is set. The defaults serve most cameras: noise is measured and added to the
 * threshold.
 *
 * @param threshold least difference from the background that counts in a picture without noise, in
 *     steps of 1/255; 2 to 100
 * @param minArea least area of what counts, share of the frame; 0 to 0.5
 * @param hold seconds after which something that stands still becomes background; 5 to 600
 * @param learn seconds that the background is learnt for at first; 0.2 to 60
 * @param shadow share of the light that a shadow may take from a plain surface; 0 to 0.9, and with
 *     0 nothing is a shadow
 * @param masks polygons that are ignored, three points or more each, at most {@link #MOST_MASKS}
 */
public record GateSettings(
        double threshold,
        double minArea,
        double hold,
        double learn,
        double shadow,
        List<List<ImagePoint>> masks) {
    /** What a camera starts with; OpenCV's MOG2 takes half of the light for a shadow, too. */
    public static final GateSettings DEFAULT = new GateSettings(9, 0.001, 60, 2, 0.5, List.of());

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
        within("shadow", shadow, 0, 0.9);
        if (masks.size() > MOST_MASKS) {
            throw new IllegalArgumentException(masks.size() + " masks, at most " + MOST_MASKS);
        }
        masks = List.copyOf(masks.stream().map(GateSettings::mask).toList());
    }

    /** With other masks. */
    public GateSettings withMasks(List<List<ImagePoint>> polygons) {
        return new GateSettings(threshold, minArea, hold, learn, shadow, polygons);
    }

    /** With another threshold. */
    public GateSettings withThreshold(double steps) {
        return new GateSettings(steps, minArea, hold, learn, shadow, masks);
    }

    /** With another least area. */
    public GateSettings withMinArea(double share) {
        return new GateSettings(threshold, share, hold, learn, shadow, masks);
    }

    /** With another hold. */
    public GateSettings withHold(double seconds) {
        return new GateSettings(threshold, minArea, seconds, learn, shadow, masks);
    }

    /** With another share for shadows. */
    public GateSettings withShadow(double share) {
        return new GateSettings(threshold, minArea, hold, learn, share, masks);
    }

    /** As it is kept and travels. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("threshold", threshold);
        map.put("minArea", minArea);
        map.put("hold", hold);
        map.put("learn", learn);
        map.put("shadow", shadow);
        var polygons = new ArrayList<Object>();
        for (var mask : masks) {
            var corners = new ArrayList<Object>();
            for (var point : mask) {
                corners.add(Map.of("u", point.u(), "v", point.v()));
            }
            polygons.add(Map.of("points", corners));
        }
        map.put("masks", polygons);
        return map;
    }

    /**
     * Reads what was kept; what is left out is as usual.
     *
     * @throws SightlineException {@code bad-input}: "watch-setting"
     */
    public static GateSettings of(Fields fields) {
        var polygons = new ArrayList<List<ImagePoint>>();
        for (var mask : fields.objects("masks", 0, MOST_MASKS)) {
            var corners = new ArrayList<ImagePoint>();
            for (var point : mask.objects("points", 3, MOST_POINTS)) {
                corners.add(new ImagePoint(point.number("u", 0, 1), point.number("v", 0, 1)));
            }
            polygons.add(corners);
        }
        try {
            return new GateSettings(
                    fields.number("threshold", DEFAULT.threshold),
                    fields.number("minArea", DEFAULT.minArea),
                    fields.number("hold", DEFAULT.hold),
                    fields.number("learn", DEFAULT.learn),
                    fields.number("shadow", DEFAULT.shadow),
                    polygons);
        } catch (IllegalArgumentException e) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "watch-setting", Map.of("cause", e.getMessage()));
        }
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
