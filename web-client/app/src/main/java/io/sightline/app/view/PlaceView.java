// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.language.PlaceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.model.MetricPair;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ModelState.Phase;
import org.teavm.jso.dom.events.Event;

/** Indoors or outdoors, who said so, and the way to say otherwise. */
final class PlaceView implements Store.View {
    private final Texts texts;
    private final PlaceDesk places;
    private final El box = El.byId("place");
    private final El choice = El.byId("place-choice");
    private final El note = El.byId("place-note");

    PlaceView(Texts texts, PlaceDesk places) {
        this.texts = texts;
        this.places = places;
        choice.on(
                "change",
                (Event event) -> places.choose(MetricPair.Place.of(Browser.valueOf(event))));
    }

    @Override
    public void draw(AppState now, AppState before) {
        var pair = places.pair();
        box.shown(pair != null);
        note.shown(pair != null);
        if (pair == null) {
            return;
        }
        box.flag("disabled", now.model().phase() == Phase.LOADING);
        var place = pair.placeOf(now.model().entry());
        choice.choose(place.id());
        double sure = place == MetricPair.Place.INDOORS ? places.p() : 1 - places.p();
        note.text(texts.of("place." + places.word().id(), "p", sure));
    }
}
