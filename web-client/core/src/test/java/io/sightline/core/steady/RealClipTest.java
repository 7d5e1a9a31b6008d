// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.MotionFinder;
import io.sightline.core.motion.SmallLuma;
import io.sightline.core.steady.Stabiliser.Step;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            List<float[]> maps,
            List<BufferedImage> frames,
            ImageSize size,
            boolean moves,
            Watcher watcher) {
        var first = frames.get(0);
        var frame = new ImageSize(first.getWidth(), first.getHeight());
        var luma = new SmallLuma(frame, StreamStabiliser.LUMA_EDGE);
        var cells = new byte[(int) luma.size().pixels()];
        var stream = new StreamStabiliser<>(ArraySteadyMaps::new);
        var out = FloatBuffer.allocate((int) size.pixels());
        for (int i = 0; i < maps.size(); ++i) {
            stream.aim(1, frame, size);
            luma.run(RealMaps.rgba(frames.get(i)), cells);
            var moving = stream.look(cells);
            stream.maps().take(FloatBuffer.wrap(maps.get(i)), moving);
            var outcome = stream.update();
            assertTrue(moves || stream.moves() == 0, "frame " + i);
            if (i > 0) {
                assertEquals(moves, stream.camera().moves(), "frame " + i);
                assertEquals(moves ? Step.MOVING : Step.FIXED, outcome.step(), "frame " + i);
            }
            meter.note(outcome);
            stream.maps().write(out);
            var aligned = maps.get(i).clone();
            SteadyKernels.align(maps.get(i), outcome.alignment(), aligned);
            var own = new byte[moving.length];
            int count = 0;
            for (int k = 0; k < own.length; ++k) {
                own[k] = moving[k] == 1 ? (byte) 1 : 0;
                count += own[k];
            }
            if (count > 0.01 * own.length) {
                moved += difference(out.array(), aligned, own);
                ++movedFrames;
            }
            watcher.frame(i, aligned, out.array(), own);
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
                false,
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
        var frames = decode("6", "14", "scale=448:252");
        need(frames != null, "no ffmpeg");
        assertEquals(56, frames.size());
        var size = new ImageSize(224, 126);
        stabilise(maps(frames, model, size), frames, size, false, (i, a, s, m) -> {});
        System.out.println(
                "one-by-one: flicker by the meter "
                        + meter.flicker()
                        + "; off what moves "
                        + moved / movedFrames);
        assertTrue(meter.flicker().steady() < meter.flicker().raw() / 2);
        assertTrue(movedFrames > 20 && moved / movedFrames < 0.05);
    }

    @Test
    void aCameraThatPansOverARealRoom() throws Exception {
        need(Files.exists(CLIP), "no " + CLIP);
        var model = RealMaps.model();
        need(model != null, "the depth model is not in the store");
        // A window of the room that travels in a circle, 6 of 448 pixels from frame to
        // frame.
        var frames =
                decode("6", "14", "scale=672:378,crop=448:252:112+60*sin(t*0.4):63+60*cos(t*0.4)");
        need(frames != null, "no ffmpeg");
        var size = new ImageSize(224, 126);
        var everywhere = new byte[(int) size.pixels()];
        Arrays.fill(everywhere, (byte) 1);
        var off = new double[1];
        stabilise(
                maps(frames, model, size),
                frames,
                size,
                true,
                (i, aligned, steady, moving) -> off[0] += difference(steady, aligned, everywhere));
        System.out.println(
                "one-by-one, panned: flicker by the meter "
                        + meter.flicker()
                        + "; off the aligned map "
                        + off[0] / frames.size());
        assertTrue(meter.flicker().carried());
        assertTrue(meter.flicker().steady() < meter.flicker().raw() / 2);
        assertTrue(off[0] / frames.size() < 0.05);
    }

    @Test
    void aFastPanOverARealRoomIsFollowed() throws Exception {
        need(Files.exists(CLIP), "no " + CLIP);
        var frames =
                decode("6", "5", "scale=672:378,crop=448:252:112+100*sin(t*0.6):63+40*cos(t*0.8)");
        need(frames != null, "no ffmpeg");
        var luma = new SmallLuma(new ImageSize(448, 252), StreamStabiliser.LUMA_EDGE);
        var cells = new byte[(int) luma.size().pixels()];
        var finder = new MotionFinder(luma.size().width(), luma.size().height());
        int known = 0;
        for (int i = 0; i < frames.size(); ++i) {
            luma.run(RealMaps.rgba(frames.get(i)), cells);
            var motion = finder.next(cells);
            if (motion.known()) {
                ++known;
                // The window's way, in cells; ffmpeg puts the window at even pixels, 1.43 cells
                // apart.
                double way = 100 * (Math.sin(i * 0.15) - Math.sin((i - 1) * 0.15)) * 320 / 448;
                assertEquals(-way, motion.shiftX(), 1.7, "frame " + i);
            }
        }
        assertTrue(known >= 0.85 * (frames.size() - 1), known + " of " + frames.size());
    }

    private static List<float[]> maps(List<BufferedImage> frames, Path model, ImageSize size)
            throws OrtException {
        var maps = new ArrayList<float[]>();
        try (var real = new RealMaps(model, size)) {
            for (var frame : frames) {
                maps.add(real.run(frame));
            }
        }
        return maps;
    }

    private static void need(boolean there, String why) {
        if (!there) {
            System.err.println("RealClipTest skips: " + why);
        }
        Assumptions.assumeTrue(there, why);
    }

    /** Four frames a second, as ffmpeg decodes them; null when it is not there. */
    private static List<BufferedImage> decode(String from, String seconds, String filter)
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
                        "fps=4," + filter,
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
