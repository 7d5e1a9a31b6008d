// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import io.sightline.core.detect.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A room before a standing camera, of which grey frames can be had at any time: with noise, a light
 * that changes, a lamp, an infra-red switch, a camera that moves, people who walk through it with
 * their shadows, and things that are put down and taken away. The same calls give the same frames.
 * Lengths are shares of the frame's width and height; what is true of a frame can be asked.
 */
public final class SyntheticScene {
    /** Pixels beside the frame that a moved camera may see. */
    private static final int MARGIN = 48;

    private final int width;
    private final int height;
    private final int wide;
    private final float[] visible;
    private final float[] infrared;
    private final List<Walker> walkers = new ArrayList<>();
    private final List<Thing> things = new ArrayList<>();
    private final List<Lamp> lamps = new ArrayList<>();
    private final long seed;
    private double noise = 1.5;
    private DoubleUnaryOperator gain = t -> 1;
    private DoubleUnaryOperator across = t -> 0;
    private DoubleUnaryOperator down = t -> 0;
    private DoubleUnaryOperator night = t -> 0;

    /**
     * Somebody who walks from the left of the room to its right or back.
     *
     * @param path where the middle is at a time, share of the width; NaN where not in the room
     * @param foot where the feet are, share of the height
     * @param tall share of the height
     * @param shade of the clothing, 0 to 255
     * @param shadow share of the light that the shadow takes
     */
    public record Walker(
            DoubleUnaryOperator path, double foot, double tall, double shade, double shadow) {}

    /**
     * Something put down.
     *
     * @param from seconds
     * @param to seconds
     * @param x its left edge
     * @param y its top edge
     * @param width share of the width
     * @param height share of the height
     * @param shade 0 to 255
     */
    public record Thing(
            double from,
            double to,
            double x,
            double y,
            double width,
            double height,
            double shade) {}

    private record Present(Walker walker, double at) {}

    private record Lamp(double from, double to, double x, double y, double reach, double gain) {}

    /** A room of the given size of frame; another seed is another room and another noise. */
    public SyntheticScene(int width, int height, long seed) {
        this.width = width;
        this.height = height;
        this.seed = seed;
        wide = width + 2 * MARGIN;
        int high = height + 2 * MARGIN;
        visible = new float[wide * high];
        infrared = new float[wide * high];
        for (int y = 0; y < high; ++y) {
            for (int x = 0; x < wide; ++x) {
                paint(y * wide + x, (double) (x - MARGIN) / width, (double) (y - MARGIN) / height);
            }
        }
    }

    /** With noise of this standard deviation. */
    public SyntheticScene noise(double deviation) {
        noise = deviation;
        return this;
    }

    /** With the light, or the exposure, at this gain over time. */
    public SyntheticScene gain(DoubleUnaryOperator overTime) {
        gain = overTime;
        return this;
    }

    /** With a lamp that is on from one time to another, strongest at a place. */
    public SyntheticScene lamp(
            double from, double to, double x, double y, double reach, double strength) {
        lamps.add(new Lamp(from, to, x, y, reach, strength));
        return this;
    }

    /** As seen by infra-red light, 1, or by daylight, 0, or between, over time. */
    public SyntheticScene night(DoubleUnaryOperator overTime) {
        night = overTime;
        return this;
    }

    /** With the picture displaced by so many pixels over time. */
    public SyntheticScene camera(DoubleUnaryOperator pixelsAcross, DoubleUnaryOperator pixelsDown) {
        across = pixelsAcross;
        down = pixelsDown;
        return this;
    }

    /** With somebody. */
    public SyntheticScene walker(Walker walker) {
        walkers.add(walker);
        return this;
    }

    /** With somebody who crosses the room at an even pace. */
    public SyntheticScene crossing(double from, double to) {
        return walker(
                new Walker(
                        t ->
                                t < from || t > to
                                        ? Double.NaN
                                        : -0.1 + 1.2 * (t - from) / (to - from),
                        0.9,
                        0.55,
                        60,
                        0.35));
    }

    /** With a thing. */
    public SyntheticScene thing(Thing thing) {
        things.add(thing);
        return this;
    }

    /** Pixels across. */
    public int width() {
        return width;
    }

    /** Pixels down. */
    public int height() {
        return height;
    }

    /**
     * The boxes of who and what is there at a time, in pixels, cut at the frame; shadows are not.
     */
    public List<Box> truth(double t) {
        var boxes = new ArrayList<Box>();
        for (var walker : walkers) {
            double x = walker.path.applyAsDouble(t);
            if (!Double.isNaN(x)) {
                double half = walker.tall * 0.12 * height;
                add(
                        boxes,
                        x * width - half,
                        (walker.foot - walker.tall) * height,
                        x * width + half,
                        walker.foot * height);
            }
        }
        for (var thing : things) {
            if (t >= thing.from && t < thing.to) {
                double left = thing.x * width;
                double top = thing.y * height;
                add(boxes, left, top, left + thing.width * width, top + thing.height * height);
            }
        }
        return boxes;
    }

    private void add(List<Box> boxes, double left, double top, double right, double bottom) {
        double x = Math.max(0, left);
        double y = Math.max(0, top);
        double u = Math.min(width, right);
        double v = Math.min(height, bottom);
        if (u > x && v > y) {
            boxes.add(Box.ofEdges(x, y, u, v));
        }
    }

    /** The frame at a time, row-major. */
    public byte[] frame(double t) {
        var luma = new byte[width * height];
        double g = gain.applyAsDouble(t);
        double dark = night.applyAsDouble(t);
        double dx = across.applyAsDouble(t);
        double dy = down.applyAsDouble(t);
        int wholeX = (int) Math.floor(dx);
        int wholeY = (int) Math.floor(dy);
        double partX = dx - wholeX;
        double partY = dy - wholeY;
        var present = present(t);
        var placed = things.stream().filter(thing -> t >= thing.from && t < thing.to).toList();
        long state = seed * 0x9e3779b97f4a7c15L + Double.doubleToLongBits(t);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                int i = (y + wholeY + MARGIN) * wide + x + wholeX + MARGIN;
                double value = sample(visible, i, partX, partY);
                if (dark > 0) {
                    value += dark * (sample(infrared, i, partX, partY) - value);
                }
                if (!lamps.isEmpty()) {
                    value *= lampGain(t, (x + dx) / width, (y + dy) / height);
                }
                for (var thing : placed) {
                    value = behind(thing, x + dx, y + dy, value);
                }
                for (var walker : present) {
                    value = walk(walker.walker, walker.at, x + dx, y + dy, value);
                }
                value *= g;
                state = state * 6364136223846793005L + 1442695040888963407L;
                value += noise * gaussian(state);
                luma[y * width + x] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
        }
        return luma;
    }

    /** Four even numbers' sum is near to normal; its variance is a third of one number's range². */
    private static double gaussian(long bits) {
        long mixed = (bits ^ bits >>> 31) * 0xbf58476d1ce4e5b9L;
        double sum =
                (mixed >>> 48 & 0xffff)
                        + (mixed >>> 32 & 0xffff)
                        + (mixed >>> 16 & 0xffff)
                        + (bits >>> 40 & 0xffff);
        return (sum / 65536 - 2) * Math.sqrt(3);
    }

    private double lampGain(double t, double u, double v) {
        double all = 1;
        for (var lamp : lamps) {
            if (t >= lamp.from && t < lamp.to) {
                double off = ((u - lamp.x) * (u - lamp.x) + (v - lamp.y) * (v - lamp.y));
                all *= 1 + (lamp.gain - 1) * Math.exp(-off / (lamp.reach * lamp.reach));
            }
        }
        return all;
    }

    private List<Present> present(double t) {
        var present = new ArrayList<Present>();
        for (var walker : walkers) {
            double at = walker.path.applyAsDouble(t);
            if (!Double.isNaN(at)) {
                present.add(new Present(walker, at));
            }
        }
        return present;
    }

    private double behind(Thing thing, double x, double y, double value) {
        boolean in = inside(x / width, y / height, thing.x, thing.y, thing.width, thing.height);
        return in
                ? thing.shade + 14 * Math.sin(x / width * 160) + 8 * Math.sin(y / height * 90)
                : value;
    }

    private double walk(Walker walker, double at, double x, double y, double behind) {
        double tall = walker.tall * height;
        double foot = walker.foot * height;
        // u: from the middle, in heights; v: 0 at the feet, 1 at the top of the head.
        double u = (x - at * width) / tall;
        double v = (foot - y) / tall;
        if (Math.abs(u) > 0.75 || v < -0.15 || v > 1.02) {
            return behind;
        }
        double stride = 0.07 * Math.sin(at * 60);
        boolean head = (u * u) / (0.055 * 0.055) + (v - 0.92) * (v - 0.92) / (0.08 * 0.08) < 1;
        boolean body = Math.abs(u) < 0.12 && v > 0.45 && v < 0.84;
        boolean legs =
                v > 0
                        && v <= 0.45
                        && (Math.abs(u - stride * (1 - v / 0.45) - 0.05) < 0.045
                                || Math.abs(u + stride * (1 - v / 0.45) + 0.05) < 0.045);
        if (head) {
            return 150 + 30 * Math.sin(40 * u) - (v > 0.95 ? 90 : 0);
        }
        if (body) {
            return walker.shade + 18 * Math.sin(22 * v + 9 * u) + 10 * Math.sin(70 * u);
        }
        if (legs) {
            return walker.shade * 0.6 + 12 * Math.sin(30 * v);
        }
        // The shadow lies on the floor, to the right, soft at its rim.
        double s = (u - 0.33) / 0.38;
        double r = (y - foot) / (0.13 * tall);
        double off = s * s + r * r;
        if (off < 1) {
            double depth = Math.min(1, 4 * (1 - off));
            return behind * (1 - walker.shadow * depth);
        }
        return behind;
    }

    private double sample(float[] plane, int i, double partX, double partY) {
        if (partX == 0 && partY == 0) {
            return plane[i];
        }
        double upper = plane[i] * (1 - partX) + plane[i + 1] * partX;
        double lower = plane[i + wide] * (1 - partX) + plane[i + wide + 1] * partX;
        return upper * (1 - partY) + lower * partY;
    }

    /** A wall with pictures and a shelf, a door, a floor of boards, a carpet. */
    private void paint(int i, double u, double v) {
        double k = 1 + (seed % 7) * 0.03;
        double day = 175 - 30 * u + 6 * Math.sin(9 * u * k) * Math.cos(7 * v);
        double ir = 150 - 20 * v;
        if (v > 0.62) {
            int board = (int) Math.floor((u * k + 0.6 * (v - 0.62)) * 24);
            day = 105 + 20 * noiseOf(board, 3) + 9 * Math.sin(u * 210 + board) + 25 * (v - 0.62);
            ir = 140 + 10 * noiseOf(board, 4) + 5 * Math.sin(u * 210 + board);
        }
        if (v > 0.58 && v <= 0.62) {
            day = 70;
            ir = 95;
        }
        if (inside(u, v, 0.08, 0.1, 0.17, 0.3)) {
            day = 90 + 60 * Math.sin(50 * u) * Math.sin(37 * v);
            ir = 110 + 20 * Math.sin(50 * u) * Math.sin(37 * v);
        }
        if (inside(u, v, 0.4, 0.06, 0.24, 0.34)) {
            int book = (int) Math.floor(u * 70);
            boolean board = Math.abs(v - 0.23) < 0.012;
            day = board ? 60 : 120 + 90 * noiseOf(book, v < 0.23 ? 5 : 6);
            ir = board ? 80 : 150 + 40 * noiseOf(book, v < 0.23 ? 7 : 8);
        }
        if (inside(u, v, 0.78, 0.12, 0.14, 0.48)) {
            day = 120 + 8 * Math.sin(v * 30);
            ir = 60 + 8 * Math.sin(v * 30);
            if (inside(u, v, 0.8, 0.2, 0.1, 0.14) || inside(u, v, 0.8, 0.4, 0.1, 0.14)) {
                day -= 28;
                ir += 30;
            }
        }
        if (inside(u, v, 0.25, 0.74, 0.3, 0.14)) {
            day = 140 + 45 * Math.signum(Math.sin(u * 110) * Math.sin(v * 80));
            ir = 120 + 10 * Math.signum(Math.sin(u * 110) * Math.sin(v * 80));
        }
        visible[i] = (float) day;
        infrared[i] = (float) ir;
    }

    private static boolean inside(
            double u, double v, double x, double y, double width, double height) {
        return u >= x && u < x + width && v >= y && v < y + height;
    }

    /** An even number from -1 to 1 for a pair. */
    private double noiseOf(int a, int b) {
        long h = (a * 73856093L ^ b * 19349663L ^ seed * 83492791L) * 0x9e3779b97f4a7c15L;
        return (h >>> 40) / (double) (1 << 23) - 1;
    }
}
