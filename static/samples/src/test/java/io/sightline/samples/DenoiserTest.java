// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DenoiserTest {
    private static final Camera CAMERA = Camera.ofFieldOfView(64, 48, 60, new Vec3(0, 0, 0), 0, 0);

    /**
     * Two surfaces square to the camera, the left one near, with a fine texture; grey light 1 left,
     * 3 right.
     */
    private static Film guide(double[] truth) {
        Film film = new Film(64, 48);
        for (int i = 0; i < 64 * 48; i++) {
            boolean left = i % 64 < 32;
            float albedo = (i % 64 + i / 64) % 2 == 0 ? 0.2f : 0.8f;
            film.count[i] = 1;
            film.depth[i] = left ? 2 : 4;
            film.normal[3 * i + 1] = -1;
            for (int a = 0; a < 3; a++) {
                film.albedo[3 * i + a] = albedo;
            }
            truth[i] = albedo * (left ? 1 : 3);
        }
        return film;
    }

    @Test
    void takesNoiseAwayAndKeepsEdgeAndTexture() {
        double[] truth = new double[64 * 48];
        Film film = guide(truth);
        Random random = new Random(6);
        float[] noisy = new float[3 * truth.length];
        float[] variance = new float[truth.length];
        double before = 0;
        for (int i = 0; i < truth.length; i++) {
            double sigma = 0.3 * truth[i];
            float v = (float) (truth[i] + sigma * random.nextGaussian());
            Arrays.fill(noisy, 3 * i, 3 * i + 3, v);
            variance[i] = (float) (sigma * sigma);
            before += (v - truth[i]) * (v - truth[i]);
        }
        boolean[] all = new boolean[truth.length];
        Arrays.fill(all, true);
        float[] out = new Denoiser(CAMERA, film).filter(noisy, variance, all, 5, 4);
        double after = 0;
        for (int i = 0; i < truth.length; i++) {
            after += (out[3 * i] - truth[i]) * (out[3 * i] - truth[i]);
        }
        assertTrue(after < before / 30, "squared error fell from " + before + " to " + after);
        int y = 24 * 64;
        assertEquals(
                truth[y + 31],
                out[3 * (y + 31)],
                0.1 * truth[y + 31],
                "the edge stays sharp on its near side");
        assertEquals(truth[y + 32], out[3 * (y + 32)], 0.1 * truth[y + 32], "and on its far side");
    }

    @Test
    void leavesACleanPictureAndPixelsThatTakeNoPartAlone() {
        double[] truth = new double[64 * 48];
        Film film = guide(truth);
        float[] rgb = new float[3 * truth.length];
        boolean[] use = new boolean[truth.length];
        for (int i = 0; i < truth.length; i++) {
            Arrays.fill(rgb, 3 * i, 3 * i + 3, (float) truth[i]);
            use[i] = i % 5 != 0;
            if (!use[i]) {
                rgb[3 * i] = 1e6f;
            }
        }
        float[] out = new Denoiser(CAMERA, film).filter(rgb, new float[truth.length], use, 5, 4);
        for (int i = 0; i < truth.length; i++) {
            assertEquals(use[i] ? truth[i] : 1e6, out[3 * i], 1e-3 * rgb[3 * i]);
        }
    }

    @Test
    void theToneCurveRisesFromBlackToWhite() {
        ToneCurve tone = new ToneCurve(1);
        int last = -1;
        for (double x = 0; x < 20; x += 0.01) {
            int level = tone.pack(x, 0, 0) >> 16;
            assertTrue(level >= last);
            last = level;
        }
        assertEquals(255, last);
        assertEquals(0x000000, tone.pack(0, -1, 0));
        assertEquals(0xffffff, tone.pack(99, 99, 99));
    }
}
