// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

/** Symmetric positive definite matrices of a few rows. */
final class SmallMatrix {
    /** A pivot that lost so many digits means that an unknown is open. */
    private static final double OPEN = 1e-13;

    private SmallMatrix() {}

    /** The inverse by Cholesky of the matrix scaled to a unit diagonal; null when it has none. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        var scale = new double[n];
        for (int i = 0; i < n; ++i) {
            if (!(matrix[i][i] > 0)) {
                return null;
            }
            scale[i] = 1 / Math.sqrt(matrix[i][i]);
        }
        var lower = new double[n][n];
        for (int i = 0; i < n; ++i) {
            for (int j = 0; j <= i; ++j) {
                double sum = matrix[i][j] * scale[i] * scale[j];
                for (int k = 0; k < j; ++k) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j) {
                    if (!(sum > OPEN)) {
                        return null;
                    }
                    lower[i][i] = Math.sqrt(sum);
                } else {
                    lower[i][j] = sum / lower[j][j];
                }
            }
        }
        var result = new double[n][n];
        for (int c = 0; c < n; ++c) {
            var column = new double[n];
            for (int i = 0; i < n; ++i) {
                double sum = i == c ? 1 : 0;
                for (int k = 0; k < i; ++k) {
                    sum -= lower[i][k] * column[k];
                }
                column[i] = sum / lower[i][i];
            }
            for (int i = n - 1; i >= 0; --i) {
                double sum = column[i];
                for (int k = i + 1; k < n; ++k) {
                    sum -= lower[k][i] * column[k];
                }
                column[i] = sum / lower[i][i];
            }
            for (int i = 0; i < n; ++i) {
                result[i][c] = column[i] * scale[i] * scale[c];
            }
        }
        return result;
    }
}
