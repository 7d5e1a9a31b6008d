// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import io.sightline.core.image.ImagePoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The outer edge of a piece of a bit picture, along the edges of its pixels, then simplified. */
final class Outline {
    /** The most corners that are drawn. */
    private static final int MOST = 64;

    private static final int[] ACROSS = {1, 0, -1, 0};
    private static final int[] DOWN = {0, 1, 0, -1};

    private int[] x = new int[256];
    private int[] y = new int[256];
    private int corners;

    /**
     * Clockwise, from the first pixel of the piece's first row.
     *
     * @param bits in which the piece lies
     * @param startX of that pixel
     * @param startY of that pixel
     */
    List<ImagePoint> trace(Bits bits, int startX, int startY) {
        follow(bits, startX, startY);
        double tolerance = 1;
        boolean[] kept = simplified(tolerance);
        while (count(kept) > MOST) {
            tolerance *= 1.5;
            kept = simplified(tolerance);
        }
        var points = new ArrayList<ImagePoint>();
        for (int i = 0; i < corners; ++i) {
            if (kept[i]) {
                points.add(new ImagePoint((double) x[i] / bits.width, (double) y[i] / bits.height));
            }
        }
        return List.copyOf(points);
    }

    /** The piece lies to the right of the way; it holds together at corners. */
    private void follow(Bits bits, int startX, int startY) {
        corners = 0;
        int atX = startX;
        int atY = startY;
        int way = 0;
        add(atX, atY);
        do {
            atX += ACROSS[way];
            atY += DOWN[way];
            // Of the four pixels at this corner, the two ahead: columns and rows left of it and on.
            boolean left =
                    switch (way) {
                        case 0 -> bits.get(atX, atY - 1);
                        case 1 -> bits.get(atX, atY);
                        case 2 -> bits.get(atX - 1, atY);
                        default -> bits.get(atX - 1, atY - 1);
                    };
            boolean right =
                    switch (way) {
                        case 0 -> bits.get(atX, atY);
                        case 1 -> bits.get(atX - 1, atY);
                        case 2 -> bits.get(atX - 1, atY - 1);
                        default -> bits.get(atX, atY - 1);
                    };
            if (left) {
                way = (way + 3) & 3;
                add(atX, atY);
            } else if (!right) {
                way = (way + 1) & 3;
                add(atX, atY);
            }
        } while (atX != startX || atY != startY || way != 0);
        // The start was met again, as a corner.
        --corners;
    }

    private void add(int atX, int atY) {
        if (corners == x.length) {
            x = Arrays.copyOf(x, 2 * corners);
            y = Arrays.copyOf(y, 2 * corners);
        }
        x[corners] = atX;
        y[corners] = atY;
        ++corners;
    }

    /** Douglas and Peucker's way, from the first corner and the one farthest from it. */
    private boolean[] simplified(double tolerance) {
        var kept = new boolean[corners];
        int far = 0;
        long most = -1;
        for (int i = 0; i < corners; ++i) {
            long u = x[i] - x[0];
            long v = y[i] - y[0];
            if (u * u + v * v > most) {
                most = u * u + v * v;
                far = i;
            }
        }
        kept[0] = true;
        kept[far] = true;
        int[] stack = new int[2 * corners + 4];
        int depth = 0;
        stack[depth++] = 0;
        stack[depth++] = far;
        stack[depth++] = far;
        stack[depth++] = corners;
        while (depth > 0) {
            int to = stack[--depth];
            int from = stack[--depth];
            int end = to == corners ? 0 : to;
            double worst = tolerance;
            int at = -1;
            for (int i = from + 1; i < to; ++i) {
                double off = distance(i, from, end);
                if (off > worst) {
                    worst = off;
                    at = i;
                }
            }
            if (at >= 0) {
                kept[at] = true;
                stack[depth++] = from;
                stack[depth++] = at;
                stack[depth++] = at;
                stack[depth++] = to;
            }
        }
        return kept;
    }

    private double distance(int i, int a, int b) {
        double u = x[b] - x[a];
        double v = y[b] - y[a];
        double s = x[i] - x[a];
        double t = y[i] - y[a];
        double length = Math.sqrt(u * u + v * v);
        return length == 0 ? Math.sqrt(s * s + t * t) : Math.abs(u * t - v * s) / length;
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }
}
