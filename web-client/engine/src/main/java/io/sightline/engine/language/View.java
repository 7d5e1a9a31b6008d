// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.language;

import io.sightline.core.language.ImageTiles;
import io.sightline.core.language.ModelLimits;
import io.sightline.core.message.LanguageCommand;
import io.sightline.glue.canvas.ImageBitmap;
import java.util.ArrayList;
import java.util.List;

/**
 * What the vision encoder looks at in one run: a frame, or a tile of it.
 *
 * @param key names it: the same key is the same view, which is looked at once
 * @param image that it is of; null when it must be known already
 * @param tiles how the image is cut
 * @param index of the tile, row by row; the last is the whole image
 */
record View(String key, ImageBitmap image, ImageTiles tiles, int index) {
    /** True for the image as a whole. */
    boolean isWhole() {
        return index == tiles.views() - 1;
    }

    /** How a frame is cut. */
    static ImageTiles tiles(LanguageCommand.Frame frame, boolean detail, ModelLimits limits) {
        return detail ? limits.tiles(frame.size()) : ImageTiles.WHOLE;
    }

    /** All views of some frames, in the prompt's order. */
    static List<View> of(List<LanguageCommand.Frame> frames, boolean detail, ModelLimits limits) {
        var views = new ArrayList<View>();
        for (var frame : frames) {
            var tiles = tiles(frame, detail, limits);
            for (int i = 0; i < tiles.views(); ++i) {
                boolean whole = i == tiles.views() - 1;
                var key =
                        whole
                                ? frame.key()
                                : frame.key()
                                        + "#"
                                        + tiles.rows()
                                        + "x"
                                        + tiles.columns()
                                        + "/"
                                        + i;
                views.add(new View(key, (ImageBitmap) frame.image(), tiles, i));
            }
        }
        return views;
    }
}
