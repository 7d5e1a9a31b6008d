// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImageSize;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StageLayoutTest {
    private static final ImageSize WIDE = new ImageSize(1280, 720);

    @Test
    void putsPanesBesideEachOtherOnAWideStageAndAboveOnATallOne() {
        var wide = StageLayout.of(1000, 500, WIDE, ViewMode.SIDE, 10);
        assertEquals(wide.picture().top(), wide.depth().top());
        assertEquals(wide.picture().left() + wide.picture().width() + 10, wide.depth().left());
        var tall = StageLayout.of(400, 700, WIDE, ViewMode.SIDE, 10);
        assertEquals(tall.picture().left(), tall.depth().left());
        assertEquals(tall.picture().top() + tall.picture().height() + 10, tall.depth().top());
    }

    @Test
    void overlaysBothAndShowsDepthAlone() {
        var over = StageLayout.of(800, 600, WIDE, ViewMode.OVER, 8);
        assertEquals(over.picture(), over.depth());
        assertNull(StageLayout.of(800, 600, WIDE, ViewMode.DEPTH, 8).picture());
    }

    @Test
    void keepsEveryPaneOnTheStageAndInAspect() {
        var random = new Random(7);
        for (int i = 0; i < 3000; ++i) {
            int width = 120 + random.nextInt(2000);
            int height = 120 + random.nextInt(1200);
            var image = new ImageSize(1 + random.nextInt(4000), 1 + random.nextInt(4000));
            var mode = ViewMode.values()[random.nextInt(3)];
            var layout = StageLayout.of(width, height, image, mode, 8);
            for (var box : new PaneBox[] {layout.depth(), layout.picture()}) {
                if (box == null) {
                    continue;
                }
                var what = image + " on " + width + "x" + height + " " + mode + ": " + box;
                assertTrue(box.left() >= 0 && box.top() >= 0, what);
                assertTrue(box.left() + box.width() <= width, what);
                assertTrue(box.top() + box.height() <= height, what);
                double wanted = (double) image.width() / image.height();
                // A pane is whole pixels: its shorter edge may be off by half of one.
                double slack = 0.51 / Math.min(box.width(), box.height()) + 1e-9;
                double found = (double) box.width() / box.height();
                boolean thin = box.width() == 1 || box.height() == 1;
                assertTrue(thin || Math.abs(found / wanted - 1) <= 2 * slack, what);
            }
            if (layout.picture() != null) {
                assertEquals(layout.picture().width(), layout.depth().width());
                assertEquals(layout.picture().height(), layout.depth().height());
            }
        }
    }

    @Test
    void findsTheSamePlaceOnBothPanes() {
        var layout = StageLayout.of(1000, 500, WIDE, ViewMode.SIDE, 10);
        var picture = layout.picture();
        var depth = layout.depth();
        var a = layout.imagePoint(picture.left() + 30, picture.top() + 40);
        var b = layout.imagePoint(depth.left() + 30, depth.top() + 40);
        assertNotNull(a);
        assertEquals(a, b);
        assertNull(layout.imagePoint(1, 1));
    }
}
