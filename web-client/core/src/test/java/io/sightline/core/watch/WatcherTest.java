// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static io.sightline.core.watch.Scenes.alerts;
import static io.sightline.core.watch.Scenes.asks;
import static io.sightline.core.watch.Scenes.empty;
import static io.sightline.core.watch.Scenes.leftHalf;
import static io.sightline.core.watch.Scenes.no;
import static io.sightline.core.watch.Scenes.person;
import static io.sightline.core.watch.Scenes.phases;
import static io.sightline.core.watch.Scenes.rule;
import static io.sightline.core.watch.Scenes.stand;
import static io.sightline.core.watch.Scenes.step;
import static io.sightline.core.watch.Scenes.thing;
import static io.sightline.core.watch.Scenes.yes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.Funnel;
import io.sightline.core.alert.Gate;
import io.sightline.core.detect.Box;
import io.sightline.core.language.Verdict;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatcherTest {
    private static final Map<String, Object> QUESTION =
            Map.of("text", "Is a person holding a knife?", "contrast", "Are both hands empty?");

    private static Watcher watcher(Rule... rules) {
        return watcher(WatchSettings.DEFAULT, rules);
    }

    private static Watcher watcher(WatchSettings settings, Rule... rules) {
        var watcher = new Watcher("s", settings);
        watcher.rules(List.of(rules));
        return watcher;
    }

    @Test
    void aVisitToTheZoneIsOneAlertWithItsNumbers() {
        var watcher = watcher(rule("zone", leftHalf(2)));
        var effects = stand(watcher, 1, 100, 0, 6);
        effects.addAll(empty(watcher, 6, 12));
        assertEquals("new:s-1 end:s-1(left)", phases(effects));
        var first = alerts(effects).get(0);
        assertEquals(0, first.from());
        assertTrue(first.told() >= 2 && first.told() < 2.5, "told at " + first.told());
        assertTrue(Double.isNaN(first.to()));
        assertEquals(1, first.subject().track());
        assertTrue(first.reason().of(Gate.DWELL).passed());
        assertEquals(2, first.reason().of(Gate.DWELL).limit());
        assertNull(first.reason().failed());
        assertEquals(5, first.evidence().size());
        assertEquals("", first.unverified());
        var last = alerts(effects).get(1);
        assertEquals(5.9, last.to(), 0.01);
        assertEquals(first.from(), last.from());
        assertTrue(
                effects.stream()
                        .anyMatch(
                                e -> e.equals(new Effect.Notify("s-1", List.of("page", "host")))));
    }

    @Test
    void passingByIsANearMissThatSaysByHowMuch() {
        var watcher = watcher(rule("zone", leftHalf(5)));
        var effects = stand(watcher, 1, 100, 0, 3);
        effects.addAll(stand(watcher, 2, 500, 3, 4));
        effects.addAll(empty(watcher, 4, 9));
        assertEquals("", phases(effects));
        var misses = watcher.misses();
        assertEquals(2, misses.size());
        assertEquals(Gate.DWELL, misses.get(0).result().gate());
        assertEquals(2.1, misses.get(0).result().shortfall(), 0.11);
        assertEquals(2.9, misses.get(0).at(), 0.01);
        assertEquals(Gate.ZONE, misses.get(1).result().gate());
        assertEquals("place", misses.get(1).result().why());
        assertTrue(misses.get(1).result().shortfall() > 0.3);
        var counts = watcher.funnel("r").counts();
        assertEquals(90, counts.get(Funnel.Stage.FRAMES));
        assertEquals(40, counts.get(Funnel.Stage.MOTION));
        assertEquals(40, counts.get(Funnel.Stage.SUBJECT));
        assertEquals(0, counts.get(Funnel.Stage.ZONE));
    }

    @Test
    void whatNeverMovedIsNoAlert() {
        var watcher = watcher(rule());
        var effects = new ArrayList<Effect>();
        for (int i = 0; i < 50; ++i) {
            double t = i / 10.0;
            effects.addAll(watcher.step(step(t, false, List.of(person(1, 100, 0, t)))));
        }
        assertEquals("", phases(effects));
        effects.addAll(watcher.step(step(5, true, List.of(person(1, 100, 0, 5)))));
        assertEquals("new:s-1", phases(effects));
    }

    @Test
    void aYesIsAnAlertWithItsVerdict() {
        var watcher = watcher(rule("zone", leftHalf(1), "question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 2);
        assertEquals("", phases(effects));
        var ask = asks(effects).get(0);
        assertEquals(1, asks(effects).size());
        assertEquals("Are both hands empty?", ask.contrast());
        assertEquals(5, ask.frames().size());
        assertFalse(ask.again().isEmpty());
        var both = new HashSet<>(Scenes.times(ask.frames()));
        both.addAll(Scenes.times(ask.again()));
        assertEquals(ask.frames().size() + ask.again().size(), both.size(), "disjoint");
        for (var frame : ask.frames()) {
            var box = new Box(70, 150, 60, 150);
            assertEquals(box.area(), frame.crop().shared(box), 1e-6, "the subject is in the crop");
        }
        effects = new ArrayList<>(watcher.answer(2.4, ask.id(), yes()));
        assertEquals("new:s-1", phases(effects));
        var alert = alerts(effects).get(0);
        assertEquals(Verdict.Answer.YES, alert.judged().verdict().answer());
        assertEquals(2.4, alert.told());
        assertEquals(ask.frames(), alert.evidence());
        assertTrue(alert.reason().of(Gate.QUESTION).passed());
        assertEquals("yes", ((Map<?, ?>) alert.toMap("why").get("verdict")).get("verdict"));
        assertEquals(1L, watcher.funnel().counts().get(Funnel.Stage.YES));
    }

    @Test
    void aShortVisitIsAskedAboutWithTheFramesThatThereAre() {
        var watcher = watcher(rule("question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 0.5);
        assertEquals(0, asks(effects).size(), "more frames may come");
        effects = empty(watcher, 0.5, 1);
        var ask = asks(effects).get(0);
        assertEquals(3, ask.frames().size());
        assertEquals(2, ask.again().size());
        effects = empty(watcher, 1, 4);
        effects.addAll(watcher.answer(4, ask.id(), yes()));
        effects.addAll(watcher.step(step(4.1, false, List.of())));
        assertEquals("new:s-1 end:s-1(left)", phases(effects), "it was there, if not for long");
    }

    @Test
    void aNoIsANearMissAndIsAskedAgainOnlyLater() {
        var watcher = watcher(rule("question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 1);
        watcher.answer(1, asks(effects).get(0).id(), no());
        assertEquals(0.05, watcher.misses().get(0).result().value());
        assertEquals(0.5, watcher.misses().get(0).result().limit());
        effects = new ArrayList<>();
        for (double t = 1; t < 40; t += 0.1) {
            effects.addAll(watcher.step(step(t, true, List.of(person(1, 100, 0, t)))));
        }
        assertEquals("", phases(effects).replace("new:s-1", "").strip());
        assertEquals(1, asks(effects).size());
        assertTrue(Scenes.times(asks(effects).get(0).frames()).get(0) > 15);
    }

    @Test
    void afterTheDeadlineItGoesOutUnverifiedAndIsUpdated() {
        var watcher = watcher(rule("question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 14);
        assertEquals("new:s-1", phases(effects));
        var alert = alerts(effects).get(0);
        assertEquals("deadline", alert.unverified());
        assertNull(alert.judged());
        assertEquals(10, alert.told(), 0.15);
        var later = watcher.answer(14, asks(effects).get(0).id(), yes());
        assertEquals("update:s-1", phases(later));
        assertEquals("", alerts(later).get(0).unverified());
        assertNotNull(alerts(later).get(0).judged());
        assertEquals(
                0, later.stream().filter(e -> e instanceof Effect.Notify).count(), "told once");
    }

    @Test
    void aLateNoTakesItBack() {
        var watcher = watcher(rule("question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 12);
        effects.addAll(watcher.answer(12, asks(effects).get(0).id(), no()));
        assertEquals("new:s-1 update:s-1 end:s-1(refuted)", phases(effects));
    }

    @Test
    void theEndWaitsForAVerdictThatIsStillOut() {
        var watcher = watcher(rule("question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 11);
        effects.addAll(empty(watcher, 11, 30));
        assertEquals("new:s-1", phases(effects));
        effects.addAll(watcher.answer(30, asks(effects).get(0).id(), yes()));
        effects.addAll(watcher.step(step(30.1, false, List.of())));
        assertEquals("new:s-1 update:s-1 end:s-1(left)", phases(effects));
        assertEquals(10.9, alerts(effects).get(2).to(), 0.01, "it ended when the subject left");
    }

    @Test
    void aVerdictThatNeverComesIsNotWaitedForLong() {
        var watcher = watcher(rule("question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 11);
        effects.addAll(empty(watcher, 11, 80));
        assertEquals("new:s-1 end:s-1(left)", phases(effects));
        int id = asks(effects).get(0).id();
        assertTrue(effects.contains(new Effect.Cancel(id)));
        assertEquals(List.of(), watcher.answer(81, id, yes()), "too late to matter");
    }

    @Test
    void withoutAModelAlertsAreMarked() {
        var watcher = watcher(WatchSettings.NO_LANGUAGE, rule("question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 1);
        assertEquals("new:s-1", phases(effects));
        assertEquals("no-model", alerts(effects).get(0).unverified());
        var quiet = new WatchSettings(false, false, 240, 16);
        watcher = watcher(quiet, rule("question", QUESTION));
        effects = stand(watcher, 1, 100, 0, 1);
        assertEquals("", phases(effects));
        assertEquals("no-model", watcher.misses().get(0).result().why());
    }

    @Test
    void aModelThatFailsIsSaidToHaveFailed() {
        var watcher = watcher(rule("question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 1);
        int id = asks(effects).get(0).id();
        var told = watcher.answer(1, id, new Answer.Failed("device-lost"));
        assertEquals("device-lost", alerts(told).get(0).unverified());
        assertEquals(Map.of("device-lost", 1), watcher.dropped());
        assertEquals(List.of(), watcher.answer(1, id, yes()));
        var other = watcher(rule("question", QUESTION));
        id = asks(stand(other, 1, 100, 0, 1)).get(0).id();
        told = other.answer(1, id, new Answer.Given(Double.NaN, 0.5, 0.5, 0));
        assertEquals("no-number", alerts(told).get(0).unverified());
    }

    @Test
    void theCooldownHoldsForATrackThatStays() {
        var act = Map.of("cooldownSeconds", 20);
        var watcher = watcher(rule("zone", leftHalf(0), "act", act));
        var effects = new ArrayList<Effect>();
        for (double t = 0; t < 60; t += 0.1) {
            // In for four seconds, out for four.
            double x = t % 8 < 4 ? 100 : 500;
            effects.addAll(watcher.step(step(t, true, List.of(person(1, x, 0, t)))));
        }
        var all = alerts(effects);
        double ended = Double.NEGATIVE_INFINITY;
        int begun = 0;
        for (var alert : all) {
            if (alert.phase() == Alert.Phase.NEW) {
                ++begun;
                assertTrue(alert.told() >= ended + 20, alert.told() + " after " + ended);
            } else if (alert.over()) {
                ended = alert.at();
            }
        }
        assertEquals(3, begun, phases(effects));
    }

    @Test
    void aTrackThatGoesOnUnderAnotherNumberIsTheSameEvent() {
        var watcher = watcher(rule());
        var effects = stand(watcher, 1, 100, 0, 3);
        effects.addAll(empty(watcher, 3, 4));
        effects.addAll(stand(watcher, 2, 120, 4, 8));
        effects.addAll(empty(watcher, 8, 12));
        assertEquals("new:s-1 update:s-1 end:s-1(left)", phases(effects));
        assertEquals(2, alerts(effects).get(1).subject().track());
        // Another, elsewhere, is another event.
        effects = stand(watcher, 3, 100, 20, 22);
        effects.addAll(empty(watcher, 22, 22.5));
        effects.addAll(stand(watcher, 4, 500, 22.5, 24));
        assertEquals("new:s-2 new:s-3", phases(effects).replace(" end:s-2(left)", ""));
    }

    @Test
    void aHiddenTrackHandsOverToTheOneThatIsSeenInItsPlace() {
        var watcher = watcher(rule());
        var effects = stand(watcher, 1, 100, 0, 3);
        for (double t = 3; t < 6; t += 0.1) {
            var seen = person(1, 100, 0, 2.9);
            var hidden = new Subject(1, "person", 0.9, seen.box(), false, 0, t, 0, null);
            var both =
                    t < 5 ? List.of(hidden, person(2, 110, 3, t)) : List.of(person(2, 110, 3, t));
            effects.addAll(watcher.step(step(t, true, both)));
        }
        assertEquals("new:s-1 update:s-1", phases(effects));
    }

    /** Of whom only so many detections did not hang from the upper edge. */
    private static List<Effect> reachIn(
            Watcher watcher, int track, double from, double to, int whole) {
        var effects = new ArrayList<Effect>();
        for (double t = from; t < to - 1e-9; t += 0.1) {
            var box = new Box(100, 0, 120, 150);
            var arm = new Subject(track, "person", 0.9, box, true, from, t, whole, 0, null);
            effects.addAll(watcher.step(step(t, true, List.of(arm))));
        }
        return effects;
    }

    @Test
    void anArmThatReachesInIsNobody() {
        var watcher = watcher(rule());
        var effects = reachIn(watcher, 1, 0, 4, 1);
        // Another at once: both together would be long enough.
        effects.addAll(reachIn(watcher, 2, 4, 8, 1));
        assertEquals("", phases(effects));
        empty(watcher, 8, 14);
        var miss = watcher.misses().get(0).result();
        assertEquals(Gate.BODY, miss.gate());
        assertEquals(1, miss.shortfall());
    }

    @Test
    void whoIsSeenWholeOrHangsThereForLongIsSomebody() {
        var watcher = watcher(rule());
        var effects = reachIn(watcher, 1, 0, 2, 2);
        effects.addAll(reachIn(watcher, 1, 2, 4, 1));
        assertEquals("new:s-1", phases(effects), "it was seen whole once, and stays a person");
        effects = reachIn(watcher(rule()), 1, 0, 6, 0);
        assertEquals("new:s-1", phases(effects));
        assertEquals(5, alerts(effects).get(0).told(), 0.11);
    }

    @Test
    void aRuleMayTakeAnArmForAPerson() {
        var parts = rule("subject", Map.of("label", "person", "parts", true));
        assertEquals("new:s-1", phases(reachIn(watcher(parts), 1, 0, 2, 0)));
        var moves = rule("subject", Map.of("label", "motion"));
        assertEquals("new:s-1", phases(reachIn(watcher(moves), 1, 0, 2, 0)));
    }

    @Test
    void aStayThatIsOnlyPredictedIsToldOnceTheSubjectIsSeen() {
        var watcher = watcher(rule("zone", leftHalf(3)));
        var effects = stand(watcher, 1, 100, 0, 2);
        for (int i = 20; i < 45; ++i) {
            double t = i / 10.0;
            var seen = person(1, 100, 0, t);
            var hidden = new Subject(1, "person", 0.9, seen.box(), false, 0, t, 0, null);
            effects.addAll(watcher.step(step(t, true, List.of(i < 40 ? hidden : seen))));
        }
        assertEquals("new:s-1", phases(effects));
        assertEquals(4, alerts(effects).get(0).told(), 1e-9);
    }

    @Test
    void stillFramesChangeNothing() {
        var watcher = watcher(rule("zone", leftHalf(5)));
        var effects = stand(watcher, 1, 100, 0, 1);
        for (double t = 1; t < 20; t += 0.1) {
            effects.addAll(watcher.step(step(t, false, null)));
        }
        assertEquals("new:s-1", phases(effects), "somebody who stands still is still there");
        effects = empty(watcher, 20, 23);
        assertEquals("end:s-1(left)", phases(effects));
    }

    @Test
    void sleepEndsWhatWasOpen() {
        var watcher = watcher(rule());
        var effects = stand(watcher, 1, 100, 0, 3);
        effects.addAll(watcher.step(step(30_000, true, null)));
        assertEquals("new:s-1 end:s-1(left)", phases(effects));
        assertEquals(2.9, alerts(effects).get(1).to(), 0.01);
        var dwell = watcher(rule("zone", leftHalf(60)));
        effects = stand(dwell, 1, 100, 0, 10);
        effects.addAll(stand(dwell, 1, 100, 70, 80));
        assertEquals("", phases(effects), "nobody knows what was in between");
    }

    @Test
    void theScheduleGoesByTheWallAndDurationsByTheStream() {
        var watcher =
                watcher(rule("when", Map.of("from", "22:00", "to", "06:00"), "zone", leftHalf(3)));
        var effects = new ArrayList<Effect>();
        for (int i = 0; i < 100; ++i) {
            double t = i / 10.0;
            // The clock is put forward by an hour at 3 s, and back by one at 6 s.
            int minute = t < 3 ? 90 : t < 6 ? 150 : 90;
            var local = new LocalMoment(7, minute);
            effects.addAll(
                    watcher.step(
                            new Step(
                                    t,
                                    local,
                                    true,
                                    "",
                                    List.of(person(1, 100, 0, t)),
                                    Scenes.SCENE,
                                    1)));
        }
        assertEquals("new:s-1", phases(effects));
        assertEquals(3, alerts(effects).get(0).told(), 0.2);
        var day =
                watcher.step(
                        new Step(
                                11,
                                new LocalMoment(7, 6 * 60),
                                true,
                                "",
                                List.of(person(1, 100, 0, 11)),
                                Scenes.SCENE,
                                1));
        assertEquals("end:s-1(unwatched)", phases(day));
        assertEquals(101, watcher.funnel("r").counts().get(Funnel.Stage.FRAMES));
        assertEquals(100, watcher.funnel("r").counts().get(Funnel.Stage.WATCHED));
    }

    @Test
    void whatPassedBeforeTheScheduleEndedIsTold() {
        var watcher = watcher(rule("when", Map.of("to", "12:01"), "question", QUESTION));
        var effects = stand(watcher, 1, 100, 0, 2);
        var after = new LocalMoment(3, 721);
        effects.addAll(
                watcher.step(
                        new Step(
                                2,
                                after,
                                true,
                                "",
                                List.of(person(1, 100, 0, 2)),
                                Scenes.SCENE,
                                1)));
        assertEquals("new:s-1 end:s-1(unwatched)", phases(effects));
        assertEquals("unwatched", alerts(effects).get(0).unverified());
    }

    @Test
    void twoThatComeTooClose() {
        var watcher = watcher(rule("near", Map.of("label", "truck", "metres", 2)));
        var effects = new ArrayList<Effect>();
        for (int i = 0; i < 60; ++i) {
            double t = i / 10.0;
            double apart = 5 - t;
            var person = thing(1, "person", 0.9, 100, 0, t, Scenes.at(0, 4, 1.7));
            var truck = thing(2, "truck", 0.8, 400, 0, t, Scenes.at(apart, 4, 2));
            effects.addAll(watcher.step(step(t, true, List.of(person, truck))));
        }
        assertEquals("new:s-1", phases(effects));
        var alert = alerts(effects).get(0);
        assertEquals(3, alert.told(), 0.01);
        assertEquals(2, alert.reason().of(Gate.NEAR).value(), 0.01);
        var unknown = watcher(rule("near", Map.of("label", "truck", "metres", 2)));
        unknown.step(
                step(
                        0,
                        true,
                        List.of(person(1, 100, 0, 0), thing(2, "truck", 1, 100, 0, 0, null))));
        unknown.finish();
        assertEquals("unknown", unknown.misses().get(0).result().why());
    }

    @Test
    void heightIsInMetres() {
        var lying = Map.of("label", "person", "heightMetres", List.of(0, 0.8));
        var watcher = watcher(rule("subject", lying));
        var effects = new ArrayList<Effect>();
        for (int i = 0; i < 40; ++i) {
            double t = i / 10.0;
            double height = t < 2 ? 1.7 : 0.5;
            var person = thing(1, "person", 0.9, 100, 0, t, Scenes.at(0, 4, height));
            effects.addAll(watcher.step(step(t, true, List.of(person))));
        }
        assertEquals("new:s-1", phases(effects));
        assertEquals(2, alerts(effects).get(0).told(), 0.01);
        effects = stand(watcher(rule("subject", lying)), 1, 100, 0, 3);
        assertEquals("", phases(effects), "a height that is not known is none");
    }

    @Test
    void absenceCountsFromWhenTheLastOneLeft() {
        var away = Map.of("label", "person", "absent", true, "minSeconds", 5);
        var watcher = watcher(rule("subject", away, "zone", leftHalf(0)));
        var effects = empty(watcher, 0, 20);
        assertEquals("", phases(effects), "nobody came yet");
        effects.addAll(stand(watcher, 1, 100, 20, 25));
        effects.addAll(stand(watcher, 1, 500, 25, 40));
        assertEquals("new:s-1", phases(effects));
        var alert = alerts(effects).get(0);
        assertEquals(25, alert.from(), 1.1);
        assertEquals(5, alert.told() - alert.from(), 0.11);
        assertFalse(alert.toMap(null).get("subject").toString().contains("track"));
        effects = stand(watcher, 1, 100, 40, 45);
        assertEquals("end:s-1(left)", phases(effects));
        effects = empty(watcher, 45, 48);
        effects.addAll(stand(watcher, 2, 100, 48, 52));
        assertEquals("", phases(effects));
        assertEquals(
                Gate.SECONDS, watcher.misses().get(watcher.misses().size() - 1).result().gate());
    }

    @Test
    void aSceneIsAskedAboutWhenItChangesUntilItIsOver() {
        var watcher =
                watcher(
                        rule(
                                "subject",
                                Map.of("label", "scene"),
                                "zone",
                                leftHalf(0),
                                "question",
                                Map.of("text", "Is the shelf empty?", "againSeconds", 10)));
        var effects = empty(watcher, 0, 5);
        assertEquals(1, asks(effects).size(), "once at the start");
        var crop = asks(effects).get(0).frames().get(0).crop();
        assertTrue(crop.x() == 0 && crop.width() < 640, "of the zone: " + crop);
        watcher.answer(5, asks(effects).get(0).id(), no());
        effects = empty(watcher, 5, 40);
        assertEquals(0, asks(effects).size(), "nothing changed");
        effects = new ArrayList<>(watcher.step(step(40, true, null)));
        assertEquals(0, asks(effects).size(), "not with frames of before");
        effects = empty(watcher, 40.1, 42);
        int id = asks(effects).get(0).id();
        assertEquals(5, asks(effects).get(0).frames().size());
        assertTrue(Scenes.times(asks(effects).get(0).frames()).get(0) >= 40);
        assertEquals("new:s-1", phases(watcher.answer(42, id, yes())));
        effects = empty(watcher, 42, 60);
        effects.addAll(watcher.step(step(60, true, null)));
        effects.addAll(empty(watcher, 60.1, 62));
        assertEquals(1, asks(effects).size());
        id = asks(effects).get(0).id();
        assertEquals("end:s-1(over)", phases(watcher.answer(62, id, no())));
    }

    @Test
    void aRuleThatIsTakenAwayEndsItsAlertAndAnotherGoesOn() {
        var one = rule();
        var two = rule("id", "q", "zone", leftHalf(0));
        var watcher = watcher(one, two);
        var effects = stand(watcher, 1, 100, 0, 2);
        assertEquals("new:s-1 new:s-2", phases(effects));
        assertEquals("end:s-1(unwatched)", phases(watcher.rules(List.of(two))));
        assertEquals(List.of(two), watcher.rules());
        assertEquals("end:s-2(stopped)", phases(watcher.finish()));
    }

    @Test
    void theMostUrgentIsAskedFirstAndTheLeastIsDropped() {
        var settings = new WatchSettings(true, true, 240, 2);
        var rules = new ArrayList<Rule>();
        for (var severity : List.of("notice", "notice", "alert", "alarm")) {
            rules.add(
                    rule(
                            "id",
                            severity + rules.size(),
                            "question",
                            QUESTION,
                            "act",
                            Map.of("severity", severity)));
        }
        var watcher = watcher(settings, rules.toArray(new Rule[0]));
        var effects = stand(watcher, 1, 100, 0, 1);
        // All four passed on one frame: two may wait, and those are the urgent ones.
        assertEquals("alarm3", asks(effects).get(0).rule());
        assertEquals(Map.of("queue", 2), watcher.dropped());
        assertEquals(2, alerts(effects).size());
        assertEquals("queue", alerts(effects).get(0).unverified());
        effects = new ArrayList<>(watcher.answer(1, asks(effects).get(0).id(), yes()));
        assertEquals("alert2", asks(effects).get(0).rule());
        assertEquals(0, watcher.waiting());
    }

    @Test
    void noHourHasMoreCallsThanAllowed() {
        var settings = new WatchSettings(true, true, 12, 16);
        var watcher = watcher(settings, rule("question", Map.of("text", "Is it?", "reask", false)));
        var sent = new ArrayList<Double>();
        int track = 1;
        for (double t = 0; t < 4 * 3600; t += 20) {
            var effects = new ArrayList<Effect>();
            for (double s = t; s < t + 2; s += 0.5) {
                effects.addAll(watcher.step(step(s, true, List.of(person(track, 100, t, s)))));
            }
            effects.addAll(empty(watcher, t + 2, t + 8));
            for (var ask : asks(effects)) {
                sent.add(t);
                watcher.answer(t + 8, ask.id(), no());
            }
            ++track;
        }
        assertTrue(sent.size() > 20, sent.size() + " calls");
        for (int i = 0; i < sent.size(); ++i) {
            int within = 0;
            for (double other : sent) {
                within += other >= sent.get(i) && other < sent.get(i) + 3600 ? 1 : 0;
            }
            assertTrue(within <= 12, within + " calls in the hour from " + sent.get(i));
        }
    }

    @Test
    void factsAreNewsOnlyWhereTheyChange() {
        var watcher = watcher(rule("zone", leftHalf(0)));
        var effects = stand(watcher, 1, 100, 0, 5);
        effects.addAll(stand(watcher, 1, 500, 5, 10));
        effects.addAll(empty(watcher, 10, 15));
        var facts = effects.stream().filter(e -> e instanceof Effect.Facts).toList();
        // Somebody, in the zone, out of it, back to nobody.
        assertTrue(facts.size() >= 3 && facts.size() <= 6, facts.toString());
        assertTrue(facts.stream().anyMatch(f -> f.toMap().toString().contains("zones=[left]")));
        assertTrue(facts.get(facts.size() - 1).toMap().toString().contains("facts=[]"));
    }
}
