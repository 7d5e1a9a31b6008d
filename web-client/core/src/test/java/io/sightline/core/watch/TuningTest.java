// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.Rule;
import io.sightline.core.source.ClipBreaks;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TuningTest {
    /** Ten visits: every third stands at the place for 6 s, the others pass by in 2 s. */
    private static final List<Step> STEPS = steps();

    private static final List<Moment> STAYS =
            List.of(
                    new Moment(0, 6),
                    new Moment(60, 66),
                    new Moment(120, 126),
                    new Moment(180, 186));

    private static List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < 2000; ++i) {
            double t = i / 10.0;
            int visit = (int) (t / 20);
            double since = t - visit * 20;
            boolean there = since < (visit % 3 == 0 ? 6 : 2);
            var subjects =
                    there
                            ? List.of(Scenes.person(visit + 1, 100, visit * 20, t))
                            : List.<Subject>of();
            steps.add(Scenes.step(t, there, subjects));
        }
        return List.copyOf(steps);
    }

    private static Rule rule(double dwell) {
        return Scenes.rule("zone", Scenes.leftHalf(dwell));
    }

    @Test
    void aSweepFindsTheStayThatTellsStandingFromPassing() {
        var points =
                Tuning.sweep(
                        rule(0),
                        Tuning.Knob.DWELL,
                        new double[] {0, 1, 3, 4, 5, 8},
                        STEPS,
                        null,
                        STAYS,
                        1);
        assertEquals(4, points.get(0).score().right());
        assertEquals(10, points.get(0).score().alerts());
        assertEquals(0.4, points.get(0).score().precision(), 1e-9);
        assertEquals(1, points.get(0).score().recall());
        assertEquals(1, points.get(2).score().precision());
        assertEquals(1, points.get(2).score().recall());
        assertEquals(3, points.get(2).score().latency(0.5), 0.21);
        assertEquals(0, points.get(5).score().alerts());
        assertTrue(Double.isNaN(points.get(5).score().precision()));
        assertTrue(Double.isNaN(points.get(5).score().latency(0.95)));
        assertEquals(4, Tuning.best(points).value(), "the middle of those that are as good");
        assertNull(Tuning.best(List.of()));
    }

    @Test
    void theThresholdOfTheQuestionIsSwept() {
        var asking =
                Scenes.rule(
                        "zone",
                        Scenes.leftHalf(1),
                        "question",
                        Map.of("text", "Is it?", "reask", false));
        // Surer of the long visits than of the others.
        var points =
                Tuning.sweep(
                        asking,
                        Tuning.Knob.THRESHOLD,
                        new double[] {0.1, 0.3, 0.5, 0.6, 0.95},
                        STEPS,
                        ask -> {
                            double p = (ask.track() - 1) % 3 == 0 ? 0.8 : 0.45;
                            return new Answer.Given(p, Double.NaN, Double.NaN, 0);
                        },
                        STAYS,
                        1);
        assertEquals(10, points.get(0).score().alerts());
        assertEquals(4, points.get(2).score().alerts());
        assertEquals(1, Tuning.best(points).score().f1());
        assertEquals(0, points.get(4).score().found());
    }

    @Test
    void everyKnobTurnsItsOwnField() {
        var rule =
                Scenes.rule(
                        "zone",
                        Scenes.leftHalf(1),
                        "question",
                        Map.of("text", "Is it?"),
                        "near",
                        Map.of("label", "truck", "metres", 2));
        for (var knob : Tuning.Knob.values()) {
            if (knob == Tuning.Knob.ZONE_FROM || knob == Tuning.Knob.ZONE_TO) {
                continue;
            }
            var turned = knob.set(rule, 0.75);
            assertEquals(turned, Rule.of(turned.toMap()));
            assertEquals(0.75, knob.of(turned));
            assertSame(knob, Tuning.Knob.of(knob.id()));
            var values = knob.values(turned);
            assertTrue(Arrays.stream(values).anyMatch(value -> value == 0.75));
            for (int i = 1; i < values.length; ++i) {
                assertTrue(values[i] > values[i - 1]);
            }
            var before = rule.toMap().toString();
            var after = turned.toMap().toString();
            assertTrue(after.contains(knob.id() + "=0.75"), after);
            assertTrue(!before.contains(knob.id() + "=0.75"), before);
        }
        var plain = Scenes.rule();
        for (var knob :
                List.of(
                        Tuning.Knob.THRESHOLD,
                        Tuning.Knob.NEAR,
                        Tuning.Knob.DWELL,
                        Tuning.Knob.ZONE_FROM,
                        Tuning.Knob.ZONE_TO)) {
            assertSame(plain, knob.set(plain, 0.7));
            assertEquals(0, knob.values(plain).length);
        }
        assertNull(Tuning.Knob.of("zone"));
    }

    private static Map<String, Object> distance(String unit, Object... band) {
        return Map.of("distance", Arrays.asList(band), "unit", unit);
    }

    @Test
    void aZonesDistanceIsMovedAtEitherEdge() {
        var from = Tuning.Knob.ZONE_FROM;
        var to = Tuning.Knob.ZONE_TO;
        var rule =
                Scenes.rule(
                        "zones",
                        List.of(
                                Scenes.leftHalf(0),
                                distance("metres", 1, 3.2),
                                distance("metres", 2, 3.2),
                                distance("metres", 4, 5)));
        assertEquals(1, from.of(rule));
        assertEquals(3.2, to.of(rule));
        assertTrue(from.metres(rule));
        // Of those that share the edge, and of none that would end before it begins.
        assertEquals("[1.0, 2.5]", to.set(rule, 2.5).zones().get(1).toMap().get("distance") + "");
        assertEquals("[2.0, 2.5]", to.set(rule, 2.5).zones().get(2).toMap().get("distance") + "");
        assertEquals(rule.zones().get(3), to.set(rule, 2.5).zones().get(3));
        assertEquals("[2.5, 3.0, 3.2, 3.5, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0]", text(to, rule));
        assertEquals(2.5, from.of(from.set(rule, 2.5)));
        assertEquals(rule.zones().get(2), from.set(rule, 2.5).zones().get(2));
        assertEquals("[0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]", text(from, rule));
        var relative = Scenes.rule("zone", distance("relative", 0.25, 0.7));
        assertEquals("[0.0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6]", text(from, relative));
        assertEquals("[0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]", text(to, relative));
        assertFalse(to.metres(relative));
        for (var knob : List.of(from, to)) {
            assertSame(knob, Tuning.Knob.of(knob.id()));
            for (double value : knob.values(rule)) {
                var turned = knob.set(rule, value);
                assertEquals(turned, Rule.of(turned.toMap()));
                assertEquals(value, knob.of(turned));
            }
        }
        // Without an end there is none to be moved.
        var endless = Scenes.rule("zone", distance("metres", 2, null));
        assertEquals(0, to.values(endless).length);
        assertSame(endless, to.set(endless, 3));
        assertEquals(15, from.set(endless, 15).zones().get(0).distance().least());
        // Nothing is farther than 1 where the distance is relative.
        var all = Scenes.rule("zone", distance("relative", 0.85, null));
        assertEquals("[0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9]", text(from, all));
    }

    private static String text(Tuning.Knob knob, Rule rule) {
        return Arrays.toString(knob.values(rule));
    }

    /** Two come to 2.3 m, which is to be told, and two pass by at 4.4 m. */
    @Test
    void aSweepFindsTheDistanceThatTellsNearFromFar() {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < 800; ++i) {
            double t = i / 10.0;
            int visit = i / 200;
            double away = visit % 2 == 0 ? 2.3 : 4.4;
            double since = t - visit * 20;
            var there =
                    new Subject(
                            visit + 1,
                            "person",
                            0.9,
                            new Box(100, 100, 60, 150),
                            true,
                            visit * 20,
                            t,
                            Double.NaN,
                            Scenes.at(0, away, 1.7));
            steps.add(Scenes.step(t, since < 5, since < 5 ? List.of(there) : List.of()));
        }
        var rule = Scenes.rule("zone", distance("metres", 0, 8));
        var knob = Tuning.Knob.ZONE_TO;
        var points =
                Tuning.sweep(
                        rule,
                        knob,
                        knob.values(rule),
                        steps,
                        null,
                        List.of(new Moment(0, 5), new Moment(40, 45)),
                        1);
        var best = Tuning.best(points);
        assertEquals(1, best.score().f1());
        assertTrue(best.value() > 2.3 && best.value() < 4.4, "at " + best.value());
        assertNull(Tuning.best(points.subList(0, 3)), "none of these finds anything");
        for (var point : points) {
            int alerts = point.value() < 2.3 ? 0 : point.value() < 4.4 ? 2 : 4;
            assertEquals(alerts, point.score().alerts(), "at " + point.value());
        }
    }

    @Test
    void aSecondAlertAboutOneMomentIsWrong() {
        var alerts = Tuning.alerts(rule(0), STEPS, null);
        var score = Tuning.score(alerts, List.of(new Moment(0, 30)), 0);
        assertEquals(10, score.alerts());
        assertEquals(1, score.right());
        assertEquals(1, score.repeated());
        assertEquals(1, score.recall());
        var none = Tuning.score(List.of(), STAYS, 1);
        assertEquals(0, none.recall());
        assertEquals(0, none.f1());
        assertTrue(Double.isNaN(Tuning.score(alerts, List.of(), 1).recall()));
        // Labels may be off by the tolerance, and by no more.
        var late = List.of(new Moment(7, 8));
        assertEquals(0, Tuning.score(alerts.subList(0, 1), late, 1).found());
        assertEquals(1, Tuning.score(alerts.subList(0, 1), late, 7).found());
    }

    /** A stay that is labelled as one that should not alert is broken by a rule without a dwell. */
    @Test
    void momentsThatShouldBeSilentAreCounted() {
        var silent = new Moment("passing", 20, 22, false, "");
        var other = new Moment("not mine", 40, 42, true, "another");
        var recording = recording(false);
        var moments = new ArrayList<>(STAYS);
        moments.add(silent);
        moments.add(other);
        var quick = Tuning.point(rule(0), Tuning.Knob.DWELL, 0, recording, moments, 1);
        assertEquals(4, quick.score().moments(), "the moment of another rule does not count");
        assertEquals(1, quick.score().silences());
        assertEquals(1, quick.score().broken());
        var slow = Tuning.point(rule(0), Tuning.Knob.DWELL, 4, recording, moments, 1);
        assertEquals(0, slow.score().broken());
        assertEquals(1, slow.score().precision());
        assertEquals(slow, Tuning.Point.of(Fields.of(slow.toMap())));
    }

    private static Recording recording(boolean language) {
        var recording = new Recording(language);
        STEPS.forEach(recording::add);
        assertTrue(recording.whole());
        assertEquals(199.9, recording.until(), 1e-9);
        return recording;
    }

    /** The model is not asked again: each question gets what the nearest like it got. */
    @Test
    void recordedAnswersServeOtherThresholds() {
        var asking =
                Scenes.rule(
                        "zone",
                        Scenes.leftHalf(1),
                        "question",
                        Map.of("text", "Is it?", "reask", false));
        var recording = recording(true);
        var watcher = new Watcher("s", new WatchSettings(true, true, 1000, 100));
        watcher.rules(List.of(asking));
        int asked = 0;
        for (var step : STEPS) {
            for (var ask : Scenes.asks(watcher.step(step))) {
                double p = (ask.track() - 1) % 3 == 0 ? 0.8 : 0.45;
                var answer = new Answer.Given(p, Double.NaN, Double.NaN, 0);
                recording.answered(ask, answer);
                watcher.answer(step.seconds(), ask.id(), answer);
                ++asked;
            }
        }
        assertEquals(10, asked);
        var knob = Tuning.Knob.THRESHOLD;
        var low = Tuning.point(asking, knob, 0.3, recording, STAYS, 1);
        assertEquals(10, low.score().alerts());
        assertEquals(0, low.unknown());
        assertEquals(4, Tuning.point(asking, knob, 0.6, recording, STAYS, 1).score().alerts());
        assertEquals(0, Tuning.point(asking, knob, 0.9, recording, STAYS, 1).score().alerts());
        // Another question was never asked: that is counted, and alerts go out unverified.
        var map = new LinkedHashMap<>(asking.toMap());
        map.put("question", Map.of("text", "Is it not?", "reask", false));
        var other = Tuning.point(Rule.of(map), knob, 0.5, recording, STAYS, 1);
        assertEquals(10, other.unknown());
        assertEquals(10, other.score().alerts());
    }

    @Test
    void aRecordingIsBounded() {
        var recording = new Recording(false);
        var empty = STEPS.get(STEPS.size() - 1);
        for (int i = 0; i <= Recording.MOST_STEPS; ++i) {
            recording.add(empty);
        }
        assertEquals(Recording.MOST_STEPS, recording.steps().size());
        assertTrue(!recording.whole());
        var late = List.of(new Moment(10_000, 10_001));
        assertEquals(
                0,
                Tuning.point(rule(0), Tuning.Knob.DWELL, 0, recording, late, 1).score().moments(),
                "what was not recorded cannot be missed");
        var breaks = new ClipBreaks();
        breaks.add(5, 8, "damaged");
        recording.unread(breaks);
        var moments = List.of(new Moment(5, 6), new Moment(7, 9), new Moment(2, 3));
        assertEquals(
                2,
                Tuning.point(rule(0), Tuning.Knob.DWELL, 0, recording, moments, 1)
                        .score()
                        .moments(),
                "nor what could not be read");
    }
}
