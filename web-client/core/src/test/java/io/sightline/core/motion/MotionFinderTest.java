// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MotionFinderTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    private final Random random = new Random(6);
    private final MotionFinder finder = new MotionFinder(WIDTH, HEIGHT);

    /** A function of the plane with texture at many scales; the same seed is the same plane. */
    private static double texture(double x, double y) {
        double value = 118;
        for (int k = 1; k <= 7; ++k) {
            double angle = k * 2.4;
            double wave = 0.045 * Math.pow(1.38, k);
            double along = x * Math.cos(angle) + y * Math.sin(angle);
            double across = y * Math.cos(angle * 1.7) - x * Math.sin(angle * 1.7);
            value += 19 * Math.sin(wave * along + k) * Math.cos(wave * 0.7 * across + 2 * k);
        }
        return value;
    }

    /** The frame after a similarity about the centre: what was at p is at a p + shift. */
    private byte[] frame(double zoom, double turn, double shiftX, double shiftY, double noise) {
        double a = Math.cos(turn) / zoom;
        double b = -Math.sin(turn) / zoom;
        var luma = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                double u = x - (WIDTH - 1) / 2.0 - shiftX;
                double v = y - (HEIGHT - 1) / 2.0 - shiftY;
                double value = texture(a * u - b * v, b * u + a * v);
                value += noise * random.nextGaussian();
                luma[y * WIDTH + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return luma;
    }

    private FrameMotion between(byte[] before, byte[] after) {
        finder.reset();
        assertFalse(finder.next(before).known(), "one frame tells nothing");
        return finder.next(after);
    }

    /** The greatest error of a motion at the frame's corners and centre, cells. */
    private static double error(
            FrameMotion motion, double zoom, double turn, double shiftX, double shiftY) {
        double worst = 0;
        for (int k = 0; k < 5; ++k) {
            double u = k == 4 ? 0 : (k & 1) == 0 ? -WIDTH / 2.0 : WIDTH / 2.0;
            double v = k == 4 ? 0 : (k & 2) == 0 ? -HEIGHT / 2.0 : HEIGHT / 2.0;
            double a = zoom * Math.cos(turn);
            double b = zoom * Math.sin(turn);
            double offX =
                    motion.a() * u - motion.b() * v + motion.shiftX() - (a * u - b * v + shiftX);
            double offY =
                    motion.b() * u + motion.a() * v + motion.shiftY() - (b * u + a * v + shiftY);
            worst = Math.max(worst, Math.hypot(offX, offY));
        }
        return worst;
    }

    @Test
    void findsKnownMotionsWithinAFifthOfACell() {
        var still = frame(1, 0, 0, 0, 1);
        for (int round = 0; round < 16; ++round) {
            double zoom = 1 + 0.03 * (random.nextDouble() - 0.5);
            double turn = 0.03 * (random.nextDouble() - 0.5);
            double shiftX = 12 * (random.nextDouble() - 0.5);
            double shiftY = 12 * (random.nextDouble() - 0.5);
            var motion = between(still, frame(zoom, turn, shiftX, shiftY, 1));
            assertTrue(motion.known(), motion.toString());
            assertTrue(
                    error(motion, zoom, turn, shiftX, shiftY) < 0.2,
                    zoom + " " + turn + " " + shiftX + " " + shiftY + ": " + motion);
            assertEquals(zoom, motion.zoom(), 1e-3);
            assertEquals(turn, motion.turn(), 1e-3);
        }
    }

    @Test
    void seesPartsOfACell() {
        var still = frame(1, 0, 0, 0, 0);
        for (double shift : new double[] {0, 0.1, 0.25, 0.5, 0.9, -0.4}) {
            var motion = between(still, frame(1, 0, shift, -shift / 2, 0));
            assertTrue(error(motion, 1, 0, shift, -shift / 2) < 0.1, motion.toString());
        }
    }

    @Test
    void noiseIsNoMotion() {
        for (int round = 0; round < 5; ++round) {
            var motion = between(frame(1, 0, 0, 0, 5), frame(1, 0, 0, 0, 5));
            assertTrue(motion.known(), motion.toString());
            assertTrue(motion.reach(WIDTH, HEIGHT) < 0.2, motion.toString());
        }
    }

    @Test
    void aPersonWhoWalksByIsNoCamera() {
        byte[] before = null;
        for (int i = 0; i < 12; ++i) {
            var luma = frame(1, 0, 0, 0, 2);
            for (int y = 20; y < 175; ++y) {
                for (int x = 40 + 9 * i; x < 130 + 9 * i; ++x) {
                    luma[y * WIDTH + x] = (byte) texture(3 * (x - 9 * i) + 900, 3 * y + 500);
                }
            }
            if (before != null) {
                var motion = between(before, luma);
                assertTrue(motion.known(), motion.toString());
                assertTrue(motion.reach(WIDTH, HEIGHT) < 0.2, motion.toString());
            }
            before = luma;
        }
    }

    @Test
    void withoutTextureItSaysSo() {
        var flat = new byte[WIDTH * HEIGHT];
        java.util.Arrays.fill(flat, (byte) 90);
        assertFalse(between(flat, flat).known());
        var noisy = new byte[2][WIDTH * HEIGHT];
        var ramp = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < flat.length; ++i) {
            noisy[0][i] = (byte) (90 + 2 * random.nextGaussian());
            noisy[1][i] = (byte) (90 + 2 * random.nextGaussian());
            ramp[i] = (byte) (i % WIDTH / 2);
        }
        assertFalse(between(noisy[0], noisy[1]).known(), "noise is no texture");
        assertFalse(between(ramp, ramp).known(), "a ramp can slide along itself");
    }

    @Test
    void anotherSceneIsNoMotion() {
        var other = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < other.length; ++i) {
            other[i] = (byte) texture(5 * (i % WIDTH) + 4000, 5 * (i / WIDTH) - 9000);
        }
        assertFalse(between(frame(1, 0, 0, 0, 0), other).known());
    }

    @Test
    void thereAndBackIsNothing() {
        for (int round = 0; round < 10; ++round) {
            var one = frame(1, 0, 0, 0, 1);
            var two = frame(1.01, 0.01, 5 * random.nextDouble(), 3 * random.nextDouble(), 1);
            var there = between(one, two);
            var back = between(two, one);
            double a = back.a() * there.a() - back.b() * there.b();
            double b = back.a() * there.b() + back.b() * there.a();
            assertEquals(1, a, 2e-3);
            assertEquals(0, b, 2e-3);
            assertEquals(
                    0, back.a() * there.shiftX() - back.b() * there.shiftY() + back.shiftX(), 0.2);
            assertEquals(
                    0, back.b() * there.shiftX() + back.a() * there.shiftY() + back.shiftY(), 0.2);
        }
    }

    @Test
    void tinyFramesAreRefusedGently() {
        var tiny = new MotionFinder(9, 3);
        tiny.next(new byte[27]);
        assertFalse(tiny.next(new byte[27]).known());
        assertThrows(IllegalArgumentException.class, () -> tiny.next(new byte[5]));
    }
}
