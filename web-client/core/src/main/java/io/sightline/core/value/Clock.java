// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.value;

/** Times of a clip as people read them. */
public final class Clock {
    private Clock() {}

    /**
     * Hours (when there are any), minutes and seconds with a tenth, such as {@code 0:07.4}.
     *
     * @param seconds from the clip's start
     */
    public static String text(double seconds) {
        if (!(seconds >= 0) || seconds > 359_999) {
            return "–:––.–";
        }
        // Rounded down, so that a clip never shows more than its length.
        long tenths = (long) (seconds * 10 + 1e-6);
        long whole = tenths / 10;
        long hours = whole / 3600;
        long minutes = whole / 60 % 60;
        var text = new StringBuilder();
        if (hours > 0) {
            text.append(hours).append(':');
            if (minutes < 10) {
                text.append('0');
            }
        }
        text.append(minutes).append(':');
        if (whole % 60 < 10) {
            text.append('0');
        }
        return text.append(whole % 60).append('.').append(tenths % 10).toString();
    }
}
