// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

/**
 * How much is kept at most. What came first goes first.
 *
 * @param most records
 * @param mostBytes of all of them, with their pictures
 * @param longest that one is kept, milliseconds
 */
public record Retention(int most, double mostBytes, double longest) {
    /** Fourteen days, milliseconds. */
    public static final double LONGEST = 14 * 86_400_000.0;

    /** Five pictures of about 30 KB and a clip of about 300 KB each: about 500 full ones. */
    public static final Retention ALERTS = new Retention(5000, 256e6, LONGEST);

    /** With pictures of about 60 KB each. */
    public static final Retention NEAR_MISSES = new Retention(1000, 64e6, LONGEST);

    /**
     * Whether the oldest has to go.
     *
     * @param room what all of them take
     * @param savedAt when it was kept, milliseconds since 1970
     * @param now the same of now; a clock that was put back lets nothing go
     */
    public boolean evicts(Room room, double savedAt, double now) {
        return room.count() > most || room.bytes() > mostBytes || now - savedAt > longest;
    }
}
