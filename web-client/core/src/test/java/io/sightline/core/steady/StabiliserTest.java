// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.Camera;
import io.sightline.core.motion.MotionMask;
import io.sightline.core.motion.Warp;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StabiliserTest {
    private static final int WIDTH = 128;
    private static final int HEIGHT = 96;
    private static final ImageSize SIZE = new ImageSize(WIDTH, HEIGHT);

    private final Random random = new Random(5);
    private final ArraySteadyMaps maps = new ArraySteadyMaps(SIZE);
    private final Stabiliser stabiliser = new Stabiliser(maps);
    private final FloatBuffer out = FloatBuffer.allocate(WIDTH * HEIGHT);

    /** Disparity of a room seen from a place: a floor that comes nearer, a wall, two boxes. */
    private static float[] room(double pan) {
        var map = new float[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                double u = x + pan;
                double value = y < 40 ? 1 + 0.002 * u : 1.3 + 0.04 * (y - 40);
                if (u > 20 && u < 44 && y > 24 && y < 68) {
                    value = 2.9;
                } else if (u > 140 && u < 164 && y > 12 && y < 80) {
                    value = 3.4;
                }
                map[y * WIDTH + x] = (float) value;
            }
        }
        return map;
    }

    /** Disparity of a long corridor past which a camera pans: a floor, and a box every so often. */
    private static float[] hall(double pan) {
        var map = new float[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                double u = x + pan;
                double value = y < 40 ? 1.5 + 0.3 * Math.sin(u * 0.05) : 1.3 + 0.04 * (y - 40);
                double along = u - 70 * Math.floor(u / 70);
                // Edges of two pixels, as a model's are.
                double inside = Math.min(1, Math.max(0, Math.min(along - 20, 44 - along) / 2));
                if (y > 24 && y < 68) {
                    value += inside * (2.9 + 0.4 * Math.sin(Math.floor(u / 70)) - value);
                }
                map[y * WIDTH + x] = (float) value;
            }
        }
        return map;
    }

    /** What a pan to the right by so many pixels brings into the frame. */
    private static byte[] unseen(double step) {
        var mask = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < mask.length; ++i) {
            mask[i] = i % WIDTH + step > WIDTH - 1 ? MotionMask.UNSEEN : 0;
        }
        return mask;
    }

    private static Warp back(double step) {
        return new Warp(1, 0, (float) step, 0, 1, 0);
    }

    /** Another scene: a tunnel. */
    private static float[] tunnel() {
        var map = new float[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                map[y * WIDTH + x] =
                        (float) (0.5 + Math.hypot(x - WIDTH / 2.0, y - HEIGHT / 2.0) / 18);
            }
        }
        return map;
    }

    private static float[] affine(float[] map, double scale, double shift) {
        var other = new float[map.length];
        for (int i = 0; i < map.length; ++i) {
            other[i] = (float) (scale * map[i] + shift);
        }
        return other;
    }

    private float[] jitter(float[] map) {
        return affine(map, 0.7 + 0.7 * random.nextDouble(), 0.8 * random.nextDouble());
    }

    private float[] noisy(float[] map, double sigma) {
        var other = map.clone();
        for (int i = 0; i < map.length; ++i) {
            other[i] += (float) (sigma * random.nextGaussian());
        }
        return other;
    }

    private Stabiliser.Outcome update(float[] map, byte[] moving, Camera camera) {
        return update(map, moving, camera, null);
    }

    private Stabiliser.Outcome update(float[] map, byte[] moving, Camera camera, Warp warp) {
        maps.take(FloatBuffer.wrap(map), moving);
        var outcome = stabiliser.update(camera, warp);
        maps.write(out);
        return outcome;
    }

    private Stabiliser.Outcome update(float[] map) {
        return update(map, null, Camera.STILL);
    }

    /** Mean of |a − b| / b over the pixels where the mask is 1; over all when it is null. */
    private static double difference(float[] a, float[] b, byte[] mask) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < a.length; ++i) {
            if (mask == null || mask[i] != 0) {
                sum += Math.abs(a[i] - b[i]) / Math.abs(b[i]);
                ++count;
            }
        }
        assertTrue(count > 0, "nothing to compare");
        return sum / count;
    }

    private static double spread(float[] map) {
        double mean = 0;
        for (float value : map) {
            mean += value / map.length;
        }
        double square = 0;
        for (float value : map) {
            square += (value - mean) * (value - mean) / map.length;
        }
        return Math.sqrt(square);
    }

    @Test
    void takesOutScaleAndShift() {
        var room = room(0);
        var first = jitter(room);
        assertEquals(Stabiliser.Step.STARTED, update(first).step());
        for (int i = 0; i < 60; ++i) {
            var outcome = update(jitter(room));
            assertEquals(Stabiliser.Step.FIXED, outcome.step());
            assertTrue(difference(out.array(), first, null) < 1e-4);
            assertTrue(outcome.steadyChange() < 1e-4, "steady " + outcome.steadyChange());
            assertTrue(outcome.change() > 0.005, "raw " + outcome.change());
        }
    }

    @Test
    void scaleAndShiftOfNoisyMapsStayWithinAPercent() {
        var room = room(0);
        var meter = new FlickerMeter();
        update(room);
        for (int i = 0; i < 60; ++i) {
            meter.note(update(jitter(noisy(room, 0.03))));
            assertTrue(difference(out.array(), room, null) < 0.01);
        }
        var flicker = meter.flicker();
        assertEquals(30, flicker.frames());
        assertTrue(flicker.steady() < flicker.raw() / 5, flicker.toString());
    }

    @Test
    void aThirdOfTheSceneMayChangeUnseenByTheMask() {
        var room = room(0);
        update(room);
        var changed = room.clone();
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH / 3; ++x) {
                changed[y * WIDTH + x] = 6;
            }
        }
        for (int i = 0; i < 10; ++i) {
            var scaled = affine(changed, 1.3, 0.4);
            var alignment = update(scaled).alignment();
            assertEquals(1 / 1.3, alignment.scale(), 0.005);
            assertEquals(-0.4 / 1.3, alignment.shift(), 0.01);
        }
    }

    @Test
    void noGhostBehindWhatMoves() {
        var room = room(0);
        update(room);
        var before = new boolean[room.length];
        for (int i = 0; i < 40; ++i) {
            var scene = room.clone();
            var person = new boolean[room.length];
            var moving = new byte[room.length];
            for (int y = 16; y < 92; ++y) {
                for (int x = 2 * i + 8; x < 2 * i + 28; ++x) {
                    scene[y * WIDTH + x] = 4.2f + 0.02f * i;
                    person[y * WIDTH + x] = true;
                }
            }
            for (int k = 0; k < room.length; ++k) {
                moving[k] = person[k] || before[k] ? (byte) 1 : 0;
            }
            before = person;
            var map = jitter(noisy(scene, 0.01));
            var alignment = update(map, moving, Camera.STILL).alignment();
            var aligned = affine(map, alignment.scale(), alignment.shift());
            assertTrue(difference(out.array(), aligned, moving) < 0.02, "frame " + i);
            assertTrue(difference(out.array(), scene, moving) < 0.03, "frame " + i);
            assertTrue(difference(out.array(), scene, null) < 0.02, "frame " + i);
        }
        assertTrue(difference(maps.reference(), room, null) < 0.01, "the person was learnt");
    }

    @Test
    void learnsWhereSomeoneStoodAtFirstAndWhatIsMovedForGood() {
        var room = room(0);
        var crowded = room.clone();
        for (int y = 20; y < 80; ++y) {
            for (int x = 80; x < 100; ++x) {
                crowded[y * WIDTH + x] = 5;
            }
        }
        update(crowded);
        for (int i = 0; i < 200; ++i) {
            update(noisy(room, 0.01));
        }
        assertTrue(difference(maps.reference(), room, null) < 0.02);
    }

    @Test
    void aCutStartsAnew() {
        update(room(0));
        for (int i = 0; i < 5; ++i) {
            update(jitter(room(0)));
        }
        var tunnel = tunnel();
        var outcome = update(tunnel);
        assertEquals(Stabiliser.Step.CUT, outcome.step());
        assertTrue(Double.isNaN(outcome.change()), "a cut is no flicker");
        assertArrayEquals(tunnel, out.array());
        assertEquals(Stabiliser.Step.FIXED, update(jitter(tunnel)).step());
        assertTrue(difference(out.array(), tunnel, null) < 1e-3);
    }

    @Test
    void aMovingCameraKeepsScaleWithoutTrails() {
        update(room(0));
        for (int i = 1; i <= 24; ++i) {
            var view = room(i);
            var raw = jitter(view);
            var outcome = update(raw, null, Camera.PANNING);
            assertEquals(Stabiliser.Step.MOVING, outcome.step());
            var aligned = affine(raw, outcome.alignment().scale(), outcome.alignment().shift());
            assertArrayEquals(aligned, out.array(), 1e-5f, "nothing of the frame before");
            assertTrue(difference(out.array(), view, null) < 0.2, "frame " + i);
        }
        var view = room(24);
        update(jitter(view), null, Camera.STILL);
        var settled = out.array().clone();
        for (int i = 0; i < 10; ++i) {
            assertEquals(Stabiliser.Step.FIXED, update(jitter(view), null, Camera.STILL).step());
            assertTrue(difference(out.array(), settled, null) < 1e-3);
        }
    }

    @Test
    void aKnownPanLeavesNeitherScaleNorShift() {
        update(hall(0));
        for (double step : new double[] {0.7, 3, 8.5}) {
            stabiliser.reset();
            var first = jitter(hall(0));
            double scale = (first[1] - first[0]) / (hall(0)[1] - hall(0)[0]);
            double shift = first[0] - scale * hall(0)[0];
            update(first);
            for (int i = 1; i <= 80; ++i) {
                var view = hall(step * i);
                var outcome = update(jitter(view), unseen(step), Camera.PANNING, back(step));
                assertEquals(Stabiliser.Step.MOVING, outcome.step());
                // Every other raw map is off by a fifth.
                double off = difference(out.array(), affine(view, scale, shift), null);
                assertTrue(off < 0.01, "step " + step + " frame " + i + ": " + off);
                assertTrue(outcome.change() > outcome.steadyChange(), outcome.toString());
                assertTrue(outcome.steadyChange() < 0.01, outcome.toString());
            }
        }
    }

    @Test
    void aMovingCamerasNoiseIsFilteredLightly() {
        var meter = new FlickerMeter();
        update(hall(0));
        for (int i = 1; i <= 60; ++i) {
            var view = hall(2.5 * i);
            var raw = noisy(view, 0.05);
            var outcome = update(raw, unseen(2.5), Camera.PANNING, back(2.5));
            meter.note(outcome);
            double off = difference(out.array(), view, null);
            assertTrue(off < 0.85 * difference(raw, view, null), "frame " + i + ": " + off);
        }
        assertTrue(meter.flicker().carried());
        assertEquals(30, meter.flicker().frames());
        assertTrue(meter.flicker().steady() < meter.flicker().raw() / 1.5, "" + meter.flicker());
    }

    @Test
    void whatComesIntoTheFrameIsNotSmeared() {
        update(hall(0));
        for (int i = 1; i <= 20; ++i) {
            var mask = unseen(6);
            var raw = jitter(hall(6 * i));
            var alignment = update(raw, mask, Camera.PANNING, back(6)).alignment();
            for (int k = 0; k < mask.length; ++k) {
                if (mask[k] != 0) {
                    assertEquals(alignment.of(raw[k]), out.get(k), 1e-5, "frame " + i + " at " + k);
                }
            }
        }
    }

    @Test
    void whatMovesByItselfBeforeAMovingCameraLeavesNoGhost() {
        update(hall(0));
        for (int i = 1; i <= 40; ++i) {
            var view = hall(2 * i);
            var mask = unseen(2);
            for (int y = 10; y < 90; ++y) {
                for (int x = 2 * i; x < 2 * i + 20; ++x) {
                    view[y * WIDTH + x] = 4.2f;
                    mask[y * WIDTH + x] = 1;
                }
                mask[y * WIDTH + 2 * i - 1] = 1;
            }
            update(jitter(view), mask, Camera.PANNING, back(2));
            assertTrue(difference(out.array(), view, mask) < 0.01, "frame " + i);
            assertTrue(difference(out.array(), view, null) < 0.01, "frame " + i);
        }
    }

    @Test
    void aCutIsSeenBeforeAMovingCameraToo() {
        update(hall(0));
        update(hall(2), unseen(2), Camera.PANNING, back(2));
        var outcome = update(tunnel(), unseen(2), Camera.PANNING, back(2));
        assertEquals(Stabiliser.Step.CUT, outcome.step());
        assertArrayEquals(tunnel(), out.array());
    }

    @Test
    void aMovementThatLeavesNothingInSightBlendsNothing() {
        update(hall(0));
        update(hall(2), unseen(2), Camera.PANNING, back(2));
        var all = new byte[WIDTH * HEIGHT];
        java.util.Arrays.fill(all, MotionMask.UNSEEN);
        var raw = hall(900);
        var outcome = update(raw, all, Camera.PANNING, back(900));
        assertEquals(Stabiliser.Step.MOVING, outcome.step());
        assertTrue(Double.isNaN(outcome.change()));
        assertArrayEquals(
                affine(raw, outcome.alignment().scale(), outcome.alignment().shift()),
                out.array(),
                1e-5f);
    }

    @Test
    void anUnknownCameraGoesOnAsBefore() {
        update(room(0));
        assertEquals(Stabiliser.Step.FIXED, update(room(0), null, Camera.UNKNOWN).step());
        update(room(1), null, Camera.SHAKING);
        assertEquals(Stabiliser.Step.MOVING, update(room(2), null, Camera.UNKNOWN).step());
    }

    @Test
    void aLongWayOfNoiseNeitherFlattensNorDrifts() {
        var room = room(0);
        update(room);
        for (int i = 0; i < 2000; ++i) {
            update(noisy(room, 0.05));
        }
        assertTrue(difference(out.array(), room, null) < 0.015);
        assertEquals(spread(room), spread(out.array()), 0.01 * spread(room));
        for (int i = 0; i < 500; ++i) {
            update(noisy(room, 0.05), null, Camera.PANNING);
        }
        assertEquals(spread(room), spread(out.array()), 0.1 * spread(room));
        for (int i = 0; i < 1000; ++i) {
            update(noisy(room, 0.05), null, Camera.SHAKING, Warp.NONE);
        }
        assertEquals(spread(room), spread(out.array()), 0.05 * spread(room));
    }

    @Test
    void theSameMapAgainChangesNothing() {
        for (int round = 0; round < 20; ++round) {
            stabiliser.reset();
            var map = noisy(jitter(room(random.nextInt(20))), random.nextDouble());
            for (var camera : Camera.values()) {
                for (int i = 0; i < 4; ++i) {
                    update(map, null, camera);
                    assertArrayEquals(map, out.array(), 2e-4f);
                }
            }
        }
    }

    @Test
    void anyScaleAndShiftOfTheModelGivesTheSameMaps() {
        var otherMaps = new ArraySteadyMaps(SIZE);
        var other = new Stabiliser(otherMaps);
        var otherOut = FloatBuffer.allocate(WIDTH * HEIGHT);
        for (int round = 0; round < 10; ++round) {
            stabiliser.reset();
            other.reset();
            double scale0 = Math.pow(10, 4 * random.nextDouble() - 2);
            double shift0 = scale0 * 3 * random.nextDouble();
            for (int i = 0; i < 12; ++i) {
                var map = noisy(room(0), 0.05);
                var moving = new byte[map.length];
                for (int k = 0; k < 1200; ++k) {
                    moving[random.nextInt(moving.length)] = 1;
                }
                update(map, moving, Camera.STILL);
                // The first sets the unit, the others may be of any other.
                double scale = i == 0 ? scale0 : scale0 * (0.5 + random.nextDouble());
                double shift = i == 0 ? shift0 : shift0 * random.nextDouble();
                otherMaps.take(FloatBuffer.wrap(affine(map, scale, shift)), moving);
                other.update(Camera.STILL, null);
                otherMaps.write(otherOut);
                var expected = affine(out.array(), scale0, shift0);
                assertArrayEquals(expected, otherOut.array(), (float) (2e-3 * scale0));
            }
        }
    }

    @Test
    void staysFiniteOnAnything() {
        for (int i = 0; i < 300; ++i) {
            float[] map =
                    switch (random.nextInt(5)) {
                        case 0 -> new float[WIDTH * HEIGHT];
                        case 1 -> affine(new float[WIDTH * HEIGHT], 1, random.nextGaussian());
                        case 2 -> affine(room(3), Math.pow(10, random.nextInt(12) - 6), 0);
                        case 3 -> noisy(tunnel(), 10);
                        default -> jitter(room(random.nextInt(30)));
                    };
            var moving = new byte[map.length];
            int from = random.nextInt(4);
            for (int k = 0; k < moving.length; ++k) {
                moving[k] = (byte) (from == 0 ? 1 : random.nextInt(from));
            }
            var camera = Camera.values()[random.nextInt(4)];
            float wild = (float) Math.pow(10, random.nextInt(8) - 4);
            var warp = new Warp(wild, 0, 1 / wild, -wild, 1, random.nextInt(200));
            update(map, moving, camera, random.nextBoolean() ? warp : null);
            for (float value : out.array()) {
                assertTrue(Float.isFinite(value), "frame " + i);
            }
        }
    }

    @Test
    void refusesWhatIsNotFiniteAndGoesOn() {
        update(room(0));
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            var map = room(0);
            map[77] = bad;
            var failure = assertThrows(SightlineException.class, () -> update(map));
            assertEquals("not-finite", failure.reason());
        }
        assertEquals(Stabiliser.Step.FIXED, update(jitter(room(0))).step());
        assertTrue(difference(out.array(), room(0), null) < 1e-4);
    }
}
