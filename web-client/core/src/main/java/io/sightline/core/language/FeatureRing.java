// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps what the vision encoder made of the latest frames, so that a second question on a frame
 * costs no vision pass. Bounded; when full, what was not used for longest is handed back to be
 * disposed of. What a running question {@linkplain #hold holds} is never handed back under it, even
 * if the bound is exceeded until it lets go.
 *
 * @param <K> a frame's key
 * @param <V> its features
 */
public final class FeatureRing<K, V> {
    private final int most;
    private final Consumer<V> dispose;
    // In order of use, the latest last.
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>();

    private static final class Entry<V> {
        final V value;
        int holds;

        Entry(V value) {
            this.value = value;
        }
    }

    /**
     * An empty ring.
     *
     * @param most how many frames to keep, at least 1
     * @param dispose is given each value that leaves, once
     */
    public FeatureRing(int most, Consumer<V> dispose) {
        if (most < 1) {
            throw new IllegalArgumentException("a ring of " + most + " keeps nothing");
        }
        this.most = most;
        this.dispose = dispose;
    }

    /** The frame's features, or null; they are then the latest used. */
    public V get(K key) {
        var entry = entries.remove(key);
        if (entry == null) {
            return null;
        }
        entries.put(key, entry);
        return entry.value;
    }

    /** As {@link #get}, and keeps the entry until {@link #release}; null when it is not there. */
    public V hold(K key) {
        var value = get(key);
        if (value != null) {
            ++entries.get(key).holds;
        }
        return value;
    }

    /**
     * Adds a frame's features, held by the caller until {@link #release}.
     *
     * @throws IllegalStateException when the frame is there already: its features may be in use
     */
    public void putHeld(K key, V value) {
        if (entries.containsKey(key)) {
            throw new IllegalStateException("features of " + key + " are kept already");
        }
        var entry = new Entry<V>(value);
        entry.holds = 1;
        entries.put(key, entry);
        evict();
    }

    /**
     * Adds a frame's features, held by nobody (so they leave at once where all others are held).
     */
    public void put(K key, V value) {
        var old = entries.get(key);
        if (old != null && old.holds > 0) {
            throw new IllegalStateException("features of " + key + " are in use");
        }
        if (old != null) {
            entries.remove(key);
            dispose.accept(old.value);
        }
        entries.put(key, new Entry<>(value));
        evict();
    }

    /** Lets go of a frame once. */
    public void release(K key) {
        var entry = entries.get(key);
        if (entry == null || entry.holds == 0) {
            throw new IllegalStateException("features of " + key + " are not held");
        }
        --entry.holds;
        evict();
    }

    /** How many frames are kept. */
    public int size() {
        return entries.size();
    }

    /** The kept frames, the longest unused first. */
    public List<K> keys() {
        return new ArrayList<>(entries.keySet());
    }

    /** Hands everything back, held or not: the model is going away, and its questions with it. */
    public void clear() {
        var leaving = new ArrayList<>(entries.values());
        entries.clear();
        for (var entry : leaving) {
            dispose.accept(entry.value);
        }
    }

    private void evict() {
        if (entries.size() <= most) {
            return;
        }
        var leaving = new ArrayList<V>();
        var each = entries.values().iterator();
        while (entries.size() > most && each.hasNext()) {
            var entry = each.next();
            if (entry.holds == 0) {
                each.remove();
                leaving.add(entry.value);
            }
        }
        leaving.forEach(dispose);
    }
}
