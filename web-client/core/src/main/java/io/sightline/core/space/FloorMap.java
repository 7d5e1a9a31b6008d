// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

/**
 * A scene from above: which parts of the floor are free, which are taken, which were not seen. The
 * raster lies on the floor, the camera's foot in the middle of its lower edge, columns to the
 * right, rows from far to near as on a map that is read with the camera looking up.
 */
public final class FloorMap {
    /** Not seen. */
    public static final byte UNSEEN = 0;

    /** Floor is seen. */
    public static final byte FREE = 1;

    /** Something stands there. */
    public static final byte TAKEN = 2;

    /** So many points make a cell; single ones are noise. */
    private static final int LEAST_POINTS = 2;

    private final double cell;
    private final int columns;
    private final int rows;
    private final byte[] cells;
    private final FloorPlane floor;
    private final Point right;
    private final Point forward;

    /**
     * Draws a map.
     *
     * @param cloud of the scene
     * @param floor that it stands on
     * @param cell edge of a cell, metres
     * @param breadth metres from left to right
     * @param reach metres forwards
     * @param low what is lower is floor, metres
     * @param high what is higher hangs, metres
     */
    public FloorMap(
            PointCloud cloud,
            FloorPlane floor,
            double cell,
            double breadth,
            double reach,
            double low,
            double high) {
        this.cell = cell;
        this.floor = floor;
        columns = Math.max(1, (int) Math.ceil(breadth / cell));
        rows = Math.max(1, (int) Math.ceil(reach / cell));
        cells = new byte[columns * rows];
        var ahead = new Point(0, 0, 1);
        forward = ahead.minus(floor.up().times(floor.up().dot(ahead))).unit();
        right = forward.cross(floor.up());
        var free = new int[cells.length];
        var taken = new int[cells.length];
        for (int i = 0; i < cloud.count(); ++i) {
            var point = cloud.point(i);
            int at = index(point);
            if (at >= 0) {
                double above = floor.above(point);
                // The error of a depth map grows with depth, so far floor is rougher.
                double margin = Math.max(low, 3 * floor.error() * point.z());
                if (above < margin) {
                    ++free[at];
                } else if (above < high) {
                    ++taken[at];
                }
            }
        }
        for (int i = 0; i < cells.length; ++i) {
            cells[i] =
                    taken[i] >= LEAST_POINTS && taken[i] * 4 >= free[i]
                            ? TAKEN
                            : free[i] >= LEAST_POINTS ? FREE : UNSEEN;
        }
    }

    /** Metres to the right of the camera. */
    public double across(Point point) {
        return right.dot(point);
    }

    /** Metres ahead of the camera, along the floor. */
    public double ahead(Point point) {
        return forward.dot(point);
    }

    private int index(Point point) {
        int column = (int) Math.floor(across(point) / cell + columns / 2.0);
        int row = rows - 1 - (int) Math.floor(ahead(point) / cell);
        return column >= 0 && column < columns && row >= 0 && row < rows
                ? row * columns + column
                : -1;
    }

    /** What is so many metres to the right and ahead. */
    public byte at(double across, double ahead) {
        var point =
                right.times(across)
                        .plus(forward.times(ahead))
                        .minus(floor.up().times(floor.height()));
        int at = index(point);
        return at < 0 ? UNSEEN : cells[at];
    }

    /** How many cells across. */
    public int columns() {
        return columns;
    }

    /** How many cells ahead. */
    public int rows() {
        return rows;
    }

    /** The edge of a cell, metres. */
    public double cell() {
        return cell;
    }

    /** A cell by column from the left and row from the far end. */
    public byte cell(int column, int row) {
        return cells[row * columns + column];
    }

    /** Square metres of a kind. */
    public double area(byte kind) {
        int count = 0;
        for (byte value : cells) {
            count += value == kind ? 1 : 0;
        }
        return count * cell * cell;
    }
}
