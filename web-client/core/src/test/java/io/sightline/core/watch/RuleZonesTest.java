// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.position.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleZonesTest {
    private static RuleZones zones(Object... parts) {
        return new RuleZones(Scenes.rule(parts));
    }

    private static void stand(RuleZones zones, int track, double x, double from, double to) {
        for (double t = from; t < to; t += 0.1) {
            zones.judge(List.of(Scenes.person(track, x, from, t)), Scenes.SCENE, true);
        }
    }

    @Test
    void whoIsInAZoneIsToldByItsName() {
        var zones = zones("zone", Scenes.leftHalf(0));
        stand(zones, 1, 100, 0, 2);
        assertEquals(List.of("left"), zones.names(1));
        assertTrue(zones.inside(1));
        stand(zones, 2, 500, 2, 4);
        assertEquals(List.of(), zones.names(2));
        assertFalse(zones.inside(2));
        assertEquals(List.of(), zones.of(1), "whoever is not listed is forgotten");
    }

    @Test
    void withoutAZoneOneIsInsideAnywhere() {
        var zones = zones();
        zones.judge(List.of(Scenes.person(1, 100, 0, 0)), Scenes.SCENE, true);
        assertTrue(zones.inside(1));
        assertTrue(zones.judgements().isEmpty());
    }

    @Test
    void whatIsNotNewSaysNothingNew() {
        var zones = zones("zone", Scenes.leftHalf(0));
        stand(zones, 1, 100, 0, 2);
        var before = zones.of(1);
        zones.judge(List.of(Scenes.person(1, 500, 0, 9)), Scenes.SCENE, false);
        assertEquals(before, zones.of(1));
        zones.forget();
        assertTrue(zones.judgements().isEmpty());
    }

    @Test
    void onlyWhomTheRuleMayBeAboutIsJudgedAndNoCrowd() {
        var zones = zones("zone", Scenes.leftHalf(0));
        var all = new ArrayList<Subject>();
        all.add(Scenes.thing(1000, "dog", 0.9, 100, 0, 0, null));
        for (int track = 0; track < RuleWatch.MOST_CASES + 3; ++track) {
            all.add(Scenes.person(track, 100, 0, 0));
        }
        zones.judge(all, Scenes.SCENE, true);
        assertEquals(RuleWatch.MOST_CASES, zones.judgements().size());
        assertEquals(List.of(), zones.of(1000));
        assertEquals(List.of(), zones.of(RuleWatch.MOST_CASES), "beyond the crowd's limit");
    }

    @Test
    void aQuestionAboutNoTrackIsAboutTheFirstZoneOnThePicture() {
        var frame = Scenes.FRAME;
        assertEquals(
                new Box(0, 0, 320, 360), zones("zone", Scenes.leftHalf(0)).area(frame), "the half");
        assertEquals(new Box(0, 0, 640, 360), zones().area(frame));
        var far = Map.of("name", "far", "distance", List.of(0.5, 0.9));
        assertEquals(new Box(0, 0, 640, 360), zones("zone", far).area(frame));
    }
}
