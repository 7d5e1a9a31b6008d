// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sightline.core.message.LanguageEvent;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Exchange;
import io.sightline.core.talk.FrameRef;
import io.sightline.core.talk.Mode;
import io.sightline.core.talk.Outcome;
import io.sightline.core.talk.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TalkEventTest {
    private static final FrameRef FRAME = new FrameRef("s1", -1);
    private static final FrameRef OTHER = new FrameRef("s2", -1);

    private static TalkState run(TalkState state, TalkEvent... events) {
        for (var event : events) {
            state = state.after(event);
        }
        return state;
    }

    private static TalkState start(TalkEvent... events) {
        var scene = TalkScene.of(AppState.start(Settings.DEFAULT), false);
        return run(TalkState.start(scene, Draft.EMPTY), events);
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

    @Test
    void questionsAboutTheSameFramesAreOneConversation() {
        var state =
                start(
                        asked(1, "What?"),
                        new TalkEvent.Framed(1, List.of(FRAME), 0),
                        new TalkEvent.WentOn(1, answer("A box.")),
                        asked(2, "Where?"));
        assertEquals(2, state.conversations().size());
        state = run(state, new TalkEvent.Framed(2, List.of(FRAME), 0));
        assertEquals(1, state.conversations().size());
        assertEquals(2, state.last().exchanges().size());
        assertEquals("A box.", state.last().said().get(0).answer());
        state =
                run(
                        state,
                        new TalkEvent.WentOn(2, answer("Left.")),
                        asked(3, "And here?"),
                        new TalkEvent.Framed(3, List.of(OTHER), 0));
        assertEquals(2, state.conversations().size());
        assertEquals(List.of(OTHER), state.lastFramed().frames());
        // While the frames of the next are being taken, those before can still be chosen.
        var next = run(state, new TalkEvent.WentOn(3, answer("No.")), asked(4, "More?"));
        assertEquals(List.of(OTHER), next.lastFramed().frames());
        assertEquals(List.of(), state.last().said());
        assertEquals(List.of(), run(state, new TalkEvent.Cleared()).conversations());
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
        var running = (Outcome.Running) state.running().outcome();
        assertEquals("A box", running.text());
        assertEquals(2, running.tokens());
        state = run(state, new TalkEvent.WentOn(1, answer("A box.")));
        assertNull(state.running());
        assertEquals("a", state.exchange(1).model());
        var late = run(state, new TalkEvent.Grew(1, "!", 3), new TalkEvent.WentOn(1, answer("x")));
        assertSame(state, late);
    }

    @Test
    void anEventOfAnotherQuestionChangesNothing() {
        var state = start(asked(1, "What?"));
        assertSame(state, run(state, new TalkEvent.Grew(7, "x", 1)));
        assertSame(state, run(state, new TalkEvent.Framed(7, List.of(FRAME), 0)));
        assertSame(state, run(state, new TalkEvent.WentOn(7, answer("x"))));
    }

    @Test
    void askingKeepsTheKindAndDropsTheWords() {
        var draft = new Draft(Mode.VERDICT, Subject.CLIP, "Is it?", "Is it not?", true, true);
        var state = start(new TalkEvent.Drafted(draft), asked(1, "Is it?"));
        assertEquals(new Draft(Mode.VERDICT, Subject.CLIP, "", "", true, true), state.draft());
        assertFalse(state.running() == null);
    }
}
