// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import java.util.List;
import java.util.function.Predicate;

/** How what is shown is recorded to a file. */
public final class Recording {
    /** A recording ends by itself after this, seconds: it is held in memory. */
    public static final int MOST_SECONDS = 600;

    /** As above, bytes. */
    public static final double MOST_BYTES = 512e6;

    /** Coded bits a second. */
    public static final int BIT_RATE = 8_000_000;

    /** These carry transparency in what browsers write. */
    private static final List<String> WITH_ALPHA =
            List.of("video/webm;codecs=vp9", "video/webm;codecs=vp8");

    private static final List<String> OTHERS =
            List.of("video/webm", "video/mp4;codecs=avc1.42E01F", "video/mp4");

    private Recording() {}

    /**
     * The type to record in; null when the browser records none of them.
     *
     * @param writes whether the browser can record a type
     */
    public static String type(Predicate<String> writes) {
        for (var type : WITH_ALPHA) {
            if (writes.test(type)) {
                return type;
            }
        }
        for (var type : OTHERS) {
            if (writes.test(type)) {
                return type;
            }
        }
        return null;
    }

    /** True when transparency is kept in that type. */
    public static boolean keepsAlpha(String type) {
        return WITH_ALPHA.contains(type);
    }

    /** The end of a file's name. */
    public static String extension(String type) {
        return type.startsWith("video/mp4") ? ".mp4" : ".webm";
    }

    /** True when it is as long or as large as it may be. */
    public static boolean full(double seconds, double bytes) {
        return seconds >= MOST_SECONDS || bytes >= MOST_BYTES;
    }
}
