// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.detect.Box;
import io.sightline.core.position.Subject;
import java.util.Collection;
import java.util.Set;

/** Whether somebody whose track was lost just now goes on under another number, where it began. */
final class Handover {
    /** A track that begins within so long where another ended goes on for it. */
    static final double SECONDS = 3;

    /** So many of its larger side the two may be apart. */
    private static final double APART = 0.6;

    private Handover() {}

    /**
     * The case that a new track goes on with; null for none.
     *
     * @param cases of one rule
     * @param subject of the new track
     * @param seen tracks that are seen on this very frame, and need no other
     */
    static Case of(Collection<Case> cases, Subject subject, Set<Integer> seen, double now) {
        Case best = null;
        double least = Double.POSITIVE_INFINITY;
        for (var about : cases) {
            if (about.latest == null
                    || seen.contains(about.track)
                    || now - about.seen > SECONDS
                    || subject.entered() <= about.seen
                    || !about.label.equals(subject.label())) {
                continue;
            }
            double apart = apart(about.latest.box(), subject.box());
            if (apart < APART && apart < least) {
                least = apart;
                best = about;
            }
        }
        return best;
    }

    /** The distance of two boxes' middles, in larger sides of the larger. */
    private static double apart(Box one, Box other) {
        double x = one.centreX() - other.centreX();
        double y = one.centreY() - other.centreY();
        double side =
                Math.max(
                        Math.max(one.width(), one.height()),
                        Math.max(other.width(), other.height()));
        return Math.sqrt(x * x + y * y) / side;
    }
}
