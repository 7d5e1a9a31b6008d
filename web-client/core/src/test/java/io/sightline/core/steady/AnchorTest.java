// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AnchorTest {
    /** Values of a room at the places: a floor, a wall that leads away. */
    private static double[] room() {
        var values = new double[Anchor.COUNT];
        for (int i = 0; i < values.length; ++i) {
            var place = Anchor.places().get(i);
            values[i] = place.v() > 0.5 ? 1 + 4 * (place.v() - 0.5) : 1 + 0.4 * place.u();
        }
        return values;
    }

    @RepeatedTest(20)
    void aMapOfAnotherScaleFitsThoughSomebodyStandsThere(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        var anchor = Anchor.of(room());
        double scale = 0.7 + 0.7 * random.nextDouble();
        double shift = random.nextDouble();
        var now = room();
        for (int i = 0; i < now.length; ++i) {
            boolean body = i % 8 < 2;
            double value = body ? 3.5 : now[i] + 0.02 * random.nextGaussian();
            now[i] = i % 11 == 0 ? Double.NaN : scale * value + shift;
        }
        var fit = anchor.fit(now);
        assertTrue(fit.known());
        assertNotNull(fit.alignment());
        for (double value : List.of(1.0, 3.0)) {
            double told = fit.alignment().of((float) (scale * value + shift));
            assertEquals(value, told, 0.03 * value);
        }
        assertEquals(
                scale * room()[9] + shift,
                anchor.before(fit.alignment()).values().get(9),
                0.05 * scale);
    }

    @Test
    void anotherViewDoesNotFit() {
        var other = room();
        var random = new Random(1);
        for (int i = 0; i < other.length; ++i) {
            other[i] = 1 + 3 * random.nextDouble();
        }
        var fit = Anchor.of(room()).fit(other);
        assertTrue(fit.known());
        assertNull(fit.alignment());
    }

    @Test
    void whereLittleIsKnownNothingIsTold() {
        var little = new double[Anchor.COUNT];
        Arrays.fill(little, Double.NaN);
        System.arraycopy(room(), 0, little, 0, 15);
        assertFalse(Anchor.of(room()).fit(little).known());
    }

    @Test
    void alignmentsAreApartByAShare() {
        var anchor = Anchor.of(room());
        var one = new Alignment(1.2f, 0.1f);
        assertEquals(0, anchor.apart(one, one), 1e-6);
        assertEquals(0.05, anchor.apart(one, new Alignment(1.26f, 0.105f)), 1e-3);
    }

    @Test
    void whatIsNoNumberIsNoAnchor() {
        var values = room();
        values[3] = Double.NaN;
        assertNull(Anchor.of(values));
        assertThrows(IllegalArgumentException.class, () -> new Anchor(List.of(1.0)));
    }
}
