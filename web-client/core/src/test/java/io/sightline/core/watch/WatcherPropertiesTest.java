// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.ClipChoice;
import io.sightline.core.alert.Gate;
import io.sightline.core.detect.Box;
import io.sightline.core.language.Verdict;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds whatever a stream does. */
class WatcherPropertiesTest {
    private static final List<String> LABELS = List.of("person", "dog", "truck");

    /** A thing that walks about, is lost from sight now and then, and goes. */
    private static final class Walker {
        final int track;
        final String label;
        final double entered;
        final double until;
        double x;
        double way;

        Walker(int track, String label, double entered, Random random) {
            this.track = track;
            this.label = label;
            this.entered = entered;
            until = entered + random.nextDouble() * 25;
            x = random.nextInt(640);
            way = random.nextGaussian() * 60;
        }
    }

    /** A stream, its rules and its model, all from one seed. */
    private static final class Run {
        final Random random;
        final Map<String, Rule> rules = new TreeMap<>();
        final Watcher watcher;
        final StringBuilder bytes = new StringBuilder();
        final List<Effect> effects = new ArrayList<>();
        final List<Double> effectsAt = new ArrayList<>();
        final List<Step> steps = new ArrayList<>();
        final TreeMap<Double, Effect.Ask> flying = new TreeMap<>();
        final HashSet<Double> kept = new HashSet<>();
        int inFlight;
        int mostSize;

        Run(long seed) {
            random = new Random(seed);
            boolean language = random.nextInt(4) > 0;
            watcher =
                    new Watcher(
                            "w",
                            new WatchSettings(
                                    language,
                                    random.nextInt(3) > 0,
                                    random.nextInt(3) == 0 ? 12 : 3000,
                                    1 + random.nextInt(4)));
            for (int i = 0; i < 4; ++i) {
                var rule = rule("r" + i);
                rules.put(rule.id(), rule);
            }
            watcher.rules(List.copyOf(rules.values()));
        }

        Rule rule(String id) {
            var parts = new ArrayList<Object>(List.of("id", id));
            var subject = new HashMap<String, Object>();
            subject.put("label", random.nextInt(5) == 0 ? "motion" : LABELS.get(random.nextInt(2)));
            subject.put("minScore", random.nextInt(3) * 0.3);
            subject.put("minSeconds", random.nextInt(3));
            if (random.nextInt(4) == 0) {
                subject.put("heightMetres", List.of(1, 1.8));
            } else if (random.nextInt(6) == 0) {
                subject.put("absent", true);
            } else if (random.nextInt(8) == 0) {
                subject.put("label", "scene");
            }
            parts.add("subject");
            parts.add(subject);
            if (random.nextInt(3) > 0) {
                parts.add("zone");
                parts.add(Scenes.leftHalf(random.nextInt(4)));
            }
            boolean plain = !subject.containsKey("absent") && !"scene".equals(subject.get("label"));
            if (plain && random.nextInt(4) == 0) {
                parts.add("near");
                parts.add(Map.of("label", "truck", "metres", 3));
            }
            if (random.nextBoolean()) {
                parts.add("question");
                parts.add(
                        Map.of(
                                "text",
                                "Is it?",
                                "againSeconds",
                                1 + random.nextInt(10),
                                "deadlineSeconds",
                                1 + random.nextInt(10),
                                "reask",
                                random.nextBoolean()));
            }
            if (random.nextInt(4) == 0) {
                parts.add("when");
                parts.add(Map.of("from", "12:00", "to", "12:03"));
            }
            parts.add("act");
            parts.add(
                    Map.of(
                            "cooldownSeconds",
                            random.nextInt(3) * 7,
                            "severity",
                            List.of("notice", "alert", "alarm").get(random.nextInt(3))));
            return Scenes.rule(parts.toArray());
        }

        void run(int count) {
            var walkers = new ArrayList<Walker>();
            int tracks = 0;
            double t = 0;
            for (int i = 0; i < count; ++i) {
                double pause = random.nextInt(300) == 0 ? 5 + random.nextInt(20) : 0;
                t += 0.05 + random.nextDouble() * 0.3 + pause;
                double now = t;
                walkers.removeIf(walker -> now > walker.until);
                if (random.nextInt(15) == 0 && walkers.size() < 6) {
                    walkers.add(new Walker(++tracks, LABELS.get(random.nextInt(3)), t, random));
                }
                var subjects = new ArrayList<Subject>();
                for (var walker : walkers) {
                    walker.x += walker.way * 0.2;
                    walker.way += random.nextGaussian() * 20;
                    subjects.add(subject(walker, t));
                }
                boolean moving = !walkers.isEmpty() && random.nextInt(4) > 0;
                var known = random.nextInt(5) == 0 ? null : subjects;
                int minute = 720 + (int) (t / 60) % 6 - (random.nextInt(200) == 0 ? 2 : 0);
                double sharpness = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble();
                var between = new ArrayList<Glimpse>();
                double before = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).seconds();
                for (int k = known == null ? 0 : random.nextInt(4); k > 0; --k) {
                    double at = t - (t - before) * k / 5;
                    between.add(new Glimpse(at, random.nextDouble()));
                    kept.add(at);
                }
                if (sharpness >= 0) {
                    kept.add(t);
                }
                var step =
                        new Step(
                                t,
                                new LocalMoment(3, minute),
                                moving,
                                "",
                                known,
                                Scenes.SCENE,
                                sharpness,
                                between,
                                List.of());
                steps.add(step);
                take(watcher.step(step), t);
                while (!flying.isEmpty() && flying.firstKey() <= t) {
                    answer(flying.pollFirstEntry().getValue(), t);
                }
                mostSize = Math.max(mostSize, watcher.size());
            }
            take(watcher.finish(), t);
        }

        private Subject subject(Walker walker, double t) {
            var box = new Box(walker.x - 30, 150, 60, 150);
            var position =
                    random.nextInt(5) == 0
                            ? null
                            : Scenes.at(walker.x / 100, 4, 1.2 + random.nextDouble());
            return new Subject(
                    walker.track,
                    walker.label,
                    0.3 + 0.6 * random.nextDouble(),
                    box,
                    random.nextInt(6) > 0,
                    walker.entered,
                    t,
                    Double.NaN,
                    position);
        }

        private void answer(Effect.Ask ask, double t) {
            --inFlight;
            int dice = random.nextInt(10);
            var answer =
                    dice == 0
                            ? new Answer.Failed("lost")
                            : new Answer.Given(
                                    random.nextDouble(),
                                    random.nextBoolean() ? Double.NaN : random.nextDouble(),
                                    random.nextBoolean() ? Double.NaN : random.nextDouble(),
                                    random.nextGaussian());
            // Now and then one that nobody awaits.
            take(watcher.answer(t, ask.id() + (dice == 9 ? 1000 : 0), answer), t);
            if (dice == 9) {
                take(watcher.answer(t, ask.id(), answer), t);
            }
        }

        private void assertKept(List<ClipChoice.Frame> frames) {
            for (var frame : frames) {
                assertTrue(kept.contains(frame.t()), () -> "shown, not kept: " + frame);
            }
        }

        private void take(List<Effect> list, double t) {
            for (var effect : list) {
                effects.add(effect);
                effectsAt.add(t);
                bytes.append(JsonText.of(effect.toMap())).append('\n');
                if (effect instanceof Effect.Told told) {
                    assertKept(told.alert().evidence());
                }
                if (effect instanceof Effect.Ask ask) {
                    assertKept(ask.frames());
                    assertKept(ask.again());
                    ++inFlight;
                    assertEquals(1, inFlight, "the model has one question at a time");
                    double late = random.nextInt(12) == 0 ? 200 : random.nextDouble() * 8;
                    flying.put(t + late, ask);
                } else if (effect instanceof Effect.Cancel cancel) {
                    assertTrue(flying.values().removeIf(ask -> ask.id() == cancel.ask()));
                    --inFlight;
                }
            }
        }
    }

    @Test
    void everyAlertKeepsItsPromises() {
        int begun = 0;
        int judged = 0;
        int unverified = 0;
        for (int seed = 0; seed < 120; ++seed) {
            var run = new Run(seed);
            run.run(1500);
            var open = new HashMap<String, Alert>();
            var tracks = new HashMap<String, String>();
            var ended = new HashMap<String, Double>();
            var ids = new HashSet<String>();
            for (var effect : run.effects) {
                if (!(effect instanceof Effect.Told told)) {
                    continue;
                }
                var alert = told.alert();
                var rule = run.rules.get(alert.rule());
                var key = alert.rule() + "/" + alert.subject().track();
                if (alert.phase() == Alert.Phase.NEW) {
                    ++begun;
                    judged += alert.judged() != null ? 1 : 0;
                    unverified += alert.unverified().isEmpty() ? 0 : 1;
                    assertTrue(ids.add(alert.id()), "twice " + alert.id());
                    assertFalse(tracks.containsValue(key), "two open alerts about " + key);
                    double cooled =
                            ended.getOrDefault(key, Double.NEGATIVE_INFINITY)
                                    + rule.act().cooldownSeconds();
                    assertTrue(alert.told() >= cooled, key + " told at " + alert.told());
                    gates(alert, rule, run);
                } else {
                    var before = open.get(alert.id());
                    assertNotNull(before, alert.phase() + " of what is not open");
                    assertEquals(before.from(), alert.from());
                    assertEquals(before.told(), alert.told());
                    assertTrue(before.at() <= alert.at());
                }
                open.put(alert.id(), alert);
                tracks.put(alert.id(), key);
                if (alert.over()) {
                    assertTrue(alert.to() >= alert.from(), alert.toString());
                    assertTrue(alert.to() <= alert.at());
                    assertFalse(alert.ended().isEmpty());
                    open.remove(alert.id());
                    tracks.remove(alert.id());
                    ended.put(key, alert.at());
                }
            }
            assertEquals(Map.of(), open, "the end of the stream ends all");
        }
        assertTrue(begun > 2000, begun + " alerts");
        assertTrue(judged > 100, judged + " judged");
        assertTrue(unverified > 100, unverified + " unverified");
    }

    /** Held against the steps themselves, and not only against what the alert says. */
    private static void gates(Alert alert, Rule rule, Run run) {
        var reason = alert.reason();
        assertNull(reason.failed(), () -> "told though failed: " + reason);
        var wanted = rule.subject();
        assertTrue(reason.of(Gate.MOTION).passed());
        assertTrue(reason.of(Gate.SECONDS).value() >= wanted.minSeconds() - 1e-6);
        boolean tracked = !wanted.scene() && !wanted.absent();
        assertEquals(tracked, reason.of(Gate.SCORE) != null);
        assertEquals(wanted.measuresHeight(), reason.of(Gate.HEIGHT) != null);
        assertEquals(rule.near() != null, reason.of(Gate.NEAR) != null);
        assertEquals(tracked && !rule.zones().isEmpty(), reason.of(Gate.ZONE) != null);
        assertEquals(tracked && !rule.zones().isEmpty(), reason.of(Gate.DWELL) != null);
        if (rule.question() == null) {
            assertNull(alert.judged());
            assertEquals("", alert.unverified());
        } else if (alert.judged() == null) {
            assertFalse(alert.unverified().isEmpty(), "neither judged nor marked");
        } else {
            assertEquals(Verdict.Answer.YES, alert.judged().verdict().answer());
            assertTrue(reason.of(Gate.QUESTION).passed());
        }
        if (!tracked) {
            return;
        }
        if (!rule.zones().isEmpty()) {
            double dwell = rule.zones().get(0).dwellSeconds();
            assertTrue(reason.of(Gate.DWELL).value() >= dwell - 1e-6, alert.toString());
        }
        boolean came = false;
        boolean moved = false;
        boolean sure = false;
        boolean inside = rule.zones().isEmpty();
        boolean near = rule.near() == null;
        boolean tall = !wanted.measuresHeight();
        boolean watched = false;
        for (var step : run.steps) {
            if (step.seconds() > alert.told()) {
                break;
            }
            for (var subject : step.subjects() == null ? List.<Subject>of() : step.subjects()) {
                boolean labelled =
                        subject.label().equals(wanted.label()) || wanted.label().equals("motion");
                if (!labelled || !subject.label().equals(alert.subject().label())) {
                    continue;
                }
                came = true;
                sure |= subject.score() >= wanted.minScore();
                // Beyond its margin nothing goes on, so a little before will do.
                boolean then = step.seconds() >= alert.from() - 5;
                inside |= then && subject.seen() && subject.box().centreX() <= 320;
                near |= then && nearTruck(subject, step, 3);
                var height = subject.position() == null ? 0 : subject.position().height();
                tall |= then && height >= 1 && height <= 1.8;
            }
            moved |= came && step.moving();
            watched |= step.seconds() >= alert.from() - 1 && rule.when().covers(step.local());
        }
        assertTrue(moved, "nothing moved before " + alert);
        assertTrue(sure, "nobody ever was sure before " + alert);
        assertTrue(inside, "nobody was in the zone before " + alert);
        assertTrue(near, "nobody was near a truck before " + alert);
        assertTrue(tall, "nobody was so tall before " + alert);
        assertTrue(watched, "nobody was watching before " + alert);
    }

    private static boolean nearTruck(Subject subject, Step step, double metres) {
        for (var other : step.subjects()) {
            boolean another = other.track() != subject.track() && other.label().equals("truck");
            if (another && subject.position() != null && other.position() != null) {
                double apart =
                        subject.position().foot().across() - other.position().foot().across();
                if (Math.abs(apart) <= metres) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void replayTwiceGivesEqualBytes() {
        int length = 0;
        for (int seed = 500; seed < 530; ++seed) {
            var one = new Run(seed);
            one.run(800);
            var two = new Run(seed);
            two.run(800);
            assertEquals(one.bytes.toString(), two.bytes.toString());
            assertEquals(one.watcher.misses(), two.watcher.misses());
            length += one.bytes.length();
        }
        assertTrue(length > 100_000, length + " characters");
    }

    /** A week of visits, a step a second while somebody is there, with a model that often fails. */
    @Test
    void aWeekIsHeldInBoundedMemory() {
        var run = new Run(7);
        var watcher = new Watcher("week", new WatchSettings(true, true, 60, 8));
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < 4; ++i) {
            rules.add(run.rule("w" + i));
        }
        rules.add(
                Scenes.rule(
                        "id",
                        "cool",
                        "act",
                        Map.of("cooldownSeconds", 86_400),
                        "question",
                        Map.of("text", "Is it?")));
        watcher.rules(rules);
        var random = new Random(9);
        int track = 0;
        int most = 0;
        int alerts = 0;
        int early = 0;
        for (double t = 0; t < 7 * 86_400; t += 20 + random.nextInt(60)) {
            int people = 1 + random.nextInt(4);
            int first = track + 1;
            track += people;
            double until = t + 3 + random.nextInt(10);
            double from = t;
            for (; t < until; t += 1) {
                var subjects = new ArrayList<Subject>();
                for (int i = 0; i < people; ++i) {
                    subjects.add(Scenes.person(first + i, 60 + 150 * i, from, t));
                }
                for (var effect : watcher.step(Scenes.step(t, true, subjects))) {
                    if (effect instanceof Effect.Ask ask && random.nextInt(4) > 0) {
                        watcher.answer(
                                t, ask.id(), random.nextBoolean() ? Scenes.yes() : Scenes.no());
                    }
                    alerts += effect instanceof Effect.Told ? 1 : 0;
                }
            }
            watcher.step(Scenes.step(t, false, List.of()));
            most = Math.max(most, watcher.size());
            early = t < 43_200 ? most : early;
        }
        assertTrue(track > 20_000, track + " tracks");
        assertTrue(alerts > 10_000, alerts + " alerts");
        assertFalse(watcher.dropped().containsKey("no-frames"), "frames of old tracks stay");
        assertTrue(most < 1500, "remembers " + most);
        assertTrue(most <= early * 1.5, "grew from " + early + " to " + most);
    }
}
