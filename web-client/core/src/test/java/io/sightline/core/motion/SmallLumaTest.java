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

    /**
     * What a video has as luma comes to the same as its colours, in both ranges, with any stride.
     */
    @Test
    void aPlaneOfLumaIsAsGoodAsColours() {
        for (var frame : new ImageSize[] {new ImageSize(40, 24), new ImageSize(37, 23)}) {
            for (int stride : new int[] {frame.width(), frame.width() + 9}) {
                var rgba = ByteBuffer.allocate((int) frame.pixels() * 4);
                var full = ByteBuffer.allocate(stride * frame.height());
                var video = ByteBuffer.allocate(stride * frame.height());
                for (int y = 0; y < frame.height(); ++y) {
                    for (int x = 0; x < frame.width(); ++x) {
                        int value = random.nextInt(256);
                        for (int channel = 0; channel < 3; ++channel) {
                            rgba.put((y * frame.width() + x) * 4 + channel, (byte) value);
                        }
                        full.put(y * stride + x, (byte) value);
                        long coded = 16 + Math.round(value * 219 / 255.0);
                        video.put(y * stride + x, (byte) coded);
                    }
                }
                var small = new SmallLuma(frame, 10);
                var wanted = new byte[(int) small.size().pixels()];
                var found = new byte[wanted.length];
                small.run(rgba, wanted);
                for (boolean whole : new boolean[] {true, false}) {
                    small.run(whole ? full : video, stride, whole, found);
                    for (int i = 0; i < wanted.length; ++i) {
                        assertEquals(wanted[i] & 255, found[i] & 255, 1);
                    }
                }
            }
        }
    }

    /** Blacker than black and whiter than white, as cameras send them, stay in the range. */
    @Test
    void lumaBeyondItsRangeIsBlackOrWhite() {
        var small = new SmallLuma(new ImageSize(4, 4), 2);
        var luma = new byte[4];
        for (int value : new int[] {0, 15, 16, 235, 236, 255}) {
            var plane = ByteBuffer.allocate(16);
            while (plane.hasRemaining()) {
                plane.put((byte) value);
            }
            small.run(plane, 4, false, luma);
            assertEquals(value <= 16 ? 0 : 255, luma[3] & 255);
        }
    }
}
