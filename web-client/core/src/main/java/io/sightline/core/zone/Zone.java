// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.Map;

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
 */
public record Zone(
        String name,
        Polygon polygon,
        Anchor anchor,
        Band distance,
        boolean metres,
        Band above,
        double dwellSeconds) {
    /** The longest stay that is waited for, seconds. */
    public static final double MOST_DWELL = 86_400;

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

    /** A polygon alone. */
    public static Zone of(String name, Polygon polygon) {
        return new Zone(name, polygon, Anchor.FOOT, null, false, null, 0);
    }

    /** Bound by a distance too. */
    public Zone within(Band newDistance, boolean inMetres) {
        return new Zone(name, polygon, anchor, newDistance, inMetres, above, dwellSeconds);
    }

    /** By another part of the subject. */
    public Zone by(Anchor newAnchor) {
        return new Zone(name, polygon, newAnchor, distance, metres, above, dwellSeconds);
    }

    /** Waiting for a stay. */
    public Zone staying(double seconds) {
        return new Zone(name, polygon, anchor, distance, metres, above, seconds);
    }
}
