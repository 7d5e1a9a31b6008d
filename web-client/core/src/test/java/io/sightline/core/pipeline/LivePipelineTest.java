// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.gate.GateSettings;
import io.sightline.core.gate.SourceHealth;
import io.sightline.core.image.ImageSize;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rules;
import io.sightline.core.watch.Answer;
import io.sightline.core.watch.Effect;
import io.sightline.core.watch.WatchSettings;
import io.sightline.core.watch.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A camera that stops seeing, and one that is watched for days. */
class LivePipelineTest {
    private static final ImageSize FRAME = new ImageSize(48, 36);
    private static final LocalMoment NOON = new LocalMoment(3, 720);

    private final Random random = new Random(11);
    private final List<Effect> effects = new ArrayList<>();

    private static Pipeline pipeline(Map<String, Object> rule, boolean live) {
        return pipeline(List.of(rule), live);
    }

    private static Pipeline pipeline(List<Map<String, Object>> rules, boolean live) {
        return new Pipeline(
                "t", new Setup(Rules.of(rules), GateSettings.DEFAULT, WatchSettings.DEFAULT, live));
    }

    private static Map<String, Object> moves(String id) {
        return Map.of("id", id, "version", 1, "name", id, "subject", Map.of("label", "motion"));
    }

    private static Map<String, Object> absent() {
        return Map.of(
                "id",
                "away",
                "version",
                1,
                "name",
                "Nobody moves there any more",
                "subject",
                Map.of("label", "motion", "absent", true, "minSeconds", 5));
    }

    /** A room with grain, and a bright square in it where {@code x} is not negative. */
    private byte[] room(double x) {
        var luma = new byte[(int) FRAME.pixels()];
        for (int i = 0; i < luma.length; ++i) {
            int column = i % FRAME.width();
            int row = i / FRAME.width();
            boolean there = x >= 0 && column >= x && column < x + 12 && row >= 12 && row < 32;
            luma[i] = (byte) ((there ? 200 : 80 + (column * 5 + row * 3) % 30) + random.nextInt(4));
        }
        return luma;
    }

    private static byte[] black() {
        return new byte[(int) FRAME.pixels()];
    }

    private void frame(Pipeline pipeline, byte[] luma, double t) {
        var gated = pipeline.gate(luma, FRAME, t, NOON);
        var seen = gated.look() ? Seen.failed("no-depth") : null;
        effects.addAll(pipeline.step(gated, seen, null));
    }

    /** Eight seconds of an empty room, then something walks about; until this time. */
    private Pipeline walked(Map<String, Object> rule, boolean live, double until) {
        var pipeline = pipeline(rule, live);
        for (double t = 0; t < until; t += 0.1) {
            frame(pipeline, room(t < 8 ? -1 : 8 + 3 * (t - 8)), t);
        }
        return pipeline;
    }

    private List<String> ends() {
        var ends = new ArrayList<String>();
        for (var effect : effects) {
            if (effect instanceof Effect.Told told && told.alert().over()) {
                ends.add(told.alert().ended());
            }
        }
        return ends;
    }

    /** So the first event does not wait for models to load, or for depth that nobody needs. */
    @Test
    void aCameraIsLookedAtOnceWhileNothingHappens() {
        for (boolean live : new boolean[] {true, false}) {
            var pipeline = pipeline(moves("moves"), live);
            int looks = 0;
            for (double t = 0; t < 20; t += 0.1) {
                var gated = pipeline.gate(room(-1), FRAME, t, NOON);
                if (gated.look()) {
                    ++looks;
                    assertTrue(pipeline.needsDepth(gated), "the first look takes everything");
                }
                var chair = List.of(new Detection("chair", 0.9, new Box(5, 5, 10, 20)));
                var seen = new Seen(chair, null, null, null, null, "no-depth");
                pipeline.step(gated, gated.look() ? seen : null, null);
                assertEquals(List.of(), pipeline.subjects(), "furniture is not followed");
            }
            assertEquals(live ? 1 : 0, looks);
            var event = pipeline.gate(room(20), FRAME, 20, NOON);
            for (int i = 1; !event.look() && i < 10; ++i) {
                pipeline.step(event, null, null);
                event = pipeline.gate(room(20), FRAME, 20 + i / 10.0, NOON);
            }
            assertTrue(event.look());
            assertEquals(!live, pipeline.needsDepth(event));
        }
    }

    /** A case that waits for frames, and what may become a track, are in haste. */
    @Test
    void whatWaitsForLooksIsInHaste() {
        var pipeline = pipeline(moves("moves"), true);
        var hasty = new ArrayList<Boolean>();
        for (double t = 0; t < 12; t += 0.1) {
            frame(pipeline, room(t < 8 ? -1 : 8 + 3 * (t - 8)), t);
            hasty.add(pipeline.hasty());
        }
        assertEquals(false, hasty.get(79), "nobody is there");
        assertTrue(hasty.subList(80, 84).contains(true), "once seen it is not sure");
        assertEquals(false, hasty.get(110), "one track, and no question");
    }

    @Test
    void anAlertDoesNotOutlastACameraThatSendsNothing() {
        var pipeline = walked(moves("moves"), true, 12);
        assertEquals(List.of(), ends());
        assertEquals(1, pipeline.subjects().size());
        effects.addAll(pipeline.idle(12.9));
        assertEquals(SourceHealth.State.OK, pipeline.health());
        assertEquals(List.of(), ends());
        effects.addAll(pipeline.idle(17.5));
        assertEquals(SourceHealth.State.GONE, pipeline.health());
        assertEquals(List.of("gone"), ends());
        assertEquals(List.of(), pipeline.subjects());
        // Said once, and it goes on when frames come again.
        effects.addAll(pipeline.idle(18.5));
        assertEquals(List.of("gone"), ends());
        for (double t = 30; t < 33; t += 0.1) {
            frame(pipeline, room(20 + 3 * (t - 30)), t);
        }
        assertEquals(SourceHealth.State.OK, pipeline.health());
        assertTrue(
                effects.stream().filter(e -> e instanceof Effect.Told).count() >= 3,
                effects::toString);
    }

    @Test
    void aFrozenCameraHoldsNoAlertOpen() {
        var pipeline = walked(moves("moves"), true, 12);
        var last = room(20);
        for (double t = 12; t < 24; t += 0.1) {
            frame(pipeline, last, t);
        }
        assertEquals(SourceHealth.State.FROZEN, pipeline.health());
        assertEquals(List.of("frozen"), ends());
    }

    @Test
    void aCameraThatGoesBlackIsNoAbsence() {
        var pipeline = walked(absent(), true, 12);
        for (double t = 12; t < 60; t += 0.1) {
            frame(pipeline, black(), t);
        }
        assertEquals(SourceHealth.State.BLACK, pipeline.health());
        assertEquals(List.of(), effects.stream().filter(e -> e instanceof Effect.Told).toList());
    }

    /** What would be no test if absence were never told. */
    @Test
    void anEmptyRoomIsOne() {
        var pipeline = walked(absent(), true, 12);
        for (double t = 12; t < 60; t += 0.1) {
            frame(pipeline, room(-1), t);
        }
        assertTrue(effects.stream().anyMatch(e -> e instanceof Effect.Told), effects::toString);
    }

    @Test
    void aCameraThatNeverSendsAFrameIsSaid() {
        var pipeline = pipeline(moves("moves"), true);
        assertEquals(List.of(), pipeline.idle(2));
        assertEquals(SourceHealth.State.OK, pipeline.health());
        assertEquals(List.of(), pipeline.idle(6));
        assertEquals(SourceHealth.State.GONE, pipeline.health());
    }

    @Test
    void aRecordingThatIsPausedIsNotGone() {
        var pipeline = walked(moves("moves"), false, 12);
        assertEquals(List.of(), pipeline.idle(100));
        assertEquals(SourceHealth.State.OK, pipeline.health());
        assertEquals(1, pipeline.subjects().size());
    }

    /**
     * Three days with a visitor every twenty minutes, three rules, questions answered and not, and
     * a camera that now and then stops: what is remembered has its bounds.
     */
    @Test
    void daysTakeBoundedMemory() {
        var pipeline =
                pipeline(
                        List.of(
                                moves("moves"),
                                Map.of(
                                        "id",
                                        "asks",
                                        "version",
                                        1,
                                        "name",
                                        "Asks",
                                        "subject",
                                        Map.of("label", "motion"),
                                        "question",
                                        Map.of("text", "Is it?", "deadlineSeconds", 5)),
                                absent()),
                        true);
        long told = 0;
        int most = 0;
        var quiet = room(-1);
        for (double t = 0; t < 3 * 86_400; ) {
            double turn = t % 1200;
            boolean visit = turn >= 1170;
            // Most of the time nothing moves: one byte makes it another frame.
            quiet[(int) t % quiet.length] ^= 1;
            frame(pipeline, visit ? room(4 + (turn - 1170)) : quiet, t);
            for (var effect : List.copyOf(effects)) {
                told += effect instanceof Effect.Told ? 1 : 0;
                if (effect instanceof Effect.Ask ask && ask.id() % 3 != 0) {
                    double p = ask.id() % 2;
                    effects.addAll(
                            pipeline.answer(
                                    t, ask.id(), new Answer.Given(p, Double.NaN, p, Double.NaN)));
                }
            }
            effects.clear();
            most =
                    Math.max(
                            most,
                            pipeline.size()
                                    - pipeline.watcher().misses().size()
                                    - pipeline.journal().size());
            boolean stops = turn >= 300 && turn < 308 && t % 3600 < 1200;
            if (stops) {
                effects.addAll(pipeline.idle(t + 10));
            }
            t += visit ? 0.5 : stops ? 20 : turn + 8 > 1170 ? 1170 - turn : 8;
        }
        assertTrue(told > 400, told + " tellings");
        assertTrue(most < 60, most + " things");
        assertTrue(pipeline.watcher().misses().size() <= Watcher.MOST_MISSES);
        assertTrue(pipeline.journal().size() <= 6000, pipeline.journal().size() + " in it");
    }
}
