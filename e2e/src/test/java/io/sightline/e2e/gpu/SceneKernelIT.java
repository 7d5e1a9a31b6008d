// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.space.DepthLaw;
import io.sightline.core.space.OrbitCamera;
import io.sightline.core.space.Point;
import io.sightline.core.space.PointCloud;
import io.sightline.core.space.SceneView;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What {@code scene.wgsl} draws, held against the projection in plain Java. */
@InChromium(BrowserProfile.SOFTWARE_WEBGPU)
final class SceneKernelIT {
    private static final ImageSize MAP = new ImageSize(48, 36);
    private static final ImageSize CANVAS = new ImageSize(480, 360);
    private static final Intrinsics LENS = Intrinsics.ofFieldOfView(MAP, 60);
    private static final OrbitCamera ASIDE = OrbitCamera.before(3, 50).turned(0.35, 0.2);

    /** Pixels of the map that are painted red, each seen from aside. */
    private static final int[][] BEACONS = {{6, 6}, {24, 18}, {41, 8}, {12, 30}, {38, 29}};

    /** A wall that runs away to the right. */
    private static double slanted(int x, int y) {
        return 1 / (0.5 - 0.004 * x);
    }

    /** The same wall, of which only the beacons have a depth, so that no neighbour hides them. */
    private static double sparse(int x, int y) {
        for (int[] beacon : BEACONS) {
            if (beacon[0] == x && beacon[1] == y) {
                return slanted(x, y);
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Something at 2 m before a wall at 4 m. */
    private static double stepped(int x, int y) {
        return x < 24 ? 2 : 4;
    }

    private interface Scene {
        double depth(int x, int y);
    }

    /** A view of the map whose values are inverse depths. */
    private static SceneView view(OrbitCamera camera, boolean surface, double from, double to) {
        return new SceneView(
                CANVAS, camera, LENS, new DepthLaw(true, 1, 0, 100), false, surface, from, to);
    }

    private static ByteBuffer draw(Visit visit, Scene scene, SceneView view) {
        visit.open();
        int count = (int) MAP.pixels();
        var map = new float[count];
        var frame = Kernel.bytes(count * 4);
        float least = Float.MAX_VALUE;
        float most = 0;
        for (int i = 0; i < count; ++i) {
            map[i] = (float) (1 / scene.depth(i % MAP.width(), i / MAP.width()));
            least = Math.min(least, map[i]);
            most = Math.max(most, map[i]);
            frame.putInt(i * 4, 0xffff8000);
        }
        for (int[] beacon : BEACONS) {
            frame.putInt((beacon[1] * MAP.width() + beacon[0]) * 4, 0xff0000ff);
        }
        var settings = Kernel.bytes(SceneView.BYTES);
        view.put(settings, MAP, new DepthRange(least, most, least, most));
        int cells = view.surface() ? (MAP.width() - 1) * (MAP.height() - 1) : count;
        return new Kernel("scene")
                .with(0, "storage", Kernel.floats(map))
                .with(1, "picture", frame, MAP.width(), MAP.height())
                .sampler(2)
                .with(3, "uniform", settings)
                .solid(view.surface() ? "surface" : "points", cells * 6, 0, 1, 2, 3)
                .draw(visit.page(), CANVAS.width(), CANVAS.height());
    }

    private static Point lifted(Scene scene, double x, double y) {
        return PointCloud.lift(LENS, x + 0.5, y + 0.5, scene.depth((int) x, (int) y));
    }

    private static int alpha(ByteBuffer picture, Point shown) {
        int x = (int) (shown.x() * CANVAS.width());
        int y = (int) (shown.y() * CANVAS.height());
        return picture.get((y * CANVAS.width() + x) * 4 + 3) & 255;
    }

    private static double covered(ByteBuffer picture) {
        int count = 0;
        for (int i = 0; i < CANVAS.pixels(); ++i) {
            count += picture.get(i * 4 + 3) != 0 ? 1 : 0;
        }
        return (double) count / CANVAS.pixels();
    }

    /** The middle of what is red near a place. */
    private static double[] red(ByteBuffer picture, Point near) {
        double sx = 0;
        double sy = 0;
        double sum = 0;
        int cx = (int) (near.x() * CANVAS.width());
        int cy = (int) (near.y() * CANVAS.height());
        for (int y = Math.max(0, cy - 14); y < Math.min(CANVAS.height(), cy + 15); ++y) {
            for (int x = Math.max(0, cx - 14); x < Math.min(CANVAS.width(), cx + 15); ++x) {
                int at = (y * CANVAS.width() + x) * 4;
                if ((picture.get(at) & 255) > 128) {
                    sx += x + 0.5;
                    sy += y + 0.5;
                    ++sum;
                }
            }
        }
        assertTrue(sum > 8, "only " + sum + " red pixels near " + cx + ", " + cy);
        return new double[] {sx / sum, sy / sum};
    }

    private static double showsBeacons(Visit visit, Scene scene, boolean surface) {
        var picture = draw(visit, scene, view(ASIDE, surface, 0, 1));
        for (int[] beacon : BEACONS) {
            var shown =
                    ASIDE.shown(
                            lifted(SceneKernelIT::slanted, beacon[0], beacon[1]),
                            (double) CANVAS.width() / CANVAS.height());
            double[] found = red(picture, shown);
            assertEquals(shown.x() * CANVAS.width(), found[0], 1, "across");
            assertEquals(shown.y() * CANVAS.height(), found[1], 1, "down");
        }
        return covered(picture);
    }

    @Test
    void pointsAreWhereTheTwinProjectsThem(Visit visit) {
        double seen = showsBeacons(visit, SceneKernelIT::sparse, false);
        assertTrue(seen > 0 && seen < 0.02, "covered " + seen);
    }

    @Test
    void theSurfaceIsWhereTheTwinProjectsIt(Visit visit) {
        double seen = showsBeacons(visit, SceneKernelIT::slanted, true);
        assertTrue(seen > 0.3 && seen < 0.95, "covered " + seen);
    }

    @Test
    void theSurfaceIsCutWhereDepthJumps(Visit visit) {
        // From the right one looks between the thing and the wall.
        var camera = OrbitCamera.before(3, 60).turned(0.5, 0);
        var view = view(camera, true, 0, 1);
        var picture = draw(visit, SceneKernelIT::stepped, view);
        int gaps = 0;
        int surfaces = 0;
        for (int y = 8; y < 28; ++y) {
            var near = lifted(SceneKernelIT::stepped, 23, y);
            var far = lifted(SceneKernelIT::stepped, 24, y);
            var between = camera.shown(near.plus(far).times(0.5), view.aspect());
            gaps += alpha(picture, between) == 0 ? 1 : 0;
            surfaces +=
                    alpha(
                                            picture,
                                            camera.shown(
                                                    lifted(SceneKernelIT::stepped, 20, y),
                                                    view.aspect()))
                                    == 255
                            ? 1
                            : 0;
        }
        assertEquals(20, gaps, "nothing is stretched between the thing and the wall");
        assertEquals(20, surfaces);
    }

    @Test
    void aSoftEdgeIsNoSlope(Visit visit) {
        // Equal steps of inverse depth, three pixels wide, through a lens that sees 10 degrees.
        Scene soft = (x, y) -> 1 / (0.5 - Math.min(1, Math.max(0, (x - 22) / 3.0)) / 6);
        var lens = Intrinsics.ofFieldOfView(MAP, 10);
        var camera = OrbitCamera.before(2.5, 16).turned(0.5, 0);
        var view =
                new SceneView(
                        CANVAS, camera, lens, new DepthLaw(true, 1, 0, 100), false, true, 0, 1);
        var picture = draw(visit, soft, view);
        int gaps = 0;
        int surfaces = 0;
        for (int y = 8; y < 28; ++y) {
            for (double x = 22.25; x < 25; x += 0.5) {
                double inverse = 0.5 - (x - 22) / 18;
                var at = PointCloud.lift(lens, x + 0.5, y + 0.5, 1 / inverse);
                gaps += alpha(picture, camera.shown(at, view.aspect())) == 0 ? 1 : 0;
            }
            for (int x : new int[] {18, 30}) {
                var at = PointCloud.lift(lens, x + 0.5, y + 0.5, soft.depth(x, y));
                surfaces += alpha(picture, camera.shown(at, view.aspect())) == 255 ? 1 : 0;
            }
        }
        assertEquals(20 * 6, gaps, "shards along the line of sight");
        assertEquals(20 * 2, surfaces);
    }

    @Test
    void aPlaneAtAFlatAngleStaysWhole(Visit visit) {
        // Neighbours differ by up to a seventh, in equal steps of inverse depth.
        Scene floor = (x, y) -> 1 / (0.2 + 0.03 * (y + 0.5));
        var camera = OrbitCamera.before(2, 60);
        var picture = draw(visit, floor, view(camera, true, 0, 1));
        var whole = covered(picture);
        var points = covered(draw(visit, floor, view(camera, false, 0, 1)));
        assertTrue(whole > 0.9 * points, whole + " of " + points);
    }

    @Test
    void whatIsCutAwayIsNotDrawn(Visit visit) {
        var camera = OrbitCamera.before(3, 50);
        double all = covered(draw(visit, SceneKernelIT::stepped, view(camera, false, 0, 1)));
        double near = covered(draw(visit, SceneKernelIT::stepped, view(camera, false, 0.5, 1)));
        double far = covered(draw(visit, SceneKernelIT::stepped, view(camera, false, 0, 0.5)));
        assertEquals(all / 2, near, 0.05);
        assertEquals(all / 2, far, 0.05);
    }
}
