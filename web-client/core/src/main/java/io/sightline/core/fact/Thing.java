// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.fact;

import io.sightline.core.position.Subject;
import io.sightline.core.zone.Check;
import io.sightline.core.zone.Condition;
import io.sightline.core.zone.Judgement;
import io.sightline.core.zone.Zone;
import java.util.ArrayList;
import java.util.List;

/**
 * One tracked thing, as far as it is spoken of.
 *
 * @param label of its detections
 * @param distance NaN where not known
 * @param band of the distance, one standard deviation; NaN where not known
 * @param metres the distance is in metres; else relative, 0 (near) to 1 (far)
 * @param zones names of those that it is in
 * @param near name of a zone that it is close to without being in any; empty for none
 * @param seconds that it has been there
 * @param speed metres a second; NaN where not known
 */
public record Thing(
        String label,
        double distance,
        double band,
        boolean metres,
        List<String> zones,
        String near,
        double seconds,
        double speed) {
    /** What is no farther from a zone is near it, metres. */
    private static final double NEAR_METRES = 1;

    /** The same on the picture, shares of the frame's height. */
    private static final double NEAR_FRAME = 0.1;

    /**
     * A subject.
     *
     * @param zones that it was judged by
     * @param judgements of it, in the same order
     */
    public static Thing of(Subject subject, List<Zone> zones, List<Judgement> judgements) {
        var inside = new ArrayList<String>();
        var near = "";
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < zones.size(); ++i) {
            var name = zones.get(i).name();
            if (name.isEmpty()) {
                continue;
            }
            if (judgements.get(i).inside()) {
                inside.add(name);
                continue;
            }
            double off = beside(judgements.get(i));
            if (off < least) {
                least = off;
                near = name;
            }
        }
        var position = subject.position();
        return new Thing(
                subject.label(),
                position == null ? Double.NaN : position.distance(),
                position == null ? Double.NaN : position.distanceBand(),
                position != null && position.metres(),
                List.copyOf(inside),
                inside.isEmpty() ? near : "",
                subject.age(),
                subject.speed());
    }

    /** How far beside a zone it is, as a share of what is still near; infinite where farther. */
    private static double beside(Judgement judgement) {
        double share = Double.POSITIVE_INFINITY;
        for (var check : judgement.checks()) {
            if (check.condition() == Condition.DWELL || check.met()) {
                continue;
            }
            double most =
                    check.unit() == Check.Unit.METRES
                            ? NEAR_METRES
                            : check.unit() == Check.Unit.FRAME ? NEAR_FRAME : 0;
            // One condition that fails by a little; anything else is elsewhere.
            if (share < Double.POSITIVE_INFINITY || !(check.off() <= most)) {
                return Double.POSITIVE_INFINITY;
            }
            share = check.off() / most;
        }
        return share;
    }
}
