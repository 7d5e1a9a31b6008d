// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.FactTexts;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.fact.FactSentence;
import io.sightline.core.fact.Facts;
import io.sightline.core.fact.Thing;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is there now, in a sentence that is made of measurements; and how the gate sees it. */
final class NowView {
    /** A sentence is spoken at most so often, milliseconds: figures tremble. */
    private static final double SPEAK_APART = 3000;

    private final WatchDesk desk;
    private final Texts texts;
    private final FactSentence sentence;
    private final El section;
    private final El state = El.create("span", "state").attr("id", "watch-state");
    private final El facts = El.create("p", "watch-facts").attr("id", "watch-facts");
    private final El gate = El.create("p", "note").attr("id", "watch-gate");
    private final El spoken = El.create("p", "vh").attr("role", "status");
    private final El fault =
            El.create("p", "watch-fault").attr("id", "watch-trouble").attr("role", "alert");
    private double spokenAt;

    NowView(WatchDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
        sentence = FactTexts.sentence(texts, LengthUnit.METRE);
        section = Panel.section(texts, "now").add(state, fault, facts, gate, spoken);
        desk.listen(this::told);
        told(null);
    }

    El section() {
        return section;
    }

    private void told(WatchEvent event) {
        if (event instanceof VisionEvent.Failed failed) {
            // It stays: an alert that was not kept is not to be missed.
            fault.text(texts.of(failed.exception()));
        } else if (event instanceof WatchEvent.Scene scene) {
            draw(scene.scene());
        } else if (event == null && !desk.watching()) {
            state.text(texts.of("watch.off")).attr("data-kind", "idle");
            facts.text(texts.of(desk.rules().isEmpty() ? "watch.off-rules" : "watch.off-source"));
            gate.text("");
        }
    }

    private void draw(Map<?, ?> scene) {
        var fields = Fields.of(scene);
        var health = fields.text("health");
        boolean well = health.equals("ok");
        state.text(texts.of("watch.health-" + health)).attr("data-kind", well ? "ready" : "bad");
        var text = sentence.of(Facts.of(things(fields)));
        facts.text(text);
        if (fields.has("gate")) {
            gate.text(
                    texts.of(
                            "watch.gate-of",
                            Map.of(
                                    "state",
                                    texts.of("watch.gate-" + fields.text("gate")),
                                    "share",
                                    texts.bundle().style().percent(fields.number("share")),
                                    "noise",
                                    texts.bundle().style().fixed(fields.number("noise"), 1))));
        }
        double now = System.currentTimeMillis();
        if (now - spokenAt > SPEAK_APART) {
            spokenAt = now;
            spoken.text(well ? text : texts.of("watch.health-" + health));
        }
    }

    private static List<Thing> things(Fields scene) {
        var things = new ArrayList<Thing>();
        try {
            for (var subject : scene.objects("subjects")) {
                boolean metres = subject.text("unit", "").equals("metres");
                things.add(
                        new Thing(
                                subject.text("label"),
                                subject.number("distance", Double.NaN),
                                subject.number("distanceBand", Double.NaN),
                                metres,
                                List.of(),
                                "",
                                subject.number("seconds"),
                                subject.number("speed", Double.NaN)));
            }
        } catch (SightlineException e) {
            // A scene that cannot be read is not told; the next one comes soon.
            return List.of();
        }
        return things;
    }
}
