// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.ClipChoice;
import io.sightline.core.alert.GateResult;
import io.sightline.core.alert.Reason;
import io.sightline.core.position.Subject;
import java.util.List;

/** One rule about one track: what was seen of it, what was asked about it, and its alert. */
final class Case {
    /** The track of what has none: the scene, or an absence. */
    static final int NONE = -1;

    private static final Reason NOTHING = new Reason(List.of());

    int track;
    String label;

    /** Stream time of its first detection, under whichever number. */
    double entered;

    /** Something moved while it was there. */
    boolean moved;

    /** As it was last seen; null for what has no track. */
    Subject latest;

    /** Stream time at which it was last among the tracked. */
    double listed;

    /** Stream time of its last detection. */
    double seen = Double.NEGATIVE_INFINITY;

    /** Stream time since which the rule has been about it; NaN while it is not. */
    double from = Double.NaN;

    /** Stream time at which the rule was last about it; NaN before. */
    double present = Double.NaN;

    /** Gates that were passed, and are left only beyond a margin. */
    boolean scored;

    boolean tall;
    boolean near;

    /** It was seen whole or for long, under whichever number. */
    boolean whole;

    /** Stream time since which it is in a zone; NaN while it is in none. */
    double inside = Double.NaN;

    /** Stream time at which its latest alert was over. */
    double over = Double.NEGATIVE_INFINITY;

    /** What each gate said last. */
    Reason reason = NOTHING;

    /** The question that is out; 0 for none. */
    int ask;

    /** It was sent, and does not wait any more. */
    boolean sent;

    double askedAt = Double.NEGATIVE_INFINITY;
    double deadline;

    /** What the model was shown of it. */
    List<ClipChoice.Frame> shown = List.of();

    /** When all gates were passed, what they said. */
    Reason passed = NOTHING;

    /** The alert that is out; null for none. */
    Alert open;

    /** Stream time before which nothing is asked or told. */
    double notBefore = Double.NEGATIVE_INFINITY;

    /** The failure that came nearest to an alert, and when. */
    GateResult nearest;

    double nearestAt;

    /** Stream time of the first step that it was looked at on. */
    final double began;

    Case(int track, String label, double entered, double now) {
        this.track = track;
        this.label = label;
        this.entered = entered;
        this.listed = now;
        this.began = now;
    }

    /** Whom its alert is about. */
    Alert.Who who() {
        return latest == null
                ? new Alert.Who(track, label, Double.NaN, null)
                : new Alert.Who(track, label, latest.score(), latest.position());
    }

    /** How long the rule has not been about it. */
    double away(double now) {
        return Double.isNaN(present) ? Double.POSITIVE_INFINITY : now - present;
    }

    /** Notes what the gates said. */
    void judge(Reason said, double now) {
        reason = said;
        var failed = said.failed();
        if (failed != null && failed.nearerThan(nearest)) {
            nearest = failed;
            nearestAt = now;
        }
    }

    /** After a gap it has to come through its gates anew. */
    void forget() {
        scored = false;
        tall = false;
        near = false;
    }

    /** Nothing is out about it. */
    boolean idle() {
        return open == null && ask == 0;
    }
}
