// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.image.ImageSize;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MotionMaskTest {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 54;

    private final Random random = new Random(2);
    private final MotionMask mask = new MotionMask(WIDTH, HEIGHT);

    /** A textured wall with a square before it. */
    private byte[] scene(int left, double noise, int exposure) {
        var luma = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                double value = 110 + 40 * Math.sin(x * 0.4) * Math.cos(y * 0.3);
                if (inSquare(left, x, y)) {
                    value = 205;
                }
                value += exposure + noise * random.nextGaussian();
                luma[y * WIDTH + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return luma;
    }

    private static boolean inSquare(int left, int x, int y) {
        return x >= left && x < left + 12 && y >= 20 && y < 40;
    }

    @Test
    void nothingMovesAtFirst() {
        mask.update(scene(10, 3, 0));
        assertEquals(0, mask.share());
        assertArrayEquals(new byte[WIDTH * HEIGHT], mask.moving());
    }

    @Test
    void noiseDoesNotMove() {
        for (double noise : new double[] {0, 1, 2, 4, 8}) {
            mask.reset();
            for (int i = 0; i < 30; ++i) {
                mask.update(scene(10, noise, 0));
                assertTrue(mask.share() < 0.01, "noise " + noise + " share " + mask.share());
            }
        }
    }

    @Test
    void exposureDoesNotMove() {
        for (int exposure : new int[] {0, 12, 30, -20, 0, 5}) {
            mask.update(scene(10, 1, exposure));
            assertTrue(mask.share() < 0.01, "exposure " + exposure + " share " + mask.share());
        }
    }

    @Test
    void whatMovesIsCoveredWhereItIsAndWhereItWas() {
        for (double noise : new double[] {0, 2, 4}) {
            mask.reset();
            mask.update(scene(10, noise, 0));
            for (int step = 1; step < 15; ++step) {
                int left = 10 + step * 4;
                mask.update(scene(left, noise, 0));
                int missed = 0;
                int changed = 0;
                for (int y = 0; y < HEIGHT; ++y) {
                    for (int x = 0; x < WIDTH; ++x) {
                        if (inSquare(left, x, y) != inSquare(left - 4, x, y)) {
                            ++changed;
                            missed += 1 - mask.moving()[y * WIDTH + x];
                        }
                    }
                }
                assertEquals(160, changed);
                assertEquals(0, missed, "step " + step + ", noise " + noise);
                assertTrue(mask.share() < 0.2, "share " + mask.share());
            }
        }
    }

    @Test
    void itComesToRest() {
        mask.update(scene(10, 1, 0));
        mask.update(scene(16, 1, 0));
        assertTrue(mask.share() > 0.03);
        for (int i = 0; i < 3; ++i) {
            mask.update(scene(16, 1, 0));
        }
        assertEquals(0, mask.share());
    }

    @Test
    void anotherSceneMovesAsAWhole() {
        mask.update(scene(10, 1, 0));
        var other = new byte[WIDTH * HEIGHT];
        random.nextBytes(other);
        for (int i = 0; i < other.length; ++i) {
            other[i] = (byte) (((i / 8) * 37 + i / WIDTH / 8 * 91) % 256);
        }
        mask.update(other);
        assertTrue(mask.share() > 0.6, "share " + mask.share());
        mask.reset();
        assertEquals(0, mask.share());
        mask.update(scene(10, 1, 0));
        assertEquals(0, mask.share());
    }

    @Test
    void isWrittenAtAnySize() {
        mask.update(scene(10, 0, 0));
        mask.update(scene(30, 0, 0));
        for (var size : new ImageSize[] {new ImageSize(448, 252), new ImageSize(70, 42)}) {
            var out = new byte[(int) size.pixels()];
            mask.write(size, out);
            int count = 0;
            for (byte value : out) {
                assertTrue(value == 0 || value == 1);
                count += value;
            }
            assertEquals(mask.share(), (double) count / out.length, 0.03);
            assertEquals(1, out[size.width() * (size.height() / 2) + size.width() * 36 / WIDTH]);
            assertEquals(0, out[size.width() - 1]);
        }
    }

    @Test
    void refusesAnotherSize() {
        assertThrows(IllegalArgumentException.class, () -> mask.update(new byte[5]));
    }

    /** The wall seen from further right, with the square before it. */
    private byte[] panned(double pan, int left) {
        var luma = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                double value = 110 + 40 * Math.sin((x + pan) * 0.4) * Math.cos(y * 0.3);
                luma[y * WIDTH + x] = (byte) Math.round(inSquare(left, x, y) ? 205 : value);
            }
        }
        return luma;
    }

    @Test
    void beforeACameraThatMovesOnlyWhatMovesByItselfDoes() {
        mask.update(panned(0, 60));
        mask.update(panned(4, 60), new Warp(1, 0, 4, 0, 1, 0));
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                byte found = mask.moving()[y * WIDTH + x];
                if (x > WIDTH - 2 - 4 || y < 1 || y > HEIGHT - 2) {
                    assertEquals(MotionMask.UNSEEN, found, x + ", " + y);
                } else if (x + 4 >= 1 && inSquare(60, x, y) != inSquare(56, x, y)) {
                    assertEquals(1, found, x + ", " + y);
                } else if (x < 50 || x > 80 && x < WIDTH - 10) {
                    assertEquals(0, found, x + ", " + y);
                }
            }
        }
        mask.update(panned(4, 60));
        mask.update(panned(4, 60));
        mask.update(panned(4, 60));
        assertArrayEquals(new byte[WIDTH * HEIGHT], mask.moving(), "all stands again");
    }
}
