// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

/**
 * How far away one subject is, by all of its frames. A map tells a body's depth a little otherwise
 * with each step that it takes, also where the background's stays: Depth Anything V2 Small lets a
 * walker who stays 2.7 m away read from 2.0 to 2.7 (relative: deviation 0.05). Not safe for use by
 * two threads.
 */
final class DistanceMeter {
    /** Deviation of a body's depth from frame to frame: a share of it, and relative. */
    private static final double NOISE = 0.08;

    private static final double NOISE_RELATIVE = 0.05;

    /** What the band does not share with other frames. */
    private static final double ALONE = 0.3;

    /** As {@link SpeedMeter}: metres for each second² and second; a second at the start. */
    private static final double ACCELERATION = 0.5;

    private static final double FIRST = 1.5;

    /** The same on the relative scale, of a room that is some metres deep. */
    private static final double ACCELERATION_RELATIVE = 0.1;

    private static final double FIRST_RELATIVE = 0.3;

    /** What is farther off is no noise: another scale, or somebody else. */
    private static final double JUMP = 4;

    /** After a longer gap it starts anew, seconds. */
    private static final double GAP = 3;

    private Course course;
    private boolean metres;
    private double time;

    /**
     * Takes the next position.
     *
     * @return the same, its distance by all frames up to it
     */
    Position next(double seconds, Position measured) {
        if (Double.isNaN(measured.distance())) {
            return measured;
        }
        double noise = measured.metres() ? NOISE * measured.distance() : NOISE_RELATIVE;
        double deviation = Math.max(noise, ALONE * measured.distanceBand());
        boolean goes = course != null && metres == measured.metres();
        goes &= seconds >= time && seconds - time <= GAP;
        if (goes) {
            course.go(seconds - time);
            goes = course.surprise(measured.distance(), deviation) <= JUMP;
        }
        time = seconds;
        if (goes) {
            course.correct(measured.distance(), deviation);
        } else {
            metres = measured.metres();
            course =
                    metres
                            ? new Course(ACCELERATION, FIRST)
                            : new Course(ACCELERATION_RELATIVE, FIRST_RELATIVE);
            course.start(measured.distance(), deviation);
        }
        return at(measured, deviation);
    }

    private Position at(Position measured, double deviation) {
        double most = metres ? Double.POSITIVE_INFINITY : 1;
        double distance = Math.max(0, Math.min(most, course.value()));
        // The calibration's part of the band is the same on all frames: no frame takes it away.
        double band = measured.distanceBand();
        double shared = Math.max(0, band * band - deviation * deviation);
        var point = measured.point();
        return new Position(
                metres,
                distance,
                Math.sqrt(shared + course.variance()),
                point == null ? null : point.times(distance / measured.distance()),
                measured.foot(),
                measured.height(),
                measured.heightBand());
    }
}
