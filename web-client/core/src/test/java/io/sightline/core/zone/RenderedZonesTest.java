// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.position.DepthScene;
import io.sightline.core.position.Locator;
import io.sightline.core.position.MeasuredRoom;
import io.sightline.core.position.Subject;
import io.sightline.core.scene.BoxRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Decisions in rendered rooms, measured as a model measures (a few percent off over whole regions,
 * soft edges, a calibration that is off itself), against the exact answer of the geometry.
 */
final class RenderedZonesTest {
    private static final int SCENES = 100;
    private static final int PEOPLE = 4;
    private static final int ZONES = 5;

    /** Right and wrong decisions of a kind. */
    private static final class Tally {
        private int right;
        private int wrong;
        private int inside;
        private int projected;
        private int taken;

        private void note(boolean found, boolean truth) {
            right += found == truth ? 1 : 0;
            wrong += found == truth ? 0 : 1;
            inside += truth ? 1 : 0;
        }

        private double share() {
            return right / (double) (right + wrong);
        }

        @Override
        public String toString() {
            return share()
                    + " of "
                    + (right + wrong)
                    + " right, "
                    + inside
                    + " inside, "
                    + taken
                    + " of "
                    + projected
                    + " that only project taken for inside";
        }
    }

    @Test
    void decisionsAreRight() {
        var random = new Random(15);
        var floor = new Tally();
        var drawn = new Tally();
        var distance = new Tally();
        for (int i = 0; i < SCENES; ++i) {
            double height = 1.6 + random.nextDouble();
            double pitch = Math.toRadians(10 + 15 * random.nextDouble());
            double tableX = -2 + 4 * random.nextDouble();
            double tableZ = 2.5 + 2 * random.nextDouble();
            Supplier<BoxRoom> empty =
                    () ->
                            new BoxRoom(MeasuredRoom.lens(67), height, pitch, 4, 10)
                                    .with(tableX, tableZ, 1.4, 0.6, 0.75);
            var measured = new MeasuredRoom(random, empty);
            if (measured.scene().floor() == null) {
                continue;
            }
            for (int k = 0; k < PEOPLE; ++k) {
                person(random, measured, empty.get(), height, floor, drawn, distance);
            }
        }
        assertTrue(floor.inside > 50 && floor.right - floor.inside > 50, "both kinds: " + floor);
        assertTrue(floor.share() >= 0.95, "on the floor: " + floor);
        assertTrue(drawn.share() >= 0.95, "on the picture: " + drawn);
        assertTrue(distance.share() >= 0.95, "by distance: " + distance);
        assertTrue(floor.projected > 40, "" + floor);
        assertTrue(floor.taken <= 0.05 * floor.projected, "" + floor);
        assertTrue(drawn.taken <= 0.05 * drawn.projected, "" + drawn);
    }

    private static void person(
            Random random,
            MeasuredRoom measured,
            BoxRoom room,
            double height,
            Tally floor,
            Tally drawn,
            Tally distance) {
        double z = 2 + 5 * random.nextDouble();
        double x = (random.nextDouble() - 0.5) * Math.min(6, 0.8 * z);
        double tall = 1.5 + 0.45 * random.nextDouble();
        var parts = room.person(x, z, tall, 0);
        var box = measured.detect(room, parts);
        if (box == null) {
            return;
        }
        var scene = measured.scene();
        var position = new Locator(scene, measured.measure(room)).locate(box);
        var subject = new Subject(1, "person", 0.9, box, true, 0, 0, Double.NaN, position);
        for (int i = 0; i < ZONES; ++i) {
            // Around the person, or elsewhere in the room.
            boolean near = random.nextInt(3) == 0;
            double radius = 0.8 + 1.2 * random.nextDouble();
            double cx = near ? x + (random.nextDouble() - 0.5) : -3 + 6 * random.nextDouble();
            double cz = near ? z + (random.nextDouble() - 0.5) : 2.5 + 5 * random.nextDouble();
            var polygon = PolygonTest.star(random, Plane.FLOOR, cx, cz, radius);
            boolean truth = polygon.contains(x, z);
            boolean found = ZoneJudge.preview(Zone.of("", polygon), subject, scene).inside();
            floor.note(found, truth);
            var picture = onPicture(polygon, room);
            if (picture != null) {
                boolean seen = ZoneJudge.preview(Zone.of("", picture), subject, scene).inside();
                drawn.note(seen, truth);
                // The body covers the zone, or the zone the body.
                boolean flat =
                        ZoneJudge.preview(
                                        Zone.of("", picture).by(Anchor.BOX),
                                        subject,
                                        DepthScene.flat(MeasuredRoom.FRAME))
                                .inside();
                if (flat && polygon.depth(x, z, 1) < -0.5) {
                    ++floor.projected;
                    ++drawn.projected;
                    floor.taken += found ? 1 : 0;
                    drawn.taken += seen ? 1 : 0;
                }
            }
            double least = 1 + 5 * random.nextDouble();
            var band = new Band(least, least + 1 + 2 * random.nextDouble());
            var zone = new Zone("", null, Anchor.FOOT, band, true, null, 0);
            double trunk = room.project(x, height - 0.65 * tall, z - 0.065 * tall)[2];
            distance.note(
                    ZoneJudge.preview(zone, subject, scene).inside(),
                    trunk >= band.least() && trunk <= band.most());
        }
    }

    /** The same outline as somebody draws it on the picture; null where it is not all in it. */
    private static Polygon onPicture(Polygon floor, BoxRoom room) {
        var corners = new ArrayList<Corner>();
        for (var corner : floor.corners()) {
            if (corner.y() < 0.3) {
                return null;
            }
            var at = room.floor(corner.x(), corner.y());
            double u = at[0] / MeasuredRoom.FRAME.width();
            double v = at[1] / MeasuredRoom.FRAME.height();
            if (u < 0 || v < 0 || u > 1 || v > 1) {
                return null;
            }
            corners.add(new Corner(u, v));
        }
        return new Polygon(Plane.IMAGE, corners);
    }

    /** The plain case by itself: a zone far away, somebody near whose body covers it. */
    @Test
    void aBodyBeforeAZoneIsNotInIt() {
        var random = new Random(5);
        Supplier<BoxRoom> empty =
                () -> new BoxRoom(MeasuredRoom.lens(67), 1.9, Math.toRadians(14), 4, 10);
        var corners =
                List.of(
                        new Corner(-0.8, 5),
                        new Corner(0.8, 5),
                        new Corner(0.8, 7),
                        new Corner(-0.8, 7));
        var ground = new Polygon(Plane.FLOOR, corners);
        var picture = onPicture(ground, empty.get());
        int near = 0;
        int there = 0;
        for (int i = 0; i < 20; ++i) {
            var measured = new MeasuredRoom(random, empty);
            for (double z : new double[] {2.6, 6}) {
                var room = empty.get();
                var box = measured.detect(room, room.person(0, z, 1.75, 0));
                var position = new Locator(measured.scene(), measured.measure(room)).locate(box);
                var subject = new Subject(1, "person", 0.9, box, true, 0, 0, Double.NaN, position);
                for (var polygon : List.of(ground, picture)) {
                    boolean inside =
                            ZoneJudge.preview(Zone.of("", polygon), subject, measured.scene())
                                    .inside();
                    near += z < 5 && inside ? 1 : 0;
                    there += z > 5 && inside ? 1 : 0;
                }
            }
        }
        assertEquals(0, near);
        assertEquals(40, there);
    }

    /**
     * A table hides the feet, so the lower edge of the box lies where the floor far behind is seen:
     * in a zone there nobody stands; in the one at the table somebody does.
     */
    @Test
    void whoStandsBehindATableIsNotInTheZoneBehind() {
        var random = new Random(6);
        Supplier<BoxRoom> empty =
                () ->
                        new BoxRoom(MeasuredRoom.lens(67), 1.9, Math.toRadians(14), 4, 10)
                                .with(0, 4.2, 1.6, 0.6, 0.75);
        var here = rectangle(-1, 4.55, 1, 5.65);
        var behind = rectangle(-1.5, 6.2, 1.5, 8.8);
        int there = 0;
        int taken = 0;
        int naive = 0;
        for (int i = 0; i < 20; ++i) {
            var measured = new MeasuredRoom(random, empty);
            var room = empty.get();
            var box = measured.detect(room, room.person(0, 5.1, 1.75, 0));
            var scene = measured.scene();
            var position = new Locator(scene, measured.measure(room)).locate(box);
            var subject = new Subject(1, "person", 0.9, box, true, 0, 0, Double.NaN, position);
            var edge = scene.floorAt(box.centreX(), box.bottom());
            naive += behind.contains(scene.across(edge), scene.away(edge)) ? 1 : 0;
            for (boolean drawn : new boolean[] {false, true}) {
                var at = drawn ? onPicture(here, room) : here;
                var beyond = drawn ? onPicture(behind, room) : behind;
                there += ZoneJudge.preview(Zone.of("", at), subject, scene).inside() ? 1 : 0;
                taken += ZoneJudge.preview(Zone.of("", beyond), subject, scene).inside() ? 1 : 0;
            }
        }
        assertTrue(naive >= 18, "the lower edge alone would say so: " + naive);
        assertEquals(0, taken);
        assertTrue(there >= 36, there + " of 40");
    }

    private static Polygon rectangle(double left, double near, double right, double far) {
        return new Polygon(
                Plane.FLOOR,
                List.of(
                        new Corner(left, near),
                        new Corner(right, near),
                        new Corner(right, far),
                        new Corner(left, far)));
    }
}
