// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.talk.Marks;
import io.sightline.core.view.ModelState.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LanguageChangeTest {
    private static ModelEntry entry(String id, boolean ready) {
        var file = new ModelFile("decoder_model_merged_q8.onnx", 5, "ab", "models/ab/d.onnx");
        var variant =
                new ModelVariant("q8", "int8", "fp32", List.of(), ready, "", List.of(file), "get");
        return new ModelEntry(id, id, "language", "Apache-2.0", null, List.of(variant));
    }

    private static AppState run(AppState state, LanguageChange... changes) {
        for (var change : changes) {
            state = state.after(new AppEvent.Language(change));
        }
        return state;
    }

    private static AppState start(LanguageChange... changes) {
        return run(AppState.start(Settings.DEFAULT), changes);
    }

    private static LanguageChange offered(String chosen, ModelEntry... entries) {
        return new LanguageChange.Offered(List.of(entries), chosen, Marks.NONE);
    }

    private static VisionEvent.Loaded loaded(String model) {
        return new VisionEvent.Loaded(1, model, "q8", Backend.WASM, 1, List.of());
    }

    @Test
    void theRealModelIsPreferredOnceTheServerHasIt() {
        var demo = entry("smolvlm2-demo", true);
        assertNull(LanguageState.preferred(List.of(), ""));
        assertSame(demo, LanguageState.preferred(List.of(entry("real", false), demo), ""));
        var real = entry("real", true);
        assertSame(real, LanguageState.preferred(List.of(demo, real), ""));
        assertSame(demo, LanguageState.preferred(List.of(demo, real), "smolvlm2-demo"));
        assertSame(demo, LanguageState.preferred(List.of(demo, entry("real", false)), "real"));
        var absent = entry("real", false);
        assertSame(absent, LanguageState.preferred(List.of(absent), ""));
        assertEquals(Phase.ABSENT, start(offered("", absent)).language().model().phase());
        assertEquals(Phase.NONE, start(offered("")).language().model().phase());
    }

    @Test
    void aModelThatWasChosenAwayIsNotReady() {
        var state = start(offered("", entry("a", true), entry("b", true)));
        state = run(state, new LanguageChange.LoadAsked(1, 0));
        assertEquals(Phase.LOADING, state.language().model().phase());
        state = run(state, offered("b", entry("a", true), entry("b", true)));
        var late = run(state, new LanguageChange.Ready(loaded("a"), BackendChoice.AUTO, true));
        assertSame(state.language(), late.language());
        var ready = run(state, new LanguageChange.Ready(loaded("b"), BackendChoice.AUTO, true));
        assertEquals(Phase.READY, ready.language().model().phase());
    }

    @Test
    void whatWasToldOfTheModelGoesWhenItIsReady() {
        var state = start(offered("", entry("a", true)));
        state =
                state.after(
                        new AppEvent.Said(
                                Message.Kind.ERROR,
                                "error.language-worker-died",
                                Map.of(),
                                Message.Topic.LANGUAGE,
                                Message.Retry.LANGUAGE));
        state = run(state, new LanguageChange.WorkerLost());
        assertEquals(1, state.messages().list().size());
        state = run(state, new LanguageChange.LoadAsked(1, 0));
        assertEquals(0, state.messages().list().size());
    }

    @Test
    void theWorkersDeathTakesTheModel() {
        var state =
                start(
                        offered("", entry("a", true)),
                        new LanguageChange.Ready(loaded("a"), BackendChoice.AUTO, true),
                        new LanguageChange.WorkerLost());
        assertEquals(Phase.FAILED, state.language().model().phase());
    }
}
