// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.image.ImageSize;
import io.sightline.core.language.ModelLimits;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Marks;
import io.sightline.core.talk.ShapeDraft;
import io.sightline.core.view.ModelState.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TalkSceneTest {
    private static ModelEntry entry() {
        var file = new ModelFile("decoder_model_merged_q8.onnx", 5, "ab", "models/ab/d.onnx");
        var variant =
                new ModelVariant("q8", "int8", "fp32", List.of(), true, "", List.of(file), "get");
        return new ModelEntry(
                "demo",
                "Demo",
                "language",
                "Apache-2.0",
                null,
                List.of(variant),
                Map.of("summary", "Tell it."),
                7,
                null);
    }

    private static AppState page() {
        var state = AppState.start(Settings.DEFAULT);
        for (var change :
                List.of(
                        new LanguageChange.Offered(List.of(entry()), "", Marks.NONE),
                        new LanguageChange.Limited(new ModelLimits(512, 2048, 64, 8192)),
                        new LanguageChange.Ready(
                                new VisionEvent.Loaded(1, "demo", "q8", Backend.WASM, 1, List.of()),
                                BackendChoice.AUTO,
                                true),
                        new LanguageChange.Marked(
                                Marks.of(List.of(new Marks.Mark("v1", 1.5, true)))))) {
            state = state.after(new AppEvent.Language(change));
        }
        var settings = state.settings();
        return state.after(
                new AppEvent.SettingsSet(
                        settings.with(
                                settings.language().with("frames", 4).with(ShapeDraft.ALERT))));
    }

    private static AppState opened(AppState state) {
        var opening = state.after(new AppEvent.SourceOpening(1, "video", "Walk"));
        return opening.after(
                new AppEvent.SourceOpened(1, new ImageSize(640, 480), true, false, 6.5));
    }

    @Test
    void allOfItReachesThePart() {
        var scene = TalkScene.of(opened(page()), true);
        assertEquals("wasm", scene.backend());
        assertEquals(Phase.READY, scene.phase());
        assertEquals(scene, TalkScene.of(scene.toMap()));
    }

    @Test
    void aPageThatHasNothingYetIsToldToo() {
        var scene = TalkScene.of(AppState.start(Settings.DEFAULT), false);
        assertEquals(scene, TalkScene.of(scene.toMap()));
    }

    @Test
    void whereAClipStandsIsNoOtherScene() {
        var page = opened(page());
        var later = page.after(new AppEvent.SourceAt(1, 3.25, 6.5));
        assertEquals(TalkScene.of(page, true), TalkScene.of(later, true));
        var state = TalkState.start(TalkScene.of(page, true), Draft.EMPTY);
        assertSame(state, state.after(new TalkEvent.Staged(TalkScene.of(later, true))));
    }
}
