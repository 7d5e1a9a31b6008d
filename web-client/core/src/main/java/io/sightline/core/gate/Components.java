// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pieces of a bit picture, joined over edges and corners: runs of each row, united with those
 * that they touch in the row above.
 */
final class Components {
    /**
     * A piece.
     *
     * @param label of its runs
     * @param area pixels
     * @param left its first column
     * @param top its first row
     * @param right the column after its last
     * @param bottom the row after its last
     * @param startX the first column of its first row
     * @param sumX of its pixels' columns
     * @param sumY of its pixels' rows
     */
    record Piece(
            int label,
            int area,
            int left,
            int top,
            int right,
            int bottom,
            int startX,
            long sumX,
            long sumY) {}

    private int[] from = new int[256];
    private int[] to = new int[256];
    private int[] row = new int[256];
    private int[] parent = new int[256];
    private int runs;

    /** Finds the pieces, the largest first; of equal ones that which begins first. */
    List<Piece> find(Bits bits) {
        runs = 0;
        int above = 0;
        for (int y = 0; y < bits.height; ++y) {
            int first = runs;
            runsOf(bits, y);
            unite(above, first, y);
            above = first;
        }
        return pieces();
    }

    /** Takes runs. */
    interface RunTaker {
        /** Takes the pixels of a row from one column to before another. */
        void take(int y, int start, int end);
    }

    /** Hands out the runs of a piece, row by row. */
    void each(Piece piece, RunTaker taker) {
        for (int i = piece.label(); i < runs && row[i] < piece.bottom(); ++i) {
            if (root(i) == piece.label()) {
                taker.take(row[i], from[i], to[i]);
            }
        }
    }

    private void runsOf(Bits bits, int y) {
        boolean in = false;
        for (int w = 0; w < bits.stride; ++w) {
            int word = bits.words[y * bits.stride + w];
            if (word == 0 && !in || word == -1 && in) {
                continue;
            }
            for (int k = 0; k < 32; ) {
                // The next bit that differs from what we are in.
                int rest = (in ? ~word : word) >>> k;
                if (rest == 0) {
                    break;
                }
                k += Integer.numberOfTrailingZeros(rest);
                if (in) {
                    to[runs - 1] = 32 * w + k;
                } else {
                    begin(32 * w + k, y);
                }
                in = !in;
            }
        }
        if (in) {
            to[runs - 1] = bits.width;
        }
    }

    private void begin(int x, int y) {
        if (runs == from.length) {
            from = Arrays.copyOf(from, 2 * runs);
            to = Arrays.copyOf(to, 2 * runs);
            row = Arrays.copyOf(row, 2 * runs);
            parent = Arrays.copyOf(parent, 2 * runs);
        }
        from[runs] = x;
        row[runs] = y;
        parent[runs] = runs;
        ++runs;
    }

    private void unite(int above, int first, int y) {
        int i = above;
        for (int k = first; k < runs; ++k) {
            while (i < first && to[i] < from[k]) {
                ++i;
            }
            for (int j = i; j < first && from[j] <= to[k]; ++j) {
                int a = root(j);
                int b = root(k);
                // The lower one leads, so a piece's label is its first run.
                parent[Math.max(a, b)] = Math.min(a, b);
            }
        }
    }

    private int root(int run) {
        int at = run;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private List<Piece> pieces() {
        int[] area = new int[runs];
        int[] left = new int[runs];
        int[] right = new int[runs];
        int[] bottom = new int[runs];
        long[] sumX = new long[runs];
        long[] sumY = new long[runs];
        Arrays.fill(left, Integer.MAX_VALUE);
        for (int i = 0; i < runs; ++i) {
            int label = root(i);
            int length = to[i] - from[i];
            area[label] += length;
            left[label] = Math.min(left[label], from[i]);
            right[label] = Math.max(right[label], to[i]);
            bottom[label] = row[i] + 1;
            sumX[label] += (long) (from[i] + to[i] - 1) * length / 2;
            sumY[label] += (long) row[i] * length;
        }
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < runs; ++i) {
            if (parent[i] == i) {
                pieces.add(
                        new Piece(
                                i, area[i], left[i], row[i], right[i], bottom[i], from[i], sumX[i],
                                sumY[i]));
            }
        }
        pieces.sort((a, b) -> b.area() != a.area() ? b.area() - a.area() : a.label() - b.label());
        return pieces;
    }
}
