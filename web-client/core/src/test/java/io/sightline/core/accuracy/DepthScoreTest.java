// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.accuracy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DepthScoreTest {
    private static final MetresRange INDOOR = MetresRange.INDOOR;

    @Test
    void agreesWithNumpyAndOpenCv() throws IOException {
        String[] lines =
                new String(bytes("expected.csv"), StandardCharsets.UTF_8).strip().split("\n");
        assertEquals(4, lines.length);
        for (String line : Arrays.copyOfRange(lines, 1, lines.length)) {
            String[] c = line.split(",");
            float[] prediction =
                    BilinearResize.of(
                            floats(c[0] + "-prediction.bin"),
                            Integer.parseInt(c[1]),
                            Integer.parseInt(c[2]),
                            Integer.parseInt(c[3]),
                            Integer.parseInt(c[4]));
            float[] metres = floats(c[0] + "-metres.bin");
            DisparityFit fit = DisparityFit.of(prediction, metres, INDOOR);
            DepthScore score = DepthScore.of(prediction, metres, INDOOR);
            assertEquals(Double.parseDouble(c[5]), fit.scale(), 1e-6, c[0]);
            assertEquals(Double.parseDouble(c[6]), fit.shift(), 1e-6, c[0]);
            assertEquals(Double.parseDouble(c[7]), score.absRel(), 1e-5, c[0]);
            // One pixel may fall on either side of 1.25 by rounding.
            assertEquals(Double.parseDouble(c[8]), score.delta1(), 1.5 / score.pixels(), c[0]);
            assertEquals(Double.parseDouble(c[9]), score.rmse(), 1e-4, c[0]);
            assertEquals(Double.parseDouble(c[10]), score.correlation(), 1e-6, c[0]);
            assertEquals(Integer.parseInt(c[11]), score.pixels(), c[0]);
        }
    }

    @Test
    void anyScaleAndShiftOfTheTruthScoresPerfectly() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            double scale = 0.01 + 3 * random.nextDouble();
            double shift = random.nextDouble() - 0.5;
            float[] metres = new float[200];
            float[] model = new float[200];
            for (int i = 0; i < metres.length; i++) {
                metres[i] = (float) (0.3 + 9 * random.nextDouble());
                model[i] = (float) ((1 / metres[i] - shift) / scale);
            }
            DisparityFit fit = DisparityFit.of(model, metres, INDOOR);
            assertEquals(scale, fit.scale(), 1e-3 * scale);
            assertEquals(shift, fit.shift(), 1e-3);
            DepthScore score = DepthScore.of(model, metres, INDOOR);
            assertTrue(score.absRel() < 1e-3, "absRel " + score.absRel());
            assertEquals(1, score.delta1());
            assertEquals(1, score.correlation(), 1e-6);
        }
    }

    @Test
    void noOtherScaleOrShiftHasASmallerSquaredError() {
        Random random = new Random(4);
        float[] metres = new float[500];
        float[] model = new float[500];
        for (int i = 0; i < metres.length; i++) {
            metres[i] = (float) (0.3 + 9 * random.nextDouble());
            model[i] = (float) (2 / metres[i] + random.nextGaussian());
        }
        DisparityFit best = DisparityFit.of(model, metres, INDOOR);
        double least = squaredError(best, model, metres);
        for (int i = 0; i < 200; i++) {
            DisparityFit other =
                    new DisparityFit(
                            best.scale() + 0.01 * random.nextGaussian(),
                            best.shift() + 0.01 * random.nextGaussian());
            assertTrue(squaredError(other, model, metres) >= least);
        }
    }

    private static double squaredError(DisparityFit fit, float[] model, float[] metres) {
        double sum = 0;
        for (int i = 0; i < model.length; i++) {
            double off = fit.disparity(model[i]) - 1 / metres[i];
            sum += off * off;
        }
        return sum;
    }

    @Test
    void missingAndFarDepthsDoNotCount() {
        float[] metres = {0, 1, 2, Float.NaN, 4, 11, Float.POSITIVE_INFINITY};
        float[] model = {Float.NaN, 1, 0.5f, 99, 0.25f, -5, 7};
        DepthScore score = DepthScore.of(model, metres, INDOOR);
        assertEquals(3, score.pixels());
        assertEquals(0, score.absRel(), 1e-6);
    }

    @Test
    void metrePolarityShowsAsNegativeCorrelation() {
        float[] metres = {1, 2, 3, 4};
        assertTrue(DepthScore.of(metres, metres, INDOOR).correlation() < -0.9);
    }

    @Test
    void pointsSentBehindTheCameraAreHeldAtTheFarEnd() {
        DisparityFit fit = new DisparityFit(1, -1);
        assertEquals(10, fit.metres(0.5, INDOOR));
        assertEquals(10, fit.metres(1.05, INDOOR));
        assertEquals(0.2, fit.metres(50, INDOOR));
        assertEquals(2, fit.metres(1.5, INDOOR), 1e-12);
    }

    @Test
    void refusesWhatCannotBeScored() {
        float[] two = {1, 2};
        assertMessage("one size", () -> DepthScore.of(new float[] {1}, two, INDOOR));
        assertMessage("flat", () -> DepthScore.of(new float[] {3, 3}, two, INDOOR));
        assertMessage("not finite", () -> DepthScore.of(new float[] {1, Float.NaN}, two, INDOOR));
        assertMessage("only 1 ", () -> DepthScore.of(two, new float[] {0, 2}, INDOOR));
        assertMessage("0 < near < far", () -> new MetresRange(2, 1));
        assertMessage("0 < near < far", () -> new MetresRange(0, 1));
        assertMessage("cannot resize", () -> BilinearResize.of(two, 3, 1, 2, 2));
        assertMessage("cannot resize", () -> BilinearResize.of(two, 2, 1, 0, 2));
    }

    @Test
    void resizingKeepsRampsAndConstants() {
        float[] ramp = {0, 1, 2, 3};
        assertArrayEquals(ramp, BilinearResize.of(ramp, 4, 1, 4, 1));
        float[] up = BilinearResize.of(ramp, 4, 1, 8, 3);
        for (int x = 1; x < 7; x++) {
            assertEquals(x * 0.5 - 0.25, up[8 + x], 1e-6);
        }
        assertEquals(0, up[0]);
        assertEquals(3, up[7]);
        assertArrayEquals(new float[] {5, 5, 5}, BilinearResize.of(new float[] {5}, 1, 1, 3, 1));
    }

    private static void assertMessage(String part, Runnable run) {
        String message = assertThrows(IllegalArgumentException.class, run::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in =
                DepthScoreTest.class.getResourceAsStream("/golden/accuracy/" + name)) {
            return in.readAllBytes();
        }
    }

    private static float[] floats(String name) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
        float[] out = new float[buffer.remaining() / 4];
        buffer.asFloatBuffer().get(out);
        return out;
    }
}
