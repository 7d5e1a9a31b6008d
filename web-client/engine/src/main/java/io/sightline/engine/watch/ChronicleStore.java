// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.alert.Room;
import io.sightline.core.chronicle.Chronicle;
import io.sightline.core.chronicle.Hour;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.glue.database.Database;
import io.sightline.glue.database.Transaction;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.error.JsException;
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

    /** The running sum of near misses. */
    private static final String SUMS = "sums";

    private static final String SUM = "room";
    private static final String BYTES = "bytes";

    private static final String[] ALL = {HOURS, MISSES, SUMS};

    /** Near misses that are told of a period, the latest. */
    private static final int MOST_TOLD = 200;

    /** Near misses in memory at most. */
    private static final int MOST_IN_MEMORY = 60;

    /** What a full disk is made to let go at least. */
    private static final int LEAST_ROOM = 16;

    private final List<Map<String, Object>> heldMisses = new ArrayList<>();
    private Chronicle held = new Chronicle();
    private Database database;
    private Room room = Room.EMPTY;
    private String refusal = "";
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
            while (opened() && !written(now)) {
                // With the room that was made.
            }
        } catch (RuntimeException e) {
            refusal = String.valueOf(e.getMessage());
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
        record.put(BYTES, bytes);
        return record;
    }

    /** Writes all that is held; false where the disk is full and something was let go for it. */
    private boolean written(double now) {
        try {
            database.change(t -> write(t, now), ALL);
        } catch (JsException e) {
            if (AlertStore.isFull(e) && letGo()) {
                return false;
            }
            throw e;
        }
        held = new Chronicle();
        heldMisses.clear();
        refusal = "";
        if (Math.abs(now - tidiedAt) >= Hour.LENGTH) {
            tidiedAt = now;
            database.change(t -> tidy(t, now), ALL);
        }
        return true;
    }

    private void write(Transaction t, double now) {
        for (var hour : held.hours()) {
            t.get(
                    HOURS,
                    hour.key(),
                    record -> {
                        var kept = record == null ? null : Hour.of(AlertStore.read(record));
                        if (kept != null) {
                            kept.add(hour);
                        }
                        var all = kept == null ? hour : kept;
                        t.put(HOURS, hour.key(), JsValues.toJs(all.toMap()));
                    });
        }
        if (!heldMisses.isEmpty()) {
            sum(
                    t,
                    () -> {
                        for (var miss : heldMisses) {
                            var key = Long.toString((long) now, 36) + "-" + ++keys;
                            t.put(MISSES, key + "-" + random(), JsValues.toJs(miss));
                            room = room.with(bytes(miss));
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
                    var hour = Hour.of(AlertStore.read(record));
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
        sum(t, () -> tidyMisses(t, now));
    }

    private void tidyMisses(Transaction t, double now) {
        t.walk(
                MISSES,
                UNTIL,
                false,
                (key, record) -> {
                    var miss = AlertStore.read(record);
                    boolean goes = room.evictsMiss(number(miss.get(UNTIL)), now);
                    if (goes) {
                        drop(t, key, miss);
                    }
                    return goes;
                },
                () -> t.put(SUMS, SUM, JsValues.toJs(room.toMap())));
    }

    private void drop(Transaction t, String key, Map<?, ?> miss) {
        t.delete(MISSES, key);
        room = room.without(bytes(miss));
    }

    /** Lets the older half of the near misses go; false where there is none. */
    boolean letGo() {
        var gone = new ArrayList<String>();
        try {
            if (!opened()) {
                return false;
            }
            database.change(
                    t ->
                            sum(
                                    t,
                                    () -> {
                                        gone.clear();
                                        int most = Math.max(LEAST_ROOM, room.count() / 2);
                                        t.walk(
                                                MISSES,
                                                UNTIL,
                                                false,
                                                (key, record) -> {
                                                    drop(t, key, AlertStore.read(record));
                                                    gone.add(key);
                                                    return gone.size() < most;
                                                },
                                                () ->
                                                        t.put(
                                                                SUMS,
                                                                SUM,
                                                                JsValues.toJs(room.toMap())));
                                    }),
                    ALL);
        } catch (RuntimeException e) {
            // Whoever wants the room is told that there is none.
            return false;
        }
        return !gone.isEmpty();
    }

    /** Reads the sum, which other tabs change too; one that is not there is counted anew. */
    private void sum(Transaction t, Runnable then) {
        t.get(
                SUMS,
                SUM,
                kept -> {
                    var known = kept == null ? null : Room.of(AlertStore.read(kept));
                    if (known != null) {
                        room = known;
                        then.run();
                        return;
                    }
                    room = Room.EMPTY;
                    t.walk(
                            MISSES,
                            UNTIL,
                            false,
                            (key, record) -> {
                                room = room.with(bytes(AlertStore.read(record)));
                                return true;
                            },
                            then);
                });
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
            if (opened()) {
                database.read(t -> read(t, chronicle, misses, from, to), HOURS, MISSES);
            }
        } catch (RuntimeException e) {
            refusal = String.valueOf(e.getMessage());
        }
        var map = chronicle.account(from, to, now).toMap();
        var told = new ArrayList<Object>();
        for (var miss : misses.subList(0, Math.min(misses.size(), MOST_TOLD))) {
            told.add(told(miss));
        }
        Collections.reverse(told);
        map.put("misses", told);
        map.put("more", misses.size() > MOST_TOLD);
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
                    var hour = Hour.of(AlertStore.read(record));
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
                    var miss = AlertStore.read(record);
                    if (isWithin(miss, from, to)) {
                        misses.add(miss);
                    }
                    return misses.size() <= MOST_TOLD;
                },
                () -> {});
    }

    private static boolean isWithin(Map<?, ?> miss, double from, double to) {
        return miss.get("wall") instanceof Map<?, ?> wall
                && number(wall.get("to")) >= from
                && number(wall.get("from")) <= to;
    }

    private static Map<String, Object> told(Map<?, ?> miss) {
        var told = new LinkedHashMap<String, Object>();
        for (var entry : miss.entrySet()) {
            if (!UNTIL.equals(entry.getKey()) && !BYTES.equals(entry.getKey())) {
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
        boolean opened = opened();
        if (!opened && held.isEmpty() && heldMisses.isEmpty()) {
            throw new SightlineException(
                    ErrorCode.INTERNAL, "record-closed", Map.of("cause", refusal));
        }
        held = new Chronicle();
        heldMisses.clear();
        if (opened) {
            database.change(
                    t -> {
                        for (var table : ALL) {
                            t.clear(table);
                        }
                    },
                    ALL);
            room = Room.EMPTY;
        }
    }

    private static double bytes(Map<?, ?> miss) {
        return miss.get(BYTES) instanceof Number number && number.doubleValue() >= 0
                ? number.doubleValue()
                : Room.WORDS;
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    /** Tabs that keep something in the same millisecond. */
    private static String random() {
        return Integer.toString((int) (Math.random() * Integer.MAX_VALUE), 36);
    }

    /** Whether there is a database; one that could not be opened is tried again each time. */
    private boolean opened() {
        if (database != null && database.isOpen()) {
            return true;
        }
        try {
            database =
                    Database.open(
                            NAME,
                            VERSION,
                            new Database.Table(HOURS, List.of(FROM)),
                            new Database.Table(MISSES, List.of(UNTIL)),
                            new Database.Table(SUMS, List.of()));
            refusal = "";
            return true;
        } catch (RuntimeException e) {
            database = null;
            refusal = String.valueOf(e.getMessage());
            return false;
        }
    }
}
