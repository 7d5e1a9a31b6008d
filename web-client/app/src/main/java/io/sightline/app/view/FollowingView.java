// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.view.AppState;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;

/** Says over the open source that another takes its time to open, and lets it be given up. */
final class FollowingView implements Store.View {
    /** What opens sooner is not worth a word, milliseconds. */
    private static final int PATIENCE = 1000;

    private final Store store;
    private final Texts texts;
    private final El box = El.byId("following");
    private final El text = El.byId("following-text");
    private String name = "";
    private boolean late;
    private int timer;

    FollowingView(Store store, Texts texts, SourceDesk sources) {
        this.store = store;
        this.texts = texts;
        El.byId("following-stop").on("click", (Event event) -> sources.keep());
    }

    @Override
    public void draw(AppState state, AppState before) {
        var next = state.source().next();
        if (!next.equals(name)) {
            name = next;
            late = false;
            Window.clearTimeout(timer);
            if (!name.isEmpty()) {
                timer = Window.setTimeout(this::showLate, PATIENCE);
            }
        }
        box.shown(late);
        text.text(late ? texts.of("plate.following", "name", name) : "");
    }

    private void showLate() {
        late = true;
        store.redraw();
    }
}
