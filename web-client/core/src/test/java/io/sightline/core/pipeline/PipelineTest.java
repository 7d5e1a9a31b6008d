// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.alert.Alert;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Polarity;
import io.sightline.core.position.DepthValues;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rules;
import io.sightline.core.watch.Answer;
import io.sightline.core.watch.Effect;
import io.sightline.core.watch.WatchSettings;
import io.sightline.core.zone.Corner;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.Polygon;
import io.sightline.core.zone.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A walker through a room, from pixels to alerts. */
class PipelineTest {
    private static final ImageSize FRAME = new ImageSize(640, 360);
    private static final ImageSize SMALL = Pipeline.gateSize(FRAME);
    private static final LocalMoment NOON = new LocalMoment(3, 720);
    private static final double FPS = 10;

    /** Comes in at 6 s from the left, crosses in 6 s. */
    private static Box walker(double t) {
        if (t < 6 || t > 12) {
            return null;
        }
        double x = (t - 6) / 6 * (640 - 80);
        return new Box(x, 120, 80, 200);
    }

    private static byte[] luma(double t, Random noise) {
        return luma(walker(t), noise);
    }

    private static byte[] luma(Box box, Random noise) {
        var luma = new byte[SMALL.width() * SMALL.height()];
        double scale = (double) SMALL.width() / FRAME.width();
        for (int y = 0; y < SMALL.height(); ++y) {
            for (int x = 0; x < SMALL.width(); ++x) {
                int value = 90 + (x * 7 + y * 3) % 40;
                if (box != null
                        && x >= box.x() * scale
                        && x < box.right() * scale
                        && y >= box.y() * scale
                        && y < box.bottom() * scale) {
                    value = 190 + (x + y) % 20;
                }
                luma[y * SMALL.width() + x] = (byte) (value + noise.nextInt(5) - 2);
            }
        }
        return luma;
    }

    private static Setup setup(List<Map<String, Object>> rules) {
        return new Setup(Rules.of(rules), Setup.DEFAULT.gate(), Setup.DEFAULT.watch(), false);
    }

    private static Map<String, Object> visitor(String label) {
        return new LinkedHashMap<>(
                Map.of(
                        "id",
                        "visitor",
                        "version",
                        1,
                        "name",
                        "A visitor",
                        "subject",
                        Map.of("label", label)));
    }

    private static Map<String, Object> robot() {
        var rule = visitor("person");
        rule.put("question", Map.of("text", "Is it a robot?"));
        return rule;
    }

    /** What a run gave, in order, as text. */
    private record Run(List<Map<String, Object>> effects, Pipeline pipeline, int looks) {
        List<Map<String, Object>> alerts() {
            var alerts = new ArrayList<Map<String, Object>>();
            for (var effect : effects) {
                if (effect.get("type").equals("alert")) {
                    @SuppressWarnings("unchecked")
                    var alert = (Map<String, Object>) effect.get("alert");
                    alerts.add(alert);
                }
            }
            return alerts;
        }
    }

    private static Run run(Map<String, Object> rule, boolean detector, double answer) {
        return run(List.of(rule), detector, answer);
    }

    private static Run run(List<Map<String, Object>> rules, boolean detector, double answer) {
        return run(rules, detector ? null : List.of(), !detector, answer);
    }

    /** With a detector that says the same of every frame. */
    private static Run run(List<Map<String, Object>> rules, List<Detection> always, double answer) {
        return run(rules, always, false, answer);
    }

    /**
     * @param always what the detector says; null for where the walker is
     * @param blind without a detector
     */
    private static Run run(
            List<Map<String, Object>> rules, List<Detection> always, boolean blind, double answer) {
        var pipeline = new Pipeline("t", setup(rules));
        var noise = new Random(5);
        var effects = new ArrayList<Map<String, Object>>();
        int looks = 0;
        for (int i = 0; i < 18 * FPS; ++i) {
            double t = i / FPS;
            var gated = pipeline.gate(luma(t, noise), FRAME, t, NOON);
            Seen seen = null;
            DepthValues depth = null;
            if (gated.look()) {
                ++looks;
                var box = walker(t);
                var found = new ArrayList<Detection>();
                if (box != null) {
                    found.add(new Detection("person", 0.9, box));
                }
                seen =
                        new Seen(
                                blind ? null : always == null ? found : always,
                                new ImageSize(64, 36),
                                new DepthRange(0, 10, 0, 10),
                                Polarity.LARGE,
                                null,
                                "");
                depth = DepthValues.of(at -> box != null && inside(box, at) ? 8 : 2);
            }
            var open = new ArrayList<>(pipeline.step(gated, seen, depth));
            while (!open.isEmpty()) {
                var effect = open.remove(0);
                effects.add(effect.toMap());
                if (effect instanceof Effect.Ask ask) {
                    open.addAll(
                            pipeline.answer(
                                    t, ask.id(), new Answer.Given(answer, Double.NaN, answer, 0)));
                }
            }
        }
        for (var effect : pipeline.finish()) {
            effects.add(effect.toMap());
        }
        return new Run(effects, pipeline, looks);
    }

    private static boolean inside(Box box, int at) {
        double x = (at % 64 + 0.5) * 10;
        double y = (at / 64 + 0.5) * 10;
        return x >= box.x() && x < box.right() && y >= box.y() && y < box.bottom();
    }

    @Test
    void aVisitorIsOneTrackAndOneAlert() {
        var run = run(visitor("person"), true, 0);
        assertEquals(1, run.pipeline().journal().tracks().size());
        var alerts = run.alerts();
        assertEquals(1, alerts.stream().map(alert -> alert.get("id")).distinct().count());
        assertEquals("new", alerts.get(0).get("phase"));
        assertEquals("end", alerts.get(alerts.size() - 1).get("phase"));
        double from = (Double) alerts.get(0).get("from");
        assertTrue(from >= 6 && from < 7, "from " + from);
        var subject = (Map<?, ?>) alerts.get(0).get("subject");
        assertEquals("relative", subject.get("unit"));
        assertEquals(0.2, (Double) subject.get("distance"), 0.05);
    }

    /** On a slow machine the models take seconds for a look; frames meanwhile are not looked at. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 3, 4, 5})
    void aVisitorIsOneAlertHoweverSlowTheModelsAre(double taken) {
        var pipeline = new Pipeline("t", setup(List.of(visitor("person"))));
        var noise = new Random(5);
        var effects = new ArrayList<Effect>();
        Pipeline.Gated looking = null;
        Pipeline.Gated waiting = null;
        for (int i = 0; i < 24 * FPS; ++i) {
            double t = i / FPS;
            if (looking != null && t >= looking.seconds() + taken) {
                var box = standing(looking.seconds());
                var found =
                        box == null
                                ? List.<Detection>of()
                                : List.of(new Detection("person", 0.9, box));
                effects.addAll(
                        pipeline.step(
                                looking,
                                new Seen(found, null, null, null, null, "no-depth"),
                                null));
                looking = null;
                if (waiting != null) {
                    effects.addAll(pipeline.step(waiting, null, null));
                    waiting = null;
                }
            }
            var gated = pipeline.gate(luma(standing(t), noise), FRAME, t, NOON);
            if (looking != null) {
                waiting = waiting == null ? gated : waiting.and(gated);
            } else if (gated.look()) {
                looking = gated;
            } else {
                effects.addAll(pipeline.step(gated, null, null));
            }
        }
        effects.addAll(pipeline.finish());
        assertEquals(1, pipeline.journal().tracks().size());
        var phases = new ArrayList<Object>();
        for (var effect : effects) {
            if (effect instanceof Effect.Told told) {
                phases.add(told.alert().phase());
            }
        }
        assertEquals(1, phases.stream().filter(Alert.Phase.NEW::equals).count(), phases::toString);
    }

    /** The first question of one whose looks take so long, with all that was kept until then. */
    private static Effect.Ask asked(double taken, List<Double> kept) {
        var pipeline = new Pipeline("t", setup(List.of(robot())));
        var noise = new Random(5);
        Pipeline.Gated looking = null;
        for (int i = 0; i < 14 * FPS; ++i) {
            double t = i / FPS;
            var effects = List.<Effect>of();
            if (looking != null && t >= looking.seconds() + taken) {
                var box = walker(looking.seconds());
                var found =
                        box == null
                                ? List.<Detection>of()
                                : List.of(new Detection("person", 0.9, box));
                var seen = new Seen(found, null, null, null, null, "");
                effects = pipeline.step(looking, seen, null);
                looking = null;
            }
            for (var effect : effects) {
                if (effect instanceof Effect.Ask ask) {
                    return ask;
                }
            }
            var gated = pipeline.gate(luma(t, noise), FRAME, t, NOON);
            if (looking != null) {
                if (gated.moving()) {
                    pipeline.kept(gated);
                    kept.add(t);
                }
            } else if (gated.look()) {
                looking = gated;
                kept.add(t);
            } else {
                pipeline.step(gated, null, null);
            }
        }
        return null;
    }

    /** A second of frames is there after a second, however few of them were looked at. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 1})
    void aQuestionDoesNotWaitForAsManyLooks(double taken) {
        var kept = new ArrayList<Double>();
        var ask = asked(taken, kept);
        double newest = ask.again().get(4).t();
        for (var frames : List.of(ask.frames(), ask.again())) {
            assertEquals(5, frames.size());
            for (var frame : frames) {
                newest = Math.max(newest, frame.t());
                assertTrue(kept.contains(frame.t()), "not kept: " + frame.t());
                var box = walker(frame.t());
                double middle = Math.max(frame.crop().width() / 2, box.centreX());
                assertEquals(middle, frame.crop().centreX(), 1, "at " + frame.t());
            }
        }
        assertTrue(newest < 7 + 3 * taken, "asked with a frame of " + newest);
    }

    /** Comes in from the left for a second, stands, and goes after fourteen. */
    private static Box standing(double t) {
        return t < 6 || t > 20 ? null : new Box(Math.min(1, t - 6) * 280, 120, 80, 200);
    }

    @Test
    void modelsLookOnlyWhereSomethingIs() {
        var run = run(visitor("person"), true, 0);
        var motion = run.pipeline().journal().motion();
        assertEquals(1, motion.size());
        assertEquals(6, (Double) motion.get(0).get("from"), 0.5);
        assertEquals(12, (Double) motion.get(0).get("to"), 1);
        // Six seconds of walking, and a little while in which the track may come back.
        assertTrue(run.looks() >= 55 && run.looks() <= 90, run.looks() + " looks");
    }

    @Test
    void withoutADetectorWhatMovesIsFollowed() {
        var run = run(visitor("motion"), false, 0);
        assertFalse(run.alerts().isEmpty());
        assertEquals("motion", run.pipeline().journal().tracks().get(0).get("label"));
        assertTrue(run(visitor("person"), false, 0).alerts().isEmpty());
    }

    @Test
    void whoIsDetectedIsNotFollowedTwice() {
        var run = run(List.of(visitor("person"), other(visitor("motion"))), true, 0);
        assertEquals(1, run.pipeline().journal().tracks().size());
        assertEquals("person", run.pipeline().journal().tracks().get(0).get("label"));
    }

    /** Of a sure one at rest, too: not the table is told, but who walks before it. */
    @Test
    void whatIsAtRestHidesNothingThatMoves() {
        var table = new Detection("dining table", 0.9, new Box(0, 60, 640, 300));
        var run = run(List.of(visitor("motion")), List.of(table), 0);
        var ids = new LinkedHashMap<Object, Object>();
        for (var alert : run.alerts()) {
            ids.put(alert.get("id"), ((Map<?, ?>) alert.get("subject")).get("label"));
        }
        assertEquals(List.of("motion"), List.copyOf(ids.values()));
    }

    /** What a detector takes the whole picture for, at a score of 0.2, is nothing. */
    @Test
    void whatIsOnlySupposedHidesNothingThatMoves() {
        var whole = new Detection("dining table", 0.2, new Box(0, 0, 640, 360));
        var run = run(List.of(visitor("motion")), List.of(whole), 0);
        assertEquals(1, run.pipeline().journal().tracks().size());
        assertEquals("motion", run.pipeline().journal().tracks().get(0).get("label"));
        assertFalse(run.alerts().isEmpty());
    }

    private static Map<String, Object> other(Map<String, Object> rule) {
        rule.put("id", "other");
        return rule;
    }

    @Test
    void theQuestionDecides() {
        var rules = robot();
        assertFalse(run(rules, true, 0.99).alerts().isEmpty());
        var no = run(rules, true, 0.01);
        assertTrue(no.alerts().isEmpty());
        assertEquals(1, no.pipeline().watcher().misses().size());
        assertEquals("question", no.pipeline().watcher().misses().get(0).toMap().get("gate"));
    }

    /** A detector that knows people late: what moved there all along was that person. */
    @Test
    void whoIsKnownLateCameWhenSomethingMoved() {
        var pipeline = new Pipeline("t", setup(List.of(visitor("person"))));
        var noise = new Random(5);
        for (int i = 0; i < 10 * FPS; ++i) {
            double t = i / FPS;
            var gated = pipeline.gate(luma(t, noise), FRAME, t, NOON);
            var found =
                    t < 7.2 || walker(t) == null
                            ? List.<Detection>of()
                            : List.of(new Detection("person", 0.9, walker(t)));
            pipeline.step(
                    gated,
                    gated.look() ? new Seen(found, null, null, null, null, "no-depth") : null,
                    null);
        }
        assertEquals(1, pipeline.subjects().size());
        assertEquals(6, pipeline.subjects().get(0).entered(), 0.2);
    }

    @Test
    void aReplayGivesTheSameBytes() {
        var rules = robot();
        assertEquals(
                run(rules, true, 0.9).effects().toString(),
                run(rules, true, 0.9).effects().toString());
    }

    @Test
    void whatTheModelsSawTravelsUnchanged() {
        var seen =
                new Seen(
                        List.of(new Detection("person", 0.5, new Box(1, 2, 3, 4))),
                        new ImageSize(3, 2),
                        new DepthRange(1, 5, 2, 4),
                        Polarity.SMALL,
                        null,
                        "");
        assertEquals(seen, Seen.of(seen.toMap()));
        assertEquals(Seen.failed("x"), Seen.of(Seen.failed("x").toMap()));
        var setup = setup(List.of(visitor("person")));
        assertEquals(setup, Setup.of(setup.toMap()));
    }

    /** Whoever draws a zone sees who is in it, also where nothing moves and no rule watches. */
    @Test
    void aZoneThatIsDrawnIsJudgedAtOnce() {
        var whole =
                new Polygon(
                        Plane.IMAGE,
                        List.of(
                                new Corner(0, 0),
                                new Corner(1, 0),
                                new Corner(1, 1),
                                new Corner(0, 1)));
        var sliver =
                new Polygon(
                        Plane.IMAGE,
                        List.of(new Corner(0, 0), new Corner(1, 0), new Corner(0.5, 0.02)));
        var zones = List.of(Zone.of("all", whole).staying(2), Zone.of("none", sliver));
        var setup =
                new Setup(
                        List.of(),
                        Setup.DEFAULT.gate(),
                        Setup.DEFAULT.watch(),
                        true,
                        new Draft("person", zones),
                        true);
        assertEquals(setup, Setup.of(setup.toMap()));
        assertTrue(setup.detects());
        var pipeline = new Pipeline("t", setup);
        var noise = new Random(5);
        int looks = 0;
        for (int i = 0; i < 6 * FPS; ++i) {
            double t = i / FPS;
            // Somebody stands there from the first frame on: nothing moves.
            var gated = pipeline.gate(luma(0, noise), FRAME, t, NOON);
            looks += gated.look() ? 1 : 0;
            pipeline.step(
                    gated,
                    gated.look()
                            ? new Seen(
                                    List.of(
                                            new Detection(
                                                    "person", 0.9, new Box(200, 100, 80, 200))),
                                    null,
                                    null,
                                    null,
                                    null,
                                    "")
                            : null,
                    null);
        }
        assertTrue(looks >= 5 && looks < 6 * FPS / 2, looks + " looks");
        var drafted = pipeline.drafted();
        assertEquals(2, drafted.size());
        assertTrue(drafted.get(0).judgement().stayed(), drafted::toString);
        assertFalse(drafted.get(1).judgement().inside());
        assertEquals(240.0 / FRAME.width(), drafted.get(0).at().u(), 1e-6);
        assertEquals(300.0 / FRAME.height(), drafted.get(0).at().v(), 1e-6);
        assertEquals(List.of(), pipeline.standings());
        // A zone that is changed is judged anew; the other goes on.
        pipeline.use(
                new Setup(
                        List.of(),
                        Setup.DEFAULT.gate(),
                        Setup.DEFAULT.watch(),
                        true,
                        new Draft("person", List.of(zones.get(0), Zone.of("other", whole))),
                        true));
        double t = 7;
        var gated = pipeline.gate(luma(0, noise), FRAME, t, NOON);
        pipeline.step(
                gated,
                new Seen(
                        List.of(new Detection("person", 0.9, new Box(200, 100, 80, 200))),
                        null,
                        null,
                        null,
                        null,
                        ""),
                null);
        assertTrue(
                pipeline.drafted().get(0).judgement().seconds()
                        > drafted.get(0).judgement().seconds() + 1,
                () -> drafted + " then " + pipeline.drafted());
        assertFalse(pipeline.drafted().get(1).judgement().inside());
        pipeline.use(setup(List.of()));
        assertEquals(List.of(), pipeline.drafted());
    }

    /** The first words of what came of a visit; the language model comes, or goes, before it. */
    private static String visited(WatchSettings before, WatchSettings after) {
        var rules = Rules.of(List.of(robot()));
        var gate = Setup.DEFAULT.gate();
        var pipeline = new Pipeline("t", new Setup(rules, gate, before, false));
        var noise = new Random(5);
        var said = new ArrayList<String>();
        for (int i = 0; i < 12 * FPS; ++i) {
            double t = i / FPS;
            if (i == 30) {
                pipeline.use(new Setup(rules, gate, after, false));
            }
            var gated = pipeline.gate(luma(t, noise), FRAME, t, NOON);
            var box = walker(t);
            var found = box == null ? List.<Detection>of() : List.of(person(box));
            var seen = gated.look() ? new Seen(found, null, null, null, null, "") : null;
            for (var effect : pipeline.step(gated, seen, null)) {
                if (effect instanceof Effect.Ask) {
                    said.add("asked");
                } else if (effect instanceof Effect.Told told) {
                    said.add(told.alert().unverified());
                }
            }
        }
        return said.isEmpty() ? "" : said.get(0);
    }

    private static Detection person(Box box) {
        return new Detection("person", 0.9, box);
    }

    @Test
    void aLanguageModelThatIsLoadedMeanwhileIsAsked() {
        assertEquals("asked", visited(WatchSettings.NO_LANGUAGE, WatchSettings.DEFAULT));
        assertEquals("no-model", visited(WatchSettings.DEFAULT, WatchSettings.NO_LANGUAGE));
    }
}
