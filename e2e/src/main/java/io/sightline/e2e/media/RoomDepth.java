// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import io.sightline.e2e.Project;
import io.sightline.e2e.model.MapModel;

/** The exact depth of the sample room, as it was rendered, and models that answer with it. */
public final class RoomDepth {
    /** Width of the models' input and map, pixels. */
    public static final int WIDTH = 336;

    /** Height of them, likewise. */
    public static final int HEIGHT = 252;

    /** Width of the picture, pixels. */
    public static final int FRAME_WIDTH = 960;

    /** Height of the picture, pixels. */
    public static final int FRAME_HEIGHT = 720;

    /** Of the camera, pixels, from the sample's description. */
    public static final double FOCAL = 739.135183;

    /** What its picture spans across, degrees. */
    public static final double DEGREES = 2 * Math.toDegrees(Math.atan(FRAME_WIDTH / 2.0 / FOCAL));

    /** Of the lens above the floor, metres, likewise. */
    public static final double CAMERA_HEIGHT = 1.42;

    private static final double SCALE = 9;
    private static final double SHIFT = 0.7;

    private static MeasuredDepth depth;

    private RoomDepth() {}

    private static synchronized MeasuredDepth read() {
        try {
            if (depth == null) {
                depth = MeasuredDepth.read(Project.site().resolve("samples/room-depth.png"), 1000);
            }
            return depth;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Depth along the axis at a pixel of the picture, metres. */
    public static double metres(int x, int y) {
        return read().metres()[y * FRAME_WIDTH + x];
    }

    /** The length of the line of sight to a pixel, metres. */
    public static double distance(int x, int y) {
        double across = (x + 0.5 - FRAME_WIDTH / 2.0) / FOCAL;
        double down = (y + 0.5 - FRAME_HEIGHT / 2.0) / FOCAL;
        return metres(x, y) * Math.sqrt(1 + across * across + down * down);
    }

    /**
     * A place on something flat at this depth: all around it within ten pixels is within six per
     * cent of it.
     *
     * @return column and row of the picture
     */
    public static int[] flat(double metres) {
        var depth = read();
        int[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int y = 20; y < FRAME_HEIGHT - 20; y += 4) {
            for (int x = 20; x < FRAME_WIDTH - 20; x += 4) {
                double off = Math.abs(depth.metres()[y * FRAME_WIDTH + x] / metres - 1);
                if (off < least && spread(depth, x, y) < 0.06) {
                    least = off;
                    best = new int[] {x, y};
                }
            }
        }
        if (least > 0.1) {
            throw new AssertionError("nothing flat at " + metres + " m");
        }
        return best;
    }

    /**
     * A place on the floor at about this depth.
     *
     * @return column and row of the picture
     */
    public static int[] floor(double metres) {
        var depth = read();
        int[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int y = FRAME_HEIGHT / 2; y < FRAME_HEIGHT - 20; y += 2) {
            for (int x = 20; x < FRAME_WIDTH - 20; x += 4) {
                double z = depth.metres()[y * FRAME_WIDTH + x];
                double down = (y + 0.5 - FRAME_HEIGHT / 2.0) / FOCAL * z;
                // The third row of cameraToWorld, from the sample's description.
                double above = CAMERA_HEIGHT - 0.995004 * down - 0.099833 * z;
                double off = Math.abs(z / metres - 1);
                if (Math.abs(above) < 0.02 && off < least && spread(depth, x, y) < 0.06) {
                    least = off;
                    best = new int[] {x, y};
                }
            }
        }
        if (least > 0.1) {
            throw new AssertionError("no floor at " + metres + " m");
        }
        return best;
    }

    private static double spread(MeasuredDepth depth, int x, int y) {
        double centre = depth.metres()[y * FRAME_WIDTH + x];
        double most = 0;
        for (int dy = -10; dy <= 10; dy += 5) {
            for (int dx = -10; dx <= 10; dx += 5) {
                double there = depth.metres()[(y + dy) * FRAME_WIDTH + x + dx];
                most = Math.max(most, Math.abs(there / centre - 1));
            }
        }
        return most;
    }

    /** A model whose map is {@code 9 / depth + 0.7}: relative, larger is nearer. */
    public static byte[] inverse() {
        var map = map();
        for (int i = 0; i < map.length; ++i) {
            map[i] = (float) (SCALE / map[i] + SHIFT);
        }
        return MapModel.toOnnx(map, WIDTH, HEIGHT);
    }

    /** A model whose map is in metres: larger is farther. */
    public static byte[] metric() {
        return metric(1);
    }

    /** A model whose metres are so many times too long. */
    public static byte[] metric(float factor) {
        var map = map();
        for (int i = 0; i < map.length; ++i) {
            map[i] *= factor;
        }
        return MapModel.toOnnx(map, WIDTH, HEIGHT);
    }

    /** Depth at the middle of each pixel of the map; holes take what is left of them. */
    private static float[] map() {
        var depth = read();
        var map = new float[WIDTH * HEIGHT];
        float last = 3;
        for (int y = 0; y < HEIGHT; ++y) {
            for (int x = 0; x < WIDTH; ++x) {
                int column = (int) ((x + 0.5) * depth.width() / WIDTH);
                int row = (int) ((y + 0.5) * depth.height() / HEIGHT);
                float metres = depth.metres()[row * depth.width() + column];
                last = metres > 0 ? metres : last;
                map[y * WIDTH + x] = last;
            }
        }
        return map;
    }
}
