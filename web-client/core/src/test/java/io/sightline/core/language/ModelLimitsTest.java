// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImageSize;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelLimitsTest {
    private static final ImageSize HD = new ImageSize(1280, 720);

    @Test
    void theLongestEdgeIsTheModelsOwn() {
        var real = ModelLimits.of(Map.of("size", Map.of("longest_edge", 2048.0)), 512, 64, 8192);
        assertEquals(new ImageTiles(3, 4, 512), real.tiles(HD));
        assertEquals(13 * 64, real.tokens(HD));
        var small = ModelLimits.of(Map.of("size", Map.of("longest_edge", 512.0)), 128, 16, 2048);
        assertEquals(new ImageTiles(3, 4, 128), small.tiles(HD));
        assertEquals(13 * 16, small.tokens(HD));
    }

    @Test
    void aModelThatDoesNotSayIsCutAsTheReference() {
        for (var nothing : new Object[] {null, Map.of(), Map.of("size", List.of(2048.0))}) {
            assertEquals(2048, ModelLimits.of(nothing, 512, 64, 8192).longestEdge());
        }
    }

    @Test
    void noTileIsWithoutItsMarker() {
        var limits = new ModelLimits(128, 1 << 20, 16, 2048);
        for (var size : List.of(HD, new ImageSize(1, 4000), new ImageSize(4000, 1))) {
            var tiles = limits.tiles(size);
            assertTrue(tiles.rows() <= 6 && tiles.columns() <= 6, size + " " + tiles);
        }
        assertEquals(ImageTiles.WHOLE.views(), new ModelLimits(512, 9, 64, 9).tiles(HD).views());
    }
}
