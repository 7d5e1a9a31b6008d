// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.ModelVariant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LanguageMessagesTest {
    private static final Object HANDLE = new Object();
    private static final List<LanguageCommand.Frame> FRAMES =
            List.of(
                    new LanguageCommand.Frame("a", HANDLE, new ImageSize(640, 480), 0.5),
                    new LanguageCommand.Frame("b", null, new ImageSize(1, 16384), 1.5));
    private static final LanguageEvent.Timings TIMINGS =
            new LanguageEvent.Timings(300, 40, 345, 200, 550);
    private static final LanguageEvent.Reuse REUSE = new LanguageEvent.Reuse(1, 2, 12, 90, 1e6);

    private static LanguageCommand.Ask ask() {
        return new LanguageCommand.Ask(
                4,
                FRAMES,
                2,
                true,
                "Be brief.",
                List.of(new LanguageCommand.Exchange("Is it day?", "Yes.")),
                "What happens?",
                64,
                0.7,
                9,
                5000,
                Map.of("type", "object"),
                true,
                HANDLE);
    }

    @Test
    void commandsComeBackAsTheyWent() {
        var file = new ModelFile("decoder_model_merged.onnx", 9, "ab", "models/ab/d.onnx");
        var variant =
                new ModelVariant("q8", "int8", "fp32", List.of(), true, "hub", List.of(file), "");
        var model =
                new ModelEntry("words", "Words", "language", "Apache-2.0", null, List.of(variant));
        for (var command :
                List.of(
                        ask(),
                        new LanguageCommand.Load(1, model, BackendChoice.AUTO, "https://a.b/"),
                        new LanguageCommand.Verify(
                                5, FRAMES, 2, true, "Is it?", "Is it not?", FRAMES, 1.3, 0.6),
                        new LanguageCommand.Abort(4))) {
            assertEquals(command, LanguageCommand.of(command.toMap()));
        }
    }

    @Test
    void eventsComeBackAsTheyWent() {
        for (var event :
                List.of(
                        new LanguageEvent.Token(4, " Yes", 1),
                        new LanguageEvent.Answer(4, "Yes.", 2, "stop", TIMINGS, REUSE),
                        new LanguageEvent.Verdict(
                                5, "unsure", 0.9, 0.8, 0.7, false, 2.2, TIMINGS, REUSE),
                        new LanguageEvent.Unseen(6),
                        new VisionEvent.Progress(1, "words", "fetch", 5, 9, true),
                        new VisionEvent.Loaded(
                                1,
                                "words",
                                "q8",
                                Backend.WASM_THREADS,
                                2,
                                List.of(),
                                Map.of("vision", "q8")),
                        new VisionEvent.Failed(4, ErrorCode.ABORTED, "stopped", Map.of(), ""),
                        new VisionEvent.Notice("language-short-runs", Map.of("tokens", 16.0)))) {
            assertEquals(event, LanguageEvent.of(event.toMap()));
        }
    }

    @Test
    void whatWasNotAskedHasNoProbability() {
        var verdict =
                new LanguageEvent.Verdict(
                        5, "yes", 0.9, Double.NaN, Double.NaN, true, 2.2, TIMINGS, REUSE);
        assertNull(verdict.toMap().get("contrast"));
        var back = (LanguageEvent.Verdict) LanguageEvent.of(verdict.toMap());
        assertTrue(Double.isNaN(back.contrast()) && Double.isNaN(back.second()));
    }

    @Test
    void aFaultIsNamedByItsPath() {
        var map = new LinkedHashMap<>(ask().toMap());
        map.put("frames", List.of(Map.of("key", "a", "width", 4, "height", 3, "at", "now")));
        var fault = assertThrows(SightlineException.class, () -> LanguageCommand.of(map));
        assertEquals("frames[0].at", fault.values().get("path"));
        map.put("frames", List.of(Map.of("key", "a", "width", 4, "height", 0, "at", 1)));
        fault = assertThrows(SightlineException.class, () -> LanguageCommand.of(map));
        assertEquals("frames[0].height", fault.values().get("path"));
        map.put("frames", List.of());
        map.put("maxTokens", 0);
        fault = assertThrows(SightlineException.class, () -> LanguageCommand.of(map));
        assertEquals("maxTokens", fault.values().get("path"));
    }

    @Test
    void eventsOfTheOtherWorkerAreRefused() {
        var stored = new VisionEvent.Stored(1, List.of(), 0, 0).toMap();
        assertThrows(SightlineException.class, () -> LanguageEvent.of(stored));
    }
}
