// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.space.Point;

/**
 * Where a subject is, from depth. Every figure has its uncertainty beside it: half the width of the
 * band that it lies in about two times of three (one standard deviation).
 *
 * @param metres true: lengths are metres; false: distance is the display's relative one, 0 (near)
 *     to 1 (far), and the other figures are absent (NaN, null)
 * @param distance along the camera's axis, to the body
 * @param distanceBand of the distance
 * @param point camera coordinates as the package of {@link Point} has them, metres; null where the
 *     lens is not known
 * @param foot where it stands on the floor, in floor coordinates across and away, metres; null
 *     where no floor is known
 * @param height of the subject, metres; NaN where not known
 * @param heightBand of the height
 */
public record Position(
        boolean metres,
        double distance,
        double distanceBand,
        Point point,
        Foot foot,
        double height,
        double heightBand) {
    /**
     * A place on the floor.
     *
     * @param across metres to the right of the camera's foot
     * @param away metres forward from the camera's foot
     * @param band of both
     */
    public record Foot(double across, double away, double band) {}
}
