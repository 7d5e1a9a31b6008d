// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import java.util.Arrays;

/**
 * Pairs rows with columns so that the sum of the costs is least, where a pair that costs the limit
 * or more is worse than none: the Hungarian method by shortest augmenting paths (Jonker and
 * Volgenant, "A Shortest Augmenting Path Algorithm for Dense and Sparse Linear Assignment
 * Problems", Computing 38, 1987), in cubic time. Deterministic.
 */
final class Assignment {
    private Assignment() {}

    /**
     * Pairs them.
     *
     * @param costs by row and column, below the limit where a pair may be; any row may be empty
     * @param columns how many there are
     * @return the column of each row, or -1
     */
    static int[] solve(double[][] costs, int columns, double limit) {
        int rows = costs.length;
        int size = Math.max(rows, columns);
        // One-based potentials; a pair that may not be costs as much as two that stay alone.
        var rowPotential = new double[size + 1];
        var columnPotential = new double[size + 1];
        var rowOf = new int[size + 1];
        var before = new int[size + 1];
        for (int row = 1; row <= size; ++row) {
            var least = new double[size + 1];
            Arrays.fill(least, Double.POSITIVE_INFINITY);
            var used = new boolean[size + 1];
            rowOf[0] = row;
            int column = 0;
            do {
                used[column] = true;
                int current = rowOf[column];
                double step = Double.POSITIVE_INFINITY;
                int next = 0;
                for (int j = 1; j <= size; ++j) {
                    if (used[j]) {
                        continue;
                    }
                    double reduced =
                            saving(costs, columns, limit, current - 1, j - 1)
                                    - rowPotential[current]
                                    - columnPotential[j];
                    if (reduced < least[j]) {
                        least[j] = reduced;
                        before[j] = column;
                    }
                    if (least[j] < step) {
                        step = least[j];
                        next = j;
                    }
                }
                for (int j = 0; j <= size; ++j) {
                    if (used[j]) {
                        rowPotential[rowOf[j]] += step;
                        columnPotential[j] -= step;
                    } else {
                        least[j] -= step;
                    }
                }
                column = next;
            } while (rowOf[column] != 0);
            while (column != 0) {
                rowOf[column] = rowOf[before[column]];
                column = before[column];
            }
        }
        var columnOf = new int[rows];
        Arrays.fill(columnOf, -1);
        for (int j = 1; j <= columns; ++j) {
            int row = rowOf[j] - 1;
            if (row < rows && costs[row][j - 1] < limit) {
                columnOf[row] = j - 1;
            }
        }
        return columnOf;
    }

    /** What a pair costs against leaving both alone: below 0, or 0 where it may not be. */
    private static double saving(double[][] costs, int columns, double limit, int row, int column) {
        if (row >= costs.length || column >= columns) {
            return 0;
        }
        return costs[row][column] < limit ? costs[row][column] - limit : 0;
    }
}
