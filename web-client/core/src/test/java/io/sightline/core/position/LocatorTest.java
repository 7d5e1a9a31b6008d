// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.scene.BoxRoom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Positions in rendered rooms, measured as a model measures, against the truth of the geometry. */
final class LocatorTest {
    private static final double PITCH = Math.toRadians(14);

    private static BoxRoom room() {
        return new BoxRoom(MeasuredRoom.lens(67), 1.9, PITCH, 3.5, 10);
    }

    /** One person measured, and the truth. */
    private record Case(
            Position found, double distance, double x, double z, double tall, boolean whole) {
        double distanceOff() {
            return (found.distance() - distance) / distance;
        }

        double footOff() {
            return Math.hypot(found.foot().across() - x, found.foot().away() - z);
        }
    }

    private static double trunk(BoxRoom room, double x, double z, double tall) {
        return room.project(x, 1.9 - 0.65 * tall, z - 0.065 * tall)[2];
    }

    private static List<Case> cases(int seed, int count, double near, double far, boolean tables) {
        var random = new Random(seed);
        var cases = new ArrayList<Case>();
        while (cases.size() < count) {
            double z = near + (far - near) * random.nextDouble();
            double x = (random.nextDouble() - 0.5) * Math.min(6, 0.9 * z);
            double tall = 1.5 + 0.45 * random.nextDouble();
            double table = tables ? z - 0.7 - 0.3 * random.nextDouble() : 0;
            Supplier<BoxRoom> empty = () -> tables ? room().with(x, table, 1.6, 0.5, 0.75) : room();
            var measured = new MeasuredRoom(random, empty);
            if (measured.scene().floor() == null) {
                continue;
            }
            var room = empty.get();
            var parts = room.person(x, z, tall, 0);
            var box = measured.detect(room, parts);
            if (box == null) {
                continue;
            }
            var found = new Locator(measured.scene(), measured.measure(room)).locate(box);
            assertNotNull(found);
            boolean whole = box.y() > 4 && box.bottom() < 356;
            cases.add(new Case(found, trunk(room, x, z, tall), x, z, tall, whole));
        }
        return cases;
    }

    private static double share(List<Case> cases, Predicate<Case> holds) {
        return cases.stream().filter(holds).count() / (double) cases.size();
    }

    private static double median(List<Case> cases, ToDoubleFunction<Case> of) {
        var sorted = cases.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String worst(List<Case> cases) {
        return cases.stream()
                .sorted(
                        (a, b) ->
                                Double.compare(
                                        Math.abs(b.distanceOff()), Math.abs(a.distanceOff())))
                .limit(5)
                .map(Case::toString)
                .reduce("", (a, b) -> a + "\n" + b);
    }

    @Test
    void distancesFromOneToEightMetresAreWithinTenPercent() {
        var cases = cases(1, 100, 1, 8, false);
        double within = share(cases, c -> Math.abs(c.distanceOff()) < 0.1);
        assertTrue(within >= 0.97, within + worst(cases));
        assertTrue(median(cases, c -> Math.abs(c.distanceOff())) < 0.035);
        assertTrue(Math.abs(median(cases, Case::distanceOff)) < 0.015, "no bias");
    }

    @Test
    void bandsHoldTheTruthAsOftenAsTheySay() {
        var cases = cases(2, 100, 1, 8, false);
        double one =
                share(
                        cases,
                        c -> Math.abs(c.found.distance() - c.distance) < c.found.distanceBand());
        double two =
                share(
                        cases,
                        c ->
                                Math.abs(c.found.distance() - c.distance)
                                        < 2 * c.found.distanceBand());
        assertTrue(one > 0.55 && one < 0.95, "" + one);
        assertTrue(two > 0.9, "" + two);
        double foot = share(cases, c -> c.footOff() < 2 * c.found.foot().band());
        assertTrue(foot > 0.88, "" + foot);
    }

    @Test
    void heightsAndFeetAreRight() {
        var cases = cases(3, 80, 2, 7, false).stream().filter(Case::whole).toList();
        assertTrue(cases.size() > 30, "" + cases.size());
        double height = median(cases, c -> Math.abs(c.found.height() - c.tall) / c.tall);
        double within =
                share(cases, c -> Math.abs(c.found.height() - c.tall) < 2 * c.found.heightBand());
        assertTrue(height < 0.05, "" + height);
        assertTrue(within > 0.88, "" + within);
        assertTrue(median(cases, Case::footOff) < 0.25);
    }

    @Test
    void hiddenFeetAreFoundByDepth() {
        var cases = cases(4, 60, 2.5, 6, true);
        double median = median(cases, Case::footOff);
        double within = share(cases, c -> c.footOff() < 2 * c.found.foot().band());
        assertTrue(median < 0.35, "" + median);
        assertTrue(within > 0.88, "" + within);
        assertTrue(share(cases, c -> Math.abs(c.distanceOff()) < 0.1) >= 0.93, worst(cases));
    }

    @Test
    void whatTheFrameCutsOffIsNotTold() {
        var random = new Random(5);
        var measured = new MeasuredRoom(random, LocatorTest::room);
        var room = room();
        var parts = room.person(0.1, 1.3, 1.75, 0);
        var box = measured.detect(room, parts);
        assertTrue(box.bottom() > 356, "feet are below the frame");
        var found = new Locator(measured.scene(), measured.measure(room)).locate(box);
        assertEquals(1.3, found.foot().away(), 3 * found.foot().band());
        var high = new Box(box.x(), 0, box.width(), box.bottom());
        var cut = new Locator(measured.scene(), measured.measure(room)).locate(high);
        assertTrue(Double.isNaN(cut.height()) && Double.isNaN(cut.heightBand()));
    }

    @Test
    void withoutACalibrationDistanceIsRelative() {
        var random = new Random(6);
        var measured = new MeasuredRoom(random, LocatorTest::room);
        var known = measured.scene();
        var scene =
                DepthScene.relative(known.frame(), known.map(), known.range(), known.polarity());
        double before = -1;
        for (double z : new double[] {4, 5.5, 7.5}) {
            var room = room();
            var parts = room.person(0, z, 1.75, 0);
            var found =
                    new Locator(scene, measured.measure(room)).locate(measured.detect(room, parts));
            assertFalse(found.metres());
            assertNull(found.point());
            assertNull(found.foot());
            assertTrue(Double.isNaN(found.height()));
            assertTrue(found.distance() > before && found.distance() <= 1, z + ": " + found);
            before = found.distance();
        }
        var flat = DepthScene.flat(known.frame());
        assertNull(new Locator(flat, DepthValues.of(i -> 0)).locate(new Box(0, 0, 10, 10)));
    }

    @Test
    void aPillarBeforeAPersonIsNotThePerson() {
        // A pillar covers a third of the body.
        var random = new Random(8);
        Supplier<BoxRoom> empty = () -> room().with(0.25, 2.5, 0.25, 0.2, 2.4);
        var offs = new ArrayList<Double>();
        for (int i = 0; i < 20; ++i) {
            var measured = new MeasuredRoom(random, empty);
            var room = empty.get();
            var parts = room.person(0.1, 4, 1.8, 0);
            var box = measured.detect(room, parts);
            var found = new Locator(measured.scene(), measured.measure(room)).locate(box);
            double truth = trunk(room, 0.1, 4, 1.8);
            offs.add(Math.abs(found.distance() - truth) / truth);
        }
        var sorted = offs.stream().mapToDouble(d -> d).sorted().toArray();
        assertTrue(sorted[18] < 0.1, Arrays.toString(sorted));
    }

    @Test
    void twoWhoStandTogetherAreAsFarApartAsTheyAre() {
        var random = new Random(9);
        int within = 0;
        int count = 0;
        var offs = new ArrayList<Double>();
        for (int i = 0; i < 40; ++i) {
            var measured = new MeasuredRoom(random, LocatorTest::room);
            var room = room();
            double z = 2.5 + 3 * random.nextDouble();
            double x = -1.2 + 0.6 * random.nextDouble();
            double z2 = Math.max(2, z + 2 * (random.nextDouble() - 0.5));
            double x2 = x + 0.8 + random.nextDouble();
            var one = room.person(x, z, 1.75, 0);
            var two = room.person(x2, z2, 1.65, 0);
            var boxOne = measured.detect(room, one);
            var boxTwo = measured.detect(room, two);
            if (boxOne == null || boxTwo == null || measured.scene().floor() == null) {
                continue;
            }
            var locator = new Locator(measured.scene(), measured.measure(room));
            var apart =
                    Separation.between(
                            locator.locate(boxOne), locator.locate(boxTwo), measured.scene());
            double truth = Math.hypot(x2 - x, z2 - z);
            within += Math.abs(apart.metres() - truth) < 2 * apart.band() ? 1 : 0;
            offs.add(Math.abs(apart.metres() - truth));
            ++count;
        }
        var sorted = offs.stream().mapToDouble(d -> d).sorted().toArray();
        assertTrue(count > 25);
        assertTrue(within >= 0.88 * count, within + " of " + count);
        assertTrue(sorted[count / 2] < 0.25, "" + sorted[count / 2]);
    }

    @Test
    void separationIsNullWhereNothingIsKnown() {
        var scene = DepthScene.flat(MeasuredRoom.FRAME);
        var one = new Position(false, 0.3, 0.02, null, null, Double.NaN, Double.NaN);
        assertNull(Separation.between(one, one, scene));
        assertNull(Separation.between(null, one, scene));
    }
}
