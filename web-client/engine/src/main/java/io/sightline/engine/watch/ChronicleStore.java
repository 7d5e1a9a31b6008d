// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.alert.Retention;
import io.sightline.core.alert.Room;
import io.sightline.core.chronicle.Chronicle;
import io.sightline.core.chronicle.Hour;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.glue.database.Database;
import io.sightline.glue.database.Transaction;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;

/**
 * What was watched, as it is kept in this browser beside the alerts: a record an hour, and one for
 * each near miss, with its picture. Several tabs add to the same hour, each in one transaction.
 * What cannot be kept is held in memory, within the same bounds, and tried again with what comes
 * next. Nothing leaves the browser. Its methods block, and are called by one thread.
 */
final class ChronicleStore {
    private static final String NAME = "sightline-chronicle";
    private static final int VERSION = 1;

    /** By their begin. */
    private static final String HOURS = "hours";

    private static final String FROM = "from";

    /** By a number of their own. */
    private static final String MISSES = "misses";

    /** When a near miss was over, in its record. */
    private static final String UNTIL = "until";

    /** Key of none: every one of them may go. */
    private static final String NONE = "";

    /** Near misses that are told of a period, the latest. */
    private static final int MOST_TOLD = 200;

    /** Near misses in memory at most. */
    private static final int MOST_IN_MEMORY = 60;

    /** What a full disk is made to let go at least. */
    private static final int LEAST_ROOM = 16;

    private final List<Map<String, Object>> heldMisses = new ArrayList<>();
    private final BoundedTable table =
            new BoundedTable(
                    NAME,
                    VERSION,
                    Retention.NEAR_MISSES,
                    MISSES,
                    UNTIL,
                    (t, key) -> {},
                    new Database.Table(HOURS, List.of(FROM)));
    private Chronicle held = new Chronicle();
    private double tidiedAt = Double.NEGATIVE_INFINITY;
    private int keys;

    /** Keeps what came; where the browser does not, it is held. */
    void keep(Chronicle batch, List<Chronicler.Miss> misses, double now) {
        for (var hour : batch.hours()) {
            held.add(hour);
        }
        for (var miss : misses) {
            heldMisses.add(record(miss));
        }
        while (heldMisses.size() > MOST_IN_MEMORY) {
            heldMisses.remove(0);
        }
        try {
            if (table.opened()) {
                write(now);
            }
        } catch (RuntimeException e) {
            table.refused(e);
        }
        held.tidy(now);
    }

    private static Map<String, Object> record(Chronicler.Miss miss) {
        var record = miss.miss().toMap();
        double bytes = Room.WORDS;
        if (miss.picture() != null) {
            try {
                var image = miss.picture().file();
                bytes += Blobs.size(image);
                record.put("image", image);
                record.put("imageAt", miss.at());
            } catch (RuntimeException e) {
                System.err.println("A near miss has no picture: " + e.getMessage());
            }
        }
        record.put(UNTIL, miss.miss().to());
        record.put(Room.BYTES, bytes);
        return record;
    }

    /** Writes all that is held. */
    private void write(double now) {
        table.change(t -> write(t, now), this::letGo);
        held = new Chronicle();
        heldMisses.clear();
        table.accepted();
        if (Math.abs(now - tidiedAt) >= Hour.LENGTH) {
            tidiedAt = now;
            table.change(t -> tidy(t, now));
        }
    }

    private void write(Transaction t, double now) {
        for (var hour : held.hours()) {
            t.get(
                    HOURS,
                    hour.key(),
                    record -> {
                        var kept = record == null ? null : Hour.of(BoundedTable.record(record));
                        if (kept != null) {
                            kept.add(hour);
                        }
                        var all = kept == null ? hour : kept;
                        t.put(HOURS, hour.key(), JsValues.toJs(all.toMap()));
                    });
        }
        if (!heldMisses.isEmpty()) {
            table.sum(
                    t,
                    () -> {
                        for (var miss : heldMisses) {
                            var key = Long.toString((long) now, 36) + "-" + ++keys;
                            table.put(t, key + "-" + random(), miss, null);
                        }
                        tidyMisses(t, now);
                    });
        }
    }

    private void tidy(Transaction t, double now) {
        var kept = new ArrayList<String>();
        t.walk(
                HOURS,
                FROM,
                false,
                (key, record) -> {
                    var hour = Hour.of(BoundedTable.record(record));
                    if (hour == null || Chronicle.isOver(hour, now)) {
                        t.delete(HOURS, key);
                        return true;
                    }
                    kept.add(key);
                    if (Chronicle.isToMerge(hour, now)) {
                        hour.merge();
                        t.put(HOURS, key, JsValues.toJs(hour.toMap()));
                    }
                    return true;
                },
                () -> {
                    for (int i = 0; i < kept.size() - Chronicle.MOST; ++i) {
                        t.delete(HOURS, kept.get(i));
                    }
                });
        table.sum(t, () -> tidyMisses(t, now));
    }

    private void tidyMisses(Transaction t, double now) {
        table.tidy(t, NONE, now, new ArrayList<>());
    }

    /** Lets the older half of the near misses go; false where there is none. */
    boolean letGo() {
        try {
            return table.opened()
                    && !table.letGo(NONE, room -> Math.max(LEAST_ROOM, room.count() / 2)).isEmpty();
        } catch (RuntimeException e) {
            // Whoever wants the room is told that there is none.
            return false;
        }
    }

    /**
     * Why there was no alert in a period, in the form of the public API.
     *
     * @param from milliseconds since 1970
     * @param to the same
     */
    Map<String, Object> account(double from, double to, double now) {
        var chronicle = new Chronicle();
        var misses = new ArrayList<Map<?, ?>>();
        for (var hour : held.hours()) {
            chronicle.add(hour);
        }
        for (int i = heldMisses.size() - 1; i >= 0; --i) {
            if (isWithin(heldMisses.get(i), from, to)) {
                misses.add(heldMisses.get(i));
            }
        }
        try {
            if (table.opened()) {
                table.read(t -> read(t, chronicle, misses, from, to));
            }
        } catch (RuntimeException e) {
            table.refused(e);
        }
        var map = chronicle.account(from, to, now).toMap();
        var told = new ArrayList<Object>();
        for (var miss : misses.subList(0, Math.min(misses.size(), MOST_TOLD))) {
            told.add(told(miss));
        }
        Collections.reverse(told);
        map.put("misses", told);
        map.put("more", misses.size() > MOST_TOLD);
        var refusal = table.refusal();
        map.put("kept", refusal.isEmpty() ? "browser" : "memory");
        if (!refusal.isEmpty()) {
            map.put("refusal", refusal);
        }
        return map;
    }

    private static void read(
            Transaction t, Chronicle chronicle, List<Map<?, ?>> misses, double from, double to) {
        t.walk(
                HOURS,
                FROM,
                from - Hour.LENGTH,
                false,
                (key, record) -> {
                    var hour = Hour.of(BoundedTable.record(record));
                    boolean within = hour == null || hour.from() <= to;
                    if (hour != null && within) {
                        chronicle.add(hour);
                    }
                    return within;
                },
                () -> {});
        t.walk(
                MISSES,
                UNTIL,
                from,
                true,
                (key, record) -> {
                    var miss = BoundedTable.record(record);
                    if (isWithin(miss, from, to)) {
                        misses.add(miss);
                    }
                    return misses.size() <= MOST_TOLD;
                },
                () -> {});
    }

    private static boolean isWithin(Map<?, ?> miss, double from, double to) {
        return miss.get("wall") instanceof Map<?, ?> wall
                && BoundedTable.number(wall.get("to")) >= from
                && BoundedTable.number(wall.get("from")) <= to;
    }

    private static Map<String, Object> told(Map<?, ?> miss) {
        var told = new LinkedHashMap<String, Object>();
        for (var entry : miss.entrySet()) {
            if (!UNTIL.equals(entry.getKey()) && !Room.BYTES.equals(entry.getKey())) {
                told.put((String) entry.getKey(), entry.getValue());
            }
        }
        if (!(told.get("image") instanceof JSObject)) {
            told.remove("image");
        }
        return told;
    }

    /** Deletes all of it; what lies in a database that cannot be opened is not. */
    void erase() {
        boolean opened = table.opened();
        if (!opened && held.isEmpty() && heldMisses.isEmpty()) {
            throw new SightlineException(
                    ErrorCode.INTERNAL, "record-closed", Map.of("cause", table.refusal()));
        }
        held = new Chronicle();
        heldMisses.clear();
        if (opened) {
            table.clear();
        }
    }

    /** Tabs that keep something in the same millisecond. */
    private static String random() {
        return Integer.toString((int) (Math.random() * Integer.MAX_VALUE), 36);
    }
}
