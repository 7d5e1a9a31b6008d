// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.Kept;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.value.Fields;
import io.sightline.glue.async.Await;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.file.Blob;

/**
 * The alerts that the page knows of, newest first, without their pictures, which are asked for when
 * they are shown: thousands take some megabytes.
 */
final class AlertBook {
    /** Of alerts that the browser could not keep, so many have their pictures here. */
    private static final int MOST_HELD = 20;

    /** What another tab does is read no more often than this, milliseconds. */
    private static final int APART = 300;

    private final List<Listener> listeners = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byId = new HashMap<>();
    private final Map<String, Entry> before = new HashMap<>();
    private final Map<String, String> unreadable = new LinkedHashMap<>();
    private final Map<String, Pictures> held = new LinkedHashMap<>();
    private final WatchDesk desk;
    private final WatchCalls calls;
    private WatchEvent.Stored stored;
    private SightlineException failure;
    private boolean loaded;
    private boolean asking;
    private boolean due;

    /** Hears of changes. */
    interface Listener {
        /** An alert is another, or new; null when it may be any number of them. */
        void changed(Entry entry);
    }

    /** What belongs to an alert beside its words. */
    static final class Pictures {
        private final Map<Double, Blob> images = new LinkedHashMap<>();
        private Blob clip;
        private SightlineException failure;

        /** Those that an alert itself has with it. */
        static Pictures of(Map<?, ?> alert) {
            var pictures = new Pictures();
            if (alert.get("evidence") instanceof List<?> frames) {
                pictures.add(frames);
            }
            pictures.clip = alert.get("clip") instanceof JSObject clip ? (Blob) clip : null;
            return pictures;
        }

        private void add(List<?> frames) {
            for (var item : frames) {
                if (item instanceof Map<?, ?> frame
                        && frame.get("t") instanceof Number t
                        && frame.get("image") instanceof JSObject image) {
                    images.put(t.doubleValue(), (Blob) image);
                }
            }
        }

        /** By stream time. */
        Map<Double, Blob> images() {
            return images;
        }

        /** Null where there is none. */
        Blob clip() {
            return clip;
        }

        /** Why they could not be read; null where they were. */
        SightlineException failure() {
            return failure;
        }
    }

    /** An alert that the page knows of. */
    final class Entry {
        private Alert alert;
        private double savedAt;
        private Boolean right;
        private String noClip = "";
        private boolean lost;
        private String reason;
        private int version;

        Alert alert() {
            return alert;
        }

        /** When it was first kept, milliseconds since 1970. */
        double savedAt() {
            return savedAt;
        }

        /** What the user said of it; null for nothing. */
        Boolean right() {
            return right;
        }

        /** Why it has no clip, the end of a text's key; empty where it may have one. */
        String noClip() {
            return noClip;
        }

        /** Grows when there is more to see of it than the user's mark. */
        int version() {
            return version;
        }

        /** The browser could not keep it. */
        boolean lost() {
            return lost;
        }

        /** The rule's name, or its id where it is gone. */
        String name() {
            var rule = desk.rule(alert.rule());
            return rule == null ? alert.rule() : rule.name();
        }

        /** Why, in words. */
        String reason() {
            if (reason == null) {
                reason = desk.words().reason(alert);
            }
            return reason;
        }

        /**
         * For filters and files.
         *
         * @param told whether with the reason, which takes a while for thousands
         */
        Kept kept(boolean told) {
            return new Kept(
                    alert, savedAt, told ? iso(savedAt) : "", name(), told ? reason() : "", right);
        }
    }

    AlertBook(WatchDesk desk) {
        this.desk = desk;
        calls = desk.calls();
        desk.listen(this::told);
        load();
    }

    /** Adds one who hears of changes. */
    void listen(Listener listener) {
        listeners.add(listener);
    }

    /** All of them, newest first. */
    List<Entry> entries() {
        return entries;
    }

    /** The one of this id; null where there is none. */
    Entry entry(String id) {
        return byId.get(id);
    }

    /** Ids of what is kept and cannot be read, with the fault. */
    Map<String, String> unreadable() {
        return unreadable;
    }

    /** How alerts are kept; null before that is known. */
    WatchEvent.Stored stored() {
        return stored;
    }

    /**
     * Waits until the kept ones were read; where they could not be, that is tried again. Blocks.
     *
     * @throws SightlineException where they cannot be
     */
    void ready() {
        if (failure != null) {
            loaded = false;
            load();
        }
        if (!loaded) {
            Await.await(
                    new JSPromise<JSObject>(
                            (resolve, reject) ->
                                    waiting.add(() -> resolve.accept(JSUndefined.instance()))));
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Why the kept ones could not be read; null where they were, or are not yet. */
    SightlineException failure() {
        return failure;
    }

    /** True once the kept ones were read. */
    boolean loaded() {
        return loaded;
    }

    /** The pictures of an alert, or why they could not be read. Blocks. */
    Pictures pictures(String id) {
        var mine = held.get(id);
        if (mine != null) {
            return mine;
        }
        var found = new Pictures();
        Await.await(
                new JSPromise<JSObject>(
                        (resolve, reject) ->
                                calls.pictures(
                                        id,
                                        event -> {
                                            if (event instanceof WatchEvent.Pictures told) {
                                                fill(found, told);
                                            } else if (event instanceof VisionEvent.Failed failed) {
                                                found.failure = failed.exception();
                                            }
                                            resolve.accept(JSUndefined.instance());
                                        })));
        return found;
    }

    private static void fill(Pictures pictures, WatchEvent.Pictures told) {
        pictures.add(told.images());
        pictures.clip = told.clip() instanceof JSObject clip ? (Blob) clip : null;
    }

    /** Reads all that is kept anew. */
    /** Reads what is kept. */
    void load() {
        if (asking) {
            return;
        }
        asking = true;
        calls.alerts(
                false,
                event -> {
                    asking = false;
                    if (event instanceof WatchEvent.Kept kept) {
                        before.putAll(byId);
                        entries.removeIf(entry -> !entry.lost);
                        byId.values().removeIf(entry -> !entry.lost);
                        unreadable.clear();
                        for (var alert : kept.alerts()) {
                            if (alert instanceof Map<?, ?> map) {
                                take(map);
                            }
                        }
                        before.clear();
                    }
                    failure =
                            event instanceof VisionEvent.Failed failed ? failed.exception() : null;
                    loaded = true;
                    var heard = List.copyOf(waiting);
                    waiting.clear();
                    heard.forEach(Runnable::run);
                    tell(null);
                });
    }

    private void told(WatchEvent event) {
        if (event instanceof WatchEvent.Alert alert) {
            var entry = take(alert.alert());
            if (entry != null) {
                tell(entry);
            }
        } else if (event instanceof WatchEvent.Marked marked) {
            var entry = take(marked.alert());
            if (entry != null) {
                tell(entry);
            }
        } else if (event instanceof WatchEvent.Clip clip) {
            var entry = byId.get(clip.alert());
            if (entry != null) {
                entry.noClip = clip.why();
                ++entry.version;
                var mine = held.get(clip.alert());
                if (mine != null && clip.clip() instanceof JSObject blob) {
                    mine.clip = (Blob) blob;
                }
                tell(entry);
            }
        } else if (event instanceof WatchEvent.Forgotten forgotten) {
            if (forgotten.alerts().isEmpty()) {
                entries.clear();
                byId.clear();
                unreadable.clear();
                held.clear();
            }
            drop(forgotten.alerts());
            tell(null);
        } else if (event instanceof WatchEvent.Stored told) {
            stored = told;
            drop(told.dropped());
            if (told.elsewhere() || failure != null) {
                soon();
            } else {
                tell(null);
            }
        }
    }

    /** Reads all anew, once for however much another tab does at a time. */
    private void soon() {
        if (due) {
            return;
        }
        due = true;
        new Thread(
                        () -> {
                            try {
                                do {
                                    Thread.sleep(APART);
                                } while (asking);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            due = false;
                            load();
                        })
                .start();
    }

    private void drop(List<String> ids) {
        for (var id : ids) {
            entries.remove(byId.remove(id));
            unreadable.remove(id);
            held.remove(id);
        }
    }

    private Entry take(Map<?, ?> map) {
        Alert alert;
        try {
            alert = Alert.of(map);
        } catch (SightlineException e) {
            var id = String.valueOf(map.get("id"));
            unreadable.put(id, String.valueOf(e.values().get("path")));
            return null;
        }
        var entry = byId.get(alert.id());
        var fields = Fields.of(map);
        boolean fresh = entry == null;
        if (fresh) {
            // Whoever shows it goes on with the same.
            entry = before.containsKey(alert.id()) ? before.get(alert.id()) : new Entry();
            byId.put(alert.id(), entry);
        }
        if (!alert.equals(entry.alert)) {
            ++entry.version;
        }
        entry.alert = alert;
        entry.reason = null;
        entry.lost = Boolean.TRUE.equals(map.get("lost"));
        entry.right = map.get("mark") instanceof String mark ? mark.equals("right") : null;
        if (map.get("noClip") instanceof String why) {
            entry.noClip = why;
        }
        if (fresh) {
            entry.savedAt =
                    map.get("savedAt") instanceof Number
                            ? fields.number("savedAt", 0)
                            : System.currentTimeMillis();
            int at = 0;
            while (at < entries.size() && entries.get(at).savedAt > entry.savedAt) {
                ++at;
            }
            entries.add(at, entry);
        }
        if (entry.lost) {
            hold(alert.id(), map);
        }
        return entry;
    }

    /** What the browser could not keep is all that there is of it. */
    private void hold(String id, Map<?, ?> map) {
        held.put(id, Pictures.of(map));
        if (held.size() > MOST_HELD) {
            held.remove(held.keySet().iterator().next());
        }
    }

    private void tell(Entry entry) {
        for (var listener : listeners) {
            listener.changed(entry);
        }
    }

    @JSBody(params = "milliseconds", script = "return new Date(milliseconds).toISOString();")
    private static native String iso(double milliseconds);
}
