// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CooldownsTest {
    @Test
    void aTrackThatComesBackWaitsOn() {
        var cooldowns = new Cooldowns();
        cooldowns.put(3, 20, 10);
        assertEquals(20, cooldowns.of(3));
        assertEquals(Double.NEGATIVE_INFINITY, cooldowns.of(4));
    }

    @Test
    void whatIsOverIsForgotten() {
        var cooldowns = new Cooldowns();
        cooldowns.put(1, 10, 10);
        assertEquals(0, cooldowns.size(), "nothing to wait for");
        cooldowns.put(1, 11, 10);
        cooldowns.put(2, 30, 11);
        assertEquals(1, cooldowns.size());
        assertEquals(Double.NEGATIVE_INFINITY, cooldowns.of(1));
    }

    @Test
    void thoseThatWentFirstMakeRoom() {
        var cooldowns = new Cooldowns();
        for (int track = 0; track < Cooldowns.MOST + 5; ++track) {
            cooldowns.put(track, 1000, track);
        }
        assertEquals(Cooldowns.MOST, cooldowns.size());
        assertEquals(Double.NEGATIVE_INFINITY, cooldowns.of(4));
        assertEquals(1000, cooldowns.of(5));
    }
}
