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
import io.sightline.core.words.ZoneWords;
import io.sightline.core.zone.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

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
    private final StandingLines lines;
    private final El room = El.create("div", "stand-room");
    private final Marks marks;
    private double spokenAt;

    NowView(WatchDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
        sentence = FactTexts.sentence(texts, LengthUnit.METRE);
        room.attr("tabindex", "0").attr("role", "region").shown(false);
        room.attr("aria-label", texts.of("watch.stand-now"));
        lines = new StandingLines(new ZoneWords(texts.bundle()));
        var box = El.create("div", "marks stand-marks").attr("aria-hidden", "true");
        El.byId("pane-picture").add(box);
        marks = new Marks(box);
        var tune = Panel.button(texts.of("watch.gate-edit")).attr("id", "gate-edit");
        tune.on("click", (Event event) -> new GateDialog(desk, texts).open());
        section =
                Panel.section(texts, "now")
                        .add(
                                state,
                                fault,
                                facts,
                                room.add(lines.list().attr("id", "watch-standings")),
                                gate,
                                El.create("div", "watch-row").add(tune),
                                spoken);
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
            room.shown(false);
            marks.clear();
        }
    }

    private void draw(Map<?, ?> scene) {
        var fields = Fields.of(scene);
        var health = fields.text("health");
        boolean well = health.equals("ok");
        state.text(texts.of("watch.health-" + health)).attr("data-kind", well ? "ready" : "bad");
        var text = sentence.of(Facts.of(things(fields)));
        facts.text(text);
        var standings = Marks.standings(fields, "standings");
        room.shown(anyZone());
        lines.draw(standings, texts.of("watch.stand-nobody"));
        marks.draw(fields, standings, Plane.IMAGE);
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

    private boolean anyZone() {
        for (var rule : desk.rules()) {
            if (rule.enabled() && !rule.zones().isEmpty()) {
                return true;
            }
        }
        return false;
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
