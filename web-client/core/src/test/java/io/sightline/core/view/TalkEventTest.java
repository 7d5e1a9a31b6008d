// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Exchange;
import io.sightline.core.talk.FrameRef;
import io.sightline.core.talk.Marks;
import io.sightline.core.talk.Mode;
import io.sightline.core.talk.Outcome;
import io.sightline.core.talk.Subject;
import io.sightline.core.view.ModelState.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TalkEventTest {
    private static final FrameRef FRAME = new FrameRef("s1", -1);
    private static final FrameRef OTHER = new FrameRef("s2", -1);

    private static ModelEntry entry(String id, boolean ready) {
        var file = new ModelFile("decoder_model_merged_q8.onnx", 5, "ab", "models/ab/d.onnx");
        var variant =
                new ModelVariant("q8", "int8", "fp32", List.of(), ready, "", List.of(file), "get");
        return new ModelEntry(id, id, "language", "Apache-2.0", null, List.of(variant));
    }

    private static AppState run(AppState state, TalkEvent... events) {
        for (var event : events) {
            state = state.after(new AppEvent.Language(event));
        }
        return state;
    }

    private static AppState start(TalkEvent... events) {
        return run(AppState.start(Settings.DEFAULT), events);
    }

    private static TalkEvent offered(String chosen, ModelEntry... entries) {
        return new TalkEvent.Offered(List.of(entries), chosen, Marks.NONE);
    }

    private static TalkEvent asked(int id, String question) {
        return new TalkEvent.Asked(
                new Exchange(id, Mode.ANSWER, question, "", "", "", Outcome.Running.START), "Room");
    }

    private static Outcome answer(String text) {
        return new Outcome.Answered(
                new LanguageEvent.Answer(
                        1,
                        text,
                        2,
                        "stop",
                        new LanguageEvent.Timings(1, 2, 3, 4, 10),
                        new LanguageEvent.Reuse(1, 1, 90, 90, 1e6)));
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
        state = run(state, new TalkEvent.LoadAsked(1, 0));
        assertEquals(Phase.LOADING, state.language().model().phase());
        state = run(state, offered("b", entry("a", true), entry("b", true)));
        var late = run(state, new TalkEvent.Ready(loaded("a"), BackendChoice.AUTO, true));
        assertSame(state.language(), late.language());
        var ready = run(state, new TalkEvent.Ready(loaded("b"), BackendChoice.AUTO, true));
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
        state = run(state, new TalkEvent.WorkerLost());
        assertEquals(1, state.messages().list().size());
        state = run(state, new TalkEvent.LoadAsked(1, 0));
        assertEquals(0, state.messages().list().size());
    }

    @Test
    void questionsAboutTheSameFramesAreOneConversation() {
        var state =
                start(
                        asked(1, "What?"),
                        new TalkEvent.Framed(1, List.of(FRAME), 0),
                        new TalkEvent.WentOn(1, answer("A box.")),
                        asked(2, "Where?"));
        assertEquals(2, state.language().conversations().size());
        state = run(state, new TalkEvent.Framed(2, List.of(FRAME), 0));
        assertEquals(1, state.language().conversations().size());
        assertEquals(2, state.language().last().exchanges().size());
        assertEquals("A box.", state.language().last().said().get(0).answer());
        state =
                run(
                        state,
                        new TalkEvent.WentOn(2, answer("Left.")),
                        asked(3, "And here?"),
                        new TalkEvent.Framed(3, List.of(OTHER), 0));
        assertEquals(2, state.language().conversations().size());
        assertEquals(List.of(OTHER), state.language().lastFramed().frames());
        // While the frames of the next are being taken, those before can still be chosen.
        var next = run(state, new TalkEvent.WentOn(3, answer("No.")), asked(4, "More?"));
        assertEquals(List.of(OTHER), next.language().lastFramed().frames());
        assertEquals(List.of(), state.language().last().said());
        assertEquals(List.of(), run(state, new TalkEvent.Cleared()).language().conversations());
    }

    @Test
    void anAnswerGrowsUntilItIsOver() {
        var state =
                start(
                        asked(1, "What?"),
                        new TalkEvent.Framed(1, List.of(FRAME), 0),
                        new TalkEvent.Given(1, "a", "wasm"),
                        new TalkEvent.Grew(1, "A ", 1),
                        new TalkEvent.Grew(1, "box", 2));
        var running = (Outcome.Running) state.language().running().outcome();
        assertEquals("A box", running.text());
        assertEquals(2, running.tokens());
        state = run(state, new TalkEvent.WentOn(1, answer("A box.")));
        assertNull(state.language().running());
        assertEquals("a", state.language().exchange(1).model());
        var late = run(state, new TalkEvent.Grew(1, "!", 3), new TalkEvent.WentOn(1, answer("x")));
        assertSame(state.language(), late.language());
    }

    @Test
    void theWorkersDeathLeavesWhatWasSaid() {
        var state =
                start(
                        offered("", entry("a", true)),
                        new TalkEvent.Ready(loaded("a"), BackendChoice.AUTO, true),
                        asked(1, "What?"),
                        new TalkEvent.WentOn(1, answer("A box.")),
                        new TalkEvent.WorkerLost());
        assertEquals(Phase.FAILED, state.language().model().phase());
        assertTrue(state.language().exchange(1).outcome().isOver());
    }

    @Test
    void anEventOfAnotherQuestionChangesNothing() {
        var state = start(asked(1, "What?"));
        assertSame(state.language(), run(state, new TalkEvent.Grew(7, "x", 1)).language());
        assertSame(
                state.language(),
                run(state, new TalkEvent.Framed(7, List.of(FRAME), 0)).language());
        assertSame(state.language(), run(state, new TalkEvent.WentOn(7, answer("x"))).language());
    }

    @Test
    void askingKeepsTheKindAndDropsTheWords() {
        var draft = new Draft(Mode.VERDICT, Subject.CLIP, "Is it?", "Is it not?", true, true);
        var state = start(new TalkEvent.Drafted(draft), asked(1, "Is it?"));
        assertEquals(
                new Draft(Mode.VERDICT, Subject.CLIP, "", "", true, true),
                state.language().draft());
        assertFalse(state.language().running() == null);
    }
}
