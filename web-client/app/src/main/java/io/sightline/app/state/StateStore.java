// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;

/**
 * Holds a state. Watchers hear of each change at once; views are drawn together, once for all
 * changes of a frame.
 *
 * @param <S> the state, an immutable value
 * @param <E> what happens to it
 */
public abstract class StateStore<S, E> {
    private final List<Watcher<S>> watchers = new ArrayList<>();
    private final List<View<S>> views = new ArrayList<>();
    private final ArrayDeque<E> queue = new ArrayDeque<>();
    private S state;
    private S drawn;
    private boolean handling;
    private boolean scheduled;

    /** Hears of changes. */
    public interface Watcher<S> {
        /** The state has changed. */
        void changed(S now, S before);
    }

    /** A part of the page. */
    public interface View<S> {
        /**
         * Brings the part up to date.
         *
         * @param before what is drawn, null at first
         */
        void draw(S now, S before);
    }

    /**
     * @param state to start with
     */
    protected StateStore(S state) {
        this.state = state;
    }

    /** The state after an event. */
    protected abstract S after(S before, E event);

    /** The state. */
    public S state() {
        return state;
    }

    /** Adds a watcher. */
    public void watch(Watcher<S> watcher) {
        watchers.add(watcher);
    }

    /** Adds a view; it is drawn with the next frame. */
    public void show(View<S> view) {
        views.add(view);
        drawn = null;
        schedule();
    }

    /** Something happened. An event that comes while another is handled waits for its turn. */
    public void tell(E event) {
        queue.add(event);
        if (handling) {
            return;
        }
        handling = true;
        try {
            while (!queue.isEmpty()) {
                apply(queue.poll());
            }
        } finally {
            handling = false;
        }
    }

    /** Draws the views again, though the state did not change. */
    public void redraw() {
        drawn = null;
        schedule();
    }

    private void apply(E event) {
        var before = state;
        state = after(before, event);
        if (state == before) {
            return;
        }
        for (var watcher : watchers) {
            watcher.changed(state, before);
        }
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            // A hidden page gets no frames: it is drawn when it is shown again.
            Window.requestAnimationFrame(time -> draw());
        }
    }

    private void draw() {
        scheduled = false;
        var before = drawn;
        var now = state;
        drawn = now;
        for (var view : views) {
            view.draw(now, before);
        }
    }
}
