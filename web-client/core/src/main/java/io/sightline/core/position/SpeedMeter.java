// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

/**
 * How fast one subject goes along the floor, by the course of its foot, across and away. Not safe
 * for use by two threads.
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

    private final Course across = new Course(ACCELERATION, FIRST);
    private final Course away = new Course(ACCELERATION, FIRST);
    private boolean started;
    private double since;
    private double time;

    /** Takes the next foot. */
    public void note(double seconds, Position.Foot foot) {
        double deviation = Math.max(LEAST, ALONE * foot.band());
        if (!started || seconds - time > GAP || seconds < time) {
            across.start(foot.across(), deviation);
            away.start(foot.away(), deviation);
            started = true;
            since = seconds;
        } else {
            across.go(seconds - time);
            across.correct(foot.across(), deviation);
            away.go(seconds - time);
            away.correct(foot.away(), deviation);
        }
        time = seconds;
    }

    /** The speed as of the last foot. */
    public Speed speed() {
        if (!started || time - since < SETTLED - 1e-9) {
            return Speed.UNKNOWN;
        }
        double noise = across.speedVariance() + away.speedVariance();
        double square = across.speed() * across.speed() + away.speed() * away.speed();
        // The length of a noisy arrow is too long by its noise: who stands would seem to go.
        double speed = Math.sqrt(Math.max(0, square - noise));
        return new Speed(speed, Math.sqrt(noise / 2));
    }
}
