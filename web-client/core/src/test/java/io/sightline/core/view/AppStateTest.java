// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthTimings;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.model.ModelContract;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.ModelFile;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.view.ModelState.Phase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AppStateTest {
    private static final ImageSize SIZE = new ImageSize(640, 480);

    private static ModelEntry entry(boolean ready) {
        var file = new ModelFile("m.onnx", 50, "ab", "models/ab/m.onnx");
        var variant =
                new ModelVariant("fp16w", "fp16", "fp32", List.of(), ready, "", List.of(file), "");
        return new ModelEntry(
                "depth",
                "Depth",
                "depth",
                "Apache-2.0",
                ModelContract.DEPTH_ANYTHING_V2,
                List.of(variant));
    }

    private static AppState start() {
        return AppState.start(Settings.DEFAULT);
    }

    private static AppState run(AppState state, AppEvent... events) {
        for (var event : events) {
            state = state.after(event);
        }
        return state;
    }

    private static AppEvent error(Message.Topic topic, String key) {
        return new AppEvent.Said(Message.Kind.ERROR, key, Map.of(), topic, Message.Retry.NONE);
    }

    private static Measurement measurement() {
        return new Measurement(
                SIZE,
                new ImageSize(336, 252),
                new DepthRange(0, 4, 1, 3),
                new DepthTimings(1, 2, 3, 0, 1, 6, DepthTimings.CPU),
                2,
                1,
                0,
                false,
                null);
    }

    private static AppEvent ready() {
        return new AppEvent.ModelReady(
                "fp16w", Backend.WASM_THREADS, 2, List.of(), BackendChoice.AUTO, false);
    }

    @Test
    void aSourceGoesOnWhileTheNextIsOpened() {
        var state =
                run(
                        start(),
                        new AppEvent.SourceOpening(1, "image", "first"),
                        new AppEvent.SourceOpened(1, SIZE, false, false, 0),
                        new AppEvent.Measured(1, measurement()),
                        new AppEvent.SourceFollowed("second"));
        assertEquals("second", state.source().next());
        assertEquals("first", state.source().name());
        assertNotNull(state.measurement());
        // Events of the one that is open do not hide the one to come.
        state = run(state, new AppEvent.SourcePlaying(1, true), new AppEvent.SourceAt(1, 1, 2));
        assertEquals("second", state.source().next());
        assertEquals("", run(state, new AppEvent.SourceFollowed("")).source().next());
        assertEquals("", run(state, new AppEvent.SourceClosed(1)).source().next());
        state = run(state, new AppEvent.SourceOpening(2, "image", "second"));
        assertEquals("second", state.source().name());
        assertEquals("", state.source().next());
        assertNull(state.measurement());
    }

    @Test
    void aFrameThatCanBeMeasuredMendsOneThatCouldNot() {
        var open =
                run(
                        start(),
                        new AppEvent.SourceOpening(1, "camera", "c"),
                        new AppEvent.Measured(1, measurement()),
                        error(Message.Topic.MODEL, "error.other"),
                        error(Message.Topic.FRAME, "error.constant"));
        assertEquals(2, open.messages().list().size());
        assertNotNull(open.measurement(), "the last good one stays");
        // One of a source that is not open any more mends nothing.
        assertEquals(
                2, run(open, new AppEvent.Measured(0, measurement())).messages().list().size());
        var mended = run(open, new AppEvent.Measured(1, measurement()));
        assertEquals(
                List.of("error.other"),
                mended.messages().list().stream().map(Message::key).toList());
        assertEquals(
                List.of("error.other"),
                run(open, new AppEvent.SourceOpening(2, "image", "i")).messages().list().stream()
                        .map(Message::key)
                        .toList());
        assertEquals(List.of(), run(open, ready()).messages().list());
    }

    @Test
    void followsAModelFromTheCatalogueToWork() {
        var state = run(start(), new AppEvent.ModelKnown(entry(true)));
        assertEquals(Phase.IDLE, state.model().phase());
        state = run(state, new AppEvent.LoadAsked(3, 0));
        assertEquals(Phase.LOADING, state.model().phase());
        var report = new VisionEvent.Progress(3, "depth", "fetch", 20, 50, false);
        state = run(state, new AppEvent.LoadReported(report, 10));
        assertEquals(0.4, state.model().progress().fraction(), 1e-9);
        state = run(state, ready());
        assertEquals(Phase.READY, state.model().phase());
        assertEquals("fp16w", state.model().variant().id());
        assertNull(state.model().progress());
    }

    @Test
    void saysWhatTheServerLacks() {
        assertEquals(
                Phase.ABSENT, run(start(), new AppEvent.ModelKnown(entry(false))).model().phase());
        assertEquals(Phase.NONE, run(start(), new AppEvent.ModelKnown(null)).model().phase());
        assertEquals(Phase.FAILED, run(start(), new AppEvent.ModelUnknown()).model().phase());
    }

    @Test
    void anOldLoadsAnswersChangeNothing() {
        var state =
                run(
                        start(),
                        new AppEvent.ModelKnown(entry(true)),
                        new AppEvent.LoadAsked(3, 0),
                        new AppEvent.LoadAsked(4, 0));
        var old = new VisionEvent.Progress(3, "depth", "fetch", 20, 50, false);
        assertSame(state, state.after(new AppEvent.LoadReported(old, 10)));
        assertSame(state, state.after(new AppEvent.LoadFailed(3)));
        assertSame(state, state.after(new AppEvent.LoadStopped(3)));
        assertEquals(Phase.FAILED, state.after(new AppEvent.LoadFailed(4)).model().phase());
        assertEquals(Phase.IDLE, state.after(new AppEvent.LoadStopped(4)).model().phase());
    }

    @Test
    void aNewSourceTakesReadingsPinsAndOldErrorsAway() {
        var state =
                run(
                        start(),
                        new AppEvent.SourceOpening(1, "image", "a.png"),
                        new AppEvent.SourceOpened(1, SIZE, false, false, 0),
                        new AppEvent.Measured(1, measurement()),
                        new AppEvent.ProbeMoved(ImagePoint.CENTRE),
                        new AppEvent.Pinned(),
                        error(Message.Topic.SOURCE, "error.x"),
                        error(Message.Topic.MODEL, "error.y"));
        assertTrue(state.source().visible());
        assertFalse(state.source().seekable());
        state = run(state, new AppEvent.SourceOpening(2, "camera", "Camera"));
        assertNull(state.measurement());
        assertEquals(Probe.NONE, state.probe());
        assertEquals(1, state.messages().list().size());
        assertEquals("error.y", state.messages().list().get(0).key());
        assertFalse(state.source().visible());
    }

    @Test
    void eventsOfAnEarlierSourceAreIgnored() {
        var state =
                run(
                        start(),
                        new AppEvent.SourceOpening(1, "video", "a"),
                        new AppEvent.SourceOpening(2, "image", "b"));
        for (var late :
                List.of(
                        new AppEvent.SourceOpened(1, SIZE, true, false, 9),
                        new AppEvent.SourceOpening(1, "video", "a"),
                        new AppEvent.SourcePlaying(1, true),
                        new AppEvent.SourceAt(1, 2, 9),
                        new AppEvent.SourceGone(1),
                        new AppEvent.SourceClosed(1),
                        new AppEvent.SourceNamed(1, "c", "", false),
                        new AppEvent.SourceSized(1, SIZE),
                        new AppEvent.Measured(1, measurement()))) {
            assertSame(state, state.after(late), late.toString());
        }
    }

    @Test
    void aCameraThatGoesAwayLeavesItsLastReading() {
        var state =
                run(
                        start(),
                        new AppEvent.SourceOpening(1, "camera", "Camera"),
                        new AppEvent.SourceOpened(1, SIZE, true, true, 0),
                        new AppEvent.Measured(1, measurement()),
                        new AppEvent.SourceGone(1));
        assertEquals(SourceState.Phase.GONE, state.source().phase());
        assertTrue(state.source().visible());
        assertFalse(state.source().playing());
        assertNotNull(state.measurement());
        state = run(state, new AppEvent.SourceClosed(1));
        assertFalse(state.source().visible());
        assertNull(state.measurement());
    }

    @Test
    void aSourceThatNeverOpenedLeavesNothing() {
        var state =
                run(
                        start(),
                        new AppEvent.SourceOpening(1, "image", "x"),
                        new AppEvent.SourceGone(1));
        assertEquals(SourceState.Phase.NONE, state.source().phase());
    }

    @Test
    void theSameMessageIsCountedNotRepeated() {
        var state = start();
        for (int i = 0; i < 3; ++i) {
            state = run(state, error(Message.Topic.ACTION, "error.x"));
        }
        assertEquals(1, state.messages().list().size());
        assertEquals(3, state.messages().list().get(0).count());
        int id = state.messages().list().get(0).id();
        assertTrue(run(state, new AppEvent.Dismissed(id)).messages().list().isEmpty());
    }

    @Test
    void noticesGiveWayBeforeErrors() {
        var state = run(start(), error(Message.Topic.ACTION, "error.first"));
        for (int i = 0; i < 10; ++i) {
            state =
                    run(
                            state,
                            new AppEvent.Said(
                                    Message.Kind.NOTICE,
                                    "notice." + i,
                                    Map.of(),
                                    Message.Topic.ACTION,
                                    Message.Retry.NONE));
        }
        var list = state.messages().list();
        assertEquals(Messages.MOST, list.size());
        assertEquals("error.first", list.get(0).key());
        assertEquals("notice.9", list.get(list.size() - 1).key());
    }

    @Test
    void pinsTakeTheLowestFreeNumberAndStopAtEight() {
        var state = run(start(), new AppEvent.ProbeMoved(ImagePoint.CENTRE));
        for (int i = 0; i < 12; ++i) {
            state = run(state, new AppEvent.Pinned());
        }
        assertEquals(Probe.MOST_PINS, state.probe().pins().size());
        state = run(state, new AppEvent.Unpinned(3), new AppEvent.Pinned());
        assertEquals(3, state.probe().lastPin());
        assertNotNull(state.probe().pin(3));
        assertTrue(run(start(), new AppEvent.Pinned()).probe().pins().isEmpty());
        assertEquals(Probe.NONE, run(state, new AppEvent.ProbeCleared()).probe());
    }

    @Test
    void aLostWorkerTakesTheModelWithIt() {
        var idle = run(start(), new AppEvent.ModelKnown(entry(true)));
        assertSame(idle, idle.after(new AppEvent.WorkerLost()));
        assertEquals(Phase.FAILED, run(idle, ready(), new AppEvent.WorkerLost()).model().phase());
    }
}
