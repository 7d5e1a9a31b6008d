// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.async;

import java.util.ArrayDeque;

/**
 * A bounded queue from JavaScript's callbacks, which must not wait, to a long-lived Java thread,
 * which may. Putting never waits; what happens when the mailbox is full is said at its making.
 *
 * @param <T> what is offered; never null
 */
public final class Mailbox<T> {
    /** What to do with an item that there is no room for. */
    public enum Full {
        /** Drop the oldest item for it: the latest wins. */
        DROP_OLDEST,
        /** Refuse it. */
        REFUSE
    }

    /** What becomes of an item that is dropped unseen, for example a frame that must be closed. */
    @FunctionalInterface
    public interface Dropped<T> {
        /** Disposes of the item. */
        void drop(T item);
    }

    private final Object lock = new Object();
    private final ArrayDeque<T> items = new ArrayDeque<>();
    private final int capacity;
    private final Full full;
    private final Dropped<? super T> dropped;
    private long dropCount;
    private boolean closed;

    /**
     * @param capacity the most items that wait
     * @param full what to do with one more
     * @param dropped disposes of items that nobody will take
     */
    public Mailbox(int capacity, Full full, Dropped<? super T> dropped) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
        this.full = full;
        this.dropped = dropped;
    }

    /** A mailbox for one item, where the latest wins: for frames. */
    public static <T> Mailbox<T> latest(Dropped<? super T> dropped) {
        return new Mailbox<>(1, Full.DROP_OLDEST, dropped);
    }

    /** A mailbox that refuses what there is no room for: for commands. */
    public static <T> Mailbox<T> bounded(int capacity) {
        return new Mailbox<>(capacity, Full.REFUSE, item -> {});
    }

    /**
     * Offers an item; never waits.
     *
     * @return whether it waits to be taken; false when the mailbox is full and refuses, or closed
     *     (the item is then the caller's to dispose of)
     */
    public boolean offer(T item) {
        T old = null;
        synchronized (lock) {
            if (closed) {
                return false;
            }
            if (items.size() == capacity) {
                if (full == Full.REFUSE) {
                    dropCount++;
                    return false;
                }
                old = items.removeFirst();
                dropCount++;
            }
            items.addLast(item);
            lock.notifyAll();
        }
        if (old != null) {
            dropped.drop(old);
        }
        return true;
    }

    /**
     * Waits for an item and takes it; null once the mailbox is closed and empty, or the thread is
     * interrupted.
     */
    public T take() {
        synchronized (lock) {
            while (items.isEmpty() && !closed) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    return null;
                }
            }
            return items.pollFirst();
        }
    }

    /** Takes an item if there is one, or null. */
    public T poll() {
        synchronized (lock) {
            return items.pollFirst();
        }
    }

    /** Lets nothing more in. What waits can still be taken; then {@link #take} gives null. */
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    /** Drops all that waits. */
    public void clear() {
        while (true) {
            var item = poll();
            if (item == null) {
                return;
            }
            dropped.drop(item);
        }
    }

    /** How many items wait. */
    public int size() {
        synchronized (lock) {
            return items.size();
        }
    }

    /** How many items were dropped or refused because the mailbox was full. */
    public long dropCount() {
        return dropCount;
    }
}
