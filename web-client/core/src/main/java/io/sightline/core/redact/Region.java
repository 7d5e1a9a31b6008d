// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import io.sightline.core.zone.Corner;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.Polygon;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An area that a user marked.
 *
 * @param area 0 to 1 from the left and the top of the frame
 * @param from stream time from which on it is covered, seconds
 * @param to until when, seconds; {@link #END} for the clip's end
 */
public record Region(Polygon area, double from, double to) {
    /** Longer than any clip, seconds. */
    public static final double END = 1e9;

    /** Most regions of a clip. */
    public static final int MOST = 200;

    private static final Set<String> NAMES = Set.of("polygon", "from", "to");

    /** Refuses one that covers no time. */
    public Region {
        if (!(from >= 0 && to > from && to <= END)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "redact-span", Map.of("from", from, "to", to));
        }
    }

    /** A rectangle, 0 to 1, in whatever order its corners are; cut to the frame. */
    public static Region of(double x, double y, double toX, double toY, double from, double to) {
        double left = within(Math.min(x, toX));
        double top = within(Math.min(y, toY));
        double right = within(Math.max(x, toX));
        double bottom = within(Math.max(y, toY));
        var corners =
                List.of(
                        new Corner(left, top),
                        new Corner(right, top),
                        new Corner(right, bottom),
                        new Corner(left, bottom));
        return new Region(new Polygon(Plane.IMAGE, corners), from, to);
    }

    private static double within(double value) {
        return Math.max(0, Math.min(1, value));
    }

    /** Whether it is covered at a time. */
    public boolean covers(double t) {
        return t >= from && t <= to;
    }

    /** As it travels, and in the public API. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        var corners = new ArrayList<Object>();
        for (var corner : area.corners()) {
            corners.add(List.of(corner.x(), corner.y()));
        }
        map.put("polygon", corners);
        map.put("from", from);
        if (to < END) {
            map.put("to", to);
        }
        return map;
    }

    /**
     * Reads a list of them.
     *
     * @throws SightlineException {@code bad-input}, with the path of the first fault
     */
    public static List<Region> listOf(Fields fields, String name) {
        var regions = new ArrayList<Region>();
        for (var item : fields.objects(name, 0, MOST)) {
            item.only(NAMES);
            regions.add(
                    new Region(
                            Polygon.of(Plane.IMAGE, corners(item), item.path("polygon")),
                            item.has("from") ? item.number("from", 0, END) : 0,
                            item.has("to") ? item.number("to", 0, END) : END));
        }
        return regions;
    }

    private static List<Corner> corners(Fields item) {
        var corners = new ArrayList<Corner>();
        if (item.raw("polygon") instanceof List<?> list && list.size() <= Polygon.MOST_CORNERS) {
            for (var each : list) {
                if (each instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof Number x
                        && pair.get(1) instanceof Number y) {
                    corners.add(new Corner(x.doubleValue(), y.doubleValue()));
                } else {
                    throw item.refusal("polygon", "list of [x, y], 0 to 1");
                }
            }
            return corners;
        }
        throw item.refusal("polygon", "list of [x, y], 0 to 1");
    }
}
