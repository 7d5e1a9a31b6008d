// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

/**
 * What keeps a subject at a zone's edge from going in and out all the time: it enters at the edge,
 * leaves only beyond a margin, and does both only when it is so for a while.
 *
 * @param enterSeconds that it has to be inside for
 * @param leaveSeconds that it has to be beyond the margin for
 * @param frame margin, shares of the frame's height
 * @param cover margin, shares of the smaller of box and polygon
 * @param metres margin; the value's own uncertainty where that is more
 * @param relative margin, likewise
 */
public record Inertia(
        double enterSeconds,
        double leaveSeconds,
        double frame,
        double cover,
        double metres,
        double relative) {
    /** For people before one camera. */
    public static final Inertia DEFAULT = new Inertia(0.3, 0.7, 0.02, 0.1, 0.15, 0.03);

    /** No inertia at all: what is so on this frame. */
    public static final Inertia NONE = new Inertia(0, 0, 0, 0, 0, 0);

    /** Refuses what goes backwards. */
    public Inertia {
        if (!(enterSeconds >= 0
                && leaveSeconds >= 0
                && frame >= 0
                && cover >= 0
                && metres >= 0
                && relative >= 0)) {
            throw new IllegalArgumentException("no inertia of " + enterSeconds + " s");
        }
    }

    /** How far beyond a condition a subject that is inside may be. */
    double margin(Check check) {
        return switch (check.unit()) {
            case FRAME -> frame;
            case COVER -> cover;
            case METRES -> metres > 0 ? Math.max(metres, check.band()) : 0;
            case RELATIVE -> relative > 0 ? Math.max(relative, check.band()) : 0;
            case SECONDS -> 0;
        };
    }
}
