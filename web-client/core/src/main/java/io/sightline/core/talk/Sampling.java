// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import io.sightline.core.language.ClipSampling;
import io.sightline.core.language.QuestionCheck;

/** Which frames of a stretch of time stand for it. */
public enum Sampling {
    /** Evenly, with both ends. */
    EVEN("even"),
    /** Where something changes, and both ends. */
    CHANGE("change");

    /** Places a second at which a clip is looked at for changes. */
    private static final double SCAN_RATE = 4;

    /** Most such places: a second or two of seeking for a clip of minutes. */
    private static final int MOST_SCANNED = 160;

    private final String id;

    Sampling(String id) {
        this.id = id;
    }

    /** Its name in the page and where it is kept. */
    public String id() {
        return id;
    }

    /** The one of this name, or null. */
    public static Sampling of(Object id) {
        for (var value : values()) {
            if (value.id.equals(id)) {
                return value;
            }
        }
        return null;
    }

    /**
     * How many frames are wanted of a stretch.
     *
     * @param chosen as set; 0 for one a second
     * @param seconds of the stretch
     */
    public static int wanted(int chosen, double seconds) {
        int most = QuestionCheck.MOST_FRAMES;
        return chosen > 0
                ? chosen
                : (int) Math.max(2, Math.min(most, Math.rint(seconds * ClipSampling.RATE)));
    }

    /** The times at which a stretch is looked at for changes, seconds. */
    public static double[] scan(double from, double to) {
        return ClipSampling.uniformTimes(from, to, SCAN_RATE, MOST_SCANNED);
    }

    /**
     * The frames where a stretch changes.
     *
     * @param times at which it was looked at
     * @param change of each frame against the one before
     * @param wanted at most; half of them are shown also where little changes
     * @return indices, ascending
     */
    public static int[] landmarks(double[] times, double[] change, int wanted) {
        int most = Math.max(2, wanted);
        return ClipSampling.landmarks(times, change, Math.max(2, most / 2), most);
    }
}
