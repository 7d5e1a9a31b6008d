// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SamplingTest {
    @Test
    void oneASecondIsWithinItsBounds() {
        assertEquals(8, Sampling.wanted(8, 300));
        assertEquals(12, Sampling.wanted(0, 12.4));
        assertEquals(50, Sampling.wanted(0, 300));
        assertEquals(2, Sampling.wanted(0, 0.3));
    }

    @Test
    void aLongClipIsScannedAsOftenAsAShortOne() {
        assertEquals(40, Sampling.scan(0, 10).length);
        var hour = Sampling.scan(0, 3600);
        assertEquals(160, hour.length);
        assertEquals(3600, hour[159], 1e-9);
        assertEquals(50, Sampling.scan(50, 60)[0], 1e-9);
    }

    @Test
    void whatChangesIsShown() {
        var times = Sampling.scan(0, 20);
        var change = new double[times.length];
        change[20] = 60;
        change[61] = 40;
        assertArrayEquals(new int[] {0, 20, 61, 79}, Sampling.landmarks(times, change, 8));
    }

    @Test
    void whereNothingChangesHalfOfThemAreShown() {
        var times = Sampling.scan(0, 20);
        assertEquals(4, Sampling.landmarks(times, new double[times.length], 8).length);
        assertEquals(2, Sampling.landmarks(times, new double[times.length], 2).length);
    }

    @Test
    void namesComeBack() {
        for (var sampling : Sampling.values()) {
            assertEquals(sampling, Sampling.of(sampling.id()));
        }
        assertNull(Sampling.of("other"));
        assertNull(Sampling.of(null));
    }

    @Test
    void aSummaryHasASettingOfItsOwn() {
        var settings = LanguageSettings.DEFAULT.with(Mode.SUMMARY, Sampling.EVEN);
        assertEquals(Sampling.EVEN, settings.sampling(Mode.SUMMARY));
        settings = settings.with(Mode.VERDICT, Sampling.CHANGE);
        assertEquals(Sampling.CHANGE, settings.sampling(Mode.ANSWER));
        assertEquals(settings, LanguageSettings.of(settings.toMap()));
        assertTrue(!settings.equals(LanguageSettings.DEFAULT));
    }
}
