// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.gate.GateSettings;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rules;
import io.sightline.core.watch.WatchSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a look measures depth, and which rules want that. */
final class DepthTurnsTest {
    private static final LocalMoment NOON = new LocalMoment(3, 720);
    private static final List<?> SQUARE =
            List.of(List.of(0, 0), List.of(1, 0), List.of(1, 1), List.of(0, 1));

    /** The times of looks with depth, looks of a tenth of a second following each other. */
    private static List<Double> measured(double cost, boolean hasty, double seconds) {
        var turns = new DepthTurns();
        var times = new ArrayList<Double>();
        double now = 0;
        while (now < seconds) {
            boolean depth = turns.next(now, false, true, hasty);
            now += 0.1;
            if (depth) {
                times.add(now);
                now += cost;
                turns.took(now, cost);
            }
        }
        return times;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.8, 3})
    void whatIsOnlyToldGetsAThirdOfTheTime(double cost) {
        double share = measured(cost, false, 300).size() * cost / 300;
        assertTrue(share <= 0.34 && share > 0.2, "a share of " + share);
    }

    @Test
    void whatCostsNothingIsAlwaysMeasured() {
        double looks = 60 / (0.1 + 0.05);
        assertEquals(looks, measured(0.05, false, 60).size(), 2);
        assertEquals(looks, measured(0.05, true, 60).size(), 60, "once it is known");
    }

    @Test
    void hastePutsItOffButNotForEver() {
        var times = measured(0.8, true, 60);
        assertTrue(times.get(0) > 5, "at first after " + times.get(0));
        assertTrue(times.size() >= 9 && times.size() <= 11, times.toString());
    }

    @Test
    void whatIsNeededIsMeasuredAtOnceAndWhereNobodyIsNothing() {
        var turns = new DepthTurns();
        assertFalse(turns.next(0, false, false, false), "nobody is there");
        assertTrue(turns.next(0, true, false, true));
        turns.took(1, 0.8);
        assertTrue(turns.next(1, true, true, true), "again");
        assertFalse(turns.next(1.1, false, true, false), "it has to rest");
        assertTrue(turns.next(2.6, false, true, false));
        assertFalse(turns.next(2.6, false, true, true), "a case is in haste");
    }

    private static Setup setup(Map<String, Object> parts, Draft draft) {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("id", "r");
        rule.put("version", 1);
        rule.put("name", "R");
        rule.put("subject", Map.of("label", "person"));
        rule.putAll(parts);
        return new Setup(
                Rules.of(List.of(rule)),
                GateSettings.DEFAULT,
                WatchSettings.DEFAULT,
                true,
                draft,
                false);
    }

    private static boolean needs(Map<String, Object> parts, boolean floor) {
        return setup(parts, null).needsDepth(NOON, floor);
    }

    private static boolean needs(Map<String, Object> zone) {
        return needs(Map.of("zone", zone), false);
    }

    @Test
    void aRuleSaysWhetherItNeedsDepth() {
        assertFalse(needs(Map.of(), true), "of whoever is anywhere it is only told");
        assertFalse(needs(Map.of("question", Map.of("text", "Is it?")), true));
        assertTrue(needs(Map.of("question", Map.of("text", "Is it?", "facts", true)), false));
        assertTrue(needs(Map.of("near", Map.of("label", "truck", "metres", 2)), false));
        assertTrue(
                needs(
                        Map.of("subject", Map.of("label", "person", "heightMetres", List.of(0, 1))),
                        false));
        assertFalse(needs(Map.of("polygon", SQUARE)));
        assertTrue(needs(Map.of("polygon", SQUARE, "distance", List.of(0, 0.5))));
        assertTrue(needs(Map.of("aboveFloor", List.of(1, 2))));
        assertTrue(needs(Map.of("polygon", SQUARE, "plane", "floor")));
    }

    /** With a floor, who is behind a table stands where depth says. */
    @Test
    void aFootNeedsDepthWhereThereIsAFloor() {
        assertTrue(needs(Map.of("zone", Map.of("polygon", SQUARE)), true));
        assertFalse(needs(Map.of("zone", Map.of("polygon", SQUARE, "anchor", "centre")), true));
    }

    @Test
    void onlyWhatWatchesNeedsAnything() {
        var zone = Map.of("distance", List.of(0, 0.5));
        assertFalse(needs(Map.of("zone", zone, "enabled", false), false));
        assertFalse(
                needs(Map.of("zone", zone, "when", Map.of("from", "13:00", "to", "14:00")), false));
        var draft = new Draft("person", Rules.of(List.of(rule(zone))).get(0).zones());
        assertTrue(setup(Map.of(), draft).needsDepth(NOON, false), "whoever draws it sees it");
    }

    private static Map<String, Object> rule(Map<String, ?> zone) {
        return Map.of(
                "id",
                "d",
                "version",
                1,
                "name",
                "D",
                "subject",
                Map.of("label", "person"),
                "zone",
                zone);
    }
}
