// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.position.DepthScene;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.track.Track;
import java.util.List;

/**
 * What is known of one frame.
 *
 * @param seconds stream time: it never goes back, whatever the clock on the wall does
 * @param local the clock on the wall
 * @param moving whether the motion gate let the frame through
 * @param why the gate decided so, a word
 * @param subjects that are tracked now; null where the detector did not look at this frame, so that
 *     nothing new is known
 * @param scene that they are in
 * @param sharpness of the frame, at least 0, on any scale that grows with it; NaN where the frame
 *     is not kept, so that it cannot be shown to the language model
 * @param between frames since the look before that were kept, by time; none where the detector did
 *     not look
 * @param begun tracks that are among the subjects for the first time, with where they were before
 *     they were sure
 */
public record Step(
        double seconds,
        LocalMoment local,
        boolean moving,
        String why,
        List<Subject> subjects,
        DepthScene scene,
        double sharpness,
        List<Glimpse> between,
        List<Track> begun) {
    /** Refuses what is at no time. */
    public Step {
        if (!(seconds >= 0 && seconds < 1e12)) {
            throw new IllegalArgumentException("a step at " + seconds);
        }
        subjects = subjects == null ? null : List.copyOf(subjects);
        between = List.copyOf(between);
        begun = List.copyOf(begun);
    }

    /** With no other frame since the look before, and nobody who was seen before. */
    public Step(
            double seconds,
            LocalMoment local,
            boolean moving,
            String why,
            List<Subject> subjects,
            DepthScene scene,
            double sharpness) {
        this(seconds, local, moving, why, subjects, scene, sharpness, List.of(), List.of());
    }

    /** True where the frame can be shown to the language model. */
    boolean kept() {
        return sharpness >= 0;
    }
}
