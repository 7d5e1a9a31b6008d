// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.core.talk.LanguageSettings;
import java.util.List;
import org.teavm.jso.dom.events.Event;

/** A number of the language model's settings, chosen from those that are offered. */
public final class NumberChoice {
    private final El select;
    private final String name;

    /** What an option says. */
    public interface Label {
        /** For a value. */
        String of(double value);
    }

    /** Hears what was chosen. */
    public interface Chosen {
        /** The setting of this name. */
        void chosen(String name, double value);
    }

    /**
     * @param id of the element, which names the setting
     * @param values that are offered
     */
    public NumberChoice(String id, List<? extends Number> values, Label label, Chosen listener) {
        select = El.byId(id);
        name = select.node().getAttribute("data-setting");
        for (var value : values) {
            select.add(
                    El.create("option", "")
                            .attr("value", Double.toString(value.doubleValue()))
                            .text(label.of(value.doubleValue())));
        }
        select.on(
                "change",
                (Event event) -> listener.chosen(name, Double.parseDouble(select.value())));
    }

    /** Shows what is set. */
    public void show(LanguageSettings settings) {
        select.value(Double.toString(settings.number(name)));
    }
}
