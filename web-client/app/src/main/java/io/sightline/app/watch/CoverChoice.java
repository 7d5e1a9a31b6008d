// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.redact.Covering;
import io.sightline.core.redact.RedactKind;
import io.sightline.core.redact.RedactMethod;
import io.sightline.core.value.Fields;
import io.sightline.glue.value.JsValues;
import java.util.List;
import org.teavm.jso.dom.events.Event;

/** How pictures and clips of alerts are saved: as seen, or with people covered. It is kept. */
final class CoverChoice {
    private static final String KEPT = "sightline.alert-cover";

    private static final List<RedactKind> KINDS = List.of(RedactKind.PEOPLE, RedactKind.FACES);

    private final RedactDesk desk;
    private final Texts texts;
    private final El kind = El.create("select", "whole").attr("id", "watch-cover-kind");
    private final El method = El.create("select", "whole").attr("id", "watch-cover-method");
    private final El how;
    private final El about = El.create("p", "note").attr("id", "watch-cover-about");
    private final El box;

    CoverChoice(RedactDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
        option(kind, "", "watch.cover-seen");
        for (var each : KINDS) {
            option(kind, each.id(), "watch.cover-" + each.id());
        }
        for (var each : RedactMethod.values()) {
            option(method, each.id(), "redact." + each.id());
        }
        var covering = kept();
        for (var each : covering.kinds()) {
            kind.value(each.id());
        }
        method.value(covering.method().id());
        kind.on("change", (Event event) -> chosen());
        method.on("change", (Event event) -> chosen());
        how = labelled("watch.cover-how", method);
        box = El.create("div", "watch-saving").add(labelled("watch.cover", kind), how, about);
        draw();
    }

    El box() {
        return box;
    }

    private void option(El select, String value, String key) {
        select.add(El.create("option", "").attr("value", value).text(texts.of(key)));
    }

    private El labelled(String key, El control) {
        return El.create("label", "watch-choice")
                .add(El.create("span", "").text(texts.of(key)), control);
    }

    /** What is chosen. */
    Covering covering() {
        return Covering.of(RedactKind.of(kind.value()), RedactMethod.of(method.value()));
    }

    /** What covers by it. */
    AlertCovers covers() {
        return new AlertCovers(desk, covering());
    }

    private void chosen() {
        draw();
        if (!Browser.keep(KEPT, Browser.json(JsValues.toJs(covering().toMap())))) {
            about.text(texts.of("watch.cover-not-kept"));
        }
    }

    private void draw() {
        boolean covers = covering().covers();
        how.shown(covers);
        about.text(texts.of(covers ? "watch.cover-about" : "watch.cover-about-seen"));
    }

    private static Covering kept() {
        var text = Browser.kept(KEPT);
        if (text == null) {
            return Covering.AS_SEEN;
        }
        try {
            return Covering.of(Fields.of(JsValues.toJava(Browser.parse(text))));
        } catch (SightlineException e) {
            // Something was chosen: rather too much is covered than too little.
            return Covering.of(RedactKind.PEOPLE, RedactMethod.FILL);
        }
    }
}
