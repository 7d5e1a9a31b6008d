// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Follows the paths of every pixel, tile by tile over all cores; the result does not depend on
 * their number.
 */
final class Renderer {
    private static final int TILE = 32;

    private final Camera camera;
    private final int seed;
    private final int threads;

    Renderer(Camera camera, int seed, int threads) {
        this.camera = camera;
        this.seed = seed;
        this.threads = threads;
    }

    Renderer(Camera camera, int seed) {
        this(camera, seed, Runtime.getRuntime().availableProcessors());
    }

    /** A pixel's share of the work. */
    interface PixelTask {
        void run(PathTracer tracer, Shooter shooter, int x, int y, int pixel);
    }

    /** Follows one path of a pixel. */
    interface Shooter {
        void shoot(int x, int y, int sample);
    }

    /** Renders the whole picture with {@code samples} paths a pixel, exact depth included. */
    Film render(Scene scene, int samples) {
        return render(scene, samples, 0, 0, camera.width(), camera.height());
    }

    /** Renders a part of the picture; the rest of the film stays empty. */
    Film render(Scene scene, int samples, int fromX, int fromY, int toX, int toY) {
        Film film = new Film(camera.width(), camera.height());
        each(
                scene,
                fromX,
                fromY,
                toX,
                toY,
                (tracer, shooter, x, y, pixel) -> {
                    for (int i = 0; i < samples; i++) {
                        shooter.shoot(x, y, i);
                        film.add(pixel, tracer);
                    }
                });
        depth(scene, film, fromX, fromY, toX, toY);
        return film;
    }

    /** Runs a task for every pixel of a part of the picture. */
    void each(Scene scene, int fromX, int fromY, int toX, int toY, PixelTask task) {
        List<Runnable> tiles = new ArrayList<>();
        for (int ty = fromY; ty < toY; ty += TILE) {
            for (int tx = fromX; tx < toX; tx += TILE) {
                int x0 = tx;
                int y0 = ty;
                tiles.add(
                        () -> {
                            Sampler sampler = new Sampler();
                            PathTracer tracer = new PathTracer(scene, sampler);
                            Shooter shooter = shooter(sampler, tracer);
                            for (int y = y0; y < Math.min(y0 + TILE, toY); y++) {
                                for (int x = x0; x < Math.min(x0 + TILE, toX); x++) {
                                    task.run(tracer, shooter, x, y, y * camera.width() + x);
                                }
                            }
                        });
            }
        }
        runAll(tiles);
    }

    private Shooter shooter(Sampler sampler, PathTracer tracer) {
        Vec3 right = camera.right();
        Vec3 down = camera.down();
        Vec3 forward = camera.forward();
        Vec3 eye = camera.position();
        return (x, y, sample) -> {
            sampler.start(seed, y * camera.width() + x, sample);
            double a = (x + sampler.next() - camera.cx()) / camera.fx();
            double b = (y + sampler.next() - camera.cy()) / camera.fy();
            double dx = forward.x() + a * right.x() + b * down.x();
            double dy = forward.y() + a * right.y() + b * down.y();
            double dz = forward.z() + a * right.z() + b * down.z();
            double k = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz);
            tracer.trace(eye.x(), eye.y(), eye.z(), dx * k, dy * k, dz * k);
        };
    }

    /** Writes the z-depth through each pixel's centre to the film. */
    void depth(Scene scene, Film film, int fromX, int fromY, int toX, int toY) {
        Vec3 right = camera.right();
        Vec3 down = camera.down();
        Vec3 forward = camera.forward();
        Vec3 eye = camera.position();
        Ray ray = new Ray();
        Hit hit = new Hit();
        for (int y = fromY; y < toY; y++) {
            for (int x = fromX; x < toX; x++) {
                double a = (x + 0.5 - camera.cx()) / camera.fx();
                double b = (y + 0.5 - camera.cy()) / camera.fy();
                Vec3 d = forward.plus(right.times(a)).plus(down.times(b));
                double length = d.length();
                ray.set(eye.x(), eye.y(), eye.z(), d.x() / length, d.y() / length, d.z() / length);
                // Along the axis the direction advances 1 / length a metre: that turns distance
                // into z-depth.
                film.depth[y * camera.width() + x] =
                        scene.closest(ray, hit, Double.POSITIVE_INFINITY)
                                ? (float) (hit.t / length)
                                : 0;
            }
        }
    }

    private void runAll(List<Runnable> tasks) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> pending = new ArrayList<>();
            for (Runnable task : tasks) {
                pending.add(pool.submit(task));
            }
            for (Future<?> f : pending) {
                f.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("rendering was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "a tile could not be rendered: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
