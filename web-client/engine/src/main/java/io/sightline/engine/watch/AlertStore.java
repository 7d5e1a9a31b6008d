// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.alert.Retention;
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
 * thousands can be listed; what came first goes first ({@link BoundedTable}). Each change is one
 * transaction, so that several tabs do not break each other, and is told to the others. Where the
 * browser keeps nothing, alerts live in memory, and that is said. Nothing leaves the browser. Its
 * methods block, and are called by one thread.
 */
final class AlertStore {
    private static final String NAME = "sightline-alerts";
    private static final int VERSION = 2;

    /** Alerts without images, by id. */
    private static final String ALERTS = "alerts";

    /** Images by their time, and the clip, by the alert's id. */
    private static final String PICTURES = "pictures";

    private static final String SAVED_AT = "savedAt";

    /** Alerts of a part of the list. */
    private static final int PART = 200;

    /** Alerts in memory at most. */
    private static final int MOST_IN_MEMORY = 60;

    /** What a full disk is made to let go, at first: so many of the oldest. */
    private static final int FIRST_ROOM = 4;

    /** Of what another version wrote, images lie in the alert itself. */
    private static final String EVIDENCE = "evidence";

    private final Outbox outbox;
    private final BoundedTable.Relief relief;
    private final BoundedTable table =
            new BoundedTable(
                    NAME,
                    VERSION,
                    Retention.ALERTS,
                    ALERTS,
                    SAVED_AT,
                    (t, id) -> t.delete(PICTURES, id),
                    new Database.Table(PICTURES, List.of()));
    private final BroadcastChannel others = BroadcastChannel.of(NAME);
    private final Map<String, Memory> memory = new LinkedHashMap<>();

    /** An alert that only this page has. */
    private record Memory(Map<String, Object> words, Map<String, Object> pictures) {}

    /**
     * @param relief asked first where the disk is full: less is lost with it than with alerts
     */
    AlertStore(Outbox outbox, BoundedTable.Relief relief) {
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
        if (memory.containsKey(id) || !table.opened()) {
            keepInMemory(id, words, pictures, now);
        } else {
            try {
                write(id, words, pictures, now, dropped);
            } catch (RuntimeException e) {
                if (!dropped.isEmpty()) {
                    changed(dropped);
                }
                throw e;
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
        } else if (table.opened()) {
            table.read(t -> t.get(ALERTS, id, record -> add(found, record)));
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
        if (table.opened()) {
            table.read(
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
                                    () -> {}));
        }
        outbox.send(new WatchEvent.Kept(call, part, false).toMap());
        tell(List.of(), false);
    }

    private void add(int call, List<Object> part, JSObject record, JSObject pictures) {
        Object alert = record;
        if (pictures != null) {
            alert = joined(BoundedTable.record(record), BoundedTable.record(pictures));
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
            list.add(copy(BoundedTable.record(record)));
        }
    }

    /** Tells the pictures and the clip of one. */
    void pictures(int call, String id) {
        var found = new ArrayList<Map<String, Object>>();
        if (memory.containsKey(id)) {
            found.add(memory.get(id).pictures());
        } else if (table.opened()) {
            table.read(
                    t -> {
                        t.get(PICTURES, id, record -> add(found, record));
                        t.get(ALERTS, id, record -> older(found, record));
                    });
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
            found.add(split(copy(BoundedTable.record(record))));
        }
    }

    /** Says whether one was right; an empty mark takes it back. */
    void mark(String id, String mark) {
        var marked = new ArrayList<Map<String, Object>>();
        if (memory.containsKey(id)) {
            marked.add(memory.get(id).words());
            mark(marked.get(0), mark);
        } else if (table.opened()) {
            table.change(
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
                                    }));
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
                ErrorCode.INTERNAL, "alerts-closed", Map.of("cause", table.refusal()));
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
        boolean opened = table.opened();
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
            table.clear();
        } else if (opened) {
            table.change(t -> table.sum(t, () -> remove(t, ids, 0)));
        }
        outbox.send(new WatchEvent.Forgotten(ids).toMap());
        changed(List.of());
    }

    private void remove(Transaction t, List<String> ids, int at) {
        if (at == ids.size()) {
            table.writeSum(t);
            return;
        }
        var id = ids.get(at);
        t.get(
                ALERTS,
                id,
                record -> {
                    if (record != null) {
                        table.drop(t, id, record);
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
        var evicted = new ArrayList<String>();
        table.change(
                t -> {
                    evicted.clear();
                    t.get(
                            ALERTS,
                            id,
                            before ->
                                    t.get(
                                            PICTURES,
                                            id,
                                            old ->
                                                    table.sum(
                                                            t,
                                                            () -> {
                                                                put(
                                                                        t, id, words, pictures,
                                                                        before, old, now);
                                                                table.tidy(t, id, now, evicted);
                                                            })));
                },
                new Yielding(id, dropped));
        dropped.addAll(evicted);
    }

    /** Lets go of what there is less of a loss in first, then of more and more alerts. */
    private final class Yielding implements BoundedTable.Relief {
        private final String mine;
        private final List<String> dropped;
        private int most = FIRST_ROOM;

        private Yielding(String mine, List<String> dropped) {
            this.mine = mine;
            this.dropped = dropped;
        }

        @Override
        public boolean letGo() {
            if (relief.letGo()) {
                return true;
            }
            int enough = most;
            var gone = table.letGo(mine, room -> enough);
            most *= 4;
            return dropped.addAll(gone);
        }
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
            var known = BoundedTable.record(before);
            for (var name : List.of("mark", SAVED_AT)) {
                if (known.get(name) != null && !words.containsKey(name)) {
                    words.put(name, known.get(name));
                }
            }
        }
        if (old != null) {
            for (var entry : BoundedTable.record(old).entrySet()) {
                pictures.putIfAbsent((String) entry.getKey(), entry.getValue());
            }
        }
        words.putIfAbsent(SAVED_AT, now);
        double bytes = Room.WORDS;
        for (var picture : pictures.values()) {
            bytes += picture instanceof JSObject blob ? Blobs.size((Blob) blob) : 0;
        }
        words.put(Room.BYTES, bytes);
        table.put(t, id, words, before);
        t.put(PICTURES, id, JsValues.toJs(pictures));
    }

    private static double time(String key) {
        try {
            return Double.parseDouble(key);
        } catch (NumberFormatException e) {
            return 0;
        }
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
                        pictures.put(String.valueOf(BoundedTable.number(frame.get("t"))), image);
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
                    var image = pictures.get(String.valueOf(BoundedTable.number(frame.get("t"))));
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

    private void changed(List<String> dropped) {
        others.postMessage(JSString.valueOf("changed"));
        tell(dropped, false);
    }

    private void tell(List<String> dropped, boolean elsewhere) {
        outbox.send(
                new WatchEvent.Stored(
                                table.refusal().isEmpty() ? "browser" : "memory",
                                table.room().count() + memory.size(),
                                table.room().bytes(),
                                dropped,
                                table.refusal(),
                                elsewhere)
                        .toMap());
    }
}
