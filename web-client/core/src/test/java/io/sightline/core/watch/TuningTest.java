// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.position.Subject;
import io.sightline.core.rule.Rule;
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
        for (var knob : List.of(Tuning.Knob.THRESHOLD, Tuning.Knob.NEAR, Tuning.Knob.DWELL)) {
            assertSame(plain, knob.set(plain, 0.7));
            assertEquals(0, knob.values(plain).length);
        }
        assertNull(Tuning.Knob.of("zone"));
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
    }
}
