// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StandWatchTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    private final Random random = new Random(4);
    private final MotionFinder finder = new MotionFinder(WIDTH, HEIGHT);
    private final CameraWatch camera = new CameraWatch(WIDTH, HEIGHT);
    private final StandWatch stand = new StandWatch(WIDTH, HEIGHT);

    /** Where the view is, cells. */
    private double atX;

    private double atY;

    /** A picture without repetition, much wider than the frame, smooth at the scale of a cell. */
    private static double texture(double x, double y) {
        double value = 120;
        double size = 4;
        for (int k = 1; k <= 4; ++k) {
            value += 16 * noise(x / size + 31 * k, y / size - 17 * k);
            size *= 2;
        }
        return value;
    }

    private static double noise(double x, double y) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        double u = smooth(x - column);
        double v = smooth(y - row);
        return (1 - v) * ((1 - u) * dot(column, row) + u * dot(column + 1, row))
                + v * ((1 - u) * dot(column, row + 1) + u * dot(column + 1, row + 1));
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double dot(int column, int row) {
        long seed = column * 73856093L ^ row * 19349663L;
        seed = (seed ^ seed >>> 15) * 0x9E3779B97F4A7C15L;
        seed = (seed ^ seed >>> 31) * 0xBF58476D1CE4E5B9L;
        return (seed >>> 40) / (double) (1 << 24) * 2 - 1;
    }

    private byte[] seen(double light) {
        var luma = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                double value = texture(x + atX, y + atY) * light + random.nextGaussian();
                luma[y * WIDTH + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return luma;
    }

    private void show(byte[] luma) {
        var motion = finder.next(luma);
        stand.next(luma, motion, camera.next(motion));
    }

    private void stands(int frames) {
        for (int i = 0; i < frames; ++i) {
            show(seen(1));
        }
    }

    private void travels(double x, double y, int frames) {
        for (int i = 0; i < frames; ++i) {
            atX += x / frames;
            atY += y / frames;
            show(seen(1));
        }
    }

    private void shakes(int frames, double reach) {
        double homeX = atX;
        double homeY = atY;
        for (int i = 0; i < frames; ++i) {
            atX = homeX + reach * (2 * random.nextDouble() - 1);
            atY = homeY + reach * (2 * random.nextDouble() - 1);
            show(seen(1));
        }
        atX = homeX;
        atY = homeY;
    }

    @Test
    void standingIsNoMove() {
        stands(70);
        assertEquals(0, stand.moves());
    }

    @Test
    void whateverShakesAndReturnsLeavesNothingBehind() {
        stands(6);
        for (int round = 0; round < 8; ++round) {
            shakes(3 + random.nextInt(30), 2 + 10 * random.nextDouble());
            assertEquals(0, stand.moves(), "in round " + round);
            stands(9);
            assertEquals(0, stand.moves(), "round " + round);
        }
    }

    @Test
    void aShortPanThatReturnsIsNoMove() {
        stands(6);
        for (int round = 0; round < 4; ++round) {
            double x = 40 * (random.nextDouble() - 0.5);
            travels(x, 6, 6);
            travels(-x, -6, 6);
            stands(10);
        }
        assertEquals(0, stand.moves());
    }

    @Test
    void whateverEndsElsewhereIsAMove() {
        stands(6);
        int last = 0;
        for (int round = 0; round < 10; ++round) {
            double angle = 2 * Math.PI * random.nextDouble();
            double far = 14 + 30 * random.nextDouble();
            travels(far * Math.cos(angle), far * Math.sin(angle), 1 + random.nextInt(12));
            if (random.nextBoolean()) {
                shakes(10, 4);
            }
            stands(12);
            assertTrue(stand.moves() > last, "round " + round + ", " + far + " cells");
            last = stand.moves();
        }
    }

    @Test
    void aLongPanIsAMoveBeforeItEnds() {
        stands(6);
        travels(70, 0, 40);
        assertEquals(1, stand.moves());
        stands(10);
        assertEquals(2, stand.moves());
    }

    @Test
    void aCalibrationOnTheWayIsDoubtedAtItsEnd() {
        travels(80, 0, 40);
        assertEquals(1, stand.moves());
        travels(40, 0, 20);
        assertEquals(1, stand.moves());
        stands(10);
        assertEquals(2, stand.moves());
        stands(40);
        assertEquals(2, stand.moves());
    }

    @Test
    void whatCreepsIsAMoveThoughNoFrameShowsIt() {
        stands(6);
        travels(8, 0, 120);
        stands(40);
        assertTrue(camera.camera() == Camera.STILL);
        assertEquals(1, stand.moves());
    }

    @Test
    void aHandBeforeTheLensIsNoMove() {
        stands(6);
        for (int i = 0; i < 12; ++i) {
            show(new byte[WIDTH * HEIGHT]);
        }
        stands(10);
        assertEquals(0, stand.moves());
    }

    @Test
    void aCameraThatIsTurnedInTheDarkWasMoved() {
        stands(6);
        for (int i = 0; i < 12; ++i) {
            show(new byte[WIDTH * HEIGHT]);
        }
        atX += 200;
        stands(10);
        assertEquals(1, stand.moves());
    }

    @Test
    void aJoltBetweenTwoFramesIsAMove() {
        stands(6);
        atX += 700;
        stands(10);
        assertEquals(1, stand.moves());
    }

    @Test
    void anotherLightIsNoMove() {
        stands(6);
        for (int i = 0; i < 80; ++i) {
            show(seen(1 - 0.004 * i));
        }
        assertEquals(0, stand.moves());
    }

    @Test
    void aPersonWhoStaysIsNoMove() {
        stands(6);
        for (int i = 0; i < 60; ++i) {
            var luma = seen(1);
            int left = 20 + 4 * Math.min(i, 25);
            for (int y = 30; y < HEIGHT; ++y) {
                for (int x = left; x < left + 90; ++x) {
                    luma[y * WIDTH + x] = (byte) texture(2 * (x - left) + 9000, 2 * y + 5000);
                }
            }
            show(luma);
        }
        assertEquals(0, stand.moves());
    }
}
