// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.state;

import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;

/** Holds the page's state. */
public final class Store extends StateStore<AppState, AppEvent> {
    /** A part of the page. */
    public interface View extends StateStore.View<AppState> {}

    /**
     * @param state to start with
     */
    public Store(AppState state) {
        super(state);
    }

    @Override
    protected AppState after(AppState before, AppEvent event) {
        return before.after(event);
    }
}
