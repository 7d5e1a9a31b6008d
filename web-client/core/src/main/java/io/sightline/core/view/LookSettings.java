// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.color.Palette;
import io.sightline.core.depth.DepthLook;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the user wants depth to be drawn.
 *
 * @param contours bands between contours, 0 for none
 * @param from the far end of what is shown, 0 (far) to 100 (near) of the scale; beyond it is cut
 *     away
 * @param to the near end, likewise
 * @param surface in space: a surface rather than points
 * @param degrees that the picture is taken to span across while nothing says better
 */
public record LookSettings(int contours, int from, int to, boolean surface, int degrees) {
    /** What the contours may be set to. */
    public static final List<Integer> CONTOURS = List.of(0, 8, 16, 32);

    /** The narrowest and the widest view that can be set, degrees. */
    public static final int LEAST_DEGREES = 20;

    /** As above. */
    public static final int MOST_DEGREES = 120;

    /** What a first visit finds: all of the map, plain. */
    public static final LookSettings DEFAULT =
            new LookSettings(0, 0, 100, false, (int) Intrinsics.WEBCAM_DEGREES);

    /** With other contours; those that are not offered are none. */
    public LookSettings withContours(int value) {
        return new LookSettings(CONTOURS.contains(value) ? value : 0, from, to, surface, degrees);
    }

    /** With another far end, at most the near one. */
    public LookSettings withFrom(int value) {
        return new LookSettings(contours, Math.max(0, Math.min(to, value)), to, surface, degrees);
    }

    /** With another near end, at least the far one. */
    public LookSettings withTo(int value) {
        return new LookSettings(
                contours, from, Math.max(from, Math.min(100, value)), surface, degrees);
    }

    /** As a surface, or as points. */
    public LookSettings withSurface(boolean value) {
        return new LookSettings(contours, from, to, value, degrees);
    }

    /** With another field of view, clipped to what can be set. */
    public LookSettings withDegrees(int value) {
        int clipped = Math.max(LEAST_DEGREES, Math.min(MOST_DEGREES, value));
        return new LookSettings(contours, from, to, surface, clipped);
    }

    /** True when a part of the map is cut away. */
    public boolean cuts() {
        return from > 0 || to < 100;
    }

    /**
     * How a map is drawn by it.
     *
     * @param palette id of it
     * @param nearIsSmall of the map
     */
    public DepthLook look(String palette, boolean nearIsSmall) {
        return new DepthLook(Palette.of(palette), nearIsSmall, contours, from / 100f, to / 100f);
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("contours", contours);
        map.put("from", from);
        map.put("to", to);
        map.put("surface", surface);
        map.put("degrees", degrees);
        return map;
    }

    /** What was kept; each field that does not fit falls back to the default by itself. */
    public static LookSettings of(Object kept) {
        if (!(kept instanceof Map<?, ?>)) {
            return DEFAULT;
        }
        var fields = Fields.of(kept);
        var result = DEFAULT;
        if (fields.raw("contours") instanceof Number contours) {
            result = result.withContours(contours.intValue());
        }
        if (fields.raw("to") instanceof Number to) {
            result = result.withTo(to.intValue());
        }
        if (fields.raw("from") instanceof Number from) {
            result = result.withFrom(from.intValue());
        }
        if (fields.raw("surface") instanceof Boolean surface) {
            result = result.withSurface(surface);
        }
        if (fields.raw("degrees") instanceof Number degrees) {
            result = result.withDegrees(degrees.intValue());
        }
        return result;
    }
}
