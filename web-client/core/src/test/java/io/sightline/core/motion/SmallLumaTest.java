// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sightline.core.image.ImageSize;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallLumaTest {
    private final Random random = new Random(4);

    @Test
    void keepsTheAspectAndNeverEnlarges() {
        assertEquals(new ImageSize(160, 90), size(1280, 720));
        assertEquals(new ImageSize(90, 160), size(1080, 1920));
        assertEquals(new ImageSize(100, 60), size(100, 60));
        assertEquals(new ImageSize(160, 1), size(8000, 3));
    }

    private static ImageSize size(int width, int height) {
        return new SmallLuma(new ImageSize(width, height), 160).size();
    }

    @Test
    void everyColourHasItsLuma() {
        for (int i = 0; i < 200; ++i) {
            int r = random.nextInt(256);
            int g = random.nextInt(256);
            int b = random.nextInt(256);
            var rgba = ByteBuffer.allocate(8 * 6 * 4);
            while (rgba.hasRemaining()) {
                rgba.put((byte) r).put((byte) g).put((byte) b).put((byte) 7);
            }
            var luma = new byte[4 * 3];
            new SmallLuma(new ImageSize(8, 6), 4).run(rgba, luma);
            for (byte value : luma) {
                assertEquals(0.299 * r + 0.587 * g + 0.114 * b, value & 255, 1);
            }
        }
    }

    @Test
    void aCellIsTheMeanOfItsPixels() {
        for (var frame : new ImageSize[] {new ImageSize(40, 24), new ImageSize(37, 23)}) {
            var rgba = ByteBuffer.allocate((int) frame.pixels() * 4);
            for (int i = 0; i < frame.pixels(); ++i) {
                int value = random.nextInt(256);
                rgba.put(i * 4, (byte) value);
                rgba.put(i * 4 + 1, (byte) value);
                rgba.put(i * 4 + 2, (byte) value);
            }
            var small = new SmallLuma(frame, 10);
            int width = small.size().width();
            int height = small.size().height();
            var luma = new byte[width * height];
            small.run(rgba, luma);
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    double sum = 0;
                    int count = 0;
                    for (int v = y * frame.height() / height;
                            v < (y + 1) * frame.height() / height;
                            ++v) {
                        for (int u = 0; u < frame.width(); ++u) {
                            if (u * width / frame.width() == x) {
                                sum += rgba.get((v * frame.width() + u) * 4) & 255;
                                ++count;
                            }
                        }
                    }
                    boolean allRead =
                            (y + 1) * frame.height() / height - y * frame.height() / height <= 4;
                    assertEquals(sum / count, luma[y * width + x] & 255, allRead ? 1.5 : 60);
                }
            }
        }
    }
}
