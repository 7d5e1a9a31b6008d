// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Polarity;
import io.sightline.core.scene.BoxRoom;
import io.sightline.core.space.Point;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectTest {
    private static final int W = 64;
    private static final int H = 48;
    private static final Intrinsics LENS = Intrinsics.ofFieldOfView(new ImageSize(W, H), 66);

    private interface Paint {
        int rgb(int x, int y);
    }

    private static ByteBuffer picture(Paint paint) {
        var rgba = ByteBuffer.allocate(W * H * 4);
        for (int i = 0; i < W * H; ++i) {
            int rgb = paint.rgb(i % W, i / W);
            rgba.put(i * 4, (byte) (rgb >> 16)).put(i * 4 + 1, (byte) (rgb >> 8));
            rgba.put(i * 4 + 2, (byte) rgb).put(i * 4 + 3, (byte) 255);
        }
        return rgba;
    }

    private static int at(ByteBuffer rgba, int x, int y, int channel) {
        return rgba.get((y * W + x) * 4 + channel) & 255;
    }

    @Test
    void lightAndBytesAreInverse() {
        for (int i = 0; i < 256; ++i) {
            assertEquals((byte) i, Light.toByte(Light.of((byte) i)), "byte " + i);
        }
        assertEquals(0.2140, Light.of((byte) 127), 0.002);
        assertEquals(0, Light.toByte(-3));
        assertEquals((byte) 255, Light.toByte(7));
        assertEquals(0, Light.toByte(Double.NaN));
    }

    @Test
    void theCircleOfConfusionIsThatOfAThinLens() {
        var lens = Intrinsics.ofFieldOfView(new ImageSize(1920, 1280), 39.6);
        // 50 mm at f/2 on 36 mm of film: focused at 2 m, a point at 4 m makes a disc of 0.3205 mm.
        var aperture = Aperture.thinLens(lens, 50, 2, 2, 100);
        double sensor = 36e-3 / 1920;
        assertEquals(0.3205e-3 / sensor / 2, aperture.radius(1 / 4.0), 0.02);
        assertEquals(0, aperture.radius(1 / 2.0), 1e-12);
        // At infinity f² / (N (s − f)) = 0.641 mm; nearer than the focus it grows faster.
        assertEquals(0.641e-3 / sensor / 2, aperture.radius(0), 0.03);
        assertTrue(aperture.radius(1 / 1.0) > aperture.radius(1 / 3.0));
        assertEquals(
                aperture.radius(0.25) / 2,
                Aperture.thinLens(lens, 50, 4, 2, 100).radius(0.25),
                1e-9);
        assertEquals(3, new Aperture(0.5, 10, 8).radius(0.8), 1e-9);
        assertEquals(3, new Aperture(0.5, 10, 8).radius(0.2), 1e-9);
        assertEquals(8, new Aperture(0.5, 10, 8).radius(9), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> Aperture.thinLens(lens, 50, 2, 0.04, 9));
        assertThrows(IllegalArgumentException.class, () -> new Aperture(Double.NaN, 1, 1));
    }

    @Test
    void aPointBecomesADiscOfTheSaidRadiusAndItsLightIsKept() {
        for (double radius : new double[] {2, 4, 7}) {
            var point = picture((x, y) -> x == 32 && y == 24 ? 0xffffff : 0);
            var map = FloatBuffer.allocate(W * H);
            var out = ByteBuffer.allocate(W * H * 4);
            LensBlur.run(point, map, W, H, new Aperture(1, radius, 20), 0.01, out);
            double light = 0;
            double reach = 0;
            for (int y = 0; y < H; ++y) {
                for (int x = 0; x < W; ++x) {
                    double here = Light.of((byte) at(out, x, y, 1));
                    light += here;
                    double distance = Math.hypot(x - 32, y - 24);
                    if (here > 0) {
                        reach = Math.max(reach, distance);
                    }
                    if (distance < radius - 0.5) {
                        assertEquals(1 / (Math.PI * radius * radius), here, 0.12 * here);
                    }
                }
            }
            assertEquals(1, light, 0.06, "light of radius " + radius);
            assertEquals(radius, reach, 1, "radius " + radius);
        }
    }

    @Test
    void whatIsInFocusAndWhatIsEvenStaysAsItIs() {
        var random = new Random(1);
        var noise = picture((x, y) -> random.nextInt(1 << 24));
        var out = ByteBuffer.allocate(W * H * 4);
        var map = FloatBuffer.allocate(W * H);
        LensBlur.run(noise, map, W, H, new Aperture(0, 50, 9), 0.01, out);
        assertArrayEquals(noise.array(), out.array());
        var even = picture((x, y) -> 0x406080);
        for (int i = 0; i < W * H; ++i) {
            map.put(i, random.nextFloat());
        }
        LensBlur.run(even, map, W, H, new Aperture(0.5, 20, 9), 0.01, out);
        assertArrayEquals(even.array(), out.array());
    }

    @Test
    void theBlurKeepsTheMeanLight() {
        var random = new Random(2);
        var noise =
                picture(
                        (x, y) ->
                                x > 12 && x < 52 && y > 12 && y < 36 ? random.nextInt(1 << 24) : 0);
        var out = ByteBuffer.allocate(W * H * 4);
        LensBlur.run(noise, FloatBuffer.allocate(W * H), W, H, new Aperture(1, 5, 9), 0.01, out);
        double before = 0;
        double after = 0;
        for (int i = 0; i < W * H * 4; i += 4) {
            before += Light.of(noise.get(i));
            after += Light.of(out.get(i));
        }
        assertEquals(1, after / before, 0.01);
    }

    @Test
    void aSharpForegroundDoesNotBleedAndIsNotBledInto() {
        // A red bar in focus before a blue background that is blurred by eight pixels.
        var bar = picture((x, y) -> x >= 24 && x < 40 ? 0xff0000 : 0x0000ff);
        var map = FloatBuffer.allocate(W * H);
        for (int i = 0; i < W * H; ++i) {
            map.put(i, i % W >= 24 && i % W < 40 ? 1 : 0.2f);
        }
        var out = ByteBuffer.allocate(W * H * 4);
        LensBlur.run(bar, map, W, H, new Aperture(1, 10, 12), 0.05, out);
        for (int y = 0; y < H; ++y) {
            for (int x = 0; x < W; ++x) {
                boolean red = x >= 24 && x < 40;
                assertEquals(red ? 255 : 0, at(out, x, y, 0), "red at " + x);
                assertEquals(red ? 0 : 255, at(out, x, y, 2), "blue at " + x);
            }
        }
        // The other way round a blurred foreground has to spill, by its radius and no more.
        LensBlur.run(bar, map, W, H, new Aperture(0.2, 10, 12), 0.05, out);
        assertTrue(at(out, 20, 24, 0) > 60, "red at 20: " + at(out, 20, 24, 0));
        assertEquals(0, at(out, 24 - 10, 24, 0));
    }

    @Test
    void aMatteIsSoftInItsBandAndRunsTheRightWay() {
        var map = FloatBuffer.allocate(101);
        for (int i = 0; i <= 100; ++i) {
            map.put(i, i / 100f);
        }
        var alpha = Matte.of(map, 101, 0.5, 0.2, Polarity.LARGE);
        assertEquals(0, alpha[29]);
        assertEquals(0.5, alpha[50], 1e-3);
        assertEquals(1, alpha[71]);
        for (int i = 1; i <= 100; ++i) {
            assertTrue(alpha[i] >= alpha[i - 1] && alpha[i] >= 0 && alpha[i] <= 1);
        }
        var other = Matte.of(map, 101, 0.5, 0.2, Polarity.SMALL);
        for (int i = 0; i <= 100; ++i) {
            assertEquals(1, alpha[i] + other[i], 1e-5);
        }
        assertEquals(1, Matte.of(map, 101, 0.5, 0, Polarity.LARGE)[50]);
        assertEquals(0, Matte.of(map, 101, 0.5, 0, Polarity.LARGE)[49]);
    }

    @Test
    void refiningMovesTheEdgeToThePictures() {
        // The picture's edge is a disc; the depth map's is three pixels too wide.
        var disc = picture((x, y) -> Math.hypot(x - 32, y - 24) < 12 ? 0xd0c0b0 : 0x203040);
        var wide = new float[W * H];
        double before = 0;
        for (int i = 0; i < W * H; ++i) {
            wide[i] = Math.hypot(i % W - 32, i / W - 24) < 15 ? 1 : 0;
            before += Math.abs(wide[i] - (Math.hypot(i % W - 32, i / W - 24) < 12 ? 1 : 0));
        }
        var refined = Matte.refined(wide, disc, W, H, 8, 4e-4);
        double after = 0;
        for (int i = 0; i < W * H; ++i) {
            assertTrue(refined[i] >= 0 && refined[i] <= 1);
            after += Math.abs(refined[i] - (Math.hypot(i % W - 32, i / W - 24) < 12 ? 1 : 0));
        }
        assertTrue(after < 0.6 * before, "wrong pixels " + after + " of " + before);
        var full = new float[W * H];
        java.util.Arrays.fill(full, 1);
        assertArrayEquals(full, Matte.refined(full, disc, W, H, 8, 4e-4), 1e-5f);
        assertArrayEquals(
                new float[W * H], Matte.refined(new float[W * H], disc, W, H, 8, 4e-4), 1e-5f);
    }

    @Test
    void theGuidedFilterIsThatOfThePaper() {
        // Against the definition, summed window by window.
        var random = new Random(3);
        int w = 13;
        int h = 9;
        int r = 2;
        double eps = 0.01;
        var guide = new float[w * h];
        var input = new float[w * h];
        for (int i = 0; i < w * h; ++i) {
            guide[i] = random.nextFloat();
            input[i] = random.nextFloat();
        }
        var a = new double[w * h];
        var b = new double[w * h];
        for (int k = 0; k < w * h; ++k) {
            double[] s = sums(w, h, r, k, guide, input);
            double mi = s[1] / s[0];
            double mp = s[2] / s[0];
            a[k] = (s[4] / s[0] - mi * mp) / (s[3] / s[0] - mi * mi + eps);
            b[k] = mp - a[k] * mi;
        }
        var out = new GuidedFilter(w, h, r, eps).run(guide, input);
        for (int k = 0; k < w * h; ++k) {
            double sa = 0;
            double sb = 0;
            int n = 0;
            for (int i = 0; i < w * h; ++i) {
                if (Math.abs(i % w - k % w) <= r && Math.abs(i / w - k / w) <= r) {
                    sa += a[i];
                    sb += b[i];
                    ++n;
                }
            }
            assertEquals(sa / n * guide[k] + sb / n, out[k], 1e-4);
        }
    }

    private static double[] sums(int w, int h, int r, int k, float[] guide, float[] input) {
        var s = new double[5];
        for (int i = 0; i < w * h; ++i) {
            if (Math.abs(i % w - k % w) <= r && Math.abs(i / w - k / w) <= r) {
                s[0]++;
                s[1] += guide[i];
                s[2] += input[i];
                s[3] += guide[i] * guide[i];
                s[4] += guide[i] * input[i];
            }
        }
        return s;
    }

    @Test
    void aBackgroundIsReplacedInLight() {
        var white = picture((x, y) -> 0xffffff);
        var black = picture((x, y) -> 0);
        var alpha = new float[W * H];
        for (int i = 0; i < alpha.length; ++i) {
            alpha[i] = i % W < 20 ? 1 : i % W < 40 ? 0.5f : i % W < 60 ? 0 : 7;
        }
        var out = ByteBuffer.allocate(W * H * 4);
        Composite.over(white, alpha, black, out);
        assertEquals(255, at(out, 3, 3, 0));
        // Half the light is byte 188, not 128.
        assertEquals(188, at(out, 30, 3, 0), 1);
        assertEquals(0, at(out, 50, 3, 0));
        assertEquals(255, at(out, 62, 3, 0));
        assertEquals(255, at(out, 50, 3, 3));
        var noise = picture((x, y) -> x * 4 << 16 | y * 5 << 8 | 77);
        Composite.cutOut(noise, alpha, out);
        assertEquals(at(noise, 50, 9, 0), at(out, 50, 9, 0));
        assertEquals(255, at(out, 3, 3, 3));
        assertEquals(128, at(out, 30, 3, 3));
        assertEquals(0, at(out, 50, 3, 3));
        assertEquals(255, at(out, 62, 3, 3));
    }

    @Test
    void whatStandsBeforeAVirtualObjectHidesIt() {
        var room = new BoxRoom(LENS, 1.5, 0, 3, 8).with(-0.5, 3, 1, 0.4, 3);
        var depth = FloatBuffer.wrap(room.depth());
        var what = room.what();
        // A board at 5 m: behind the box, before the far wall.
        var board = new VirtualObject.Billboard(new Point(0, 0, 5), 4, 2);
        var alpha = Occlusion.run(board, LENS, depth, 0.05);
        int hidden = 0;
        int seen = 0;
        for (int i = 0; i < W * H; ++i) {
            double x = Math.abs(LENS.across(i % W + 0.5) * 5);
            double y = Math.abs(LENS.down(i / W + 0.5) * 5);
            assertTrue(alpha[i] >= 0 && alpha[i] <= 1);
            if (x < 1.8 && y < 0.8) {
                assertEquals(what[i] == 5 ? 0 : 1, alpha[i], 1e-6, "pixel " + i);
                hidden += what[i] == 5 ? 1 : 0;
                seen += what[i] == 5 ? 0 : 1;
            } else if (x > 2.2 || y > 1.2) {
                assertEquals(0, alpha[i]);
            }
        }
        assertTrue(hidden > 50 && seen > 50);
        // Before the box all of it shows.
        var near =
                Occlusion.run(
                        new VirtualObject.Billboard(new Point(0, 0, 2), 1, 0.6), LENS, depth, 0.05);
        assertEquals(1, near[H / 2 * W + W / 2 - 4]);
        assertEquals(0.5, Occlusion.shown(3, 3, 0.05), 1e-9);
        assertEquals(1, Occlusion.shown(3, 3.2, 0.05), 1e-9);
        assertEquals(0, Occlusion.shown(3, 2.8, 0.05), 1e-9);
        assertEquals(1, Occlusion.shown(3, 0, 0.05));
        assertEquals(1, Occlusion.shown(3, Double.POSITIVE_INFINITY, 0.05));
        assertEquals(0, Occlusion.shown(3, 2.99, 0));
    }

    @Test
    void solidsAreMetWhereTheyAre() {
        var ball = new VirtualObject.Sphere(new Point(0, 0, 4), 1);
        assertEquals(3, ball.depth(0, 0), 1e-12);
        assertTrue(Double.isNaN(ball.depth(0.5, 0)));
        double edge = 1 / Math.sqrt(15);
        assertEquals(4 * 15 / 16.0, ball.depth(edge - 1e-9, 0), 1e-3);
        assertTrue(Double.isNaN(new VirtualObject.Sphere(new Point(0, 0, -4), 1).depth(0, 0)));
        var box =
                new VirtualObject.Box(
                        new Point(0, 0, 4), new Point(1, 0, 0), new Point(0, -1, 0), 2, 2, 2);
        assertEquals(3, box.depth(0, 0), 1e-12);
        assertEquals(3, box.depth(0.3, 0.3), 1e-12);
        assertTrue(Double.isNaN(box.depth(0.4, 0)));
        double s = Math.sqrt(0.5);
        var turned =
                new VirtualObject.Box(
                        new Point(0, 0, 4), new Point(s, 0, s), new Point(0, -1, 0), 2, 2, 2);
        assertEquals(4 - Math.sqrt(2), turned.depth(0, 0), 1e-9);
        // A ball that is cut by the scene: only its front shows.
        var depth = FloatBuffer.allocate(W * H);
        for (int i = 0; i < W * H; ++i) {
            depth.put(i, 3.5f);
        }
        var alpha = Occlusion.run(ball, LENS, depth, 0);
        double radius = 0;
        for (int i = 0; i < W * H; ++i) {
            if (alpha[i] > 0.5) {
                radius =
                        Math.max(
                                radius,
                                Math.hypot(LENS.across(i % W + 0.5), LENS.down(i / W + 0.5)));
            }
        }
        // The circle where the ball meets the plane z = 3.5 has the radius √0.75.
        assertEquals(Math.sqrt(0.75) / 3.5, radius, 0.025);
    }
}
