// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.alert.Retention;
import io.sightline.core.alert.Room;
import io.sightline.glue.database.Database;
import io.sightline.glue.database.Transaction;
import io.sightline.glue.error.JsException;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.teavm.jso.JSObject;

/**
 * A table in a database of this browser that never grows beyond its {@link Retention}: a running
 * sum lies beside it, and what came first goes first. Several tabs change it, each in one
 * transaction, which reads the sum and writes it. What is asked within a transaction does not
 * block; the rest does, and is called by one thread.
 */
final class BoundedTable {
    /** The running sum. */
    private static final String SUMS = "sums";

    private static final String SUM = "room";

    private final String name;
    private final int version;
    private final Retention retention;
    private final String table;
    private final String age;
    private final Dropping dropping;
    private final Database.Table[] tables;
    private final String[] all;
    private Database database;
    private Room room = Room.EMPTY;
    private String refusal = "";

    /** Whoever has more about a record. */
    interface Dropping {
        /** A record goes, within the transaction. */
        void drop(Transaction t, String key);
    }

    /** Whoever has something that may go. */
    interface Relief {
        /** Lets the oldest of it go; false where there is none. */
        boolean letGo();
    }

    /**
     * @param name of the database
     * @param version of its tables
     * @param table that is bounded
     * @param age field of its records that they are ordered by, milliseconds since 1970
     * @param dropping drops what others have about a record that goes
     * @param others tables beside it
     */
    BoundedTable(
            String name,
            int version,
            Retention retention,
            String table,
            String age,
            Dropping dropping,
            Database.Table... others) {
        this.name = name;
        this.version = version;
        this.retention = retention;
        this.table = table;
        this.age = age;
        this.dropping = dropping;
        var list = new ArrayList<>(List.of(others));
        list.add(new Database.Table(table, List.of(age)));
        list.add(new Database.Table(SUMS, List.of()));
        tables = list.toArray(new Database.Table[0]);
        all = new String[tables.length];
        for (int i = 0; i < all.length; ++i) {
            all[i] = tables[i].name();
        }
    }

    /** What is kept, as it was last known. */
    Room room() {
        return room;
    }

    /** Why nothing is kept; empty where it is. */
    String refusal() {
        return refusal;
    }

    /** What was to be kept was not. */
    void refused(RuntimeException e) {
        refusal = String.valueOf(e.getMessage());
    }

    /** What was to be kept is. */
    void accepted() {
        refusal = "";
    }

    /** Whether there is a database; one that could not be opened is tried again each time. */
    boolean opened() {
        if (database != null && database.isOpen()) {
            return true;
        }
        try {
            database = Database.open(name, version, tables);
            // Read only: a disk that is full refuses even a number, and has not been relieved yet.
            database.read(t -> sum(t, () -> {}), all);
            accepted();
            return true;
        } catch (RuntimeException e) {
            database = null;
            refused(e);
            return false;
        }
    }

    /** Reads, all of it at one moment, of what is opened. */
    void read(Database.Work work) {
        database.read(work, all);
    }

    /** Reads and writes: all of it, or nothing, of what is opened. */
    void change(Database.Work work) {
        database.change(work, all);
    }

    /** As above; where the disk is full, it is tried again as often as something is let go. */
    void change(Database.Work work, Relief relief) {
        while (true) {
            try {
                change(work);
                return;
            } catch (JsException e) {
                if (!isFull(e) || !relief.letGo()) {
                    throw e;
                }
            }
        }
    }

    /** Reads the sum, which other tabs change too; one that is not there is counted anew. */
    void sum(Transaction t, Runnable then) {
        t.get(
                SUMS,
                SUM,
                kept -> {
                    var known = kept == null ? null : Room.of(record(kept));
                    if (known != null) {
                        room = known;
                        then.run();
                        return;
                    }
                    room = Room.EMPTY;
                    t.walk(
                            table,
                            age,
                            false,
                            (key, record) -> {
                                room = room.with(Room.bytesOf(record(record)));
                                return true;
                            },
                            then);
                });
    }

    /** Writes the sum. */
    void writeSum(Transaction t) {
        t.put(SUMS, SUM, JsValues.toJs(room.toMap()));
    }

    /**
     * Writes a record and counts it; the sum has been read, and is to be written.
     *
     * @param before what was kept of it; null for nothing
     */
    void put(Transaction t, String key, Map<String, Object> record, JSObject before) {
        if (before != null) {
            room = room.without(Room.bytesOf(record(before)));
        }
        room = room.with(Room.bytesOf(record));
        t.put(table, key, JsValues.toJs(record));
    }

    /** Deletes a record; the sum has been read, and is to be written. */
    void drop(Transaction t, String key, JSObject record) {
        t.delete(table, key);
        dropping.drop(t, key);
        room = room.without(Room.bytesOf(record(record)));
    }

    /**
     * Lets the oldest go as long as there is too much, and writes the sum, which has been read.
     *
     * @param mine stays, however old
     * @param gone gets the keys of the others
     */
    void tidy(Transaction t, String mine, double now, List<String> gone) {
        t.walk(
                table,
                age,
                false,
                (key, record) -> {
                    if (key.equals(mine)) {
                        return true;
                    }
                    boolean goes = retention.evicts(room, number(record(record).get(age)), now);
                    if (goes) {
                        drop(t, key, record);
                        gone.add(key);
                    }
                    return goes;
                },
                () -> writeSum(t));
    }

    /**
     * Lets the oldest go, though there is not too much.
     *
     * @param mine stays, however old
     * @param most so many of what there is, 1 or more
     * @return their keys
     */
    List<String> letGo(String mine, ToIntFunction<Room> most) {
        var gone = new ArrayList<String>();
        change(
                t ->
                        sum(
                                t,
                                () -> {
                                    gone.clear();
                                    int enough = most.applyAsInt(room);
                                    t.walk(
                                            table,
                                            age,
                                            false,
                                            (key, record) -> {
                                                if (!key.equals(mine)) {
                                                    drop(t, key, record);
                                                    gone.add(key);
                                                }
                                                return gone.size() < enough;
                                            },
                                            () -> writeSum(t));
                                }));
        return gone;
    }

    /** Deletes all, in the tables beside it as well. */
    void clear() {
        change(
                t -> {
                    for (var each : all) {
                        t.clear(each);
                    }
                });
        room = Room.EMPTY;
    }

    /** A record; anyone may write to a site's storage, so what is none is an empty one. */
    static Map<?, ?> record(JSObject record) {
        try {
            return JsValues.toJava(record) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** A number of a record; 0 for anything else. */
    static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    /** Whether the browser has no room for more. */
    static boolean isFull(RuntimeException e) {
        return e instanceof JsException js && js.is("QuotaExceededError");
    }
}
