// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.alert.Gate;
import io.sightline.core.alert.GateResult;
import io.sightline.core.position.Position;
import io.sightline.core.position.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleGatesTest {
    private final Case about = new Case(1, "person", 0, 0);

    private static RuleGates gates(Map<String, Object> subject, Object... parts) {
        var all = new Object[parts.length + 2];
        all[0] = "subject";
        all[1] = subject;
        System.arraycopy(parts, 0, all, 2, parts.length);
        return new RuleGates(Scenes.rule(all));
    }

    private static Subject person(double score, Position position) {
        return Scenes.thing(1, "person", score, 100, 0, 5, position);
    }

    private GateResult said(RuleGates gates, Gate gate, Subject subject, Subject... others) {
        about.latest = subject;
        return gates.of(about, List.of(others), List.of(), 5).of(gate);
    }

    @Test
    void aScoreMayFallALittleOnceItWasEnough() {
        var gates = gates(Map.of("label", "person", "minScore", 0.8));
        assertFalse(said(gates, Gate.SCORE, person(0.7, null)).passed());
        assertTrue(said(gates, Gate.SCORE, person(0.8, null)).passed());
        assertTrue(said(gates, Gate.SCORE, person(0.7, null)).passed());
        var low = said(gates, Gate.SCORE, person(0.59, null));
        assertFalse(low.passed());
        assertEquals(0.8, low.limit(), "held against what was asked for");
        assertFalse(said(gates, Gate.SCORE, person(0.7, null)).passed(), "from outside again");
        said(gates, Gate.SCORE, person(0.9, null));
        about.forget();
        assertFalse(said(gates, Gate.SCORE, person(0.7, null)).passed(), "after a gap as well");
    }

    @Test
    void aHeightIsHeldToItsSpanByItsBand() {
        var gates = gates(Map.of("label", "person", "heightMetres", List.of(1.4, 1.8)));
        assertEquals("unknown", said(gates, Gate.HEIGHT, person(0.9, null)).why());
        var low = said(gates, Gate.HEIGHT, person(0.9, Scenes.at(0, 4, 1.38)));
        assertEquals("below", low.why());
        assertEquals(1.4, low.limit());
        assertTrue(said(gates, Gate.HEIGHT, person(0.9, Scenes.at(0, 4, 1.5))).passed());
        // The band is 0.05.
        assertTrue(said(gates, Gate.HEIGHT, person(0.9, Scenes.at(0, 4, 1.38))).passed());
        assertTrue(said(gates, Gate.HEIGHT, person(0.9, Scenes.at(0, 4, 1.84))).passed());
        var high = said(gates, Gate.HEIGHT, person(0.9, Scenes.at(0, 4, 1.9)));
        assertEquals("above", high.why());
        assertEquals(1.8, high.limit());
    }

    @Test
    void theNearestOtherCounts() {
        var gates = gates(Map.of("label", "person"), "near", Map.of("label", "truck", "metres", 3));
        var me = person(0.9, Scenes.at(0, 4, 1.7));
        assertEquals("none", said(gates, Gate.NEAR, me).why());
        var hidden = Scenes.thing(2, "truck", 0.9, 300, 0, 5, null);
        assertEquals("unknown", said(gates, Gate.NEAR, me, me, hidden).why());
        var far = Scenes.thing(3, "truck", 0.9, 400, 0, 5, Scenes.at(3.2, 4, 2));
        var apart = said(gates, Gate.NEAR, me, me, hidden, far);
        assertEquals("far", apart.why());
        assertEquals(3.2, apart.value(), 1e-9);
        var near = Scenes.thing(4, "truck", 0.9, 200, 0, 5, Scenes.at(0, 6, 2));
        assertEquals(2, said(gates, Gate.NEAR, me, hidden, far, near).value(), 1e-9);
        assertTrue(said(gates, Gate.NEAR, me, far).passed(), "it may go off a little");
        var off = Scenes.thing(5, "truck", 0.9, 400, 0, 5, Scenes.at(3.5, 4, 2));
        assertFalse(said(gates, Gate.NEAR, me, off).passed());
    }

    @Test
    void anArmThatHangsIntoTheFrameIsNobody() {
        var gates = gates(Map.of("label", "person"));
        assertEquals("part", said(gates, Gate.BODY, hanging(1, 4)).why());
        assertTrue(said(gates, Gate.BODY, hanging(2, 4)).passed());
        assertTrue(said(gates, Gate.BODY, hanging(0, 4)).passed(), "whoever was seen whole stays");
        var other = new Case(1, "person", 0, 0);
        other.latest = hanging(0, 5);
        assertTrue(
                gates.of(other, List.of(), List.of(), 5).of(Gate.BODY).passed(),
                "an arm goes again before");
        var parts = gates(Map.of("label", "person", "parts", true));
        assertNull(said(parts, Gate.BODY, hanging(0, 1)));
    }

    private static Subject hanging(int whole, double age) {
        var one = person(0.9, null);
        return new Subject(
                1, "person", 0.9, one.box(), true, 0, age, whole, Double.NaN, null, true);
    }

    @Test
    void itWasThereSinceItCame() {
        var gates = gates(Map.of("label", "person", "minSeconds", 5));
        assertTrue(said(gates, Gate.SECONDS, person(0.9, null)).passed());
        // Sums of tenths end a little below the whole.
        assertTrue(gates.seconds(5 - 1e-12).passed());
        assertEquals("short", gates.seconds(4.9).why());
        assertEquals(0, RuleGates.motion(false).value());
        assertTrue(RuleGates.motion(true).passed());
    }

    @Test
    void aPlaceIsTheZoneOfTheLongestStay() {
        var rule = Scenes.rule("zone", Scenes.leftHalf(2));
        var gates = new RuleGates(rule);
        var zones = new RuleZones(rule);
        about.latest = person(0.9, null);
        var crowd = gates.of(about, List.of(), List.of(), 0);
        assertEquals("crowd", crowd.of(Gate.ZONE).why());
        assertNull(crowd.of(Gate.DWELL), "no stay without a place");
        double inside = Double.NaN;
        for (int i = 0; i < 40; ++i) {
            double t = i / 10.0;
            about.latest = Scenes.person(1, 100, 0, t);
            zones.judge(List.of(about.latest), Scenes.SCENE, true);
            var said = gates.of(about, List.of(), zones.of(1), t);
            if (i == 0) {
                assertEquals("entering", said.of(Gate.ZONE).why());
                assertTrue(Double.isNaN(about.inside));
            }
            boolean stayed = said.of(Gate.DWELL) != null && said.of(Gate.DWELL).passed();
            if (stayed && Double.isNaN(inside)) {
                inside = t;
                assertEquals(0, about.inside, 1e-9, "since it came");
            }
        }
        assertEquals(2, inside, 1e-9);
        about.latest = Scenes.person(2, 500, 4, 4);
        zones.judge(List.of(about.latest), Scenes.SCENE, true);
        assertEquals("place", gates.of(about, List.of(), zones.of(2), 4).of(Gate.ZONE).why());
    }
}
