// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.MapNoise;
import io.sightline.core.metres.MetricMetres;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.scene.RenderedRoom;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SceneViewTest {
    private static final DepthRange RANGE = new DepthRange(0.5f, 9, 1, 5);

    @Test
    void aLawSaysWhatTheCalibrationSays() {
        var relative = new RelativeMetres(0.2, 0.05, 0, 0, 0, new MapNoise(0, 0), 1, 6);
        var metric = new MetricMetres(1.1, 0, new MapNoise(0, 0), 20);
        for (double value : new double[] {0.1, 0.5, 1, 3, 8}) {
            assertEquals(relative.metres(value), DepthLaw.of(relative).depth(value), 1e-9);
            assertEquals(metric.metres(value), DepthLaw.of(metric).depth(value), 1e-9);
        }
        // Behind infinity, and behind what is told.
        assertEquals(Double.POSITIVE_INFINITY, DepthLaw.of(relative).depth(-1));
        assertEquals(Double.POSITIVE_INFINITY, DepthLaw.of(relative).depth(-0.245));
        assertEquals(Double.POSITIVE_INFINITY, DepthLaw.of(metric).depth(0));
        assertThrows(IllegalArgumentException.class, () -> new DepthLaw(true, 0, 1, 100));
        assertThrows(IllegalArgumentException.class, () -> new DepthLaw(true, 1, 1, Double.NaN));
    }

    @Test
    void withoutACalibrationTheEndsOfTheScaleAreTakenForGranted() {
        var large = DepthLaw.assumed(RANGE, false);
        assertEquals(DepthLaw.ASSUMED_FAR, large.depth(1), 1e-9);
        assertEquals(1, large.depth(5), 1e-9);
        var small = DepthLaw.assumed(RANGE, true);
        assertEquals(1, small.depth(1), 1e-9);
        assertEquals(DepthLaw.ASSUMED_FAR, small.depth(5), 1e-9);
        assertTrue(large.depth(6) < large.depth(5));
        assertEquals(Double.POSITIVE_INFINITY, large.depth(-1), "behind infinity");
    }

    @Test
    void whatIsCutAwayFollowsTheScale() {
        assertEquals(DepthLaw.Kept.ALL, DepthLaw.Kept.of(RANGE, false, 0, 1));
        assertEquals(
                new DepthLaw.Kept(2, DepthLaw.Kept.ALL.most()),
                DepthLaw.Kept.of(RANGE, false, 0.25, 1));
        assertEquals(new DepthLaw.Kept(2, 4), DepthLaw.Kept.of(RANGE, false, 0.25, 0.75));
        // Where small is near, the far end is cut from above.
        assertEquals(
                new DepthLaw.Kept(DepthLaw.Kept.ALL.least(), 4),
                DepthLaw.Kept.of(RANGE, true, 0.25, 1));
        var depth = FloatBuffer.allocate(4);
        new DepthLaw(false, 1, 0, 100)
                .all(
                        FloatBuffer.wrap(new float[] {1.9f, 2, 4, 4.1f}),
                        new DepthLaw.Kept(2, 4),
                        depth,
                        4);
        assertEquals(
                FloatBuffer.wrap(
                        new float[] {Float.POSITIVE_INFINITY, 2, 4, Float.POSITIVE_INFINITY}),
                depth);
    }

    /** What the kernel multiplies by and where the page draws its marks are one projection. */
    @Test
    void theKernelsMatrixShowsPointsWhereTheOrbitDoes() {
        var random = new Random(4);
        for (int round = 0; round < 200; ++round) {
            var camera =
                    new OrbitCamera(
                            new Point(random.nextGaussian(), 0.2, 3),
                            random.nextGaussian(),
                            random.nextGaussian(),
                            1 + 4 * random.nextDouble(),
                            30 + 50 * random.nextDouble());
            var view =
                    new SceneView(
                            new ImageSize(900, 500),
                            camera,
                            Intrinsics.webcam(new ImageSize(640, 480)),
                            null,
                            false,
                            false,
                            0,
                            1);
            var bytes = ByteBuffer.allocate(SceneView.BYTES);
            view.put(bytes, new ImageSize(320, 240), RANGE);
            var point =
                    camera.target()
                            .plus(
                                    new Point(random.nextGaussian(), random.nextGaussian(), 0)
                                            .times(0.3));
            var clip = new double[4];
            double[] p = {point.x(), point.y(), point.z(), 1};
            for (int row = 0; row < 4; ++row) {
                for (int k = 0; k < 4; ++k) {
                    clip[row] += bytes.getFloat((k * 4 + row) * 4) * p[k];
                }
            }
            var shown = camera.shown(point, view.aspect());
            assertEquals(shown.x(), (1 + clip[0] / clip[3]) / 2, 1e-4);
            assertEquals(shown.y(), (1 - clip[1] / clip[3]) / 2, 1e-4);
            assertEquals(shown.z(), clip[3], 1e-4);
            assertTrue(clip[2] > 0 && clip[2] < clip[3]);
        }
        var ahead = OrbitCamera.before(2, 50);
        assertNull(ahead.shown(new Point(0, 0, -1), 1));
    }

    @Test
    void theSampleRoomIsMappedFromAbove() {
        var room = new RenderedRoom();
        var size = room.lens().size();
        var cloud = PointCloud.of(FloatBuffer.wrap(room.depth()), null, room.lens(), 100, 2);
        var floor = FloorPlane.of(cloud);
        assertNotNull(floor);
        assertEquals(room.cameraHeight(), floor.height(), 0.03);
        var map = FloorMap.of(cloud, floor);
        assertTrue(size.width() > 0 && map.rows() <= 90 && map.columns() <= 90);
        assertEquals(0.1, map.cell(), 1e-9, "a round size");
        // The figure stands on the floor; ahead of the camera, by the sidecar's matrix.
        double[] foot = room.foot();
        var at = room.project(foot[0], foot[1], foot[2]);
        var lifted = PointCloud.lift(room.lens(), at[0], at[1], at[2]);
        int taken = 0;
        for (double dx = -0.2; dx <= 0.2; dx += 0.05) {
            for (double dz = -0.2; dz <= 0.2; dz += 0.05) {
                taken +=
                        map.at(map.across(lifted) + dx, map.ahead(lifted) + dz) == FloorMap.TAKEN
                                ? 1
                                : 0;
            }
        }
        assertTrue(taken > 8, "the figure takes " + taken + " cells");
        // Between the camera and the rug the floor is free.
        assertEquals(FloorMap.FREE, map.at(0.2, 2.3));
        assertTrue(map.area(FloorMap.FREE) > 2, "free: " + map.area(FloorMap.FREE));
        assertEquals(0.5, FloorMap.round(0.4), 1e-12);
        assertEquals(1, FloorMap.round(1), 1e-12);
        assertEquals(20, FloorMap.round(11), 1e-12);
    }

    /** The measured length of the figure is the one it was modelled with. */
    @Test
    void lengthsInTheSampleRoomAreExact() {
        var room = new RenderedRoom();
        double[] foot = room.foot();
        var a = room.project(foot[0], foot[1], foot[2]);
        var b = room.project(foot[0], foot[1], room.figureHeight());
        var metres = new RelativeMetres(1, 0, 0, 0, 0, new MapNoise(0, 0), 1, 6);
        var span =
                Span.between(
                        new Span.Mark(a[0], a[1], 1 / a[2]),
                        new Span.Mark(b[0], b[1], 1 / b[2]),
                        room.lens(),
                        metres);
        assertEquals(room.figureHeight(), span.metres(), 1e-6);
    }
}
