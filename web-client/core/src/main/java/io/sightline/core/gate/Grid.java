// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

/** The frame cut into square blocks, some 40 across; those at the right and bottom may be cut. */
final class Grid {
    private static final int ACROSS = 40;

    final int width;
    final int height;

    /** Edge of a block, pixels. */
    final int side;

    final int columns;
    final int rows;

    Grid(int width, int height) {
        this.width = width;
        this.height = height;
        side = Math.max(4, (width + ACROSS - 1) / ACROSS);
        columns = (width + side - 1) / side;
        rows = (height + side - 1) / side;
    }

    int blocks() {
        return columns * rows;
    }

    int left(int block) {
        return block % columns * side;
    }

    int top(int block) {
        return block / columns * side;
    }

    int right(int block) {
        return Math.min(width, left(block) + side);
    }

    int bottom(int block) {
        return Math.min(height, top(block) + side);
    }
}
