// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.state.StateStore;
import io.sightline.core.view.TalkEvent;
import io.sightline.core.view.TalkState;

/** Holds what is said. */
final class TalkStore extends StateStore<TalkState, TalkEvent> {
    /** A part of the panel. */
    interface View extends StateStore.View<TalkState> {}

    TalkStore(TalkState state) {
        super(state);
    }

    @Override
    protected TalkState after(TalkState before, TalkEvent event) {
        return before.after(event);
    }
}
