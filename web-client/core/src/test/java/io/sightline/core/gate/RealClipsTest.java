// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate on a real recording, decoded by ffmpeg where both are there. */
class RealClipsTest {
    private static final double RATE = 10;

    /** From its description: when somebody is in view, seconds, to about half a second. */
    private static final double[][] VISITS = {
        {6.1, 20.3}, {22.8, 45.2}, {50.2, 70.2}, {74.5, 87.4}, {92.1, 95}
    };

    /**
     * Somebody at the frame's very edge may be missed for some frames: no second visit, seconds.
     */
    private static final double PAUSE = 0.5;

    private record Span(double from, double to) {}

    private static Path clip(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolve("shared/media").resolve(name);
            if (Files.isRegularFile(found)) {
                return found;
            }
        }
        return null;
    }

    @ParameterizedTest
    @ValueSource(ints = {160, 320})
    void findsEveryVisitAndInventsNone(int width) throws Exception {
        Path clip = clip("one-by-one-0-95s.mp4");
        assumeTrue(clip != null, "the clip is not beside the project");
        int height = width * 9 / 16;
        var spans = new ArrayList<Span>();
        var gate = new MotionGate(width, height, GateSettings.DEFAULT);
        int count = 0;
        for (byte[] frame : decode(clip, width, height)) {
            double t = count++ / RATE;
            if (gate.next(frame, t).state().open()) {
                int last = spans.size() - 1;
                boolean goesOn = last >= 0 && t - spans.get(last).to < PAUSE;
                double from = goesOn ? spans.remove(last).from : t;
                spans.add(new Span(from, t + 1 / RATE));
            }
        }
        assertTrue(count > 900, "frames: " + count);
        assertEquals(VISITS.length, spans.size(), spans.toString());
        for (int i = 0; i < VISITS.length; ++i) {
            assertEquals(VISITS[i][0], spans.get(i).from, 1, spans.toString());
            assertEquals(VISITS[i][1], spans.get(i).to, 1, spans.toString());
        }
    }

    private static List<byte[]> decode(Path clip, int width, int height) throws IOException {
        Process ffmpeg;
        try {
            ffmpeg =
                    new ProcessBuilder(
                                    "ffmpeg",
                                    "-v",
                                    "error",
                                    "-i",
                                    clip.toString(),
                                    "-vf",
                                    "scale=" + width + ":" + height + ":flags=area",
                                    "-pix_fmt",
                                    "gray",
                                    "-f",
                                    "rawvideo",
                                    "-")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            assumeTrue(false, "ffmpeg is not on this machine");
            throw e;
        }
        var frames = new ArrayList<byte[]>();
        try (var pixels = ffmpeg.getInputStream()) {
            byte[] frame = pixels.readNBytes(width * height);
            while (frame.length == width * height) {
                frames.add(frame);
                frame = pixels.readNBytes(width * height);
            }
        }
        return frames;
    }
}
