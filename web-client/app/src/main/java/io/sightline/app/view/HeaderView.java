// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.backend.Backend;
import io.sightline.core.backend.BackendPlan;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ModelState.Phase;
import org.teavm.jso.dom.events.Event;

/** The backend in use and why, and the theme. */
final class HeaderView implements Store.View {
    private static final String[] THEMES = {"auto", "light", "dark"};

    private final Texts texts;
    private final El badge = El.byId("backend");
    private final El badgeText = El.byId("backend-text");
    private final El now = El.byId("backend-now");
    private final El passes = El.byId("backend-passes");
    private final El facts = El.byId("backend-facts");
    private final El theme = El.byId("theme");

    HeaderView(Store store, Texts texts) {
        this.texts = texts;
        theme.on("click", (Event event) -> nextTheme(store));
    }

    private static void nextTheme(Store store) {
        var settings = store.state().settings();
        var next = THEMES[0];
        for (int i = 0; i < THEMES.length; ++i) {
            if (THEMES[i].equals(settings.theme())) {
                next = THEMES[(i + 1) % THEMES.length];
            }
        }
        store.tell(new AppEvent.SettingsSet(settings.withTheme(next)));
    }

    @Override
    public void draw(AppState state, AppState before) {
        if (before == null || before.settings() != state.settings()) {
            Browser.rootData("theme", state.settings().theme());
            theme.attr("aria-label", texts.of("theme." + state.settings().theme()));
            theme.attr("title", texts.of("theme." + state.settings().theme()));
        }
        if (before == null || before.model() != state.model() || before.facts() != state.facts()) {
            drawBackend(state);
        }
    }

    private void drawBackend(AppState state) {
        var running = state.model().running();
        var phase = state.model().phase();
        passes.clear();
        if (running == null) {
            badgeText.text(
                    texts.of(
                            phase == Phase.LOADING
                                    ? "backend.loading"
                                    : phase == Phase.FAILED ? "backend.failed" : "backend.none"));
            badge.attr(
                    "data-kind",
                    phase == Phase.LOADING ? "busy" : phase == Phase.FAILED ? "bad" : null);
            now.text(texts.of("backend.none-yet"));
        } else {
            var name = backendName(texts, running.backend(), running.threads());
            badgeText.text(name);
            badge.attr("data-kind", "ready");
            now.text(
                    texts.of(
                            running.passes().isEmpty() ? "backend.now" : "backend.now-below",
                            "backend",
                            name));
            for (var pass : running.passes()) {
                passes.add(pass(texts, pass));
            }
        }
        drawFacts(state);
    }

    private void drawFacts(AppState state) {
        facts.clear();
        var machine = state.facts();
        if (machine == null) {
            return;
        }
        fact(
                "adapter",
                machine.adapter().isEmpty() ? texts.of("backend.fact.none") : machine.adapter());
        fact("cores", texts.bundle().style().number(machine.cores()));
        fact("isolated", texts.of(machine.isolated() ? "backend.fact.yes" : "backend.fact.no"));
    }

    private void fact(String name, String value) {
        facts.add(
                El.create("dt", "").text(texts.of("backend.fact." + name)),
                El.create("dd", "figure").text(value));
    }

    /** A better backend and why it is not in use. */
    static El pass(Texts texts, BackendPlan.Pass pass) {
        var row = El.create("li", "");
        row.add(
                El.create("b", "").text(texts.of("backend.name." + pass.backend().wire())),
                El.create("span", "").text(texts.of("backend.pass." + pass.reason())));
        if (!pass.detail().isEmpty()) {
            row.add(El.create("small", "").text(pass.detail()));
        }
        return row;
    }

    /** A backend as people read it. */
    static String backendName(Texts texts, Backend backend, int threads) {
        return texts.of("backend." + backend.wire(), "threads", threads);
    }
}
