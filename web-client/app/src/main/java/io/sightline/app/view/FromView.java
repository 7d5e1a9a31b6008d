// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.model.ModelSource;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ModelState.Phase;
import org.teavm.jso.dom.events.Event;

/**
 * Where models come from: the server, or the model hub, which is offered only where the server's
 * keeper allows it. Stands in each panel that loads a model; the choice is one for all.
 */
final class FromView implements Store.View {
    private final Texts texts;
    private final ModelDesk models;
    private final El box;
    private final El choice;
    private final El note;

    /**
     * @param prefix of the panel's ids
     */
    FromView(String prefix, Texts texts, ModelDesk models) {
        this.texts = texts;
        this.models = models;
        box = El.byId(prefix + "-from");
        choice = El.byId(prefix + "-from-choice");
        note = El.byId(prefix + "-from-note");
        choice.on("change", (Event event) -> models.choose(ModelSource.of(Browser.valueOf(event))));
    }

    @Override
    public void draw(AppState now, AppState before) {
        var offer = models.hub();
        box.shown(offer != null);
        note.shown(offer != null);
        if (offer == null) {
            return;
        }
        choice.choose(now.settings().source().id());
        box.flag(
                "disabled",
                now.model().phase() == Phase.LOADING
                        || now.language().model().phase() == Phase.LOADING);
        note.text(
                models.fromHub()
                        ? texts.of("from.hub-note", "host", offer.host())
                        : texts.of("from.server-note"));
    }
}
