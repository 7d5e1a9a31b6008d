// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.steady.Steadiness;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import org.teavm.jso.dom.events.Event;

/** How much a stream's depth flickers, raw and stabilised, and which of the two is shown. */
final class SteadyView implements Store.View {
    private static final String NOTHING = "–";

    private final Texts texts;
    private final El panel = El.byId("steady-panel");
    private final El camera = El.byId("steady-camera");
    private final El raw = El.byId("steady-raw");
    private final El steady = El.byId("steady-steady");
    private final El choice = El.byId("steady");
    private final El note = El.byId("steady-note");

    SteadyView(Store store, Texts texts) {
        this.texts = texts;
        choice.on(
                "change",
                (Event event) -> {
                    var settings = store.state().settings();
                    boolean on = Browser.valueOf(event).equals("on");
                    store.tell(
                            new AppEvent.SettingsSet(
                                    settings.with(settings.stream().withSteady(on))));
                });
    }

    @Override
    public void draw(AppState state, AppState before) {
        if (before != null
                && before.measurement() == state.measurement()
                && before.settings() == state.settings()) {
            return;
        }
        choice.choose(state.settings().stream().steady() ? "on" : "off");
        var result = state.measurement();
        // A still picture has no rate.
        panel.shown(result != null && (result.steadiness() != null || result.perSecond() > 0));
        if (result != null) {
            show(result.steadiness());
        }
    }

    private void show(Steadiness found) {
        boolean known = found != null && found.flicker().frames() > 0;
        raw.text(known ? percent(found.flicker().raw()) : NOTHING);
        steady.text(known ? percent(found.flicker().steady()) : NOTHING);
        camera.text(found == null ? "" : texts.of("steady.camera-" + found.camera().wire()));
        if (found == null) {
            note.text(texts.of("steady.note-none"));
        } else if (known) {
            var key = found.flicker().carried() ? "steady.note-carried" : "steady.note";
            note.text(texts.of(key, "frames", found.flicker().frames()));
        } else {
            note.text(texts.of("steady.note-unknown"));
        }
    }

    private String percent(double share) {
        return texts.of("steady.percent", "value", texts.bundle().style().fixed(share * 100, 2));
    }
}
