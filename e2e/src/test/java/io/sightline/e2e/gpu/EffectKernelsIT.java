// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.sightline.core.camera.Intrinsics;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.effect.Aperture;
import io.sightline.core.effect.Composite;
import io.sightline.core.effect.EffectKind;
import io.sightline.core.effect.EffectSettings;
import io.sightline.core.effect.Layers;
import io.sightline.core.effect.LensBlur;
import io.sightline.core.effect.Light;
import io.sightline.core.effect.Matte;
import io.sightline.core.effect.Occlusion;
import io.sightline.core.effect.Shading;
import io.sightline.core.effect.VirtualObject;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Polarity;
import io.sightline.core.space.DepthLaw;
import io.sightline.core.space.Point;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The kernels of the effects against their twins in plain Java. */
@InChromium(BrowserProfile.SOFTWARE_WEBGPU)
final class EffectKernelsIT {
    private static final double TOLERANCE = 1e-4;
    private static final ImageSize SIZE = new ImageSize(61, 43);
    private static final int COUNT = 61 * 43;
    private static final List<Integer> GROUPS = List.of(8, 6);

    private static Page page(Visit visit) {
        visit.open();
        return visit.page();
    }

    /** A disc of one colour before a noisy background, all opaque. */
    private static ByteBuffer picture(int width, int height) {
        var rgba = Kernel.bytes(width * height * 4);
        var random = new Random(3);
        random.nextBytes(rgba.array());
        for (int i = 0; i < width * height; ++i) {
            if (Math.hypot(i % width - width / 2.0, i / width - height / 2.0) < height / 3.5) {
                rgba.put(i * 4, (byte) 220).put(i * 4 + 1, (byte) 40).put(i * 4 + 2, (byte) 60);
            }
            rgba.put(i * 4 + 3, (byte) 255);
        }
        return rgba;
    }

    /** The disc is near, a pixel or two off, and the background slopes away. */
    private static float[] nearness() {
        var near = new float[COUNT];
        for (int i = 0; i < COUNT; ++i) {
            int x = i % SIZE.width();
            int y = i / SIZE.width();
            near[i] =
                    Math.hypot(x - 32, y - 22) < 12
                            ? 0.9f
                            : 0.05f + 0.5f * y / SIZE.height() + 0.001f * x;
        }
        return near;
    }

    private static ByteBuffer light() {
        var table = new float[256];
        for (int i = 0; i < 256; ++i) {
            table[i] = Light.of((byte) i);
        }
        return Kernel.floats(table);
    }

    /** No byte is off by more than a step; most are the same. */
    private static void assertSame(String name, ByteBuffer expected, ByteBuffer actual) {
        int most = 0;
        int others = 0;
        for (int i = 0; i < expected.capacity(); ++i) {
            int off = Math.abs((expected.get(i) & 255) - (actual.get(i) & 255));
            most = Math.max(most, off);
            others += off > 0 ? 1 : 0;
        }
        System.out.printf(
                "%s: off by %d at most, %d of %d bytes%n", name, most, others, expected.capacity());
        assertTrue(most <= 1, "off by " + most);
        assertTrue(others < expected.capacity() / 20, others + " bytes differ");
    }

    private static void assertClose(float[] expected, ByteBuffer actual, double tolerance) {
        double most = 0;
        for (int i = 0; i < expected.length; ++i) {
            most = Math.max(most, Math.abs(expected[i] - actual.getFloat(i * 4)));
        }
        System.out.printf("off by %.2e%n", most);
        assertTrue(most < tolerance, "off by " + most);
    }

    @Test
    void laysAFrameThatIsLarger(Visit visit) {
        var from = new ImageSize(150, 97);
        var frame = picture(from.width(), from.height());
        var expected = Kernel.bytes(COUNT * 4);
        Layers.picture(frame, from, SIZE, expected);
        var sizes = Kernel.bytes(32);
        sizes.putInt(0, SIZE.width()).putInt(4, SIZE.height());
        var actual =
                new Kernel("lay")
                        .with(0, "picture", frame, from.width(), from.height())
                        .with(3, "storage", Kernel.bytes(COUNT * 4))
                        .with(5, "uniform", sizes)
                        .pass("picture", GROUPS, 0, 3, 5)
                        .read(page(visit), 3);
        assertSame("lay", expected, actual);
    }

    @Test
    void laysAMapOfEitherPolarity(Visit visit) {
        var map = new float[28 * 14];
        var random = new Random(4);
        for (int i = 0; i < map.length; ++i) {
            map[i] = 3 + 2 * random.nextFloat();
        }
        var range = new DepthRange(3, 5, 3.1f, 4.9f);
        for (var polarity : Polarity.values()) {
            var expected =
                    Layers.nearness(
                            FloatBuffer.wrap(map), new ImageSize(28, 14), range, polarity, SIZE);
            var sizes = Kernel.bytes(32);
            sizes.putInt(0, SIZE.width())
                    .putInt(4, SIZE.height())
                    .putInt(8, 28)
                    .putInt(12, 14)
                    .putInt(16, polarity == Polarity.SMALL ? 1 : 0);
            var actual =
                    new Kernel("lay")
                            .with(1, "storage", Kernel.floats(map))
                            .with(2, "storage", Kernel.floats(3, 5, 3.1f, 4.9f))
                            .with(4, "storage", Kernel.bytes(COUNT * 4))
                            .with(5, "uniform", sizes)
                            .pass("nearness", GROUPS, 1, 2, 4, 5)
                            .read(page(visit), 4);
            assertClose(expected, actual, TOLERANCE);
        }
    }

    @Test
    void laysAMapInMetres(Visit visit) {
        var map = new float[28 * 14];
        var random = new Random(4);
        for (int i = 0; i < map.length; ++i) {
            map[i] = 3 + 2 * random.nextFloat();
        }
        // Relative, with some of the map behind infinity, and metric, with some of it nowhere.
        for (var law :
                List.of(
                        new DepthLaw(true, 0.4, -1.45, DepthLaw.FARTHEST),
                        new DepthLaw(false, 1.2, -4.4, DepthLaw.FARTHEST))) {
            var expected =
                    Layers.disparity(FloatBuffer.wrap(map), new ImageSize(28, 14), law, SIZE);
            var sizes = Kernel.bytes(32);
            sizes.putInt(0, SIZE.width())
                    .putInt(4, SIZE.height())
                    .putInt(8, 28)
                    .putInt(12, 14)
                    .putFloat(20, (float) law.scale())
                    .putFloat(24, (float) law.shift())
                    .putInt(28, law.inverse() ? 1 : 0);
            var actual =
                    new Kernel("lay")
                            .with(1, "storage", Kernel.floats(map))
                            .with(4, "storage", Kernel.bytes(COUNT * 4))
                            .with(5, "uniform", sizes)
                            .pass("disparity", GROUPS, 1, 4, 5)
                            .read(page(visit), 4);
            int nowhere = 0;
            double most = 0;
            for (int i = 0; i < COUNT; ++i) {
                double found = actual.getFloat(i * 4);
                // Where a metric map ends 1 / depth has no bound, and may be on either side of it.
                boolean ends = !law.inverse() && Math.max(expected[i], found) > 20;
                most =
                        Math.max(
                                most,
                                ends
                                        ? 0
                                        : Math.abs(expected[i] - found) / Math.max(1, expected[i]));
                nowhere += expected[i] == 0 ? 1 : 0;
            }
            assertTrue(most < TOLERANCE, "off by " + most);
            assertTrue(nowhere > 20 && nowhere < COUNT / 2, nowhere + " without depth");
        }
    }

    @Test
    void blursAsTheTwinDoes(Visit visit) {
        var aperture = new Aperture(0.9, 9, 7);
        var picture = picture(SIZE.width(), SIZE.height());
        var near = nearness();
        var expected = Kernel.bytes(COUNT * 4);
        LensBlur.run(
                picture,
                FloatBuffer.wrap(near),
                SIZE.width(),
                SIZE.height(),
                aperture,
                EffectSettings.ONE_SURFACE,
                expected);
        var lens = Kernel.bytes(32);
        lens.putInt(0, SIZE.width())
                .putInt(4, SIZE.height())
                .putFloat(8, (float) aperture.focus())
                .putFloat(12, (float) aperture.strength())
                .putFloat(16, (float) aperture.most())
                .putFloat(20, (float) EffectSettings.ONE_SURFACE);
        var actual =
                new Kernel("blur")
                        .with(0, "storage", picture)
                        .with(1, "storage", Kernel.floats(near))
                        .with(2, "storage", light())
                        .with(3, "storage", Kernel.bytes(COUNT * 4))
                        .with(4, "uniform", lens)
                        .pass("blur", GROUPS, 0, 1, 2, 3, 4)
                        .read(page(visit), 3);
        assertSame("blur", expected, actual);
    }

    /** Three bands of the same noise, near, middle and far; the near one is in focus. */
    @Test
    void blursTheFarMoreThanTheMiddle(Visit visit) {
        var picture = Kernel.bytes(COUNT * 4);
        new Random(3).nextBytes(picture.array());
        var near = new float[COUNT];
        for (int i = 0; i < COUNT; ++i) {
            near[i] = 1 - i % SIZE.width() / 21 * 0.5f;
        }
        var lens = Kernel.bytes(32);
        lens.putInt(0, SIZE.width())
                .putInt(4, SIZE.height())
                .putFloat(8, 1)
                .putFloat(12, 6)
                .putFloat(16, 6)
                .putFloat(20, (float) EffectSettings.ONE_SURFACE);
        var actual =
                new Kernel("blur")
                        .with(0, "storage", picture)
                        .with(1, "storage", Kernel.floats(near))
                        .with(2, "storage", light())
                        .with(3, "storage", Kernel.bytes(COUNT * 4))
                        .with(4, "uniform", lens)
                        .pass("blur", GROUPS, 0, 1, 2, 3, 4)
                        .read(page(visit), 3);
        for (int y = 0; y < SIZE.height(); ++y) {
            for (int x = 0; x < 21; ++x) {
                int at = (y * SIZE.width() + x) * 4;
                assertEquals(picture.get(at) & 255, actual.get(at) & 255, 1, "in focus");
            }
        }
        double middle = variance(actual, 24, 39);
        double far = variance(actual, 45, 60);
        assertTrue(middle < variance(picture, 24, 39) / 4, "the middle keeps " + middle);
        assertTrue(far < middle / 2, "middle " + middle + ", far " + far);
    }

    private static double variance(ByteBuffer rgba, int left, int right) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int y = 0; y < SIZE.height(); ++y) {
            for (int x = left; x < right; ++x) {
                int red = rgba.get((y * SIZE.width() + x) * 4) & 255;
                sum += red;
                squares += red * red;
                ++count;
            }
        }
        return squares / count - sum / count * (sum / count);
    }

    @Test
    void mattesAsTheTwinsDo(Visit visit) {
        for (double band : new double[] {0, 0.1}) {
            var picture = picture(SIZE.width(), SIZE.height());
            var near = nearness();
            var alpha = Matte.of(FloatBuffer.wrap(near), COUNT, 0.6, band, Polarity.LARGE);
            var expected = Matte.refined(alpha, picture, SIZE.width(), SIZE.height(), 4, 4e-4);
            var edge = Kernel.bytes(32);
            edge.putInt(0, SIZE.width())
                    .putInt(4, SIZE.height())
                    .putInt(8, 4)
                    .putFloat(16, 0.6f)
                    .putFloat(20, (float) band)
                    .putFloat(24, 4e-4f);
            var actual =
                    new Kernel("matte")
                            .with(0, "storage", picture)
                            .with(1, "storage", Kernel.floats(near))
                            .with(2, "storage", Kernel.bytes(COUNT * 16))
                            .with(3, "storage", Kernel.bytes(COUNT * 16))
                            .with(4, "storage", Kernel.bytes(COUNT * 4))
                            .with(5, "uniform", edge)
                            .pass("soft", GROUPS, 0, 1, 2, 5)
                            .pass("across", GROUPS, 2, 3, 5)
                            .pass("fit", GROUPS, 2, 3, 5)
                            .pass("across", GROUPS, 2, 3, 5)
                            .pass("refine", GROUPS, 0, 3, 4, 5)
                            .read(page(visit), 4);
            assertClose(expected, actual, TOLERANCE);
        }
    }

    @Test
    void putsObjectsWhereTheTwinDoes(Visit visit) {
        // At the rim of the disc, which hides a part of it.
        var settings = EffectSettings.DEFAULT.with(EffectKind.OBJECT).withAmount(60).at(30, 50);
        var lens = Intrinsics.webcam(SIZE);
        for (var shape : EffectSettings.SHAPES) {
            puts(visit, settings.withShape(shape).object(lens, 1.5), lens);
        }
    }

    private static void puts(Visit visit, VirtualObject object, Intrinsics lens) {
        var near = nearness();
        var depth = new float[COUNT];
        for (int i = 0; i < COUNT; ++i) {
            depth[i] = (float) (1 / EffectSettings.inverse(near[i]));
        }
        var expected = Occlusion.run(object, lens, FloatBuffer.wrap(depth), EffectSettings.SOFT);
        var kernel =
                new Kernel("object")
                        .with(0, "storage", Kernel.floats(near))
                        .with(1, "storage", Kernel.bytes(COUNT * 4))
                        .with(2, "storage", Kernel.bytes(COUNT * 4))
                        .with(3, "uniform", place(object, lens))
                        .with(4, "storage", Kernel.bytes(4).putInt(0, 0xff4080c0))
                        .with(5, "storage", light())
                        .pass("put", GROUPS, 0, 1, 2, 3, 4, 5);
        var page = page(visit);
        assertClose(expected, kernel.read(page, 1), TOLERANCE);
        int shown = 0;
        for (float alpha : expected) {
            shown += alpha > 0.5 ? 1 : 0;
        }
        assertTrue(shown > 40, "of the object hardly anything shows");

        var own = kernel.read(page, 2);
        int seen = 0;
        for (int i = 0; i < COUNT; ++i) {
            // Inside of a face all four rays agree; at its rim the twin's one ray does not say it.
            double first = shade(object, lens, i, 0.25, 0.25);
            double last = shade(object, lens, i, 0.75, 0.75);
            if (Math.abs(first - last) < 0.01) {
                boolean board = object instanceof VirtualObject.Billboard;
                double light = board ? Light.of((byte) 0xc0) : 0.8 * (first + last) / 2;
                assertEquals(Light.toByte(light) & 255, own.get(i * 4) & 255, 1.5);
                ++seen;
            }
        }
        assertTrue(seen > 20, "only " + seen + " pixels were compared");
    }

    private static double shade(
            VirtualObject object, Intrinsics lens, int i, double right, double below) {
        double x = lens.across(i % SIZE.width() + right);
        double y = lens.down(i / SIZE.width() + below);
        double depth = object.depth(x, y);
        return Double.isNaN(depth) ? Double.NaN : Shading.of(object, x, y, depth);
    }

    private static ByteBuffer place(VirtualObject object, Intrinsics lens) {
        var place = Kernel.bytes(112);
        place.putInt(0, SIZE.width()).putInt(4, SIZE.height());
        var right = new Point(1, 0, 0);
        var up = new Point(0, 1, 0);
        Point centre;
        double[] halves = new double[3];
        if (object instanceof VirtualObject.Sphere sphere) {
            centre = sphere.centre();
            halves[0] = sphere.radius();
        } else if (object instanceof VirtualObject.Box box) {
            place.putInt(8, 1);
            centre = box.centre();
            halves = new double[] {box.width() / 2, box.height() / 2, box.length() / 2};
            right = box.right();
            up = box.up();
        } else {
            var board = (VirtualObject.Billboard) object;
            place.putInt(8, 2).putInt(12, 1).putInt(28, 1);
            centre = board.centre();
            halves = new double[] {board.width() / 2, board.height() / 2, 0};
        }
        put(place, 16, centre.x(), centre.y(), centre.z());
        put(place, 32, halves[0], halves[1], halves[2]);
        put(place, 44, EffectSettings.SOFT);
        put(place, 48, right.x(), right.y(), right.z(), EffectSettings.inverse(0));
        put(place, 64, up.x(), up.y(), up.z(), EffectSettings.inverse(1));
        put(place, 80, 0.8, 0.8, 0.8);
        put(place, 96, lens.fx(), lens.fy(), lens.cx(), lens.cy());
        return place;
    }

    private static void put(ByteBuffer to, int at, double... values) {
        for (int i = 0; i < values.length; ++i) {
            to.putFloat(at + i * 4, (float) values[i]);
        }
    }

    @Test
    void composesAsTheTwinDoes(Visit visit) {
        var picture = picture(SIZE.width(), SIZE.height());
        var below = Kernel.bytes(COUNT * 4);
        new Random(9).nextBytes(below.array());
        var alpha = new float[COUNT];
        for (int i = 0; i < COUNT; ++i) {
            alpha[i] = Math.max(0, Math.min(1, (i % SIZE.width() - 10) / 40f));
        }
        var expected = Kernel.bytes(COUNT * 4);
        Composite.over(picture, alpha, below, expected);
        var page = page(visit);
        assertSame(
                "over",
                expected,
                compose(picture, alpha, below, "over", 0, 1, 2, 3, 4)
                        .draw(page, SIZE.width(), SIZE.height()));

        Composite.cutOut(picture, alpha, expected);
        var cut =
                compose(picture, alpha, below, "cut", 0, 1, 4)
                        .draw(page, SIZE.width(), SIZE.height());
        for (int i = 0; i < COUNT; ++i) {
            int a = expected.get(i * 4 + 3) & 255;
            assertEquals(a, cut.get(i * 4 + 3) & 255, 1);
            for (int c = 0; c < 3; ++c) {
                double multiplied = (expected.get(i * 4 + c) & 255) * alpha[i];
                assertEquals(multiplied, cut.get(i * 4 + c) & 255, 1);
            }
        }
    }

    private static Kernel compose(
            ByteBuffer above, float[] alpha, ByteBuffer below, String entry, Integer... uses) {
        return new Kernel("compose")
                .with(0, "storage", above)
                .with(1, "storage", Kernel.floats(alpha))
                .with(2, "storage", below)
                .with(3, "storage", light())
                .with(4, "uniform", Kernel.bytes(16).putInt(0, SIZE.width()))
                .pass(entry, List.of(), uses);
    }
}
