// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of a frame for questions about small things: a grid of six, which share a fifth of their
 * edges with their neighbours, so that what lies on a border is whole in one of them.
 */
public final class Tiles {
    private static final int LONG = 3;
    private static final int SHORT = 2;

    /** What a tile shares with each neighbour, of its own edge. */
    private static final double SHARED = 0.2;

    private Tiles() {}

    /** The tiles, row by row, in whole source pixels; together they are the frame. */
    public static List<Box> of(ImageSize frame) {
        boolean wide = frame.width() >= frame.height();
        int columns = wide ? LONG : SHORT;
        int rows = wide ? SHORT : LONG;
        var tiles = new ArrayList<Box>();
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                double left = start(frame.width(), columns, column);
                double top = start(frame.height(), rows, row);
                tiles.add(
                        Box.ofEdges(
                                left,
                                top,
                                Math.min(frame.width(), left + edge(frame.width(), columns)),
                                Math.min(frame.height(), top + edge(frame.height(), rows))));
            }
        }
        return tiles;
    }

    /** Long enough to share. */
    private static double edge(int length, int count) {
        return Math.min(length, Math.ceil(length / (count - (count - 1) * SHARED)));
    }

    private static double start(int length, int count, int index) {
        return Math.floor((length - edge(length, count)) * index / (count - 1));
    }
}
