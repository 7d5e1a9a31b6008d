// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.depth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImageSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DepthInputSizeTest {
    @Test
    void equalsTheReferenceForEveryGolden() throws IOException {
        String csv;
        try (var in = getClass().getResourceAsStream("/golden/preprocess/sizes.csv")) {
            csv = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        var lines = csv.strip().split("\n");
        assertTrue(lines.length > 100);
        for (int i = 1; i < lines.length; ++i) {
            var cells = lines[i].strip().split(",");
            var source = new ImageSize(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]));
            var expected = new ImageSize(Integer.parseInt(cells[3]), Integer.parseInt(cells[4]));
            assertEquals(expected, DepthInputSize.of(source, Integer.parseInt(cells[2])), lines[i]);
        }
    }

    @Test
    void followsTheAspectAtABudget() {
        assertEquals(new ImageSize(448, 252), budget(1920, 1080, 576));
        assertEquals(new ImageSize(518, 294), budget(1280, 720, 777));
        assertEquals(new ImageSize(924, 518), budget(1280, 720, 2442));
        assertEquals(new ImageSize(252, 448), budget(1080, 1920, 576), "portrait");
        assertEquals(new ImageSize(252, 252), budget(600, 600, 324));
        assertEquals(new ImageSize(518, 518), budget(600, 600, 1369));
        assertEquals(new ImageSize(336, 252), budget(640, 480, 432));
        assertEquals(new ImageSize(14 * 432, 14), budget(16384, 1, 432), "a strip is squeezed");
        assertEquals(new ImageSize(14, 14 * 432), budget(1, 16384, 432));
        assertThrows(IllegalArgumentException.class, () -> budget(640, 480, 0));
    }

    private static ImageSize budget(int width, int height, int patches) {
        return DepthInputSize.ofBudget(new ImageSize(width, height), patches);
    }

    @Test
    void keepsToTheBudgetAndToTheAspectByHalfAPatch() {
        var random = new Random(1);
        for (int i = 0; i < 2000; ++i) {
            var source = new ImageSize(300 + random.nextInt(4000), 300 + random.nextInt(4000));
            int most = 200 + random.nextInt(4000);
            var size = DepthInputSize.ofBudget(source, most);
            assertTrue(DepthInputSize.fits(size), size.toString());
            int patches = DepthInputSize.patches(size);
            assertTrue(patches <= most && patches >= 0.75 * most, source + " " + most + " " + size);
            double ideal = (double) size.height() * source.width() / source.height();
            assertEquals(ideal, size.width(), 7.001, source + " " + most);
        }
    }

    @Test
    void refusesAnEdgeThatIsNoMultipleOfThePatch() {
        var source = new ImageSize(640, 480);
        assertThrows(IllegalArgumentException.class, () -> DepthInputSize.of(source, 500));
        assertThrows(IllegalArgumentException.class, () -> DepthInputSize.of(source, 0));
    }
}
