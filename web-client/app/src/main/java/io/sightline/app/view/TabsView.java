// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;

/** The parts of the instrument, one at a time; arrow keys go from one to the other. */
final class TabsView {
    private static final String[] NAMES = {"measure", "ask", "watch"};

    /** Hears that a part is shown. */
    interface Shown {
        void shown(String name);
    }

    private final Shown listener;

    TabsView(Shown listener) {
        this.listener = listener;
        for (int i = 0; i < NAMES.length; ++i) {
            int place = i;
            var name = NAMES[i];
            var tab = El.byId("tab-" + name);
            tab.on("click", (Event event) -> show(name));
            tab.on(
                    "keydown",
                    (KeyboardEvent event) -> {
                        if (event.getKey().equals("ArrowRight")
                                || event.getKey().equals("ArrowLeft")) {
                            event.preventDefault();
                            int step = event.getKey().equals("ArrowRight") ? 1 : NAMES.length - 1;
                            var next = NAMES[(place + step) % NAMES.length];
                            show(next);
                            El.byId("tab-" + next).node().focus();
                        }
                    });
        }
    }

    void show(String wanted) {
        for (var name : NAMES) {
            boolean on = name.equals(wanted);
            El.byId("tab-" + name)
                    .attr("aria-selected", Boolean.toString(on))
                    .attr("tabindex", on ? "0" : "-1");
            El.byId("panel-" + name).shown(on);
        }
        listener.shown(wanted);
    }
}
