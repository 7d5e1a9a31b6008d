// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the records take that are kept: a running sum, so that nobody has to read them all.
 *
 * @param count of them
 * @param bytes of all of them, with their pictures
 */
public record Room(int count, double bytes) {
    /** Nothing. */
    public static final Room EMPTY = new Room(0, 0);

    /** What a record takes beside its pictures, about. */
    public static final double WORDS = 3000;

    /** The field of a record that says what it takes, so that it can be taken off again. */
    public static final String BYTES = "bytes";

    /** What a record was counted with; one that does not say it counts as words alone. */
    public static double bytesOf(Map<?, ?> record) {
        return record.get(BYTES) instanceof Number number && number.doubleValue() >= 0
                ? number.doubleValue()
                : WORDS;
    }

    /** With one more. */
    public Room with(double more) {
        return new Room(count + 1, bytes + Math.max(0, more));
    }

    /** Without one that was counted. */
    public Room without(double less) {
        return new Room(Math.max(0, count - 1), Math.max(0, bytes - Math.max(0, less)));
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
