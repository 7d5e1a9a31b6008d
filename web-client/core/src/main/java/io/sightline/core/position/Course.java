// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

/**
 * A quantity that goes on evenly but for random accelerations, followed by a Kalman filter
 * (Bar-Shalom et al., "Estimation with Applications to Tracking and Navigation", 2001, section
 * 6.2.2). Not safe for use by two threads.
 */
final class Course {
    private final double noise;
    private final double first;
    private double value;
    private double speed;
    private double variance;
    private double covariance;
    private double speedVariance;

    /**
     * @param acceleration deviation of the speed's changes in a second, units a second
     * @param first deviation of the speed at the start, units a second
     */
    Course(double acceleration, double first) {
        noise = acceleration * acceleration;
        this.first = first * first;
    }

    /** Begins where it was measured. */
    void start(double measured, double deviation) {
        value = measured;
        speed = 0;
        variance = deviation * deviation;
        covariance = 0;
        speedVariance = first;
    }

    /** Goes on for a while. */
    void go(double seconds) {
        value += seconds * speed;
        variance +=
                seconds * (2 * covariance + seconds * speedVariance)
                        + noise * seconds * seconds * seconds / 3;
        covariance += seconds * speedVariance + noise * seconds * seconds / 2;
        speedVariance += noise * seconds;
    }

    /** How many deviations off it would be measured. */
    double surprise(double measured, double deviation) {
        return Math.abs(measured - value) / Math.sqrt(variance + deviation * deviation);
    }

    /** Is measured. */
    void correct(double measured, double deviation) {
        double all = variance + deviation * deviation;
        double gain = variance / all;
        double speedGain = covariance / all;
        double off = measured - value;
        value += gain * off;
        speed += speedGain * off;
        speedVariance -= speedGain * covariance;
        covariance -= gain * covariance;
        variance -= gain * variance;
    }

    /** The value. */
    double value() {
        return value;
    }

    /** Variance of the value. */
    double variance() {
        return variance;
    }

    /** How fast the value changes, units a second. */
    double speed() {
        return speed;
    }

    /** Variance of the speed. */
    double speedVariance() {
        return speedVariance;
    }
}
