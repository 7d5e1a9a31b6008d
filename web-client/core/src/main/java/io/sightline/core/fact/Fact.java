// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.fact;

import java.util.List;

/**
 * Things of one kind in one place.
 *
 * @param label of them
 * @param count of them
 * @param distance of the nearest; NaN where not known
 * @param rough whether the distance is little more than a guess
 * @param metres the distance is in metres; else relative, 0 (near) to 1 (far)
 * @param zones names of those that they are in
 * @param near name of a zone that they are close to; empty for none
 * @param seconds that the one has been there that was there first
 * @param speed of a single one, metres a second; NaN where not known, and of several
 */
public record Fact(
        String label,
        int count,
        double distance,
        boolean rough,
        boolean metres,
        List<String> zones,
        String near,
        double seconds,
        double speed) {
    /** A band of more than this share makes a distance rough. */
    private static final double ROUGH = 0.2;

    /** One thing. */
    public static Fact of(Thing thing) {
        return new Fact(
                thing.label(),
                1,
                thing.distance(),
                thing.metres() && thing.band() > ROUGH * thing.distance(),
                thing.metres(),
                thing.zones(),
                thing.near(),
                thing.seconds(),
                thing.speed());
    }

    /** Whether a thing belongs to the same group. */
    boolean holds(Thing thing) {
        return label.equals(thing.label())
                && zones.equals(thing.zones())
                && near.equals(thing.near())
                && metres == thing.metres();
    }

    /** With one more. */
    Fact with(Thing thing) {
        var other = of(thing);
        boolean nearer = Double.isNaN(distance) || other.distance < distance;
        return new Fact(
                label,
                count + 1,
                nearer ? other.distance : distance,
                nearer ? other.rough : rough,
                metres,
                zones,
                near,
                Math.max(seconds, other.seconds),
                Double.NaN);
    }
}
