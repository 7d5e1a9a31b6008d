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

    /** Cells on the longer edge of a map that chooses its size. */
    private static final double MOST_CELLS = 80;

    private static final int SAMPLE = 4000;
    private static final double REACHED = 0.97;
    private static final double MARGIN = 1.05;
    private static final double LOW = 0.06;
    private static final double HIGH = 2;
    private static final double HIGH_SHARE = 1.3;
    private static final double HIGH_MOST = 2.2;

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
        forward = floor.forward();
        right = floor.right();
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

    /**
     * Draws a map of what a cloud holds: as far as nearly all of its points reach, in cells of a
     * round size, from a hand's breadth above the floor to above a person's head.
     */
    public static FloorMap of(PointCloud cloud, FloorPlane floor) {
        var frame = new FloorMap(cloud, floor, 1, 1, 1, 0, 0);
        int step = Math.max(1, cloud.count() / SAMPLE);
        int n = cloud.count() / step;
        var across = new double[n];
        var ahead = new double[n];
        for (int i = 0; i < n; ++i) {
            var point = cloud.point(i * step);
            across[i] = Math.abs(frame.across(point));
            ahead[i] = frame.ahead(point);
        }
        java.util.Arrays.sort(across);
        java.util.Arrays.sort(ahead);
        int last = (int) ((n - 1) * REACHED);
        double reach = Math.max(MARGIN * ahead[last], floor.height());
        double breadth = Math.max(2 * MARGIN * across[last], floor.height());
        double cell = round(Math.max(reach, breadth) / MOST_CELLS);
        return new FloorMap(
                cloud,
                floor,
                cell,
                breadth,
                reach,
                LOW * floor.height(),
                Math.max(HIGH_SHARE * floor.height(), Math.min(HIGH, HIGH_MOST * floor.height())));
    }

    /** The next 1, 2 or 5 times a power of ten. */
    public static double round(double length) {
        double power = Math.pow(10, Math.floor(Math.log10(length)));
        double share = length / power;
        return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
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
