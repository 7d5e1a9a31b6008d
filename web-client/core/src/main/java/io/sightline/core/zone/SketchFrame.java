// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

/**
 * Where sketches lie on what is shown: the picture, or the floor from above with the camera at the
 * middle of its lower edge. Places are shares of what is shown, 0 to 1 from the left and from the
 * top.
 *
 * @param width of what is shown, CSS pixels
 * @param height of it
 */
public record SketchFrame(double width, double height) {
    /** The side of the floor that is shown, metres. */
    public static final double FLOOR_METRES = 10;

    /** Across, 0 to 1. */
    public static double across(Plane plane, Corner corner) {
        return plane == Plane.IMAGE ? corner.x() : 0.5 + corner.x() / FLOOR_METRES;
    }

    /** Down, 0 to 1. */
    public static double down(Plane plane, Corner corner) {
        return plane == Plane.IMAGE ? corner.y() : 1 - corner.y() / FLOOR_METRES;
    }

    /** The corner at a place; beyond what is shown, at its edge. */
    public static Corner corner(Plane plane, double across, double down) {
        double x = Math.max(0, Math.min(1, across));
        double y = Math.max(0, Math.min(1, down));
        return plane == Plane.IMAGE
                ? new Corner(x, y)
                : new Corner((x - 0.5) * FLOOR_METRES, (1 - y) * FLOOR_METRES);
    }

    /**
     * The corner nearest to a place.
     *
     * @param reach CSS pixels beyond which there is none
     * @return its index, or -1
     */
    public int cornerAt(Sketch sketch, double across, double down, double reach) {
        int best = -1;
        double least = reach;
        for (int i = 0; i < sketch.size(); ++i) {
            double off = Math.hypot(x(sketch, i) - across * width, y(sketch, i) - down * height);
            if (off <= least) {
                least = off;
                best = i;
            }
        }
        return best;
    }

    /**
     * The edge nearest to a place.
     *
     * @param reach CSS pixels beyond which there is none
     * @return the index of the corner that it begins at, or -1
     */
    public int edgeAt(Sketch sketch, double across, double down, double reach) {
        int best = -1;
        double least = reach;
        int n = sketch.size();
        for (int i = 0; i < n; ++i) {
            int next = (i + 1) % n;
            double ex = x(sketch, next) - x(sketch, i);
            double ey = y(sketch, next) - y(sketch, i);
            double px = across * width - x(sketch, i);
            double py = down * height - y(sketch, i);
            double along = (px * ex + py * ey) / Math.max(1e-9, ex * ex + ey * ey);
            double at = Math.max(0, Math.min(1, along));
            double off = Math.hypot(px - at * ex, py - at * ey);
            if (off <= least) {
                least = off;
                best = i;
            }
        }
        return best;
    }

    private double x(Sketch sketch, int index) {
        return across(sketch.plane(), sketch.corners().get(index)) * width;
    }

    private double y(Sketch sketch, int index) {
        return down(sketch.plane(), sketch.corners().get(index)) * height;
    }
}
