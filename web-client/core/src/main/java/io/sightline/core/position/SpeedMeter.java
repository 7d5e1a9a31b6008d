// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

/**
 * How fast one subject goes along the floor: a Kalman filter of its foot, across and away, whose
 * speed changes by random accelerations (Bar-Shalom et al., "Estimation with Applications to
 * Tracking and Navigation", 2001, section 6.2.2). Not safe for use by two threads.
 */
public final class SpeedMeter {
    /**
     * A speed with its band.
     *
     * @param metresPerSecond at least 0
     * @param band one standard deviation
     */
    public record Speed(double metresPerSecond, double band) {
        /** Nothing is known. */
        public static final Speed UNKNOWN = new Speed(Double.NaN, Double.NaN);
    }

    /** Metres for each second² and second: more, and who stands would waver. */
    private static final double ACCELERATION = 0.5;

    /** Metres a second that may be at the start. */
    private static final double FIRST = 1.5;

    /**
     * Most of a foot's band is the calibration's and moves all frames alike; so much of it differs
     * from frame to frame.
     */
    private static final double ALONE = 0.3;

    private static final double LEAST = 0.04;

    /** Before this time no speed is told, seconds. */
    private static final double SETTLED = 0.5;

    /** After a longer gap it starts anew, seconds. */
    private static final double GAP = 3;

    private final double[] across = new double[5];
    private final double[] away = new double[5];
    private boolean started;
    private double since;
    private double time;

    /** Takes the next foot. */
    public void note(double seconds, Position.Foot foot) {
        double deviation = Math.max(LEAST, ALONE * foot.band());
        if (!started || seconds - time > GAP || seconds < time) {
            start(across, foot.across(), deviation);
            start(away, foot.away(), deviation);
            started = true;
            since = seconds;
        } else {
            step(across, seconds - time, foot.across(), deviation);
            step(away, seconds - time, foot.away(), deviation);
        }
        time = seconds;
    }

    /** The speed as of the last foot. */
    public Speed speed() {
        if (!started || time - since < SETTLED - 1e-9) {
            return Speed.UNKNOWN;
        }
        double noise = across[4] + away[4];
        double square = across[1] * across[1] + away[1] * away[1];
        // The length of a noisy arrow is too long by its noise: who stands would seem to go.
        double speed = Math.sqrt(Math.max(0, square - noise));
        return new Speed(speed, Math.sqrt(noise / 2));
    }

    private static void start(double[] axis, double value, double deviation) {
        axis[0] = value;
        axis[1] = 0;
        axis[2] = deviation * deviation;
        axis[3] = 0;
        axis[4] = FIRST * FIRST;
    }

    /** Value, speed, variance, covariance, variance of the speed. */
    private static void step(double[] axis, double dt, double measured, double deviation) {
        double q = ACCELERATION * ACCELERATION;
        axis[0] += dt * axis[1];
        axis[2] += dt * (2 * axis[3] + dt * axis[4]) + q * dt * dt * dt / 3;
        axis[3] += dt * axis[4] + q * dt * dt / 2;
        axis[4] += q * dt;
        double all = axis[2] + deviation * deviation;
        double gain = axis[2] / all;
        double speedGain = axis[3] / all;
        double off = measured - axis[0];
        axis[0] += gain * off;
        axis[1] += speedGain * off;
        axis[4] -= speedGain * axis[3];
        axis[3] -= gain * axis[3];
        axis[2] -= gain * axis[2];
    }
}
