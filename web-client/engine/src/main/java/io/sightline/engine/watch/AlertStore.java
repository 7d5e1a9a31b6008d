// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.alert.Room;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.WatchEvent;
import io.sightline.engine.worker.Outbox;
import io.sightline.glue.database.Database;
import io.sightline.glue.database.Transaction;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.dom.BroadcastChannel;
import io.sightline.glue.error.JsException;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.file.Blob;

/**
 * The alerts that are kept in this browser. Words and pictures lie in tables of their own, so that
 * thousands can be listed; a running sum says how much there is; what came first goes first ({@link
 * Room}). Each change is one transaction, so that several tabs do not break each other, and is told
 * to the others. Where the browser keeps nothing, alerts live in memory, and that is said. Nothing
 * leaves the browser. Its methods block, and are called by one thread.
 */
final class AlertStore {
    private static final String NAME = "sightline-alerts";
    private static final int VERSION = 2;

    /** Alerts without images, by id. */
    private static final String ALERTS = "alerts";

    /** Images by their time, and the clip, by the alert's id. */
    private static final String PICTURES = "pictures";

    /** The running sum. */
    private static final String SUMS = "sums";

    private static final String SUM = "room";
    private static final String SAVED_AT = "savedAt";

    /** An alert's own size, in its record. */
    private static final String BYTES = "bytes";

    private static final String[] ALL = {ALERTS, PICTURES, SUMS};

    /** Alerts of a part of the list. */
    private static final int PART = 200;

    /** Alerts in memory at most. */
    private static final int MOST_IN_MEMORY = 60;

    /** What a full disk is made to let go, at first: so many of the oldest. */
    private static final int FIRST_ROOM = 4;

    /** Of what another version wrote, images lie in the alert itself. */
    private static final String EVIDENCE = "evidence";

    private final Outbox outbox;
    private final Relief relief;
    private final BroadcastChannel others = BroadcastChannel.of(NAME);
    private final Map<String, Memory> memory = new LinkedHashMap<>();
    private Database database;
    private Room room = Room.EMPTY;
    private String refusal = "";

    /** An alert that only this page has. */
    private record Memory(Map<String, Object> words, Map<String, Object> pictures) {}

    /** Whoever has less to keep than alerts. */
    interface Relief {
        /** Lets the oldest of it go; false where there is none. */
        boolean letGo();
    }

    /**
     * @param relief asked first where the disk is full
     */
    AlertStore(Outbox outbox, Relief relief) {
        this.outbox = outbox;
        this.relief = relief;
        others.addEventListener("message", (Event event) -> tell(List.of(), true));
    }

    /**
     * Keeps an alert in place of what was kept of it before; a mark that was given stays, and so do
     * images that are not there any more.
     *
     * @param alert the form of the public API; gets what is known of it from before
     * @throws JsException named {@code QuotaExceededError} where there is no room for it, even
     *     after the older ones were let go
     */
    void keep(Map<String, Object> alert, double now) {
        var id = (String) alert.get("id");
        var words = new LinkedHashMap<>(alert);
        var pictures = split(words);
        var dropped = new ArrayList<String>();
        if (memory.containsKey(id) || !opened()) {
            keepInMemory(id, words, pictures, now);
        } else {
            int most = FIRST_ROOM;
            while (true) {
                try {
                    write(id, words, pictures, now, dropped);
                    break;
                } catch (JsException e) {
                    if (!isFull(e)) {
                        throw e;
                    }
                    if (!relief.letGo()) {
                        if (!makeRoom(id, most, dropped)) {
                            throw e;
                        }
                        most *= 4;
                    }
                }
            }
        }
        for (var name : List.of("mark", SAVED_AT)) {
            if (words.get(name) != null) {
                alert.put(name, words.get(name));
            }
        }
        changed(dropped);
    }

    /**
     * Keeps the clip of an alert, or why there is none; false where the alert is not there any
     * more.
     *
     * @param clip null for none
     */
    boolean keepClip(String id, Blob clip, String why, double now) {
        var found = new ArrayList<Map<String, Object>>();
        if (memory.containsKey(id)) {
            found.add(memory.get(id).words());
        } else if (opened()) {
            database.read(t -> t.get(ALERTS, id, record -> add(found, record)), ALERTS);
        }
        if (found.isEmpty()) {
            return false;
        }
        var alert = found.get(0);
        if (clip == null) {
            alert.put("noClip", why);
        } else {
            alert.put("clip", clip);
        }
        keep(alert, now);
        return true;
    }

    /** Tells all of them, newest first, in parts. */
    void list(int call, boolean withPictures) {
        var part = new ArrayList<Object>();
        var held = new ArrayList<>(memory.values());
        for (int i = held.size() - 1; i >= 0; --i) {
            part.add(
                    withPictures
                            ? joined(held.get(i).words(), held.get(i).pictures())
                            : held.get(i).words());
        }
        if (opened()) {
            database.read(
                    t ->
                            t.walk(
                                    ALERTS,
                                    SAVED_AT,
                                    true,
                                    (id, record) -> {
                                        if (withPictures) {
                                            t.get(PICTURES, id, p -> add(call, part, record, p));
                                        } else {
                                            add(call, part, record);
                                        }
                                        return true;
                                    },
                                    () -> {}),
                    ALERTS,
                    PICTURES);
        }
        outbox.send(new WatchEvent.Kept(call, part, false).toMap());
        tell(List.of(), false);
    }

    private void add(int call, List<Object> part, JSObject record, JSObject pictures) {
        Object alert = record;
        if (pictures != null) {
            alert = joined(read(record), read(pictures));
        }
        add(call, part, alert);
    }

    private void add(int call, List<Object> part, Object alert) {
        part.add(alert);
        if (part.size() == PART) {
            outbox.send(new WatchEvent.Kept(call, new ArrayList<>(part), true).toMap());
            part.clear();
        }
    }

    private static void add(List<Map<String, Object>> list, JSObject record) {
        if (record != null) {
            list.add(copy(read(record)));
        }
    }

    /** Tells the pictures and the clip of one. */
    void pictures(int call, String id) {
        var found = new ArrayList<Map<String, Object>>();
        if (memory.containsKey(id)) {
            found.add(memory.get(id).pictures());
        } else if (opened()) {
            database.read(
                    t -> {
                        t.get(PICTURES, id, record -> add(found, record));
                        t.get(ALERTS, id, record -> older(found, record));
                    },
                    ALERTS,
                    PICTURES);
        }
        var images = new ArrayList<Object>();
        Object clip = null;
        if (!found.isEmpty()) {
            for (var entry : found.get(0).entrySet()) {
                if (entry.getKey().equals("clip")) {
                    clip = entry.getValue();
                } else if (entry.getValue() instanceof JSObject image) {
                    images.add(Map.of("t", time(entry.getKey()), "image", image));
                }
            }
        }
        outbox.send(new WatchEvent.Pictures(call, images, clip).toMap());
    }

    /** What version 1 wrote has its images in itself. */
    private static void older(List<Map<String, Object>> found, JSObject record) {
        if (found.isEmpty() && record != null) {
            found.add(split(copy(read(record))));
        }
    }

    /** Says whether one was right; an empty mark takes it back. */
    void mark(String id, String mark) {
        var marked = new ArrayList<Map<String, Object>>();
        if (memory.containsKey(id)) {
            marked.add(memory.get(id).words());
            mark(marked.get(0), mark);
        } else if (opened()) {
            database.change(
                    t ->
                            t.get(
                                    ALERTS,
                                    id,
                                    record -> {
                                        add(marked, record);
                                        if (!marked.isEmpty()) {
                                            mark(marked.get(0), mark);
                                            t.put(ALERTS, id, JsValues.toJs(marked.get(0)));
                                        }
                                    }),
                    ALERTS);
        } else {
            throw closed();
        }
        if (!marked.isEmpty()) {
            outbox.send(new WatchEvent.Marked(marked.get(0)).toMap());
            changed(List.of());
        }
    }

    /** What lies in a database that cannot be opened any more is neither marked nor deleted. */
    private SightlineException closed() {
        tell(List.of(), false);
        return new SightlineException(
                ErrorCode.INTERNAL, "alerts-closed", Map.of("cause", refusal));
    }

    private static void mark(Map<String, Object> alert, String mark) {
        if (mark.isEmpty()) {
            alert.remove("mark");
        } else {
            alert.put("mark", mark);
        }
    }

    /** Deletes these, or all where none is named. */
    void delete(List<String> ids) {
        boolean opened = opened();
        if (!opened && memory.isEmpty()) {
            throw closed();
        }
        if (ids.isEmpty()) {
            memory.clear();
        }
        for (var id : ids) {
            memory.remove(id);
        }
        if (opened && ids.isEmpty()) {
            database.change(
                    t -> {
                        for (var table : ALL) {
                            t.clear(table);
                        }
                    },
                    ALL);
            room = Room.EMPTY;
        } else if (opened) {
            database.change(t -> sum(t, () -> remove(t, ids, 0)), ALL);
        }
        outbox.send(new WatchEvent.Forgotten(ids).toMap());
        changed(List.of());
    }

    private void remove(Transaction t, List<String> ids, int at) {
        if (at == ids.size()) {
            t.put(SUMS, SUM, JsValues.toJs(room.toMap()));
            return;
        }
        var id = ids.get(at);
        t.get(
                ALERTS,
                id,
                record -> {
                    if (record != null) {
                        drop(t, id, record);
                    }
                    remove(t, ids, at + 1);
                });
    }

    private void write(
            String id,
            Map<String, Object> words,
            Map<String, Object> pictures,
            double now,
            List<String> dropped) {
        var out = new ArrayList<String>();
        database.change(
                t -> {
                    out.clear();
                    t.get(
                            ALERTS,
                            id,
                            before ->
                                    t.get(
                                            PICTURES,
                                            id,
                                            old ->
                                                    sum(
                                                            t,
                                                            () -> {
                                                                put(
                                                                        t, id, words, pictures,
                                                                        before, old, now);
                                                                tidy(t, id, now, out);
                                                            })));
                },
                ALL);
        dropped.addAll(out);
    }

    private void put(
            Transaction t,
            String id,
            Map<String, Object> words,
            Map<String, Object> pictures,
            JSObject before,
            JSObject old,
            double now) {
        if (before != null) {
            var known = read(before);
            for (var name : List.of("mark", SAVED_AT)) {
                if (known.get(name) != null && !words.containsKey(name)) {
                    words.put(name, known.get(name));
                }
            }
            room = room.without(bytes(known));
        }
        if (old != null) {
            for (var entry : read(old).entrySet()) {
                pictures.putIfAbsent((String) entry.getKey(), entry.getValue());
            }
        }
        words.putIfAbsent(SAVED_AT, now);
        double bytes = Room.WORDS;
        for (var picture : pictures.values()) {
            bytes += picture instanceof JSObject blob ? Blobs.size((Blob) blob) : 0;
        }
        words.put(BYTES, bytes);
        room = room.with(bytes);
        t.put(ALERTS, id, JsValues.toJs(words));
        t.put(PICTURES, id, JsValues.toJs(pictures));
    }

    /** Lets the oldest go as long as there is too much, and writes the sum. */
    private void tidy(Transaction t, String mine, double now, List<String> dropped) {
        t.walk(
                ALERTS,
                SAVED_AT,
                false,
                (id, record) -> {
                    boolean goes =
                            !id.equals(mine)
                                    && room.evicts(number(read(record).get(SAVED_AT)), now);
                    if (goes) {
                        drop(t, id, record);
                        dropped.add(id);
                    }
                    return goes || id.equals(mine);
                },
                () -> t.put(SUMS, SUM, JsValues.toJs(room.toMap())));
    }

    /** Lets the oldest go, whatever the room; false where there is none. */
    private boolean makeRoom(String mine, int most, List<String> dropped) {
        var out = new ArrayList<String>();
        database.change(
                t ->
                        sum(
                                t,
                                () -> {
                                    out.clear();
                                    t.walk(
                                            ALERTS,
                                            SAVED_AT,
                                            false,
                                            (id, record) -> {
                                                if (!id.equals(mine)) {
                                                    drop(t, id, record);
                                                    out.add(id);
                                                }
                                                return out.size() < most;
                                            },
                                            () -> t.put(SUMS, SUM, JsValues.toJs(room.toMap())));
                                }),
                ALL);
        dropped.addAll(out);
        return !out.isEmpty();
    }

    private void drop(Transaction t, String id, JSObject record) {
        t.delete(ALERTS, id);
        t.delete(PICTURES, id);
        room = room.without(bytes(read(record)));
    }

    /** Reads the sum, which other tabs change too; one that is not there is counted anew. */
    private void sum(Transaction t, Runnable then) {
        t.get(
                SUMS,
                SUM,
                kept -> {
                    var known = kept == null ? null : Room.of(read(kept));
                    if (known != null) {
                        room = known;
                        then.run();
                        return;
                    }
                    room = Room.EMPTY;
                    t.walk(
                            ALERTS,
                            SAVED_AT,
                            false,
                            (id, record) -> {
                                room = room.with(bytes(read(record)));
                                return true;
                            },
                            then);
                });
    }

    /** A record; anyone may write to a site's storage, so what is none is an empty one. */
    static Map<?, ?> read(JSObject record) {
        try {
            return JsValues.toJava(record) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    private static double time(String key) {
        try {
            return Double.parseDouble(key);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What an alert was counted with. */
    private static double bytes(Map<?, ?> alert) {
        return alert.get(BYTES) instanceof Number number && number.doubleValue() >= 0
                ? number.doubleValue()
                : Room.WORDS;
    }

    private void keepInMemory(
            String id, Map<String, Object> words, Map<String, Object> pictures, double now) {
        var before = memory.get(id);
        if (before != null) {
            for (var name : List.of("mark", SAVED_AT)) {
                if (before.words().get(name) != null) {
                    words.putIfAbsent(name, before.words().get(name));
                }
            }
            for (var entry : before.pictures().entrySet()) {
                pictures.putIfAbsent(entry.getKey(), entry.getValue());
            }
        }
        words.putIfAbsent(SAVED_AT, now);
        memory.put(id, new Memory(words, pictures));
        if (memory.size() > MOST_IN_MEMORY) {
            memory.remove(memory.keySet().iterator().next());
        }
    }

    /** Takes the images and the clip out of an alert: by their time, as text, and as "clip". */
    private static Map<String, Object> split(Map<String, Object> alert) {
        var pictures = new LinkedHashMap<String, Object>();
        if (alert.remove("clip") instanceof JSObject clip) {
            pictures.put("clip", clip);
        }
        var frames = new ArrayList<Object>();
        if (alert.get(EVIDENCE) instanceof List<?> evidence) {
            for (var item : evidence) {
                if (item instanceof Map<?, ?> frame) {
                    var words = copy(frame);
                    if (words.remove("image") instanceof JSObject image) {
                        pictures.put(String.valueOf(number(frame.get("t"))), image);
                    }
                    frames.add(words);
                }
            }
            alert.put(EVIDENCE, frames);
        }
        return pictures;
    }

    /** An alert with its images and its clip. */
    private static Map<String, Object> joined(Map<?, ?> words, Map<?, ?> pictures) {
        var alert = copy(words);
        var frames = new ArrayList<Object>();
        if (alert.get(EVIDENCE) instanceof List<?> evidence) {
            for (var item : evidence) {
                if (item instanceof Map<?, ?> frame) {
                    var copy = copy(frame);
                    var image = pictures.get(String.valueOf(number(frame.get("t"))));
                    if (image != null) {
                        copy.put("image", image);
                    }
                    frames.add(copy);
                }
            }
            alert.put(EVIDENCE, frames);
        }
        if (pictures.get("clip") != null) {
            alert.put("clip", pictures.get("clip"));
        }
        return alert;
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        for (var entry : map.entrySet()) {
            copy.put((String) entry.getKey(), entry.getValue());
        }
        return copy;
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    static boolean isFull(JsException e) {
        return e.name().equals("QuotaExceededError");
    }

    private void changed(List<String> dropped) {
        others.postMessage(JSString.valueOf("changed"));
        tell(dropped, false);
    }

    private void tell(List<String> dropped, boolean elsewhere) {
        outbox.send(
                new WatchEvent.Stored(
                                refusal.isEmpty() ? "browser" : "memory",
                                room.count() + memory.size(),
                                room.bytes(),
                                dropped,
                                refusal,
                                elsewhere)
                        .toMap());
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
                            new Database.Table(ALERTS, List.of(SAVED_AT)),
                            new Database.Table(PICTURES, List.of()),
                            new Database.Table(SUMS, List.of()));
            database.change(t -> sum(t, () -> t.put(SUMS, SUM, JsValues.toJs(room.toMap()))), ALL);
            refusal = "";
            return true;
        } catch (RuntimeException e) {
            database = null;
            refusal = String.valueOf(e.getMessage());
            return false;
        }
    }
}
