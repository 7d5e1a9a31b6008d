// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.track;

/**
 * When detections are one thing, and when it is gone.
 *
 * @param low detections of a lower score are passed over
 * @param high those of a lower score go on with a track, but never begin one
 * @param hits so many detections make a track; fewer may be noise
 * @param sureSeconds two detections this far apart make one as well: where models are slow, more
 *     may not come
 * @param hiddenSeconds a thing that is not detected for longer is gone
 * @param doubtSeconds the same before it is a track; one frame may be missed at any rate
 * @param exitSeconds the same at the frame's edge, when it was on its way out
 */
public record TrackSettings(
        double low,
        double high,
        int hits,
        double sureSeconds,
        double hiddenSeconds,
        double doubtSeconds,
        double exitSeconds) {
    /** As good as any for people before one camera. */
    public static final TrackSettings DEFAULT = new TrackSettings(0.1, 0.4, 3, 1.5, 2, 0.25, 0.5);

    /** Refuses what makes no tracks. */
    public TrackSettings {
        if (!(low >= 0 && low <= high && high <= 1 && hits >= 1)
                || !(sureSeconds > 0)
                || !(hiddenSeconds > 0 && hiddenSeconds < 3600)
                || !(doubtSeconds >= 0 && doubtSeconds <= hiddenSeconds)
                || !(exitSeconds >= 0 && exitSeconds <= hiddenSeconds)) {
            throw new IllegalArgumentException(
                    "no tracks by scores "
                            + low
                            + ", "
                            + high
                            + ", hits "
                            + hits
                            + ", seconds "
                            + sureSeconds
                            + ", "
                            + hiddenSeconds
                            + ", "
                            + doubtSeconds
                            + ", "
                            + exitSeconds);
        }
    }
}
