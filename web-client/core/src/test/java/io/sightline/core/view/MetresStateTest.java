// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.CameraMetres;
import io.sightline.core.metres.Doubt;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.metres.MapNoise;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.model.ModelEntry;
import io.sightline.core.model.OwnModels;
import io.sightline.core.motion.Camera;
import io.sightline.core.onnx.DepthFit;
import io.sightline.core.steady.Anchor;
import io.sightline.core.steady.Flicker;
import io.sightline.core.steady.Steadiness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetresStateTest {
    private static final Intrinsics LENS = Intrinsics.ofFieldOfView(new ImageSize(640, 480), 67);
    private static final MetresState START = MetresState.start(LengthUnit.METRE);

    private static CameraMetres calibration(String camera, String label) {
        return new CameraMetres(
                camera,
                label,
                "m",
                336,
                252,
                LENS,
                new RelativeMetres(0.3, 0, 1e-4, 1e-5, 0, MapNoise.RELATIVE_MODEL, 1, 6),
                0,
                1.4,
                1000,
                null);
    }

    private static AppState camera(AppState state, String name, String device, boolean shared) {
        int number = state.source().number() + 1;
        return state.after(new AppEvent.SourceOpening(number, "camera", "Camera"))
                .after(new AppEvent.SourceOpened(number, new ImageSize(640, 480), true, true, 0))
                .after(new AppEvent.SourceNamed(number, name, device, shared));
    }

    private static CameraMetres open(AppState state) {
        return state.metres().of(MetresState.camera(state.source()));
    }

    private static Measurement measured(Steadiness steadiness) {
        return new Measurement(null, null, null, null, 0, 1, 0, false, steadiness);
    }

    private static Measurement measured(int moves) {
        return measured(new Steadiness(true, Camera.STILL, moves, new Flicker(0, 0, 0, true)));
    }

    @Test
    void aMoveDoubtsThatCamerasCalibrationAlone() {
        var state = START.with(calibration("camera#1", "HD")).with(calibration("camera#2", "HD"));
        var moved = new MetresEvent.Moved("camera#1").applyTo(state);
        assertEquals(Doubt.MOVED, moved.of("camera#1").doubted());
        assertNull(moved.of("camera#2").doubted());
        assertSame(moved, new MetresEvent.Moved("camera#1").applyTo(moved));
        assertSame(moved, new MetresEvent.Moved("camera#3").applyTo(moved));
        // The doubt outlives the page.
        assertEquals(moved, MetresState.of(moved.toMap(), LengthUnit.METRE));
        assertEquals(state, new MetresEvent.Trusted("camera#1").applyTo(moved));
        var anew = new MetresEvent.Calibrated(calibration("camera#1", "HD"), 1).applyTo(moved);
        assertNull(anew.of("camera#1").doubted());
    }

    @Test
    void whateverHappensOnlyAPersonTakesTheDoubtAway() {
        var random = new Random(8);
        for (int round = 0; round < 300; ++round) {
            var state = START.with(calibration("camera#1", "HD"));
            boolean doubted = false;
            for (int step = 0; step < 40; ++step) {
                MetresEvent event =
                        switch (random.nextInt(6)) {
                            case 0 -> new MetresEvent.Moved("camera#1");
                            case 1 -> new MetresEvent.Trusted("camera#1");
                            case 2 -> new MetresEvent.Calibrated(calibration("camera#1", "HD"), 1);
                            case 3 -> new MetresEvent.UnitSet(LengthUnit.FOOT);
                            case 4 -> new MetresEvent.Moved("camera#2");
                            default -> new MetresEvent.Calibrated(calibration("video:a", "a"), 2);
                        };
                doubted =
                        event.equals(new MetresEvent.Moved("camera#1"))
                                || doubted
                                        && !event.equals(new MetresEvent.Trusted("camera#1"))
                                        && !(event instanceof MetresEvent.Calibrated made
                                                && made.camera().camera().equals("camera#1"));
                state = event.applyTo(state);
                if (random.nextInt(5) == 0) {
                    state = MetresState.of(state.toMap(), LengthUnit.METRE);
                }
                assertEquals(doubted ? Doubt.MOVED : null, state.of("camera#1").doubted());
            }
        }
    }

    private static final ModelEntry MODEL =
            OwnModels.entry(
                    "m.onnx",
                    "1".repeat(64),
                    9,
                    new DepthFit("x", "y", null).contract(DepthFit.Scaling.PLAIN, 14, false, 0));

    /** A measured source "a" of which a calibration is kept. */
    private static AppState measured(boolean moving, Anchor anchor) {
        var kept =
                new CameraMetres(
                                moving ? "file:a" : "image:a",
                                "a",
                                MODEL.id(),
                                336,
                                252,
                                LENS,
                                new RelativeMetres(
                                        0.3, 0, 1e-4, 1e-5, 0, MapNoise.RELATIVE_MODEL, 1, 6),
                                0,
                                1.4,
                                1000,
                                null)
                        .anchored(anchor);
        var size = new ImageSize(640, 480);
        var map = new ImageSize(336, 252);
        return AppState.start(Settings.DEFAULT, START.with(kept))
                .after(new AppEvent.ModelKnown(MODEL))
                .after(new AppEvent.SourceOpening(1, moving ? "file" : "image", "a"))
                .after(new AppEvent.SourceOpened(1, size, moving, false, 0))
                .after(
                        new AppEvent.Measured(
                                1, new Measurement(size, map, null, null, 0, 1, 0, false, null)));
    }

    private static Anchor anchor() {
        var values = new double[Anchor.COUNT];
        for (int i = 0; i < values.length; ++i) {
            values[i] = 1 + i / 10.0;
        }
        return Anchor.of(values);
    }

    @Test
    void aStillTellsDistancesOnceItsScaleIsKnown() {
        var state = measured(false, anchor());
        assertFalse(state.ruler().tells(), "its map was not held against the calibration's");
        assertEquals(List.of(), state.ruler().doubts());
        var twice = new double[Anchor.COUNT];
        for (int i = 0; i < twice.length; ++i) {
            twice[i] = 2 * (1 + i / 10.0) + 1;
        }
        var scale = new MetresState.StreamScale(1, anchor().fit(twice));
        state = state.after(new AppEvent.Metres(new MetresEvent.Scaled(scale)));
        assertEquals(1 / (0.3 * 2), state.ruler().metres().metres(2 * 2 + 1), 1e-3);
        // Another still begins anew.
        state = state.after(new AppEvent.SourceOpening(2, "image", "a"));
        state = state.after(new AppEvent.SourceOpened(2, new ImageSize(640, 480), false, false, 0));
        state = state.after(new AppEvent.Measured(2, measured(false, anchor()).measurement()));
        assertFalse(state.ruler().tells());
    }

    @Test
    void aStillWhoseCalibrationKeptNoMapSaysSo() {
        var state = measured(false, null);
        assertFalse(state.ruler().tells());
        assertEquals(List.of(Doubt.UNANCHORED), state.ruler().doubts());
        // Of the map that it is made with it tells, whatever could be read of that.
        var made = state.metres().of("image:a");
        state = state.after(new AppEvent.Metres(new MetresEvent.Calibrated(made, 1)));
        assertTrue(state.ruler().tells());
        assertTrue(measured(true, null).ruler().tells(), "a stream is followed as before");
    }

    @Test
    void aMoveIsToldByItsCountGrowing() {
        assertFalse(measured(2).movedSince(null), "what was before is not known");
        assertFalse(measured(2).movedSince(measured(2)));
        assertTrue(measured(3).movedSince(measured(2)));
        assertFalse(measured(0).movedSince(measured(2)), "another worker counts anew");
        assertFalse(measured(null).movedSince(measured(2)));
        assertFalse(measured(2).movedSince(measured(null)));
    }

    @Test
    void twoCamerasOfOneNameAreTwo() {
        var one = camera(AppState.start(Settings.DEFAULT, START), "HD Webcam", "a1", true);
        var made = calibration(MetresState.camera(one.source()), "HD Webcam");
        one = one.after(new AppEvent.Metres(new MetresEvent.Calibrated(made, 1)));
        assertEquals(made, open(one));
        var other = camera(one, "HD Webcam", "b2", true);
        assertNull(open(other));
        assertEquals(made, open(camera(other, "HD Webcam", "a1", true)));
    }

    @Test
    void whatWasKeptUnderANameGoesToTheCameraOfThatName() {
        var old = new LinkedHashMap<>(calibration("camera:HD Webcam", "").toMap());
        old.remove("label");
        var kept = MetresState.of(Map.of("unit", "m", "cameras", List.of(old)), LengthUnit.METRE);
        var state = AppState.start(Settings.DEFAULT, kept);
        var opened = camera(state, "HD Webcam", "a1", false);
        assertNotNull(open(opened));
        assertNull(open(opened).doubted());
        assertEquals("camera#a1", open(opened).camera());
        assertEquals("HD Webcam", open(opened).label());
        assertEquals(1, opened.metres().kept().size());
        // It is that camera's now: another of the same name starts without.
        assertNull(open(camera(opened, "HD Webcam", "b2", true)));
        // Where two have the name, nobody knows whose it was.
        assertEquals(Doubt.SHARED, open(camera(state, "HD Webcam", "a1", true)).doubted());
        assertNull(open(camera(state, "Another", "a1", false)));
        // A browser that tells no device goes by the name, as before.
        assertNotNull(open(camera(state, "HD Webcam", "", false)));
    }

    @Test
    void whatACameraHasAlreadyIsNotReplacedByWhatIsOld() {
        var list = new ArrayList<Object>();
        list.add(calibration("camera:HD", "HD").toMap());
        list.add(calibration("camera#a1", "HD").doubted(Doubt.MOVED).toMap());
        var state =
                AppState.start(
                        Settings.DEFAULT,
                        MetresState.of(Map.of("unit", "m", "cameras", list), LengthUnit.METRE));
        var opened = camera(state, "HD", "a1", false);
        assertEquals(Doubt.MOVED, open(opened).doubted());
        assertEquals(2, opened.metres().kept().size());
    }

    @Test
    void whatIsSaidOfDistancesGoesWithTheDoubt() {
        var state =
                camera(
                        AppState.start(
                                Settings.DEFAULT, START.with(calibration("camera#a1", "HD"))),
                        "HD",
                        "a1",
                        false);
        state = state.after(new AppEvent.Metres(new MetresEvent.Moved("camera#a1")));
        state =
                state.after(
                        new AppEvent.Said(
                                Message.Kind.WARNING,
                                "notice.metres-moved",
                                Map.of(),
                                Message.Topic.METRES,
                                Message.Retry.KEEP));
        assertEquals(Message.Retry.CALIBRATE, Message.Retry.KEEP.or());
        assertEquals(Message.Retry.NONE, Message.Retry.CALIBRATE.or());
        assertEquals(
                1,
                state.after(new AppEvent.Metres(new MetresEvent.Moved("camera#a1")))
                        .messages()
                        .list()
                        .size());
        assertEquals(
                0,
                state.after(new AppEvent.Metres(new MetresEvent.Trusted("camera#a1")))
                        .messages()
                        .list()
                        .size());
        assertEquals(
                0,
                state.after(new AppEvent.SourceOpening(9, "image", "a.png"))
                        .messages()
                        .list()
                        .size());
    }
}
