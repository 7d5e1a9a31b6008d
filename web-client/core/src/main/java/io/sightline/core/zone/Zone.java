// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A volume of the scene. What is null does not bound it.
 *
 * @param name for people; empty for none
 * @param polygon on the picture or on the floor
 * @param anchor what of a subject has to be in it; on the floor always where it stands
 * @param distance from the camera
 * @param metres the distance is in metres; else relative, 0 (near) to 1 (far)
 * @param above the floor: how high the middle of the subject is, metres
 * @param dwellSeconds that a subject has to stay
 * @param inertia of who comes in and goes out
 */
public record Zone(
        String name,
        Polygon polygon,
        Anchor anchor,
        Band distance,
        boolean metres,
        Band above,
        double dwellSeconds,
        Inertia inertia) {
    /** The longest stay that is waited for, seconds. */
    public static final double MOST_DWELL = 86_400;

    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "polygon",
                    "plane",
                    "anchor",
                    "distance",
                    "unit",
                    "aboveFloor",
                    "dwellSeconds",
                    "inertia");

    /**
     * Refuses what nothing can be in.
     *
     * @throws SightlineException {@code bad-input}: "zone-open" without any bound, "zone-anchor",
     *     "zone-relative", "zone-dwell"
     */
    public Zone {
        if (polygon == null && distance == null && above == null) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "zone-open");
        }
        if (polygon != null && polygon.plane() == Plane.FLOOR && anchor != Anchor.FOOT) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "zone-anchor", Map.of("found", anchor.id()));
        }
        if (distance != null && !metres && distance.least() >= 1) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "zone-relative", Map.of("found", distance.least()));
        }
        if (!(dwellSeconds >= 0 && dwellSeconds <= MOST_DWELL)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "zone-dwell",
                    Map.of("found", dwellSeconds, "most", MOST_DWELL));
        }
    }

    /** With the usual inertia. */
    public Zone(
            String name,
            Polygon polygon,
            Anchor anchor,
            Band distance,
            boolean metres,
            Band above,
            double dwellSeconds) {
        this(name, polygon, anchor, distance, metres, above, dwellSeconds, Inertia.DEFAULT);
    }

    /** A polygon alone. */
    public static Zone of(String name, Polygon polygon) {
        return new Zone(name, polygon, Anchor.FOOT, null, false, null, 0);
    }

    /** Bound by a distance too. */
    public Zone within(Band newDistance, boolean inMetres) {
        return new Zone(name, polygon, anchor, newDistance, inMetres, above, dwellSeconds, inertia);
    }

    /** By another part of the subject. */
    public Zone by(Anchor newAnchor) {
        return new Zone(name, polygon, newAnchor, distance, metres, above, dwellSeconds, inertia);
    }

    /** Waiting for a stay. */
    public Zone staying(double seconds) {
        return new Zone(name, polygon, anchor, distance, metres, above, seconds, inertia);
    }

    /** With another inertia. */
    public Zone with(Inertia other) {
        return new Zone(name, polygon, anchor, distance, metres, above, dwellSeconds, other);
    }

    /**
     * Whether who is in it hangs on depth.
     *
     * @param floor whether a foot on the picture is by the floor, and not the lower edge of a box
     */
    public boolean needsDepth(boolean floor) {
        return distance != null
                || above != null
                || polygon.plane() == Plane.FLOOR
                || floor && anchor == Anchor.FOOT;
    }

    /**
     * Reads a zone of a rule: {@code {name?, polygon?: [x, y][], plane?: 'image'|'floor', anchor?:
     * 'foot'|'centre'|'box', distance?: [near, far], unit?: 'metres'|'relative', aboveFloor?: [low,
     * high], dwellSeconds?, inertia?}}. The second number of a band may be null: without an end.
     *
     * @throws SightlineException {@code bad-input}, with the path of the first fault
     */
    public static Zone of(Fields fields) {
        fields.only(FIELDS);
        var plane = Plane.of(fields.text("plane", Plane.IMAGE.id()));
        if (plane == null) {
            throw fields.refusal("plane", "image or floor");
        }
        var anchor = Anchor.of(fields.text("anchor", Anchor.FOOT.id()));
        if (anchor == null) {
            throw fields.refusal("anchor", "foot, centre or box");
        }
        var unit = fields.text("unit", "relative");
        if (!unit.equals("metres") && !unit.equals("relative")) {
            throw fields.refusal("unit", "metres or relative");
        }
        if (!fields.has("polygon") && !fields.has("distance") && !fields.has("aboveFloor")) {
            throw fields.refusal("polygon", "given, where no distance and no aboveFloor is");
        }
        if (fields.has("polygon") && plane == Plane.FLOOR && anchor != Anchor.FOOT) {
            throw fields.refusal("anchor", "foot: on the floor a subject is where it stands");
        }
        var polygon = fields.has("polygon") ? polygon(fields, plane) : null;
        var distance = band(fields, "distance");
        if (distance != null && unit.equals("relative") && distance.least() >= 1) {
            throw fields.refusal("distance", "within 0 (near) to 1 (far), or metres as its unit");
        }
        return new Zone(
                fields.has("name") ? fields.text("name", 1, 120) : "",
                polygon,
                anchor,
                distance,
                distance != null && unit.equals("metres"),
                band(fields, "aboveFloor"),
                fields.has("dwellSeconds") ? fields.number("dwellSeconds", 0, MOST_DWELL) : 0,
                fields.has("inertia") ? Inertia.of(fields.object("inertia")) : Inertia.DEFAULT);
    }

    private static Polygon polygon(Fields fields, Plane plane) {
        var path = fields.path("polygon");
        if (!(fields.raw("polygon") instanceof List<?> list)) {
            throw fields.refusal("polygon", "list of corners, each [x, y]");
        }
        var corners = new ArrayList<Corner>();
        // One too many is refused by number, so no more of a huge list are read.
        for (int i = 0; i < Math.min(list.size(), Polygon.MOST_CORNERS + 1); ++i) {
            if (!(list.get(i) instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof Number x
                    && pair.get(1) instanceof Number y)) {
                throw fields.refusal("polygon[" + i + "]", "two numbers");
            }
            corners.add(new Corner(x.doubleValue(), y.doubleValue()));
        }
        return Polygon.of(plane, corners, path);
    }

    private static Band band(Fields fields, String name) {
        if (!fields.has(name)) {
            return null;
        }
        if (!(fields.raw(name) instanceof List<?> pair
                && pair.size() == 2
                && pair.get(0) instanceof Number least
                && (pair.get(1) == null || pair.get(1) instanceof Number))) {
            throw fields.refusal(name, "two numbers, the nearer first");
        }
        double most =
                pair.get(1) instanceof Number end ? end.doubleValue() : Double.POSITIVE_INFINITY;
        return Band.of(least.doubleValue(), most, fields.path(name));
    }

    /** As it is written; {@link #of(Fields)} makes an equal one of it. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        if (!name.isEmpty()) {
            map.put("name", name);
        }
        if (polygon != null) {
            var corners = new ArrayList<List<Double>>();
            for (var corner : polygon.corners()) {
                corners.add(List.of(corner.x(), corner.y()));
            }
            map.put("polygon", corners);
            map.put("plane", polygon.plane().id());
        }
        map.put("anchor", anchor.id());
        if (distance != null) {
            map.put("distance", pair(distance));
            map.put("unit", metres ? "metres" : "relative");
        }
        if (above != null) {
            map.put("aboveFloor", pair(above));
        }
        map.put("dwellSeconds", dwellSeconds);
        if (!inertia.equals(Inertia.DEFAULT)) {
            map.put("inertia", inertia.toMap());
        }
        return map;
    }

    /** JSON knows no infinite number. */
    private static List<Double> pair(Band band) {
        boolean ends = band.most() < Double.POSITIVE_INFINITY;
        return Arrays.asList(band.least(), ends ? band.most() : null);
    }
}
