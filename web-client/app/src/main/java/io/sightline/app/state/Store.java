// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.state;

import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;

/**
 * Holds the page's state. Watchers hear of each change at once; views are drawn together, once for
 * all changes of a frame.
 */
public final class Store {
    private final List<Watcher> watchers = new ArrayList<>();
    private final List<View> views = new ArrayList<>();
    private final ArrayDeque<AppEvent> queue = new ArrayDeque<>();
    private AppState state;
    private AppState drawn;
    private boolean handling;
    private boolean scheduled;

    /** Hears of changes. */
    public interface Watcher {
        /** The state has changed. */
        void changed(AppState now, AppState before);
    }

    /** A part of the page. */
    public interface View {
        /**
         * Brings the part up to date.
         *
         * @param before what is drawn, null at first
         */
        void draw(AppState now, AppState before);
    }

    /**
     * @param state to start with
     */
    public Store(AppState state) {
        this.state = state;
    }

    /** The state. */
    public AppState state() {
        return state;
    }

    /** Adds a watcher. */
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Adds a view; it is drawn with the next frame. */
    public void show(View view) {
        views.add(view);
        drawn = null;
        schedule();
    }

    /** Something happened. An event that comes while another is handled waits for its turn. */
    public void tell(AppEvent event) {
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

    private void apply(AppEvent event) {
        var before = state;
        state = before.after(event);
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
