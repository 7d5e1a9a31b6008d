// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.motion;

/**
 * Finds how the whole frame moved since the one before: corners ({@link Corners}) are followed
 * ({@link PointTracker}), and the similarity that most of them agree with is fitted: by random
 * samples of two (Fischler and Bolles, "Random Sample Consensus", CACM 1981), then by least squares
 * over those that agree. What moves by itself disagrees and is left out. Deterministic; not safe
 * for use by two threads.
 */
public final class MotionFinder {
    private static final int SAMPLES = 60;

    /** Greatest distance of a point that agrees, cells. */
    private static final double AGREES = 0.5;

    /**
     * A point that is followed back to farther from where it began was lost, cells: Kalal et al.,
     * "Forward-Backward Error", ICPR 2010.
     */
    private static final double RETURNS = 0.7;

    /** Fewer points say nothing: low texture. */
    private static final int ENOUGH = 12;

    /** The share of the points that must agree. */
    private static final double MOST = 0.5;

    private static final int ROUNDS = 3;

    private final int width;
    private final int height;
    private final Corners corners;
    private final PointTracker tracker = new PointTracker();
    private final float[] fromX;
    private final float[] fromY;
    private final float[] toX;
    private final float[] toY;
    private Pyramid before;
    private Pyramid now;
    private boolean started;
    private int points;
    private double a;
    private double b;
    private double shiftX;
    private double shiftY;

    /** For small frames of this size, cells. */
    public MotionFinder(int width, int height) {
        this.width = width;
        this.height = height;
        corners = new Corners(width, height);
        fromX = new float[corners.x.length];
        fromY = new float[corners.x.length];
        toX = new float[corners.x.length];
        toY = new float[corners.x.length];
        before = new Pyramid(width, height);
        now = new Pyramid(width, height);
    }

    /** Forgets the last frame. */
    public void reset() {
        started = false;
    }

    /**
     * Takes the next frame.
     *
     * @param luma row-major, 0 to 255 a cell
     */
    public FrameMotion next(byte[] luma) {
        if (luma.length != width * height) {
            throw new IllegalArgumentException(
                    luma.length + " cells for a frame of " + width + " by " + height);
        }
        var spare = before;
        before = now;
        now = spare;
        now.fill(luma);
        if (!started) {
            started = true;
            return FrameMotion.unknown(0, 0);
        }
        follow();
        if (points < ENOUGH) {
            return FrameMotion.unknown(points, 0);
        }
        sample();
        for (int round = 0; round < ROUNDS; ++round) {
            fit();
        }
        int agreeing = agreeing();
        if (agreeing < ENOUGH || agreeing < MOST * points) {
            return FrameMotion.unknown(points, agreeing);
        }
        return new FrameMotion(true, a, b, shiftX, shiftY, points, agreeing);
    }

    private void follow() {
        corners.find(before.luma(0));
        points = 0;
        for (int i = 0; i < corners.count(); ++i) {
            float x = corners.x[i];
            float y = corners.y[i];
            if (!tracker.follow(before, now, x, y)) {
                continue;
            }
            float foundX = tracker.toX();
            float foundY = tracker.toY();
            if (tracker.follow(now, before, foundX, foundY)
                    && Math.hypot(tracker.toX() - x, tracker.toY() - y) < RETURNS) {
                fromX[points] = x - (width - 1) / 2f;
                fromY[points] = y - (height - 1) / 2f;
                toX[points] = foundX - (width - 1) / 2f;
                toY[points] = foundY - (height - 1) / 2f;
                ++points;
            }
        }
    }

    private void sample() {
        long seed = 7;
        int most = -1;
        double bestA = 1;
        double bestB = 0;
        double bestX = 0;
        double bestY = 0;
        for (int k = 0; k < SAMPLES; ++k) {
            seed = seed * 6364136223846793005L + 1442695040888963407L;
            int i = (int) ((seed >>> 33) % points);
            seed = seed * 6364136223846793005L + 1442695040888963407L;
            int j = (int) ((seed >>> 33) % points);
            double u = fromX[j] - fromX[i];
            double v = fromY[j] - fromY[i];
            double square = u * u + v * v;
            if (square < 100) {
                continue;
            }
            double s = toX[j] - toX[i];
            double t = toY[j] - toY[i];
            a = (u * s + v * t) / square;
            b = (u * t - v * s) / square;
            shiftX = toX[i] - a * fromX[i] + b * fromY[i];
            shiftY = toY[i] - b * fromX[i] - a * fromY[i];
            int count = agreeing();
            if (count > most) {
                most = count;
                bestA = a;
                bestB = b;
                bestX = shiftX;
                bestY = shiftY;
            }
        }
        a = bestA;
        b = bestB;
        shiftX = bestX;
        shiftY = bestY;
    }

    private boolean agrees(int i) {
        double offX = a * fromX[i] - b * fromY[i] + shiftX - toX[i];
        double offY = b * fromX[i] + a * fromY[i] + shiftY - toY[i];
        return offX * offX + offY * offY <= AGREES * AGREES;
    }

    private int agreeing() {
        int count = 0;
        for (int i = 0; i < points; ++i) {
            count += agrees(i) ? 1 : 0;
        }
        return count;
    }

    /** Least squares over the points that agree: about their means, in closed form. */
    private void fit() {
        int count = 0;
        double meanU = 0;
        double meanV = 0;
        double meanS = 0;
        double meanT = 0;
        for (int i = 0; i < points; ++i) {
            if (agrees(i)) {
                ++count;
                meanU += fromX[i];
                meanV += fromY[i];
                meanS += toX[i];
                meanT += toY[i];
            }
        }
        if (count < 2) {
            return;
        }
        meanU /= count;
        meanV /= count;
        meanS /= count;
        meanT /= count;
        double square = 0;
        double along = 0;
        double across = 0;
        for (int i = 0; i < points; ++i) {
            if (agrees(i)) {
                double u = fromX[i] - meanU;
                double v = fromY[i] - meanV;
                double s = toX[i] - meanS;
                double t = toY[i] - meanT;
                square += u * u + v * v;
                along += u * s + v * t;
                across += u * t - v * s;
            }
        }
        if (square > 0) {
            a = along / square;
            b = across / square;
            shiftX = meanS - a * meanU + b * meanV;
            shiftY = meanT - b * meanU - a * meanV;
        }
    }
}
