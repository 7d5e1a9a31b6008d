// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import io.sightline.core.color.Palette;
import io.sightline.core.depth.CubicTaps;
import io.sightline.core.depth.DepthLook;
import io.sightline.core.depth.DepthPostprocessor;
import io.sightline.core.depth.DepthPreprocessor;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.HalfPrecision;
import io.sightline.core.image.ImageSize;
import io.sightline.core.model.ModelContract;
import io.sightline.core.motion.MotionMask;
import io.sightline.core.motion.SmallLuma;
import io.sightline.core.motion.Warp;
import io.sightline.core.steady.Alignment;
import io.sightline.core.steady.ArraySteadyMaps;
import io.sightline.core.steady.Stabiliser;
import io.sightline.core.steady.SteadyMaps;
import io.sightline.core.steady.StreamStabiliser;
import io.sightline.e2e.browser.BrowserProfile;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each kernel for graphics processors against its twin in plain Java. */
@InChromium(BrowserProfile.SOFTWARE_WEBGPU)
final class KernelsIT {
    private static final double TOLERANCE = 1e-4;
    private static final int BINS = 1024;
    private static final Alignment ALIGNMENT = new Alignment(1.1f, -0.2f);
    private static final Warp WARP = new Warp(1.03f, 0.02f, 7.3f, -0.02f, 1.03f, -2.6f);
    private static final float JUMP = 0.25f;
    private static final float TOLERATED = 0.2f;
    private static final float LEAST = 0.3f;
    private static final int WORKGROUPS = 5;
    private static final int WIDEN_GROUPS = 3;

    /** Only a page of a site has WebGPU. */
    private static Page page(Visit visit) {
        visit.open();
        return visit.page();
    }

    @Test
    void preparesAPictureThatIsMadeSmaller(Visit visit) {
        prepares(visit, "picture", 1, new ImageSize(320, 180), new ImageSize(98, 56), TOLERANCE);
    }

    @Test
    void preparesAPictureThatIsMadeLarger(Visit visit) {
        prepares(visit, "picture", 1, new ImageSize(37, 61), new ImageSize(70, 112), TOLERANCE);
    }

    @Test
    void preparesAVideoFrame(Visit visit) {
        prepares(visit, "video", 0, new ImageSize(160, 90), new ImageSize(126, 70), TOLERANCE);
    }

    private static void prepares(
            Visit visit,
            String kind,
            int binding,
            ImageSize source,
            ImageSize input,
            double tolerance) {
        var contract = ModelContract.DEPTH_ANYTHING_V2;
        var rgba = Kernel.bytes((int) source.pixels() * 4);
        new Random(7).nextBytes(rgba.array());
        for (int i = 3; i < rgba.capacity(); i += 4) {
            rgba.put(i, (byte) 255);
        }
        var expected = new float[(int) input.pixels() * 3];
        new DepthPreprocessor(source, input, contract).run(rgba, FloatBuffer.wrap(expected));

        var settings = Kernel.bytes(32);
        for (int c = 0; c < 3; ++c) {
            settings.putFloat(c * 4, 1 / contract.std()[c]);
            settings.putFloat(16 + c * 4, -contract.mean()[c] / contract.std()[c]);
        }
        settings.putInt(12, input.width()).putInt(28, input.height());
        var actual =
                new Kernel("prepare")
                        .with(binding, kind, rgba, source.width(), source.height())
                        .with(2, "storage", taps(source, input))
                        .with(3, "storage", Kernel.bytes(expected.length * 4))
                        .with(4, "uniform", settings)
                        .pass(
                                kind,
                                List.of((input.width() + 7) / 8, (input.height() + 7) / 8),
                                binding,
                                2,
                                3,
                                4)
                        .read(page(visit), 3)
                        .asFloatBuffer();
        double most = 0;
        for (int i = 0; i < expected.length; ++i) {
            most = Math.max(most, Math.abs(expected[i] - actual.get(i)));
        }
        System.out.printf("prepare.wgsl, %s: off by %.2e%n", kind, most);
        assertTrue(most < tolerance, "off by " + most);
    }

    private static ByteBuffer taps(ImageSize source, ImageSize input) {
        var taps = Kernel.bytes((input.width() + input.height()) * 32);
        put(taps, new CubicTaps(source.width(), input.width()), 0, input.width());
        put(taps, new CubicTaps(source.height(), input.height()), input.width(), input.height());
        return taps;
    }

    private static void put(ByteBuffer to, CubicTaps taps, int from, int count) {
        for (int i = 0; i < count * 4; ++i) {
            int at = (from + i / 4) * 32 + i % 4 * 4;
            to.putInt(at, taps.index()[i]).putFloat(at + 16, taps.weight()[i]);
        }
    }

    @Test
    void findsTheRange(Visit visit) {
        var random = new Random(5);
        for (int height : new int[] {1, 70, 300}) {
            int width = 97;
            var map = new float[width * height];
            for (int i = 0; i < map.length; ++i) {
                map[i] = (float) (random.nextGaussian() * 3 - 1);
            }
            var expected = new DepthPostprocessor(width, height).range(FloatBuffer.wrap(map));
            var actual = range(visit, map);
            double span = expected.greatest() - expected.least();
            assertEquals(expected.least(), actual.getFloat(0));
            assertEquals(expected.greatest(), actual.getFloat(4));
            assertEquals(expected.low(), actual.getFloat(8), span * TOLERANCE);
            assertEquals(expected.high(), actual.getFloat(12), span * TOLERANCE);
            assertEquals(0, actual.getInt(16));
        }
    }

    @Test
    void countsWhatIsNoNumber(Visit visit) {
        var map = new float[14 * 14];
        java.util.Arrays.fill(map, 2);
        map[0] = -1;
        map[9] = Float.NaN;
        map[100] = Float.POSITIVE_INFINITY;
        map[195] = Float.NEGATIVE_INFINITY;
        var actual = range(visit, map);
        assertEquals(-1, actual.getFloat(0));
        assertEquals(2, actual.getFloat(4));
        assertEquals(3, actual.getInt(16));
    }

    @Test
    void tellsThatAMapIsConstant(Visit visit) {
        var map = new float[14 * 14];
        java.util.Arrays.fill(map, -0.25f);
        var actual = range(visit, map);
        for (int i = 0; i < 4; ++i) {
            assertEquals(-0.25f, actual.getFloat(i * 4));
        }
        assertEquals(0, actual.getInt(16));
    }

    private static ByteBuffer range(Visit visit, float[] map) {
        var settings = Kernel.bytes(16);
        settings.putInt(0, map.length)
                .putFloat(4, (float) (0.02 * map.length))
                .putFloat(8, (float) (0.98 * map.length));
        return new Kernel("range")
                .with(0, "storage", Kernel.floats(map))
                .with(1, "storage", Kernel.bytes((4 + BINS) * 4))
                .with(2, "storage", Kernel.bytes(32))
                .with(3, "uniform", settings)
                .pass("extremes", List.of(9), 0, 1, 3)
                .pass("histogram", List.of(9), 0, 1, 3)
                .pass("percentiles", List.of(1), 1, 2, 3)
                .read(page(visit), 2);
    }

    @Test
    void coloursAsTheTwinDoes(Visit visit) {
        var palette = Palette.of("viridis");
        colours(visit, new DepthLook(palette, false, 0, 0, 1));
        colours(visit, new DepthLook(palette, true, 0, 0, 1));
        colours(visit, new DepthLook(Palette.of("magma"), false, 12, 0.15f, 0.8f));
        colours(visit, new DepthLook(Palette.of("grey"), true, 5, 0.3f, 1));
    }

    private static void colours(Visit visit, DepthLook look) {
        int width = 61;
        int height = 43;
        var map = new float[width * height];
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                map[y * width + x] =
                        (float) (3 + 2 * Math.sin(x * 0.07) + Math.cos(y * 0.11 + x * 0.01));
            }
        }
        var range = new DepthRange(0, 7, 1.3f, 5.4f);
        var expected = Kernel.bytes(map.length * 4);
        new DepthPostprocessor(width, height).paint(FloatBuffer.wrap(map), range, look, expected);

        var words = Kernel.bytes(1024);
        words.asIntBuffer().put(look.palette().abgr());
        var settings = Kernel.bytes(32);
        settings.putInt(0, width)
                .putInt(4, height)
                .putInt(8, look.nearIsSmall() ? 1 : 0)
                .putInt(12, look.contours())
                .putFloat(16, look.from())
                .putFloat(20, look.to());
        var actual =
                new Kernel("colour")
                        .with(0, "storage", Kernel.floats(map))
                        .with(
                                1,
                                "storage",
                                Kernel.floats(
                                        range.least(), range.greatest(), range.low(), range.high()))
                        .with(2, "storage", words)
                        .with(3, "uniform", settings)
                        .pass("colour", List.of(), 0, 1, 2, 3)
                        .draw(page(visit), width, height);
        // Where a value falls on the edge of two steps of the palette, rounding decides.
        int others = 0;
        for (int i = 0; i < map.length; ++i) {
            others += expected.getInt(i * 4) != actual.getInt(i * 4) ? 1 : 0;
        }
        assertTrue(others <= map.length / 1000, others + " of " + map.length + " pixels differ");
    }

    /**
     * Its way through a map; more values than it has invocations, and not a whole block of them.
     */
    @Test
    void widensEveryValueOnce(Visit visit) {
        var map = new float[WIDEN_GROUPS * 256 * 2 + 77];
        for (int i = 0; i < map.length; ++i) {
            map[i] = i - 0.25f;
        }
        var actual =
                new Kernel("widen")
                        .with(0, "storage", Kernel.floats(map))
                        .with(1, "storage", Kernel.bytes(map.length * 4))
                        .pass("widen", List.of(WIDEN_GROUPS), 0, 1)
                        .read(page(visit), 1)
                        .asFloatBuffer();
        for (int i = 0; i < map.length; ++i) {
            assertEquals(map[i], actual.get(i));
        }
    }

    @Test
    @InChromium(BrowserProfile.REAL_WEBGPU)
    void widensHalfPrecisionAsTheTwinDoes(Visit visit) {
        var page = page(visit);
        assumeTrue(
                Kernel.has(page, "shader-f16"),
                "this machine's graphics adapter does not compute in half precision (shader-f16)");
        // Every number that there is; where an infinity or a NaN would be, which a compiler may
        // take
        // for absent, a small one.
        var half = Kernel.bytes((1 << 16) * 2);
        for (int i = 0; i < 1 << 16; ++i) {
            half.putShort(i * 2, (short) ((i & 0x7c00) == 0x7c00 ? i & 0x83ff : i));
        }
        var expected = FloatBuffer.allocate(1 << 16);
        HalfPrecision.widen(half.asShortBuffer(), expected);
        var actual =
                new Kernel("widen", true)
                        .with(0, "storage", half)
                        .with(1, "storage", Kernel.bytes((1 << 16) * 4))
                        .pass("widen", List.of(WIDEN_GROUPS), 0, 1)
                        .read(page, 1)
                        .asFloatBuffer();
        for (int i = 0; i < 1 << 16; ++i) {
            // A device may take the smallest numbers, those without a leading one, for zero.
            double tolerance = (i & 0x7c00) == 0 ? 0x1p-14 : 0;
            assertEquals(expected.get(i), actual.get(i), tolerance, "at " + i);
        }
    }

    @Test
    void seesTheLumaThatTheTwinSees(Visit visit) {
        lumas(visit, "picture", 1, new ImageSize(640, 361));
        lumas(visit, "video", 0, new ImageSize(426, 240));
        lumas(visit, "picture", 1, new ImageSize(98, 37));
    }

    private static void lumas(Visit visit, String kind, int binding, ImageSize frame) {
        var rgba = Kernel.bytes((int) frame.pixels() * 4);
        new Random(13).nextBytes(rgba.array());
        for (int i = 3; i < rgba.capacity(); i += 4) {
            rgba.put(i, (byte) 255);
        }
        var twin = new SmallLuma(frame, StreamStabiliser.LUMA_EDGE);
        var expected = new byte[(int) twin.size().pixels()];
        twin.run(rgba, expected);
        var sizes = Kernel.bytes(16);
        sizes.putInt(0, frame.width())
                .putInt(4, frame.height())
                .putInt(8, twin.size().width())
                .putInt(12, twin.size().height());
        var actual =
                new Kernel("luma")
                        .with(binding, kind, rgba, frame.width(), frame.height())
                        .with(2, "storage", Kernel.bytes((expected.length + 3) / 4 * 4))
                        .with(3, "uniform", sizes)
                        .pass(kind, List.of((expected.length + 255) / 256), binding, 2, 3)
                        .read(page(visit), 2);
        for (int i = 0; i < expected.length; ++i) {
            assertEquals(expected[i], actual.get(i), kind + " at " + i);
        }
    }

    @Test
    void stabilisesAsTheTwinDoes(Visit visit) {
        var size = new ImageSize(98, 73);
        int count = (int) size.pixels();
        var random = new Random(11);
        var twin = new ArraySteadyMaps(size);
        twin.take(FloatBuffer.wrap(map(size, random)), null);
        twin.restart();
        twin.restartReference();
        // Until the reference is a mean of all it ever will be.
        for (int i = 0; i < SteadyMaps.BUILD; ++i) {
            twin.take(FloatBuffer.wrap(map(size, random)), null);
            twin.blend(new Alignment(1.02f, -0.1f), 0.2f, 0.15f, 0.1f);
        }
        var before = map(size, random);
        twin.take(FloatBuffer.wrap(before), null);
        twin.align(new Alignment(0.9f, 0.3f));
        var steady = values(twin, count);
        var reference = twin.reference().clone();
        var now = map(size, random);
        var mask = new byte[count];
        for (int i = 0; i < count; ++i) {
            mask[i] = (byte) (i % 98 < 30 && i / 98 > 20 ? 1 : 0);
        }
        twin.take(FloatBuffer.wrap(now), mask);

        var sums = new float[twin.blocks() * 3];
        twin.blockSums(SteadyMaps.Target.REFERENCE, sums);
        assertClose(
                sums,
                steady(size, now, reference, steady, reference, mask, 1)
                        .pass("sums", List.of(twin.blocks()), 0, 1, 4, 5, 6, 7)
                        .read(page(visit), 6));
        twin.blockSums(SteadyMaps.Target.BEFORE, sums);
        assertClose(
                sums,
                steady(size, now, before, steady, reference, mask, 0)
                        .pass("sums", List.of(twin.blocks()), 0, 1, 4, 5, 6, 7)
                        .read(page(visit), 6));

        var change = twin.blend(ALIGNMENT, JUMP, TOLERATED, LEAST);
        assertClose(
                values(twin, count), blend(size, now, before, steady, reference, mask, visit, 2));
        assertClose(twin.reference(), blend(size, now, before, steady, reference, mask, visit, 3));
        assertChange(change, blend(size, now, before, steady, reference, mask, visit, 6));

        twin.align(ALIGNMENT);
        assertClose(
                values(twin, count),
                steady(size, now, before, steady, reference, mask, 0)
                        .pass("align", List.of(WORKGROUPS), 0, 2, 7)
                        .read(page(visit), 2));
        assertClose(
                steady,
                steady(size, now, before, steady, reference, mask, 0)
                        .pass("forget", List.of(WORKGROUPS), 2, 3, 4, 7)
                        .read(page(visit), 3));
    }

    @Test
    void carriesTheSteadyMapAlongAMovement(Visit visit) {
        var size = new ImageSize(98, 70);
        int count = (int) size.pixels();
        var random = new Random(9);
        var twin = new ArraySteadyMaps(size);
        var before = map(size, random);
        twin.take(FloatBuffer.wrap(before), null);
        twin.restart();
        twin.restartReference();
        var steady = values(twin, count);
        var now = map(size, random);
        var mask = new byte[count];
        for (int i = 0; i < count; ++i) {
            mask[i] = i % 98 > 85 ? MotionMask.UNSEEN : (byte) (i % 98 < 30 && i / 98 > 20 ? 1 : 0);
        }
        twin.take(FloatBuffer.wrap(now), mask);
        twin.carry(WARP);
        var carried =
                steady(size, now, steady, steady, steady, mask, 0)
                        .pass("carry", List.of(WORKGROUPS), 1, 7, 8)
                        .read(page(visit), 8);
        var sums = new float[twin.blocks() * 3];
        twin.blockSums(SteadyMaps.Target.CARRIED, sums);
        var of = new float[count];
        carried.asFloatBuffer().get(of);
        assertClose(
                sums,
                steady(size, now, of, steady, steady, mask, 2)
                        .pass("sums", List.of(twin.blocks()), 0, 1, 4, 5, 6, 7)
                        .read(page(visit), 6));

        var change = twin.follow(ALIGNMENT, WARP, JUMP, LEAST);
        assertClose(
                values(twin, count), follow(size, now, before, steady, carried, mask, visit, 2));
        var parts = follow(size, now, before, steady, carried, mask, visit, 6);
        assertChange(change, parts);
    }

    private static ByteBuffer follow(
            ImageSize size,
            float[] now,
            float[] before,
            float[] steady,
            ByteBuffer carried,
            byte[] mask,
            Visit visit,
            int read) {
        return steady(size, now, before, steady, steady, mask, 0, carried)
                .pass("follow", List.of(WORKGROUPS), 0, 1, 2, 5, 6, 7, 8)
                .read(page(visit), read);
    }

    private static void assertChange(SteadyMaps.Change expected, ByteBuffer totals) {
        var parts = totals.asFloatBuffer();
        double pixels = 0;
        double raw = 0;
        double changed = 0;
        for (int i = 0; i < WORKGROUPS * 3; i += 3) {
            pixels += parts.get(i);
            raw += parts.get(i + 1);
            changed += parts.get(i + 2);
        }
        assertEquals(expected.raw(), raw / pixels, TOLERANCE);
        assertEquals(expected.steady(), changed / pixels, TOLERANCE);
    }

    private static ByteBuffer blend(
            ImageSize size,
            float[] now,
            float[] before,
            float[] steady,
            float[] reference,
            byte[] mask,
            Visit visit,
            int read) {
        return steady(size, now, before, steady, reference, mask, 0)
                .pass("blend", List.of(WORKGROUPS), 0, 1, 2, 3, 4, 5, 6, 7)
                .read(page(visit), read);
    }

    private static Kernel steady(
            ImageSize size,
            float[] now,
            float[] other,
            float[] steady,
            float[] reference,
            byte[] mask,
            int counts) {
        var none = Kernel.bytes(mask.length * 4);
        return steady(size, now, other, steady, reference, mask, counts, none);
    }

    private static Kernel steady(
            ImageSize size,
            float[] now,
            float[] other,
            float[] steady,
            float[] reference,
            byte[] mask,
            int counts,
            ByteBuffer carried) {
        var seen = Kernel.bytes(mask.length * 4);
        for (int i = 0; i < mask.length; ++i) {
            seen.putInt(i * 4, SteadyMaps.BUILD);
        }
        var moving = Kernel.bytes((mask.length + 3) / 4 * 4);
        moving.put(0, mask);
        var settings = Kernel.bytes(96);
        settings.putInt(0, size.width())
                .putInt(4, size.height())
                .putInt(8, Stabiliser.BLOCK)
                .putInt(12, counts)
                .putFloat(16, ALIGNMENT.scale())
                .putFloat(20, ALIGNMENT.shift())
                .putFloat(24, SteadyMaps.AT_REST)
                .putFloat(28, SteadyMaps.IN_MOTION)
                .putFloat(32, JUMP)
                .putFloat(36, TOLERATED)
                .putFloat(40, LEAST / ALIGNMENT.scale())
                .putFloat(44, LEAST)
                .putInt(48, SteadyMaps.BUILD)
                .putFloat(52, SteadyMaps.PURSUIT)
                .putFloat(56, SteadyMaps.FOLLOW)
                .putFloat(60, WARP.xx())
                .putFloat(64, WARP.xy())
                .putFloat(68, WARP.x0())
                .putFloat(72, WARP.yx())
                .putFloat(76, WARP.yy())
                .putFloat(80, WARP.y0());
        return new Kernel("steady")
                .with(0, "storage", Kernel.floats(now))
                .with(1, "storage", Kernel.floats(other))
                .with(2, "storage", Kernel.floats(steady))
                .with(3, "storage", Kernel.floats(reference))
                .with(4, "storage", seen)
                .with(5, "storage", moving)
                .with(6, "storage", Kernel.bytes(1024 * 4))
                .with(7, "uniform", settings)
                .with(8, "storage", carried);
    }

    private static float[] map(ImageSize size, Random random) {
        var map = new float[(int) size.pixels()];
        for (int i = 0; i < map.length; ++i) {
            map[i] = (float) (2 + Math.sin(i * 0.01) + random.nextGaussian() * 0.2);
        }
        return map;
    }

    private static float[] values(ArraySteadyMaps maps, int count) {
        var values = new float[count];
        maps.write(FloatBuffer.wrap(values));
        return values;
    }

    private static void assertClose(float[] expected, ByteBuffer actual) {
        var values = actual.asFloatBuffer();
        for (int i = 0; i < expected.length; ++i) {
            double tolerance = TOLERANCE * Math.max(1, Math.abs(expected[i]));
            assertEquals(expected[i], values.get(i), tolerance, "at " + i);
        }
    }
}
