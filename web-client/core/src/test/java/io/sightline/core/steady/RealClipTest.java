// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.Camera;
import io.sightline.core.motion.CameraWatch;
import io.sightline.core.motion.MotionFinder;
import io.sightline.core.motion.MotionMask;
import io.sightline.core.motion.SmallLuma;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The stabiliser on maps of the real model: golden ones of the project's own clip ({@link
 * RealMaps}), and ones made here of a clip that lies beside the project on some machines only.
 */
class RealClipTest {
    private static final Path CLIP = Path.of("../../../shared/media/one-by-one-0-95s.mp4");

    private final FlickerMeter meter = new FlickerMeter();
    private double moved;
    private int movedFrames;

    /** What came of a frame. */
    private interface Watcher {
        void frame(int index, float[] aligned, float[] steady, byte[] moving);
    }

    private void stabilise(
            List<float[]> maps, List<BufferedImage> frames, ImageSize size, Watcher watcher) {
        var first = frames.get(0);
        var luma = new SmallLuma(new ImageSize(first.getWidth(), first.getHeight()), 160);
        var cells = new byte[(int) luma.size().pixels()];
        var mask = new MotionMask(luma.size().width(), luma.size().height());
        var wide = new SmallLuma(luma.frame(), 320);
        var small = new byte[(int) wide.size().pixels()];
        var finder = new MotionFinder(wide.size().width(), wide.size().height());
        var watch = new CameraWatch(wide.size().width(), wide.size().height());
        var moving = new byte[(int) size.pixels()];
        var arrays = new ArraySteadyMaps(size);
        var stabiliser = new Stabiliser(arrays);
        var out = FloatBuffer.allocate(moving.length);
        for (int i = 0; i < maps.size(); ++i) {
            luma.run(RealMaps.rgba(frames.get(i)), cells);
            mask.update(cells);
            mask.write(size, moving);
            wide.run(RealMaps.rgba(frames.get(i)), small);
            var camera = watch.next(finder.next(small));
            if (i > 0) {
                assertEquals(Camera.STILL, camera, "frame " + i);
            }
            arrays.take(FloatBuffer.wrap(maps.get(i)), moving);
            var outcome = stabiliser.update(camera);
            assertEquals(
                    i == 0 ? Stabiliser.Step.STARTED : Stabiliser.Step.FIXED,
                    outcome.step(),
                    "frame " + i);
            meter.note(outcome);
            arrays.write(out);
            var aligned = maps.get(i).clone();
            SteadyKernels.align(maps.get(i), outcome.alignment(), aligned);
            if (mask.share() > 0.01) {
                moved += difference(out.array(), aligned, moving);
                ++movedFrames;
            }
            watcher.frame(i, aligned, out.array(), moving);
        }
    }

    private static double difference(float[] map, float[] other, byte[] where) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < map.length; ++i) {
            if (where[i] != 0) {
                sum += Math.abs(map[i] - other[i]) / Math.max(0.1, Math.abs(other[i]));
                ++count;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    @Test
    void theProjectsOwnClip() throws IOException {
        var frames = RealMaps.pictures(Files.readAllBytes(RealMaps.ROOM_WALK));
        var maps = golden();
        assertEquals(frames.size(), maps.size());
        var truth =
                new ObjectMapper()
                        .readTree(RealMaps.ROOM_WALK.resolveSibling("room-walk.json").toFile());
        int width = RealMaps.GOLDEN_SIZE.width();
        // Where the person truly is in no frame, their shadow and a margin left out too.
        var never = new byte[maps.get(0).length];
        Arrays.fill(never, (byte) 1);
        var persons = new byte[maps.size()][never.length];
        for (int i = 0; i < maps.size(); ++i) {
            var box = truth.get("frames").get(2 * i).get("box");
            double scale = (double) width / truth.get("width").asInt();
            for (int k = 0; k < never.length; ++k) {
                double x = (k % width + 0.5) / scale - box.get(0).asInt();
                double y = (k / width + 0.5) / scale - box.get(1).asInt();
                if (x > -30
                        && x < box.get(2).asInt() + 30
                        && y > -20
                        && y < box.get(3).asInt() + 40) {
                    never[k] = 0;
                }
                if (x > 0 && x < box.get(2).asInt() && y > 0 && y < box.get(3).asInt()) {
                    persons[i][k] = 1;
                }
            }
        }
        var sums = new double[3];
        var before = new float[2][];
        stabilise(
                maps,
                frames,
                RealMaps.GOLDEN_SIZE,
                (i, aligned, steady, moving) -> {
                    if (i > 0) {
                        sums[0] += difference(maps.get(i), before[0], never);
                        sums[1] += difference(steady, before[1], never);
                        sums[2] += difference(steady, aligned, persons[i]);
                    }
                    before[0] = maps.get(i);
                    before[1] = steady.clone();
                });
        int count = maps.size() - 1;
        System.out.println(
                "room-walk: flicker of what truly rests "
                        + sums[0] / count
                        + " raw, "
                        + sums[1] / count
                        + " steady; by the meter "
                        + meter.flicker()
                        + "; off the person "
                        + sums[2] / count
                        + ", off what moves "
                        + moved / movedFrames);
        assertTrue(sums[1] < sums[0] / 2);
        assertTrue(meter.flicker().steady() < meter.flicker().raw() / 2);
        assertTrue(sums[2] / count < 0.05);
        assertTrue(movedFrames > 15 && moved / movedFrames < 0.05);
    }

    private static List<float[]> golden() throws IOException {
        var image = ImageIO.read(RealMaps.GOLDEN.toFile());
        int pixels = (int) RealMaps.GOLDEN_SIZE.pixels();
        int width = RealMaps.GOLDEN_SIZE.width();
        var maps = new float[image.getHeight() / RealMaps.GOLDEN_SIZE.height()][pixels];
        for (int f = 0; f < maps.length; ++f) {
            for (int k = 0; k < pixels; ++k) {
                int y = f * RealMaps.GOLDEN_SIZE.height() + k / width;
                maps[f][k] = image.getRaster().getSample(k % width, y, 0) * RealMaps.GOLDEN_UNIT;
            }
        }
        return Arrays.asList(maps);
    }

    @Test
    void peopleInARealRoom() throws Exception {
        need(Files.exists(CLIP), "no " + CLIP);
        var model = RealMaps.model();
        need(model != null, "the depth model is not in the store");
        // From an empty room to one in which a person has walked in, stands, and leaves.
        var frames = decode("6", "14", "448:252");
        need(frames != null, "no ffmpeg");
        assertEquals(56, frames.size());
        var size = new ImageSize(224, 126);
        try (var real = new RealMaps(model, size)) {
            var maps = new float[frames.size()][];
            for (int i = 0; i < maps.length; ++i) {
                maps[i] = real.run(frames.get(i));
            }
            stabilise(Arrays.asList(maps), frames, size, (i, aligned, steady, moving) -> {});
        }
        System.out.println(
                "one-by-one: flicker by the meter "
                        + meter.flicker()
                        + "; off what moves "
                        + moved / movedFrames);
        assertTrue(meter.flicker().steady() < meter.flicker().raw() / 2);
        assertTrue(movedFrames > 20 && moved / movedFrames < 0.05);
    }

    private static void need(boolean there, String why) {
        if (!there) {
            System.err.println("RealClipTest skips: " + why);
        }
        Assumptions.assumeTrue(there, why);
    }

    /** Four frames a second, as ffmpeg decodes them; null when it is not there. */
    private static List<BufferedImage> decode(String from, String seconds, String scale)
            throws IOException {
        var command =
                List.of(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-ss",
                        from,
                        "-t",
                        seconds,
                        "-i",
                        CLIP.toString(),
                        "-vf",
                        "fps=4,scale=" + scale,
                        "-q:v",
                        "2",
                        "-f",
                        "mjpeg",
                        "-");
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            return null;
        }
        return RealMaps.pictures(process.getInputStream().readAllBytes());
    }
}
