// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.backend.BackendChoice;
import io.sightline.core.depth.DepthInputSize;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Settings;
import io.sightline.core.view.StreamSettings;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** Input size, backend and which picture is shown. */
final class SettingsView implements Store.View {
    private final Texts texts;
    private final El size = El.byId("input-size");
    private final El result = El.byId("input-result");
    private final El rate = El.byId("rate");
    private final El choice = El.byId("choice");
    private final El sync = El.byId("sync");

    SettingsView(Store store, Texts texts, ModelDesk models) {
        this.texts = texts;
        for (int budget : Settings.BUDGETS) {
            size.add(
                    El.create("option", "")
                            .attr("value", Integer.toString(budget))
                            .text(texts.of("settings.size-option", "patches", budget)));
        }
        size.on(
                "change",
                (Event event) ->
                        store.tell(
                                new AppEvent.SettingsSet(
                                        store.state()
                                                .settings()
                                                .withPatches(Integer.parseInt(size.value())))));
        rate.add(El.create("option", "").attr("value", "0").text(texts.of("settings.rate-off")));
        for (int value : StreamSettings.RATES) {
            rate.add(
                    El.create("option", "")
                            .attr("value", Integer.toString(value))
                            .text(texts.of("settings.rate-option", "rate", value)));
        }
        rate.on(
                "change",
                (Event event) -> {
                    int value = Integer.parseInt(rate.value());
                    var settings = store.state().settings();
                    store.tell(
                            new AppEvent.SettingsSet(
                                    settings.with(
                                            settings.stream()
                                                    .withAdaptive(value > 0)
                                                    .withRate(value))));
                });
        choice.on(
                "change",
                (Event event) -> models.choose(BackendChoice.ofWire(Browser.valueOf(event))));
        sync.on(
                "change",
                (Event event) ->
                        store.tell(
                                new AppEvent.SettingsSet(
                                        store.state()
                                                .settings()
                                                .withMeasuredPicture(
                                                        Browser.valueOf(event)
                                                                .equals("measured")))));
    }

    @Override
    public void draw(AppState state, AppState before) {
        if (before != null
                && before.settings() == state.settings()
                && before.source() == state.source()
                && before.measurement() == state.measurement()
                && before.model().entry() == state.model().entry()) {
            return;
        }
        var settings = state.settings();
        size.value(Integer.toString(settings.patches()));
        var stream = settings.stream();
        rate.value(stream.adaptive() ? Integer.toString(stream.rate()) : "0");
        var entry = state.model().entry();
        size.enabled(entry == null || entry.contract().fixed() == null);
        choice.choose(settings.choice().wire());
        sync.choose(settings.measuredPicture() ? "measured" : "live");
        var frame = state.source().size();
        if (frame == null) {
            result.text(texts.of("settings.size-none"));
        } else {
            var newest = state.measurement();
            // What was chosen shows in what came.
            var input =
                    stream.adaptive() && newest != null && newest.perSecond() > 0
                            ? newest.map()
                            : state.inputFor(frame);
            result.text(
                    texts.of(
                            "settings.size-result",
                            Map.of(
                                    "width", input.width(),
                                    "height", input.height(),
                                    "patches", DepthInputSize.patches(input))));
        }
    }
}
