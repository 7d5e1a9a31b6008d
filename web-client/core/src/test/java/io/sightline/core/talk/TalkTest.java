// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.language.Moments;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.model.LanguageParts;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.ModelVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TalkTest {
    private static final LanguageEvent.Timings TIMINGS = new LanguageEvent.Timings(1, 2, 3, 4, 10);
    private static final LanguageEvent.Reuse REUSE = new LanguageEvent.Reuse(1, 1, 90, 90, 1e6);

    @Test
    void marksAreReplacedTakenBackAndKept() {
        var marks =
                Marks.NONE
                        .with(new Marks.Mark("a", 2, true))
                        .with(new Marks.Mark("b", -1, false))
                        .with(new Marks.Mark("a", 2, false));
        assertEquals(2, marks.list().size());
        assertFalse(marks.of("a").wasYes());
        assertEquals(marks, Marks.ofList(marks.toList()));
        assertNull(marks.without("a").of("a"));
        assertEquals(Marks.NONE, marks.without("a").without("b"));
    }

    @Test
    void whatDoesNotFitIsLeftOut() {
        var kept =
                List.of(
                        "x",
                        Map.of("id", "a", "logOdds", Double.NaN, "wasYes", true),
                        Map.of("id", "b", "logOdds", 1e300, "wasYes", true),
                        Map.of("id", 3, "logOdds", 1.0, "wasYes", true),
                        Map.of("id", "c", "logOdds", 1.0, "wasYes", "yes"),
                        Map.of("id", "d", "logOdds", 1.0, "wasYes", true));
        assertEquals(1, Marks.ofList(kept).list().size());
        assertEquals(Marks.NONE, Marks.ofList("nothing"));
        assertEquals(Marks.NONE, Marks.ofList(null));
    }

    @Test
    void manyMarksOfAnOverconfidentModelCalibrateIt() {
        var marks = new ArrayList<Marks.Mark>();
        // Says 98 % and is right three times in four.
        for (int i = 0; i < Marks.MOST + 40; ++i) {
            boolean yes = i % 2 == 0;
            marks.add(new Marks.Mark("m" + i, yes ? 4 : -4, yes == (i % 4 < 3)));
        }
        var fitted = Marks.of(marks);
        assertEquals(Marks.MOST, fitted.list().size());
        assertTrue(fitted.calibration().temperature() > 1.5);
        assertTrue(fitted.calibration().after() < fitted.calibration().before());
    }

    @Test
    void settingsThatAreNotOfferedFallBackOneByOne() {
        var kept =
                Map.of(
                        "model", "real",
                        "temperature", 0.7,
                        "maxTokens", 100_000.0,
                        "deadline", "soon",
                        "frames", 16.0);
        var settings = LanguageSettings.of(kept);
        assertEquals("real", settings.model());
        assertEquals(0.7, settings.temperature());
        assertEquals(LanguageSettings.DEFAULT.maxTokens(), settings.maxTokens());
        assertEquals(LanguageSettings.DEFAULT.deadline(), settings.deadline());
        assertEquals(16, settings.frames());
        assertEquals(settings, LanguageSettings.of(settings.toMap()));
        assertEquals(LanguageSettings.DEFAULT, LanguageSettings.of(null));
    }

    @Test
    void aSearchCoversTheClipAndSharesFrames() {
        for (double length : new double[] {0.4, 2, 3, 7.3, 10, 61, 3600}) {
            var search = ClipSearch.of(length);
            assertEquals(0, search.windows().get(0).from());
            assertEquals(length, search.windows().get(search.windows().size() - 1).to(), 1e-9);
            assertTrue(search.windows().size() <= 26, length + ": " + search.windows().size());
            var frames = new TreeSet<Long>();
            for (var window : search.windows()) {
                for (double time : ClipSearch.times(window)) {
                    assertTrue(time >= 0 && time <= length, length + ": " + time);
                    frames.add(Math.round(time * 1000));
                }
            }
            int most = search.windows().size() * ClipSearch.FRAMES / 2 + 2 * ClipSearch.FRAMES;
            assertTrue(frames.size() <= most, length + ": " + frames.size());
        }
    }

    @Test
    void aSearchThatFindsNothingTellsWhatComesClosest() {
        var first = new Moments.Answered(new Moments.Window(0, 2), 0.1);
        var second = new Moments.Answered(new Moments.Window(2, 4), 0.3);
        var found = ClipSearch.found(List.of(first, second));
        assertEquals(1, found.size());
        assertEquals(2, found.get(0).from());
        assertEquals(0.3, found.get(0).p());
        assertEquals(List.of(), ClipSearch.found(List.of()));
        var yes = new Moments.Answered(new Moments.Window(6, 8), 0.9);
        assertEquals(6, ClipSearch.found(List.of(first, second, yes)).get(0).from());
    }

    @Test
    void precisionIsToldByTheFilesThatAreThere() {
        var files =
                List.of(
                        new ModelFile("onnx/vision_encoder_fp16.onnx", 1, "", ""),
                        new ModelFile("embed_tokens_quantized.onnx", 1, "", ""),
                        new ModelFile("decoder_model_merged.onnx", 1, "", ""));
        var variant = new ModelVariant("v", "fp32", "fp32", List.of(), true, "", files, "");
        assertEquals("fp16", LanguageParts.VISION.precision(variant));
        assertEquals("q8", LanguageParts.EMBEDDINGS.precision(variant));
        assertEquals("fp32", LanguageParts.DECODER.precision(variant));
        var none = new ModelVariant("v", "fp32", "fp32", List.of(), true, "", List.of(), "");
        assertEquals("", LanguageParts.VISION.precision(none));
    }

    private static Exchange exchange(int id, Mode mode, Outcome outcome) {
        return new Exchange(id, mode, "Is it?", "", "real", "wasm", outcome);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theRecordTellsAllThatWasSaid() {
        var answer = new LanguageEvent.Answer(1, "A box.", 3, "length", TIMINGS, REUSE);
        var verdict =
                new LanguageEvent.Verdict(
                        2, "unsure", 0.7, 0.8, Double.NaN, false, 0.85, TIMINGS, REUSE);
        var frame = new FrameRef("c1-500", 0.5);
        var moment = new Moment(0, 2, 0.9, frame);
        var conversation =
                new Conversation(
                        1,
                        "Walk",
                        List.of(frame, new FrameRef("s", -1)),
                        10,
                        List.of(
                                exchange(1, Mode.ANSWER, new Outcome.Answered(answer)),
                                exchange(2, Mode.VERDICT, new Outcome.Decided(verdict, 1.5)),
                                exchange(
                                        3,
                                        Mode.MOMENT,
                                        new Outcome.Found(List.of(moment), 3, 9, 100)),
                                exchange(
                                        4,
                                        Mode.ANSWER,
                                        io.sightline.core.view.TalkEvent.stopped())));
        var map = TalkRecord.of(List.of(conversation), Marks.NONE, "2026-01-01T00:00:00Z");
        var told = (Map<String, Object>) ((List<?>) map.get("conversations")).get(0);
        var frames = (List<Object>) told.get("frames");
        assertEquals(0.5, frames.get(0));
        assertNull(frames.get(1));
        var exchanges = (List<Map<String, Object>>) told.get("exchanges");
        assertEquals("A box.", exchanges.get(0).get("answer"));
        assertEquals("length", exchanges.get(0).get("finish"));
        assertEquals("unsure", exchanges.get(1).get("verdict"));
        assertEquals(0.8, exchanges.get(1).get("pContrast"));
        assertNull(exchanges.get(1).get("pSecond"));
        assertEquals(1.5, exchanges.get(1).get("calibration"));
        assertEquals(Map.of("asked", 3, "of", 9), exchanges.get(2).get("windows"));
        assertEquals(
                Map.of("code", "aborted", "reason", "stopped"), exchanges.get(3).get("failure"));
    }

    @Test
    void onlyWordsAreTurns() {
        var verdict =
                new LanguageEvent.Verdict(
                        2, "yes", 0.9, Double.NaN, Double.NaN, true, 2.2, TIMINGS, REUSE);
        var answer = new LanguageEvent.Answer(1, "A box.", 3, "stop", TIMINGS, REUSE);
        var empty = new LanguageEvent.Answer(1, "", 0, "aborted", TIMINGS, REUSE);
        var conversation =
                new Conversation(
                        1,
                        "",
                        List.of(),
                        0,
                        List.of(
                                exchange(1, Mode.VERDICT, new Outcome.Decided(verdict, 1)),
                                exchange(2, Mode.ANSWER, new Outcome.Answered(empty)),
                                exchange(3, Mode.ANSWER, new Outcome.Answered(answer))));
        assertEquals(1, conversation.said().size());
        assertFalse(conversation.isAbout(List.of()));
    }

    @Test
    void tokensASecondCountFromTheFirst() {
        assertEquals(
                500, new LanguageEvent.Answer(1, "", 3, "stop", TIMINGS, REUSE).tokensPerSecond());
        assertEquals(
                0, new LanguageEvent.Answer(1, "", 1, "stop", TIMINGS, REUSE).tokensPerSecond());
    }
}
