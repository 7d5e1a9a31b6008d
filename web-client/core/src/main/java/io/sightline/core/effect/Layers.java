// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthSampler;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Polarity;
import io.sightline.core.space.DepthLaw;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Lays a frame and its depth map on one another, pixel for pixel, at the size of an effect. */
public final class Layers {
    /** The longest edge at which effects are computed and recorded, pixels. */
    public static final int MOST_EDGE = 1280;

    private Layers() {}

    /** The size at which a frame is worked on: its own, or what fits into the longest edge. */
    public static ImageSize sizeFor(ImageSize frame) {
        double scale = Math.min(1, (double) MOST_EDGE / Math.max(frame.width(), frame.height()));
        return new ImageSize(
                Math.max(1, (int) Math.round(frame.width() * scale)),
                Math.max(1, (int) Math.round(frame.height() * scale)));
    }

    /**
     * The frame at the size of the effect: the mean of the pixels that each pixel covers.
     *
     * @param frame four bytes a pixel
     * @param from its size
     * @param to the effect's size, not larger
     * @param out four bytes a pixel
     */
    public static void picture(ByteBuffer frame, ImageSize from, ImageSize to, ByteBuffer out) {
        for (int y = 0; y < to.height(); ++y) {
            int top = y * from.height() / to.height();
            int bottom = Math.max(top, end(y, from.height(), to.height()));
            for (int x = 0; x < to.width(); ++x) {
                int left = x * from.width() / to.width();
                int right = Math.max(left, end(x, from.width(), to.width()));
                for (int c = 0; c < 4; ++c) {
                    int sum = 0;
                    for (int v = top; v <= bottom; ++v) {
                        for (int u = left; u <= right; ++u) {
                            sum += frame.get((v * from.width() + u) * 4 + c) & 255;
                        }
                    }
                    double count = (bottom - top + 1.0) * (right - left + 1);
                    out.put((y * to.width() + x) * 4 + c, (byte) Math.round(sum / count));
                }
            }
        }
    }

    private static int end(int at, int from, int to) {
        return ((at + 1) * from + to - 1) / to - 1;
    }

    /**
     * How near each pixel of the effect is: 0 at the far end of the map's range, 1 at the near end.
     *
     * @param map of the frame
     * @param size of the map
     * @param range of the map
     * @param polarity which end of its values is near
     * @param to the effect's size
     */
    public static float[] nearness(
            FloatBuffer map, ImageSize size, DepthRange range, Polarity polarity, ImageSize to) {
        var near = new float[(int) to.pixels()];
        for (int y = 0; y < to.height(); ++y) {
            for (int x = 0; x < to.width(); ++x) {
                var place = new ImagePoint((x + 0.5) / to.width(), (y + 0.5) / to.height());
                near[y * to.width() + x] =
                        (float) nearness(DepthSampler.at(map::get, size, place), range, polarity);
            }
        }
        return near;
    }

    /**
     * How near each pixel of the effect is, in metres: 1 / depth; 0 where no depth is known, which
     * hides nothing.
     *
     * @param map of the frame
     * @param size of the map
     * @param law how deep its values lie
     * @param to the effect's size
     */
    public static float[] disparity(FloatBuffer map, ImageSize size, DepthLaw law, ImageSize to) {
        var inverse = new float[(int) to.pixels()];
        for (int y = 0; y < to.height(); ++y) {
            for (int x = 0; x < to.width(); ++x) {
                var place = new ImagePoint((x + 0.5) / to.width(), (y + 0.5) / to.height());
                double line = law.scale() * DepthSampler.at(map::get, size, place) + law.shift();
                double value = law.inverse() ? line : 1 / line;
                inverse[y * to.width() + x] = line > 0 ? (float) value : 0;
            }
        }
        return inverse;
    }

    /** How near a value of a map is, 0 to 1; 0 where the map is flat. */
    public static double nearness(double value, DepthRange range, Polarity polarity) {
        double span = range.high() - (double) range.low();
        if (!(span > 0)) {
            return 0;
        }
        double position = Math.max(0, Math.min(1, (value - range.low()) / span));
        return polarity == Polarity.SMALL ? 1 - position : position;
    }
}
