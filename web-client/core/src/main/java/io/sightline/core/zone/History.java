// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.zone;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was drawn, so that it can be undone and done again. States are immutable.
 *
 * @param <T> a state
 */
public final class History<T> {
    /** Older states are forgotten. */
    private static final int MOST = 200;

    private final Deque<T> before = new ArrayDeque<>();
    private final Deque<T> after = new ArrayDeque<>();
    private T now;

    /** Begins with a state. */
    public History(T first) {
        now = first;
    }

    /** The state that holds. */
    public T now() {
        return now;
    }

    /** Another state; one that is the same is none. */
    public void put(T next) {
        if (next.equals(now)) {
            return;
        }
        before.push(now);
        if (before.size() > MOST) {
            before.removeLast();
        }
        after.clear();
        now = next;
    }

    /** Whether there is a state before. */
    public boolean undoable() {
        return !before.isEmpty();
    }

    /** Whether something was undone. */
    public boolean redoable() {
        return !after.isEmpty();
    }

    /** Back to the state before; false where there is none. */
    public boolean undo() {
        return step(before, after);
    }

    /** Forth again; false where nothing was undone. */
    public boolean redo() {
        return step(after, before);
    }

    private boolean step(Deque<T> from, Deque<T> to) {
        if (from.isEmpty()) {
            return false;
        }
        to.push(now);
        now = from.pop();
        return true;
    }
}
