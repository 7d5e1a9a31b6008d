// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;

/** The grids of cells that a detector lays over its input, one for each stride. */
final class Grids {
    private final int[] strides;

    Grids(int... strides) {
        this.strides = strides;
    }

    /** Told of each cell in the order of the output's rows. */
    interface Visitor {
        void cell(int row, int column, int line, int stride);
    }

    int cells(ImageSize input) {
        int cells = 0;
        for (int stride : strides) {
            cells += across(input.width(), stride) * across(input.height(), stride);
        }
        return cells;
    }

    void each(ImageSize input, Visitor visitor) {
        int row = 0;
        for (int stride : strides) {
            int columns = across(input.width(), stride);
            int lines = across(input.height(), stride);
            for (int line = 0; line < lines; ++line) {
                for (int column = 0; column < columns; ++column) {
                    visitor.cell(row++, column, line, stride);
                }
            }
        }
    }

    /** The last cell may reach beyond the edge. */
    private static int across(int edge, int stride) {
        return (edge + stride - 1) / stride;
    }

    /** A box of finite edges; some drivers overflow, and what they give is no box. */
    static Box finite(double left, double top, double right, double bottom) {
        double sum = left + top + right + bottom;
        if (Double.isNaN(sum) || Double.isInfinite(sum)) {
            throw notFinite();
        }
        return Box.ofEdges(left, top, right, bottom);
    }

    static SightlineException notFinite() {
        return new SightlineException(ErrorCode.INTERNAL, "not-finite");
    }
}
