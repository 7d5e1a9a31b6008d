// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.redact;

import io.sightline.core.image.ImageSize;
import java.util.Arrays;
import java.util.List;

/**
 * What the first pass found.
 *
 * @param frame size of the frames, source pixels
 * @param settings by which was looked
 * @param frames how many there were
 * @param failed on how many the detector failed
 * @param unanswered questions about writing that got no answer; those places are covered
 * @param facing whether a face detector looked as well
 * @param looked times at which the detector looked, ascending, seconds
 * @param all what was found, by number
 */
public record Finds(
        ImageSize frame,
        RedactSettings settings,
        int frames,
        int failed,
        int unanswered,
        boolean facing,
        double[] looked,
        List<Find> all) {
    /** A frame's time is known to this, seconds: two frames are never so near. */
    private static final double SAME = 1e-4;

    /** Takes copies. */
    public Finds {
        looked = looked.clone();
        all = List.copyOf(all);
    }

    /** Nothing was looked for. */
    public static Finds none(ImageSize frame, RedactSettings settings) {
        return new Finds(frame, settings, 0, 0, 0, false, new double[0], List.of());
    }

    /** Whether all that should have looked at the frame of this time has. */
    public boolean knows(double t) {
        if (!settings.detects()) {
            return true;
        }
        int at = Arrays.binarySearch(looked, t);
        if (at >= 0) {
            return true;
        }
        int next = -at - 1;
        return next < looked.length && looked[next] - t < SAME
                || next > 0 && t - looked[next - 1] < SAME;
    }

    /** Faces among the finds: those that no cover of a body holds. */
    public int faces() {
        int faces = 0;
        for (var find : all) {
            faces += find.by().equals(Part.FACE.by()) ? 1 : 0;
        }
        return faces;
    }

    /** People, heads or faces among the finds. */
    public int tracks() {
        int tracks = 0;
        for (var find : all) {
            tracks += find instanceof FollowedFind ? 1 : 0;
        }
        return tracks;
    }
}
