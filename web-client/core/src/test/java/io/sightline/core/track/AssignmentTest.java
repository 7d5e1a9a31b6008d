// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The assignment against trying all of them. */
final class AssignmentTest {
    @Test
    void itIsTheBestOfAll() {
        var random = new Random(3);
        for (int round = 0; round < 2000; ++round) {
            int rows = random.nextInt(6);
            int columns = random.nextInt(6);
            double limit = 0.3 + random.nextDouble() * 0.7;
            var costs = new double[rows][columns];
            for (var row : costs) {
                for (int k = 0; k < columns; ++k) {
                    row[k] =
                            random.nextInt(5) == 0
                                    ? Double.POSITIVE_INFINITY
                                    : random.nextInt(3) == 0
                                            ? random.nextInt(4) / 4.0
                                            : random.nextDouble();
                }
            }
            var chosen = Assignment.solve(costs, columns, limit);
            assertEquals(rows, chosen.length);
            double sum = 0;
            var used = new HashSet<Integer>();
            for (int i = 0; i < rows; ++i) {
                if (chosen[i] >= 0) {
                    assertTrue(used.add(chosen[i]), "a column twice");
                    assertTrue(costs[i][chosen[i]] < limit, "a pair that may not be");
                    sum += costs[i][chosen[i]] - limit;
                }
            }
            assertEquals(best(costs, columns, limit, 0, 0), sum, 1e-12);
        }
    }

    private static double best(double[][] costs, int columns, double limit, int row, int used) {
        if (row == costs.length) {
            return 0;
        }
        double best = best(costs, columns, limit, row + 1, used);
        for (int k = 0; k < columns; ++k) {
            if ((used >> k & 1) == 0 && costs[row][k] < limit) {
                double with = costs[row][k] - limit;
                best = Math.min(best, with + best(costs, columns, limit, row + 1, used | 1 << k));
            }
        }
        return best;
    }

    @Test
    void aGreedyChoiceIsNotTaken() {
        double[][] costs = {{0.1, 0.2}, {0.15, 0.9}};
        assertArrayEquals(new int[] {1, 0}, Assignment.solve(costs, 2, 1));
    }
}
