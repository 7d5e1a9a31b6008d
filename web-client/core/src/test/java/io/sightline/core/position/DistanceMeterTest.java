// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.space.Point;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceMeterTest {
    private static Position relative(double distance) {
        return new Position(false, distance, 0.06, null, null, Double.NaN, Double.NaN);
    }

    private static Position metres(double distance, double band) {
        var point = new Point(0.2 * distance, 0.1 * distance, distance);
        return new Position(true, distance, band, point, null, 1.8, 0.1);
    }

    @Test
    void whoStandsIsToldMoreEvenlyThanMeasured() {
        var random = new Random(1);
        double measured = 0;
        double told = 0;
        int within = 0;
        int looks = 0;
        for (int run = 0; run < 50; ++run) {
            var meter = new DistanceMeter();
            for (int look = 0; look < 40; ++look) {
                double noise = 0.05 * random.nextGaussian();
                var one = meter.next(0.3 * look, relative(0.6 + noise));
                if (look >= 5) {
                    double off = one.distance() - 0.6;
                    measured += noise * noise;
                    told += off * off;
                    within += Math.abs(off) < 2 * one.distanceBand() ? 1 : 0;
                    ++looks;
                }
            }
        }
        assertTrue(Math.sqrt(told / measured) < 0.72, "" + Math.sqrt(told / measured));
        assertTrue(within > 0.93 * looks, within + " of " + looks);
    }

    @Test
    void whoWalksIsNotToldTooLate() {
        var random = new Random(2);
        double sum = 0;
        double square = 0;
        int count = 0;
        for (int run = 0; run < 50; ++run) {
            var meter = new DistanceMeter();
            for (int look = 0; look < 16; ++look) {
                double t = 0.25 * look;
                double distance = 6 - 1.2 * t;
                var raw = metres(distance * (1 + 0.06 * random.nextGaussian()), 0.5);
                var one = meter.next(t, raw);
                if (look >= 6) {
                    sum += one.distance() - distance;
                    square += Math.pow((one.distance() - distance) / distance, 2);
                    ++count;
                }
            }
        }
        assertEquals(0, sum / count, 0.08);
        assertTrue(Math.sqrt(square / count) < 0.06, "" + Math.sqrt(square / count));
    }

    @Test
    void thePlaceStaysOnItsRay() {
        var meter = new DistanceMeter();
        meter.next(0, metres(4, 0.3));
        var one = meter.next(0.2, metres(4.4, 0.3));
        assertTrue(one.distance() > 4 && one.distance() < 4.4, "" + one.distance());
        assertEquals(one.distance(), one.point().z(), 1e-9);
        assertEquals(0.2 * one.distance(), one.point().x(), 1e-9);
        // What the calibration is unsure of no second frame makes sure.
        double band = 0;
        for (int i = 2; i < 60; ++i) {
            band = meter.next(0.2 * i, metres(4, 1)).distanceBand();
        }
        assertTrue(band > 0.9 && band < 1.05, "" + band);
    }

    @Test
    void anotherScaleOrUnitOrALongGapBeginsAnew() {
        var meter = new DistanceMeter();
        for (int i = 0; i < 10; ++i) {
            meter.next(0.2 * i, relative(0.2));
        }
        assertEquals(0.9, meter.next(2, relative(0.9)).distance(), 1e-9);
        assertEquals(3, meter.next(2.2, metres(3, 0.2)).distance(), 1e-9);
        assertEquals(2.2, meter.next(6, metres(2.2, 0.2)).distance(), 1e-9);
        var unknown = new Position(false, Double.NaN, 0, null, null, Double.NaN, Double.NaN);
        assertSame(unknown, meter.next(6.2, unknown));
        assertNull(meter.next(6.4, relative(0.5)).point());
    }

    @Test
    void theRelativeScaleIsNotLeft() {
        var meter = new DistanceMeter();
        for (int i = 0; i < 12; ++i) {
            double distance = meter.next(0.2 * i, relative(Math.max(0, 1 - 0.1 * i))).distance();
            assertTrue(distance >= 0 && distance <= 1, "" + distance);
        }
    }
}
