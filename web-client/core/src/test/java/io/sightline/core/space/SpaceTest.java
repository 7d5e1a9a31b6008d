// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.MapNoise;
import io.sightline.core.metres.MetricMetres;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.scene.BoxRoom;
import io.sightline.core.scene.RenderedRoom;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpaceTest {
    private static final Intrinsics LENS = Intrinsics.ofFieldOfView(new ImageSize(160, 120), 66);

    private static PointCloud cloud(float[] depth, Intrinsics lens, int every) {
        return PointCloud.of(FloatBuffer.wrap(depth), null, lens, 50, every);
    }

    @Test
    void pointsLieWhereTheyProjectFrom() {
        var room = new BoxRoom(LENS, 1.5, 0.2, 3, 8);
        var depth = room.depth();
        var rgba = ByteBuffer.allocate(160 * 120 * 4);
        for (int i = 0; i < 160 * 120; ++i) {
            rgba.put(i * 4, (byte) i).put(i * 4 + 1, (byte) (i >> 8)).put(i * 4 + 3, (byte) 255);
        }
        depth[5] = 0;
        depth[6] = Float.NaN;
        depth[7] = Float.POSITIVE_INFINITY;
        var cloud = PointCloud.of(FloatBuffer.wrap(depth), rgba, LENS, 50, 1);
        assertEquals(160 * 120 - 3, cloud.count());
        for (int i = 0; i < cloud.count(); i += 7) {
            var p = cloud.point(i);
            double x = LENS.fx() * p.x() / p.z() + LENS.cx();
            double y = LENS.fy() * p.y() / p.z() + LENS.cy();
            int pixel = (int) Math.floor(y) * 160 + (int) Math.floor(x);
            assertEquals(0.5, x - Math.floor(x), 1e-3);
            assertEquals(depth[pixel], p.z());
            assertEquals((byte) pixel, cloud.colours().get(i * 3));
            assertEquals((byte) (pixel >> 8), cloud.colours().get(i * 3 + 1));
        }
        assertEquals(40 * 30, cloud(room.depth(), LENS, 4).count());
    }

    @Test
    void theFloorOfAnyRoomIsFoundDespiteNoiseAndFurniture() {
        var random = new Random(1);
        int found = 0;
        for (int round = 0; round < 30; ++round) {
            double height = 0.8 + 1.7 * random.nextDouble();
            double pitch = 0.1 + 0.35 * random.nextDouble();
            var room =
                    new BoxRoom(LENS, height, pitch, 2 + random.nextDouble(), 5 + random.nextInt(4))
                            .with(random.nextGaussian(), 3, 1.2, 0.8, 0.5 * height)
                            .with(-1.2, 4, 0.6, 0.5, 1.7);
            var depth = room.depth();
            for (int i = 0; i < depth.length; ++i) {
                depth[i] *= (float) (1 + 0.01 * random.nextGaussian());
                if (random.nextInt(20) == 0) {
                    depth[i] = 0.5f + 9 * random.nextFloat();
                }
            }
            var floor = FloorPlane.of(cloud(depth, LENS, 1));
            int visible = 0;
            for (float what : room.what()) {
                visible += what == 1 ? 1 : 0;
            }
            var scene = "round " + round + ", floor " + visible * 100 / depth.length + " %";
            if (visible < 0.1 * depth.length) {
                continue;
            }
            ++found;
            assertNotNull(floor, scene);
            assertEquals(height, floor.height(), 0.03 * height, "height, round " + round);
            assertEquals(pitch, floor.pitch(), Math.toRadians(1), "pitch, round " + round);
            assertEquals(0, floor.roll(), Math.toRadians(1));
            assertEquals(1, floor.up().length(), 1e-9);
        }
        assertTrue(found > 24, "floors " + found);
    }

    @Test
    void theRenderedRoomStandsOnItsFloor() {
        var rendered = new RenderedRoom();
        var cloud = cloud(rendered.depth(), rendered.lens(), 4);
        var floor = FloorPlane.of(cloud);
        assertNotNull(floor);
        assertEquals(rendered.cameraHeight(), floor.height(), 0.03 * rendered.cameraHeight());
        assertEquals(rendered.pitch(), floor.pitch(), Math.toRadians(1));
        assertEquals(0, floor.roll(), Math.toRadians(1));
        // The figure's head is as high above the floor as the figure is tall.
        double[] foot = rendered.foot();
        double[] head = rendered.project(foot[0], foot[1], rendered.figureHeight());
        assertEquals(
                rendered.figureHeight(),
                floor.above(PointCloud.lift(rendered.lens(), head[0], head[1], head[2])),
                0.05);
    }

    @Test
    void aWallIsNoFloor() {
        var wall = new float[160 * 120];
        java.util.Arrays.fill(wall, 2.5f);
        assertNull(FloorPlane.of(cloud(wall, LENS, 1)));
        assertNull(FloorPlane.of(cloud(new float[160 * 120], LENS, 1)));
    }

    @Test
    void aMeshIsCutWhereDepthJumpsAndNowhereElse() {
        var room = new BoxRoom(LENS, 1.5, 0.25, 2.5, 6).with(0.2, 2.5, 0.7, 0.4, 1.2);
        var depth = room.depth();
        var what = room.what();
        var mesh = DepthMesh.of(FloatBuffer.wrap(depth), null, LENS, 50, DepthMesh.JUMP, 1);
        // All triangles of the grid within one surface are there: a floor that is seen at a flat
        // angle is one.
        int within = 0;
        for (int y = 1; y < 120; ++y) {
            for (int x = 1; x < 160; ++x) {
                int d = y * 160 + x;
                boolean diagonal = what[d - 160] == what[d - 1];
                within += diagonal && what[d - 161] == what[d - 1] ? 1 : 0;
                within += diagonal && what[d] == what[d - 1] ? 1 : 0;
            }
        }
        int found = 0;
        int across = 0;
        for (int i = 0; i < mesh.count() * 3; i += 3) {
            boolean box = false;
            boolean wall = false;
            boolean one = true;
            for (int k = 0; k < 3; ++k) {
                int at = mesh.triangles().get(i + k);
                box |= what[at] == 5;
                wall |= what[at] == 3 || what[at] == 4;
                one &= what[at] == what[mesh.triangles().get(i)];
            }
            found += one ? 1 : 0;
            across += box && wall ? 1 : 0;
            // Seen from the camera, corners go round counter-clockwise.
            var a = mesh.cloud().point(mesh.triangles().get(i));
            var normal =
                    mesh.cloud()
                            .point(mesh.triangles().get(i + 1))
                            .minus(a)
                            .cross(mesh.cloud().point(mesh.triangles().get(i + 2)).minus(a));
            assertTrue(normal.dot(a) < 0);
        }
        // A surface that slopes towards a jump beside it loses a pixel there, as its foot.
        assertTrue(found <= within && found > 0.997 * within, found + " of " + within);
        assertEquals(0, across, "triangles between the box and what is behind it");
        // Holes shift the points' numbers; the grid must not notice.
        depth[60 * 160 + 80] = 0;
        var holed = DepthMesh.of(FloatBuffer.wrap(depth), null, LENS, 50, DepthMesh.JUMP, 1);
        assertTrue(mesh.count() - holed.count() <= 6 && holed.count() < mesh.count());
        var coarse = DepthMesh.of(FloatBuffer.wrap(depth), null, LENS, 50, DepthMesh.JUMP, 4);
        assertTrue(coarse.count() > 0.93 * 39 * 29 * 2, "coarse " + coarse.count());
    }

    /** Something at one depth before a wall at another, the edge drawn over so many pixels. */
    private static float[] soft(
            ImageSize size, double near, double far, double width, boolean smoothly) {
        var depth = new float[(int) size.pixels()];
        for (int i = 0; i < depth.length; ++i) {
            int x = i % size.width();
            int y = i / size.width();
            double from = size.width() / 2.0 + 0.3 * y;
            double part = Math.min(1, Math.max(0, (x - from) / width));
            part = smoothly ? part * part * (3 - 2 * part) : part;
            depth[i] = (float) (1 / (1 / near + part * (1 / far - 1 / near)));
        }
        return depth;
    }

    @Test
    void softEdgesLeaveNoShards() {
        var size = new ImageSize(260, 60);
        for (double width : new double[] {0.5, 1, 2, 3.5, 5, 7}) {
            for (double far : new double[] {3, 4, 9}) {
                for (boolean smoothly : new boolean[] {false, true}) {
                    var what = "edge of " + width + " before " + far + " m, smooth " + smoothly;
                    // As wide as 518 pixels of a webcam are: the angle of a pixel decides.
                    var lens = new Intrinsics(size, 391, 391, 130, 30);
                    var depth = FloatBuffer.wrap(soft(size, 2, far, width, smoothly));
                    var mesh = DepthMesh.of(depth, null, lens, 50, DepthMesh.JUMP, 1);
                    double flattest = 90;
                    int between = 0;
                    for (int i = 0; i < mesh.count() * 3; i += 3) {
                        var a = mesh.cloud().point(mesh.triangles().get(i));
                        var b = mesh.cloud().point(mesh.triangles().get(i + 1));
                        var c = mesh.cloud().point(mesh.triangles().get(i + 2));
                        var normal = b.minus(a).cross(c.minus(a));
                        double sine = -normal.dot(a) / normal.length() / a.length();
                        flattest = Math.min(flattest, Math.toDegrees(Math.asin(sine)));
                        double z = (a.z() + b.z() + c.z()) / 3;
                        between += z > 2 * 1.03 && z < far / 1.03 ? 1 : 0;
                    }
                    assertTrue(flattest > 2, what + ": seen at " + flattest + " degrees");
                    // A few where the foot of the edge is flat.
                    assertTrue(between < 0.002 * mesh.count(), what + ": " + between + " between");
                    // Beside the edge nothing is missing.
                    double whole = 2 * 259 * 59;
                    double missing = 2 * 59 * (width + 4);
                    assertTrue(mesh.count() > whole - missing, what + ": " + mesh.count());
                }
            }
        }
    }

    @Test
    void aFloorAtAFlatAngleStaysWhole() {
        // 1.5 m below the lens, seen as far as 20 m ahead.
        var size = new ImageSize(518, 392);
        var lens = new Intrinsics(size, 391, 391, 259, 196);
        var depth = new float[(int) size.pixels()];
        int rows = 0;
        for (int y = 0; y < size.height(); ++y) {
            double z = lens.down(y + 0.5) > 0 ? 1.5 / lens.down(y + 0.5) : 0;
            rows += z > 0 && z < 20 ? 1 : 0;
            Arrays.fill(depth, y * 518, y * 518 + 518, z < 20 ? (float) z : 0);
        }
        var mesh = DepthMesh.of(FloatBuffer.wrap(depth), null, lens, 50, DepthMesh.JUMP, 1);
        assertEquals(2 * 517 * (rows - 1), mesh.count());
    }

    @Test
    void fromAboveFurnitureIsTakenAndTheFloorIsFree() {
        var room = new BoxRoom(LENS, 1.6, 0.35, 2.5, 7).with(0.8, 3, 0.8, 0.6, 0.9);
        var cloud = cloud(room.depth(), LENS, 1);
        var floor = FloorPlane.of(cloud);
        assertNotNull(floor);
        var map = new FloorMap(cloud, floor, 0.1, 6, 7, 0.08, 2);
        assertEquals(60, map.columns());
        assertEquals(70, map.rows());
        assertEquals(FloorMap.TAKEN, map.at(0.8, 3.05));
        assertEquals(FloorMap.FREE, map.at(-0.5, 3));
        assertEquals(FloorMap.FREE, map.at(0, 2.4));
        // Behind the box nobody has looked.
        assertEquals(FloorMap.UNSEEN, map.at(0.9, 3.9));
        assertEquals(FloorMap.UNSEEN, map.at(0, 99));
        int taken = 0;
        double least = 99;
        double most = -99;
        for (int row = 0; row < map.rows(); ++row) {
            for (int column = 0; column < map.columns(); ++column) {
                double across = (column + 0.5 - 30) * 0.1;
                double ahead = (70 - row - 0.5) * 0.1;
                if (map.cell(column, row) == FloorMap.TAKEN
                        && Math.abs(across) < 2.2
                        && ahead < 6.5) {
                    ++taken;
                    least = Math.min(least, across);
                    most = Math.max(most, across);
                }
            }
        }
        assertTrue(taken > 10, "taken " + taken);
        assertEquals(0.4, least, 0.15);
        assertEquals(1.2, most, 0.15);
    }

    private static double[] clip(OrbitCamera camera, Point p, double aspect) {
        double[] v = times(camera.view(), new double[] {p.x(), p.y(), p.z(), 1});
        double[] c = times(camera.projection(aspect, 0.1, 100), v);
        return new double[] {c[0] / c[3], c[1] / c[3], c[2] / c[3]};
    }

    private static double[] times(float[] matrix, double[] vector) {
        var result = new double[4];
        for (int row = 0; row < 4; ++row) {
            for (int k = 0; k < 4; ++k) {
                result[row] += matrix[k * 4 + row] * vector[k];
            }
        }
        return result;
    }

    @Test
    void anOrbitLooksAtItsTargetFromWhereItIs() {
        var random = new Random(2);
        for (int round = 0; round < 300; ++round) {
            var camera =
                    new OrbitCamera(
                            new Point(
                                    random.nextGaussian(),
                                    random.nextGaussian(),
                                    3 + random.nextGaussian()),
                            6 * random.nextGaussian(),
                            2 * random.nextGaussian(),
                            0.3 + 5 * random.nextDouble(),
                            30 + 60 * random.nextDouble());
            double[] centre = clip(camera, camera.target(), 1.5);
            assertEquals(0, centre[0], 1e-4);
            assertEquals(0, centre[1], 1e-4);
            assertTrue(centre[2] > 0 && centre[2] < 1);
            assertEquals(camera.distance(), camera.target().minus(camera.place()).length(), 1e-9);
            // Any point is met by the ray through where it is drawn.
            var p =
                    camera.target()
                            .plus(
                                    new Point(
                                                    random.nextGaussian(),
                                                    random.nextGaussian(),
                                                    random.nextGaussian())
                                            .times(0.1));
            double[] at = clip(camera, p, 1.5);
            var ray = camera.ray((at[0] + 1) / 2, (1 - at[1]) / 2, 1.5);
            assertEquals(1, ray.dot(p.minus(camera.place()).unit()), 1e-5);
            // The picture's up is up: less y is higher.
            var above = camera.target().plus(new Point(0, -0.05, 0));
            if (Math.abs(camera.pitch()) < 1.3) {
                assertTrue(clip(camera, above, 1.5)[1] > 0);
            }
        }
        var start = OrbitCamera.before(3, 50);
        assertEquals(0, start.place().length(), 1e-9);
        assertTrue(start.turned(0.3, 0).place().x() > 0);
        assertTrue(start.turned(0, 0.3).place().y() < 0);
        assertEquals(6, start.zoomed(2).distance());
        double[] dragged = clip(start.moved(0.25, 0.1), start.target(), 1);
        assertEquals(0.5, dragged[0], 1e-4);
        assertEquals(-0.2, dragged[1], 1e-4);
    }

    @Test
    void pickingFindsThePointInFront() {
        var room = new BoxRoom(LENS, 1.5, 0.2, 2.5, 6).with(0, 2.5, 0.8, 0.4, 1.6);
        var depth = room.depth();
        var cloud = cloud(depth, LENS, 1);
        var camera = OrbitCamera.before(2, LENS.degreesDown());
        double aspect = 160 / 120.0;
        for (int[] pixel : new int[][] {{80, 60}, {20, 100}, {150, 20}, {80, 110}}) {
            int found =
                    camera.pick(
                            cloud, (pixel[0] + 0.5) / 160, (pixel[1] + 0.5) / 120, aspect, 0.02);
            var p = cloud.point(found);
            assertEquals(depth[pixel[1] * 160 + pixel[0]], p.z(), 0.06 * p.z());
        }
        assertEquals(-1, camera.turned(Math.PI, 0).pick(cloud, 0.5, 0.5, aspect, 1e-6));
    }

    @Test
    void lengthsAreRightAndTheirBandHoldsTheTruth() {
        var random = new Random(3);
        var noise = new MapNoise(0.03, 0);
        int covered = 0;
        int total = 0;
        double width = 0;
        for (int round = 0; round < 4000; ++round) {
            // A calibration that is itself off, as its covariance says.
            double es = 0.02 * random.nextGaussian();
            double et = 0.005 * random.nextGaussian();
            var metres = new RelativeMetres(1 + es, 0.1 + et, 4e-4, 2.5e-5, 0, noise, 1, 6);
            double[] z = {1.5 + 3 * random.nextDouble(), 1.5 + 3 * random.nextDouble()};
            var marks = new Span.Mark[2];
            var points = new Point[2];
            for (int i = 0; i < 2; ++i) {
                double x = 160 * random.nextDouble();
                double y = 120 * random.nextDouble();
                double value = (1 + 0.03 * random.nextGaussian()) / z[i] - 0.1;
                marks[i] = new Span.Mark(x, y, value);
                points[i] = PointCloud.lift(LENS, x, y, z[i]);
            }
            double truth = points[0].minus(points[1]).length();
            var span = Span.between(marks[0], marks[1], LENS, metres);
            if (truth > 0.8) {
                covered += truth >= span.near() && truth <= span.far() ? 1 : 0;
                width += (span.far() - span.near()) / 2 / truth;
                ++total;
            }
        }
        assertTrue((double) covered / total > 0.9, "covered " + (double) covered / total);
        assertTrue(width / total < 0.25, "width " + width / total);
        var exact = new MetricMetres(1, 0, new MapNoise(0, 0), 20);
        var a = new Span.Mark(LENS.cx() - LENS.fx() / 2, LENS.cy(), 2);
        var b = new Span.Mark(LENS.cx() + LENS.fx() / 2, LENS.cy(), 2);
        assertEquals(2, Span.between(a, b, LENS, exact).metres(), 1e-9);
        var sky = new Span.Mark(3, 3, 0);
        assertTrue(Double.isInfinite(Span.between(a, sky, LENS, exact).far()));
    }

    @Test
    void aSharedErrorCancelsAcross() {
        // The factor is unsure by 10 %, the values are exact: a length is unsure by 10 %, no more.
        var metres = new MetricMetres(1, 0.01, new MapNoise(0, 0), 20);
        var span = Span.between(new Span.Mark(40, 60, 3), new Span.Mark(120, 60, 3), LENS, metres);
        assertEquals(0.196, (span.far() - span.metres()) / span.metres(), 1e-9);
        var deep = Span.between(new Span.Mark(80, 60, 3), new Span.Mark(80, 60, 3.1), LENS, metres);
        assertEquals(0.196, (deep.far() - deep.metres()) / deep.metres(), 1e-9);
    }
}
