// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

import io.sightline.core.detect.Box;

/**
 * A Kalman filter of a box that moves evenly: the middle across and down, the aspect (width for
 * each height), the height, and how fast each changes. Model and noise are those of ByteTrack
 * (Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box", ECCV 2022,
 * after SORT), which counts in frames at 30 a second; here time is in seconds, and what noise a
 * frame adds is added in proportion to the time, so that uneven frames do no harm.
 *
 * <p>No term of that model joins two of the four, so its eight dimensions are four filters of two.
 */
final class BoxFilter {
    /** The frames a second that the noise was set for. */
    static final double RATE = 30;

    /** Deviation of a place and of its change a frame, for each pixel of the box's height. */
    private static final double PLACE = 1.0 / 20;

    private static final double CHANGE = 1.0 / 160;

    private static final double ASPECT = 1e-2;
    private static final double ASPECT_CHANGE = 1e-5;
    private static final double ASPECT_MEASURED = 1e-1;

    /** At the first detection nothing is known of how it moves. */
    private static final double FIRST_PLACE = 2;

    private static final double FIRST_CHANGE = 10;

    /** Boxes less high are noise to divide by. */
    private static final double LEAST_HEIGHT = 1;

    private final Axis across;
    private final Axis down;
    private final Axis aspect;
    private final Axis height;

    /** At a thing's first detection. */
    BoxFilter(Box box) {
        double tall = Math.max(LEAST_HEIGHT, box.height());
        double place = FIRST_PLACE * PLACE * tall;
        double change = FIRST_CHANGE * CHANGE * tall * RATE;
        across = new Axis(box.centreX(), place, change);
        down = new Axis(box.centreY(), place, change);
        aspect = new Axis(box.width() / tall, ASPECT, ASPECT_CHANGE * RATE);
        height = new Axis(tall, place, change);
    }

    /** Goes on by a time. */
    void predict(double seconds) {
        double tall = tall();
        double place = PLACE * tall;
        double change = CHANGE * tall * RATE;
        across.predict(seconds, place, change);
        down.predict(seconds, place, change);
        aspect.predict(seconds, ASPECT, ASPECT_CHANGE * RATE);
        height.predict(seconds, place, change);
    }

    /** Takes what was detected. */
    void correct(Box box) {
        double measured = PLACE * tall();
        double tall = Math.max(LEAST_HEIGHT, box.height());
        across.correct(box.centreX(), measured);
        down.correct(box.centreY(), measured);
        aspect.correct(box.width() / tall, ASPECT_MEASURED);
        height.correct(tall, measured);
    }

    /** What is not seen keeps its size, and slows down: it is as likely to stop as to go on. */
    void coast(double seconds, double slowing) {
        double left = Math.exp(-seconds / slowing);
        across.change *= left;
        down.change *= left;
        aspect.change = 0;
        height.change = 0;
    }

    /** Where it is. */
    Box box() {
        double tall = tall();
        double wide = Math.max(0, aspect.value) * tall;
        return new Box(across.value - wide / 2, down.value - tall / 2, wide, tall);
    }

    /** Pixels a second to the right. */
    double speedAcross() {
        return across.change;
    }

    /** Pixels a second downwards. */
    double speedDown() {
        return down.change;
    }

    /**
     * The middle across and down, the aspect, the height: value, change a second, and their
     * variances and covariance, in this order.
     */
    double[][] state() {
        return new double[][] {across.state(), down.state(), aspect.state(), height.state()};
    }

    private double tall() {
        return Math.max(LEAST_HEIGHT, height.value);
    }

    /** One of the four. */
    private static final class Axis {
        private double value;
        private double change;
        private double valueVariance;
        private double covariance;
        private double changeVariance;

        private Axis(double value, double place, double change) {
            this.value = value;
            valueVariance = place * place;
            changeVariance = change * change;
        }

        private void predict(double seconds, double place, double changed) {
            double frames = seconds * RATE;
            value += seconds * change;
            valueVariance +=
                    seconds * (2 * covariance + seconds * changeVariance) + place * place * frames;
            covariance += seconds * changeVariance;
            changeVariance += changed * changed * frames;
        }

        private void correct(double measured, double deviation) {
            double all = valueVariance + deviation * deviation;
            double gain = valueVariance / all;
            double changeGain = covariance / all;
            double off = measured - value;
            value += gain * off;
            change += changeGain * off;
            changeVariance -= changeGain * covariance;
            covariance -= gain * covariance;
            valueVariance -= gain * valueVariance;
        }

        private double[] state() {
            return new double[] {value, change, valueVariance, covariance, changeVariance};
        }
    }
}
