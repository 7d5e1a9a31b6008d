// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CameraWatchTest {
    private final Random random = new Random(9);
    private final CameraWatch watch = new CameraWatch(320, 180);

    private static FrameMotion shift(double x, double y) {
        return new FrameMotion(true, 1, 0, x, y, 80, 70);
    }

    private void stand(int frames) {
        for (int i = 0; i < frames; ++i) {
            watch.next(shift(0.1 * (random.nextDouble() - 0.5), 0.1 * (random.nextDouble() - 0.5)));
        }
    }

    @Test
    void isUnknownUntilAFrameTells() {
        assertEquals(Camera.UNKNOWN, watch.camera());
        assertEquals(Camera.UNKNOWN, watch.next(FrameMotion.unknown(3, 0)));
        assertEquals(Camera.STILL, watch.next(shift(0, 0)));
    }

    @Test
    void pansUntilItHasSettled() {
        stand(5);
        assertEquals(Camera.PANNING, watch.next(shift(4, 0)));
        for (int i = 0; i < 20; ++i) {
            assertEquals(Camera.PANNING, watch.next(shift(3 + random.nextDouble(), 0.3)));
        }
        assertEquals(Camera.PANNING, watch.next(shift(0, 0)), "a pause in a pan");
        assertEquals(Camera.PANNING, watch.next(shift(3, 0)));
        stand(3);
        assertTrue(watch.camera().moves());
        stand(1);
        assertEquals(Camera.STILL, watch.camera());
    }

    @Test
    void aSlowPanNeedsTwoFrames() {
        stand(5);
        assertEquals(Camera.STILL, watch.next(shift(1, 0)));
        assertEquals(Camera.STILL, watch.next(shift(0, 0)), "one jolt");
        assertEquals(Camera.STILL, watch.next(shift(1, 0)));
        assertEquals(Camera.PANNING, watch.next(shift(1, 0)));
    }

    @Test
    void turnAndZoomAreMovementToo() {
        stand(5);
        assertEquals(Camera.PANNING, watch.next(new FrameMotion(true, 1.05, 0, 0, 0, 80, 70)));
        watch.reset();
        stand(5);
        assertEquals(Camera.PANNING, watch.next(new FrameMotion(true, 1, 0.05, 0, 0, 80, 70)));
    }

    @Test
    void tremblingIsShaking() {
        stand(8);
        for (int i = 0; i < 12; ++i) {
            watch.next(shift((i & 1) == 0 ? 3 : -3, random.nextDouble()));
        }
        assertEquals(Camera.SHAKING, watch.camera());
        for (int i = 0; i < 12; ++i) {
            watch.next(shift(3, 0));
        }
        assertEquals(Camera.PANNING, watch.camera());
    }

    @Test
    void oneLostFrameChangesNothingThreeDo() {
        stand(5);
        watch.next(FrameMotion.unknown(5, 1));
        watch.next(FrameMotion.unknown(5, 1));
        assertEquals(Camera.STILL, watch.camera());
        watch.next(FrameMotion.unknown(5, 1));
        assertEquals(Camera.UNKNOWN, watch.camera());
    }

    @Test
    void doesNotFlipBetweenStates() {
        // Whatever comes, a move is followed by at least the settling time before it is still.
        int since = 100;
        var last = Camera.UNKNOWN;
        for (int i = 0; i < 5000; ++i) {
            var camera = watch.next(shift(2.5 * random.nextGaussian() * random.nextDouble(), 0));
            assertFalse(last.moves() && camera == Camera.STILL && since < 3, "frame " + i);
            since = camera.moves() && !last.moves() ? 0 : since + 1;
            last = camera;
        }
    }
}
