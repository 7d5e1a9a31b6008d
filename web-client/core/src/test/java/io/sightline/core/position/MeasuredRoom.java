// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.MapNoise;
import io.sightline.core.metres.Polarity;
import io.sightline.core.metres.RelativeMetres;
import io.sightline.core.scene.BoxRoom;
import io.sightline.core.space.FloorPlane;
import io.sightline.core.space.PointCloud;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A rendered room as a calibrated camera measures it: the map is as coarse as a model's, soft at
 * edges, wrong by a few percent over whole regions and by a little at each pixel, and the
 * calibration is a little off, too. The floor is found in that map, as in the product.
 */
public final class MeasuredRoom {
    public static final ImageSize FRAME = new ImageSize(640, 360);
    public static final ImageSize MAP = new ImageSize(182, 98);

    /** Deviation of a region's depth, of a pixel's, of the calibration's scale. */
    private static final double REGION = 0.03;

    private static final double PIXEL = 0.015;
    private static final double CALIBRATION = 0.02;

    private final Random random;
    private final double[][] waves = new double[6][4];
    private final double scale;
    private final DepthScene scene;
    private final float[] background;

    /**
     * @param empty makes the room with nobody in it
     */
    public MeasuredRoom(Random random, Supplier<BoxRoom> empty) {
        this.random = random;
        for (var wave : waves) {
            wave[0] = 6 * random.nextDouble();
            wave[1] = 6 * random.nextDouble();
            wave[2] = 2 * Math.PI * random.nextDouble();
            wave[3] = REGION * Math.sqrt(2.0 / waves.length);
        }
        scale = 0.2 + random.nextDouble();
        double calibrated = scale * (1 + CALIBRATION * random.nextGaussian());
        double deviation = CALIBRATION * scale;
        var metres =
                new RelativeMetres(
                        calibrated,
                        0.05,
                        deviation * deviation,
                        0,
                        0,
                        new MapNoise(0.035, 0),
                        0.8,
                        12);
        var room = empty.get();
        background = map(room);
        var depth = FloatBuffer.allocate(background.length);
        metres.all(FloatBuffer.wrap(background), depth, background.length);
        var lens = room.lens();
        var floor = FloorPlane.of(PointCloud.of(depth, null, lens.scaledTo(MAP), 100, 2));
        var sorted = background.clone();
        Arrays.sort(sorted);
        var range =
                new DepthRange(
                        sorted[0],
                        sorted[sorted.length - 1],
                        sorted[sorted.length / 50],
                        sorted[sorted.length - 1 - sorted.length / 50]);
        scene = new DepthScene(FRAME, MAP, range, Polarity.LARGE, metres, lens, floor);
    }

    /** A lens for it. */
    public static Intrinsics lens(double degrees) {
        return Intrinsics.ofFieldOfView(FRAME, degrees);
    }

    /** What is known of it. */
    public DepthScene scene() {
        return scene;
    }

    /** What the camera measures, with the background that was learnt. */
    public DepthValues measure(BoxRoom room) {
        var map = map(room);
        return new DepthValues(i -> map[i], i -> background[i]);
    }

    private float[] map(BoxRoom room) {
        int w = MAP.width();
        int h = MAP.height();
        var exact = new double[w * h];
        for (int i = 0; i < exact.length; ++i) {
            double x = (i % w + 0.5) * FRAME.width() / w;
            double y = (i / w + 0.5) * FRAME.height() / h;
            exact[i] = 1 / room.depth(x, y);
        }
        var map = new float[w * h];
        for (int i = 0; i < map.length; ++i) {
            int x = i % w;
            int y = i / w;
            double sum = 0;
            int count = 0;
            for (int k = -1; k <= 1; ++k) {
                for (int j = -1; j <= 1; ++j) {
                    if (x + j >= 0 && x + j < w && y + k >= 0 && y + k < h) {
                        sum += exact[(y + k) * w + x + j];
                        ++count;
                    }
                }
            }
            double off = 1 + PIXEL * random.nextGaussian();
            for (var wave : waves) {
                off += wave[3] * Math.cos(wave[0] * x / w + wave[1] * y / h + wave[2]);
            }
            map[i] = (float) ((sum / count * off - 0.05) / scale);
        }
        return map;
    }

    /**
     * The box that a detector draws around what is visible of a body; null when too little is.
     *
     * @param parts the first and the last, as {@link BoxRoom#person} gave them
     */
    public Box detect(BoxRoom room, int[] parts) {
        var rough = edges(room, parts, new int[] {0, 0, FRAME.width(), FRAME.height()}, 8);
        if (rough == null) {
            return null;
        }
        int[] around = {rough[0] - 16, rough[1] - 16, rough[2] + 16, rough[3] + 16};
        var edges = edges(room, parts, around, 2);
        double left = edges[0];
        double top = edges[1];
        double right = edges[2];
        double bottom = edges[3];
        if ((right - left) * (bottom - top) < 400) {
            return null;
        }
        double off = 0.012 * (bottom - top);
        return Box.ofEdges(
                Math.max(0, left + off * random.nextGaussian()),
                Math.max(0, top + off * random.nextGaussian()),
                Math.min(FRAME.width(), right + off * random.nextGaussian()),
                Math.min(FRAME.height(), bottom + off * random.nextGaussian()));
    }

    /** The edges of what is visible of a body within a rectangle; null when nothing is. */
    private static int[] edges(BoxRoom room, int[] parts, int[] within, int step) {
        int[] edges = {FRAME.width(), FRAME.height(), 0, 0};
        for (int y = Math.max(0, within[1]); y < Math.min(FRAME.height(), within[3]); y += step) {
            for (int x = Math.max(0, within[0]);
                    x < Math.min(FRAME.width(), within[2]);
                    x += step) {
                int what = room.what(x + step / 2.0, y + step / 2.0);
                if (what >= parts[0] && what <= parts[1]) {
                    edges[0] = Math.min(edges[0], x);
                    edges[1] = Math.min(edges[1], y);
                    edges[2] = Math.max(edges[2], x + step);
                    edges[3] = Math.max(edges[3], y + step);
                }
            }
        }
        return edges[2] == 0 ? null : edges;
    }
}
