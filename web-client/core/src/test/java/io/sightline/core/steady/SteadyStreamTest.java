// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.Camera;
import io.sightline.core.steady.Stabiliser.Step;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SteadyStreamTest {
    private static final ImageSize FRAME = new ImageSize(320, 180);
    private static final ImageSize MAP = new ImageSize(112, 70);

    private final Random random = new Random(3);
    private final SteadyStream stream = new SteadyStream();

    private static ByteBuffer frame(int pan) {
        var rgba = ByteBuffer.allocate((int) FRAME.pixels() * 4);
        for (int y = 0; y < FRAME.height(); ++y) {
            for (int x = 0; x < FRAME.width(); ++x) {
                double u = x + pan;
                int value =
                        (int)
                                (128
                                        + 50 * Math.sin(u * 0.31) * Math.cos(y * 0.27)
                                        + 40 * Math.sin(u * 0.07 + y * 0.11));
                int at = (y * FRAME.width() + x) * 4;
                rgba.put(at, (byte) value).put(at + 1, (byte) value).put(at + 2, (byte) value);
            }
        }
        return rgba;
    }

    private static float[] map(int width, int height, double scale, double shift) {
        var map = new float[width * height];
        for (int i = 0; i < map.length; ++i) {
            double x = (double) (i % width) / width;
            double y = (double) (i / width) / height;
            map[i] = (float) (scale * (1 + 2 * y + Math.sin(6 * x)) + shift);
        }
        return map;
    }

    private Stabiliser.Outcome next(int number, int pan, ImageSize size) {
        var map =
                map(
                        size.width(),
                        size.height(),
                        0.8 + 0.4 * random.nextDouble(),
                        random.nextDouble());
        return stream.next(number, frame(pan), FRAME, FloatBuffer.wrap(map), size);
    }

    @Test
    void measuresTheFlickerOfAStandingCamera() {
        assertEquals(Camera.UNKNOWN, stream.camera());
        assertEquals(Step.STARTED, next(1, 0, MAP).step());
        var first = FloatBuffer.allocate((int) MAP.pixels());
        stream.write(first);
        for (int i = 0; i < 8; ++i) {
            assertEquals(Step.FIXED, next(1, 0, MAP).step());
        }
        assertEquals(Camera.STILL, stream.camera());
        assertEquals(8, stream.flicker().frames());
        assertTrue(stream.flicker().raw() > 0.02, stream.flicker().toString());
        assertTrue(stream.flicker().steady() < 1e-4, stream.flicker().toString());
        var now = FloatBuffer.allocate((int) MAP.pixels());
        stream.write(now);
        assertArrayEquals(first.array(), now.array(), 1e-3f);
    }

    @Test
    void seesTheCameraMove() {
        next(1, 0, MAP);
        next(1, 0, MAP);
        for (int i = 1; i < 6; ++i) {
            assertEquals(Step.MOVING, next(1, 5 * i, MAP).step());
            assertEquals(Camera.PANNING, stream.camera());
        }
    }

    /** Frames and maps of one wall along which the camera pans, 640 cells of a frame wide. */
    private FloatBuffer panned(int number, double cells) {
        var map = new float[(int) MAP.pixels()];
        for (int i = 0; i < map.length; ++i) {
            double x = (i % MAP.width() + 0.5) * FRAME.width() / MAP.width() + cells;
            double y = (double) (i / MAP.width()) / MAP.height();
            map[i] = (float) (2 + 2 * y + Math.sin(x * 0.03) + 0.3 * Math.sin(x * 0.11));
        }
        var raw = map.clone();
        float scale = (float) (0.8 + 0.5 * random.nextDouble());
        float shift = (float) random.nextDouble();
        for (int i = 0; i < raw.length; ++i) {
            raw[i] = number == 0 ? map[i] : scale * map[i] + shift;
        }
        stream.next(1, frame((int) cells), FRAME, FloatBuffer.wrap(raw), MAP);
        return FloatBuffer.wrap(map);
    }

    @Test
    void carriesTheMapAlongAsTheCameraPans() {
        panned(0, 0);
        panned(0, 0);
        var now = FloatBuffer.allocate((int) MAP.pixels());
        for (int i = 1; i <= 40; ++i) {
            var truth = panned(i, 5 * i);
            assertEquals(Camera.PANNING, stream.camera(), "frame " + i);
            stream.write(now);
            double sum = 0;
            double border = 0;
            for (int k = 0; k < now.capacity(); ++k) {
                double off = Math.abs(now.get(k) - truth.get(k)) / truth.get(k);
                sum += off;
                border = k % MAP.width() > MAP.width() - 3 ? Math.max(border, off) : border;
            }
            assertTrue(sum / now.capacity() < 0.01, "frame " + i + ": " + sum / now.capacity());
            assertTrue(border < 0.02, "frame " + i + " at the border: " + border);
        }
        var flicker = stream.flicker();
        assertTrue(flicker.carried(), flicker.toString());
        assertEquals(30, flicker.frames());
        assertTrue(flicker.raw() > 0.05, flicker.toString());
        assertTrue(flicker.steady() < 0.01, flicker.toString());
    }

    @Test
    void startsAnewWithAnotherStreamAndAnotherSize() {
        next(1, 0, MAP);
        next(1, 0, MAP);
        assertEquals(1, stream.flicker().frames());
        var calm = new DepthRange(0, 4, 1, 3);
        assertEquals(calm, stream.range(calm));
        assertEquals(Step.STARTED, next(2, 0, MAP).step());
        assertEquals(0, stream.flicker().frames());
        assertEquals(Camera.UNKNOWN, stream.camera());
        var other = new DepthRange(0, 9, 2, 8);
        assertEquals(other, stream.range(other));
        assertEquals(Step.STARTED, next(2, 0, new ImageSize(56, 42)).step());
        assertEquals(Step.FIXED, next(2, 0, new ImageSize(56, 42)).step());
        assertEquals(Camera.STILL, stream.camera(), "the frames have not changed");
    }
}
