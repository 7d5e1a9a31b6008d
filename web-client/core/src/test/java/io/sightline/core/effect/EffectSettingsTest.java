// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.export.FileNames;
import io.sightline.core.export.Recording;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.metres.Polarity;
import io.sightline.core.space.DepthLaw;
import io.sightline.core.space.Point;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the user sets, and what it means. */
final class EffectSettingsTest {
    @Test
    void eachKindHasItsOwnNearnessAndAmount() {
        var how = EffectSettings.DEFAULT;
        for (var kind : new EffectKind[] {EffectKind.BLUR, EffectKind.CUT_OUT, EffectKind.OBJECT}) {
            how = how.with(kind).withDepth(10 + kind.ordinal()).withAmount(60 + kind.ordinal());
        }
        for (var kind : new EffectKind[] {EffectKind.BLUR, EffectKind.CUT_OUT, EffectKind.OBJECT}) {
            assertEquals(10 + kind.ordinal(), how.with(kind).depth());
            assertEquals(60 + kind.ordinal(), how.with(kind).amount());
        }
        assertEquals(how.with(EffectKind.CUT_OUT).depth(), how.with(EffectKind.REPLACE).depth());
        assertEquals(100, how.withDepth(900).depth());
        assertEquals(0, how.withAmount(-5).amount());
    }

    @Test
    void isKeptWholeAndForgivesWhatDoesNotFit() {
        var how =
                EffectSettings.DEFAULT
                        .with(EffectKind.OBJECT)
                        .withDepth(7)
                        .withDistance(4.2)
                        .at(12, 98)
                        .withShape("box")
                        .withBackground("#01fe7a");
        assertEquals(how, EffectSettings.of(how.toMap()));
        assertEquals(EffectSettings.DEFAULT, EffectSettings.of(null));
        var broken =
                EffectSettings.of(
                        Map.of(
                                "kind",
                                "fog",
                                "focus",
                                400,
                                "shape",
                                "cow",
                                "background",
                                "red",
                                "strength",
                                "much"));
        assertEquals(EffectKind.NONE, broken.kind());
        assertEquals(100, broken.focus());
        assertEquals("sphere", broken.shape());
        assertEquals(EffectSettings.DEFAULT.background(), broken.background());
        assertEquals(EffectSettings.DEFAULT.strength(), broken.strength());
    }

    @Test
    void travelsToTheWorkerAndBack() {
        var how = EffectSettings.DEFAULT.with(EffectKind.BLUR).withAmount(3);
        var scene =
                new Surroundings(
                        new DepthLaw(true, 0.3, 0.02, DepthLaw.FARTHEST),
                        Intrinsics.webcam(new ImageSize(640, 480)));
        for (var sent : new Surroundings[] {null, scene}) {
            var command = new VisionCommand.Effect(how, sent);
            assertEquals(command, VisionCommand.of(command.toMap()));
        }
        var image = new VisionCommand.EffectImage(true, "bitmap");
        assertEquals(image, VisionCommand.of(image.toMap()));
        var none = new VisionEvent.Effect(null, "effect-failed");
        assertEquals(none, VisionEvent.of(none.toMap()));
    }

    @Test
    void blurReachesItsMostAtTheFarthestFromTheFocus() {
        var size = new ImageSize(1000, 500);
        var aperture = EffectSettings.DEFAULT.with(EffectKind.BLUR).withDepth(80).aperture(size);
        assertEquals(10, aperture.radius(0), 1e-9);
        assertEquals(5, aperture.radius(0.4), 1e-9);
        assertEquals(0, aperture.radius(0.8), 1e-9);
    }

    @Test
    void whatIsPointedAtIsSharpWholeAndBehindTheObject() {
        var how = EffectSettings.DEFAULT;
        assertEquals(60, how.with(EffectKind.BLUR).depthFor(60));
        var cut = how.with(EffectKind.CUT_OUT);
        var alpha =
                Matte.of(
                        FloatBuffer.wrap(new float[] {0.6f}),
                        1,
                        cut.depthFor(60) / 100.0,
                        cut.band(),
                        Polarity.LARGE);
        assertEquals(1, alpha[0]);
        assertTrue(how.with(EffectKind.OBJECT).depthFor(60) > 60);
        assertEquals(100, how.with(EffectKind.OBJECT).depthFor(100));
    }

    @Test
    void anObjectIsSeenAsLargeAsItIsSet() {
        var lens = Intrinsics.webcam(new ImageSize(640, 480));
        for (int place : new int[] {0, 50, 100}) {
            var how =
                    EffectSettings.DEFAULT
                            .with(EffectKind.OBJECT)
                            .withDepth(place)
                            .withAmount(50)
                            .withShape("picture");
            var object = (VirtualObject.Billboard) how.object(lens, 2);
            assertEquals(240, object.height() / object.centre().z() * lens.fy(), 1e-6);
            assertEquals(480, object.width() / object.centre().z() * lens.fx(), 1e-6);
        }
    }

    @Test
    void inMetresAnObjectIsAsHighAndAsFarAsItIsSaid() {
        var lens = Intrinsics.webcam(new ImageSize(640, 480));
        for (double distance : new double[] {0.5, 3, 20}) {
            var how =
                    EffectSettings.DEFAULT
                            .with(EffectKind.OBJECT)
                            .at(90, 20)
                            .withAmount(40)
                            .withShape("picture")
                            .withDistance(distance);
            var object = (VirtualObject.Billboard) how.objectInMetres(lens, 2);
            assertEquals(distance, Math.sqrt(object.centre().dot(object.centre())), 1e-9);
            assertEquals(0.8, object.height(), 1e-9);
            assertEquals(1.6, object.width(), 1e-9);
            assertEquals(
                    0.9 * 640,
                    lens.cx() + lens.fx() * object.centre().x() / object.centre().z(),
                    1e-6);
        }
        var how = EffectSettings.DEFAULT;
        assertEquals(EffectSettings.LEAST_DISTANCE, how.withDistance(-3).distance());
        assertEquals(EffectSettings.LEAST_DISTANCE, how.withDistance(Double.NaN).distance());
        assertEquals(EffectSettings.MOST_DISTANCE, how.withDistance(1e9).distance());
        assertEquals(EffectSettings.MOST_DISTANCE, how.distanceFor(Double.POSITIVE_INFINITY));
        assertEquals(2.85, how.distanceFor(3), 1e-9);
    }

    @Test
    void aSurfaceThatFacesTheLampIsBrightest() {
        var ball = new VirtualObject.Sphere(new Point(0, 0, 4), 1);
        double left = Shading.of(ball, -0.1, -0.2, ball.depth(-0.1, -0.2));
        double right = Shading.of(ball, 0.1, 0.2, ball.depth(0.1, 0.2));
        assertTrue(left > 0.9 && left <= 1, "at the lamp: " + left);
        assertEquals(0.35, right, 0.1);
    }

    @Test
    void recordsInTheFirstTypeThatTheBrowserWrites() {
        assertEquals("video/webm;codecs=vp9", Recording.type(type -> true));
        assertEquals("video/mp4", Recording.type(type -> type.equals("video/mp4")));
        assertEquals(null, Recording.type(type -> false));
        assertTrue(Recording.keepsAlpha("video/webm;codecs=vp8"));
        assertEquals(false, Recording.keepsAlpha("video/mp4"));
        assertEquals(".mp4", Recording.extension("video/mp4;codecs=avc1.42E01F"));
        assertEquals(".webm", Recording.extension("video/webm"));
        assertTrue(Recording.full(600, 0) && Recording.full(0, 512e6));
        assertEquals(false, Recording.full(599, 511e6));
    }

    @Test
    void namesOfFilesSuitEveryFileSystem() {
        assertEquals("my_room-effect.webm", FileNames.of("my room.png", "effect", ".webm"));
        assertEquals("sightline-depth.npy", FileNames.of("", "depth", ".npy"));
        assertEquals("a____b-frame.png", FileNames.of("a/:?\\b.c", "frame", ".png"));
    }
}
