// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import java.util.Arrays;

/**
 * Frames of a fixed camera in which only the figure moves.
 *
 * <p>The empty room is rendered once with many paths. Each frame then follows a few paths a pixel
 * with the same random numbers as were used for the empty room: paths that never meet the figure
 * cancel exactly, so what is added to the clean room is only the figure's shadow and its light, and
 * the background does not shimmer. Pixels that show the figure are rendered on their own with more
 * paths.
 */
final class Clip {
    /** Paths a pixel whose difference to the empty room is taken. */
    static final int SHARED = 2;

    private static final int FIGURE = 16;

    private final Camera camera;
    private final Scene empty;
    private final Renderer renderer;
    private final Film still;
    private final float[] clean;
    private final float[] shared;

    Clip(Camera camera, Scene empty, int stillSamples, int seed) {
        this.camera = camera;
        this.empty = empty;
        renderer = new Renderer(camera, seed);
        int n = camera.width() * camera.height();
        still = new Film(camera.width(), camera.height());
        shared = new float[3 * SHARED * n];
        renderer.each(
                empty,
                0,
                0,
                camera.width(),
                camera.height(),
                (tracer, shooter, x, y, pixel) -> {
                    for (int i = 0; i < stillSamples; i++) {
                        shooter.shoot(x, y, i);
                        still.add(pixel, tracer);
                        if (i < SHARED) {
                            int at = 3 * (SHARED * pixel + i);
                            shared[at] = (float) tracer.r;
                            shared[at + 1] = (float) tracer.g;
                            shared[at + 2] = (float) tracer.b;
                        }
                    }
                });
        renderer.depth(empty, still, 0, 0, camera.width(), camera.height());
        boolean[] all = new boolean[n];
        Arrays.fill(all, true);
        clean =
                new Denoiser(camera, still)
                        .filter(still.mean(), still.variance(), all, Views.LEVELS, Views.STRENGTH);
    }

    /**
     * A finished frame: linear colour, exact depth, and how many of a pixel's paths met the figure.
     */
    record Frame(float[] rgb, float[] depth, float[] coverage) {}

    Frame frame(Bvh figure) {
        Scene scene = empty.with(figure);
        int n = camera.width() * camera.height();
        Film film = new Film(camera.width(), camera.height());
        float[] difference = new float[3 * n];
        float[] variance = new float[n];
        renderer.each(
                scene,
                0,
                0,
                camera.width(),
                camera.height(),
                (tracer, shooter, x, y, pixel) -> {
                    double sum = 0;
                    double square = 0;
                    for (int i = 0; i < SHARED; i++) {
                        shooter.shoot(x, y, i);
                        film.add(pixel, tracer);
                        int at = 3 * (SHARED * pixel + i);
                        float r = (float) tracer.r - shared[at];
                        float g = (float) tracer.g - shared[at + 1];
                        float b = (float) tracer.b - shared[at + 2];
                        difference[3 * pixel] += r / SHARED;
                        difference[3 * pixel + 1] += g / SHARED;
                        difference[3 * pixel + 2] += b / SHARED;
                        double lum = Film.luminance(r, g, b);
                        sum += lum;
                        square += lum * lum;
                    }
                    double mean = sum / SHARED;
                    variance[pixel] =
                            (float) (Math.max(0, square / SHARED - mean * mean) / (SHARED - 1));
                    for (int i = SHARED; i < FIGURE && film.moving[pixel] > 0; i++) {
                        shooter.shoot(x, y, i);
                        film.add(pixel, tracer);
                    }
                });
        renderer.depth(scene, film, 0, 0, camera.width(), camera.height());
        boolean[] shows = new boolean[n];
        boolean[] rest = new boolean[n];
        float[] coverage = new float[n];
        for (int i = 0; i < n; i++) {
            shows[i] = film.moving[i] > 0;
            rest[i] = !shows[i];
            coverage[i] = (float) film.moving[i] / film.count[i];
        }
        float[] change =
                new Denoiser(camera, still).filter(difference, variance, rest, 5, Views.STRENGTH);
        Denoiser own = new Denoiser(camera, film);
        float[] figureOnly =
                own.filter(film.mean(), film.variance(), shows, 4, 0.5 * Views.STRENGTH);
        float[] direct = own.filter(film.mean(), film.variance(), rest, 5, Views.STRENGTH);
        float[] ratio = new float[3 * n];
        for (int i = 0; i < 3 * n; i++) {
            ratio[i] = ratio(clean[i], change[i], direct[i]);
        }
        float[] out = new float[3 * n];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < 3; a++) {
                int at = 3 * i + a;
                out[at] =
                        shows[i] ? figureOnly[at] : clean[at] * amongNeighbours(ratio, shows, i, a);
            }
        }
        return new Frame(out, film.depth, coverage);
    }

    /**
     * How much darker or brighter a pixel becomes. Deep in the figure's shadow nearly all light is
     * gone: there the small rest is better taken from the frame's own paths than as the difference
     * of two large numbers.
     */
    private static float ratio(float clean, float change, float direct) {
        if (clean < 1e-4f) {
            return 1;
        }
        double byDifference = Math.max(0, 1 + change / clean);
        double trust = Noise.step(0.45, 0.75, byDifference);
        return (float) Noise.mix(direct / clean, byDifference, trust);
    }

    /**
     * A pixel's change held within that of its eight neighbours: a lone speck is noise, not a
     * shadow.
     */
    private float amongNeighbours(float[] ratio, boolean[] shows, int pixel, int channel) {
        int x = pixel % camera.width();
        int y = pixel / camera.width();
        float least = Float.POSITIVE_INFINITY;
        float most = 0;
        for (int j = Math.max(0, y - 1); j <= Math.min(camera.height() - 1, y + 1); j++) {
            for (int i = Math.max(0, x - 1); i <= Math.min(camera.width() - 1, x + 1); i++) {
                int q = j * camera.width() + i;
                if (q != pixel && !shows[q]) {
                    least = Math.min(least, ratio[3 * q + channel]);
                    most = Math.max(most, ratio[3 * q + channel]);
                }
            }
        }
        float own = ratio[3 * pixel + channel];
        return least > most ? own : Math.max(least, Math.min(most, own));
    }
}
