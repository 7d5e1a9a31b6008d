// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much is kept: bounded in number, in bytes and in age. What came first goes first.
 *
 * @param count of alerts
 * @param bytes of all of them, with their pictures
 */
public record Room(int count, double bytes) {
    /** Nothing. */
    public static final Room EMPTY = new Room(0, 0);

    /** Alerts at most. */
    public static final int MOST = 5000;

    /** Five pictures of about 30 KB and a clip of about 300 KB each: about 500 full ones. */
    public static final double MOST_BYTES = 256e6;

    /** Fourteen days, milliseconds. */
    public static final double LONGEST = 14 * 86_400_000.0;

    /** Near misses at most. */
    public static final int MOST_MISSES = 1000;

    /** Their pictures, of about 60 KB each. */
    public static final double MOST_MISS_BYTES = 64e6;

    /** What an alert takes beside its pictures, about. */
    public static final double WORDS = 3000;

    /** With one more. */
    public Room with(double more) {
        return new Room(count + 1, bytes + Math.max(0, more));
    }

    /** Without one that was counted. */
    public Room without(double less) {
        return new Room(Math.max(0, count - 1), Math.max(0, bytes - Math.max(0, less)));
    }

    /**
     * Whether the oldest has to go.
     *
     * @param savedAt when it was kept, milliseconds since 1970
     * @param now the same of now; a clock that was put back lets nothing go
     */
    public boolean evicts(double savedAt, double now) {
        return count > MOST || bytes > MOST_BYTES || now - savedAt > LONGEST;
    }

    /** The same where near misses are kept. */
    public boolean evictsMiss(double savedAt, double now) {
        return count > MOST_MISSES || bytes > MOST_MISS_BYTES || now - savedAt > LONGEST;
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("count", count);
        map.put("bytes", bytes);
        return map;
    }

    /** Reads what {@link #toMap} wrote; null for anything else, so that it is counted anew. */
    public static Room of(Object kept) {
        if (kept instanceof Map<?, ?> map
                && map.get("count") instanceof Number count
                && map.get("bytes") instanceof Number bytes
                && count.doubleValue() >= 0
                && bytes.doubleValue() >= 0) {
            var fields = Fields.of(map);
            return new Room((int) fields.number("count"), fields.number("bytes"));
        }
        return null;
    }
}
