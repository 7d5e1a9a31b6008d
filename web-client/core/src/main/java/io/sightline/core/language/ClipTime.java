// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

/** Times in a clip as the prompt writes them, floored to whole seconds. */
final class ClipTime {
    private ClipTime() {}

    /** {@code 0:00:05}, as Python writes a timedelta below a day. */
    static String hours(double seconds) {
        long whole = (long) Math.floor(seconds);
        return whole / 3600 + ":" + two(whole / 60 % 60) + ":" + two(whole % 60);
    }

    /** {@code 00:05}; minutes go on past 59. */
    static String minutes(double seconds) {
        long whole = (long) Math.floor(seconds);
        return two(whole / 60) + ":" + two(whole % 60);
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
