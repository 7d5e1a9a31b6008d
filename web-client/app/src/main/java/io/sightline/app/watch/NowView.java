// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.fact.FactSentence;
import io.sightline.core.fact.Facts;
import io.sightline.core.fact.Thing;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.value.Fields;
import io.sightline.core.words.FactTexts;
import io.sightline.core.words.ZoneWords;
import io.sightline.core.zone.Plane;
import io.sightline.glue.dom.Clock;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** What is there now, in a sentence that is made of measurements; and how the gate sees it. */
final class NowView {
    /** A sentence is spoken at most so often, milliseconds: figures tremble. */
    private static final double SPEAK_APART = 5000;

    /** What only grew older is spoken so often, milliseconds. */
    private static final double REPEAT_APART = 30_000;

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
    private final LapsesView lapses;
    private double spokenAt = -REPEAT_APART;
    private String spokenOf = "";

    NowView(WatchDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
        sentence = FactTexts.sentence(texts.bundle(), LengthUnit.METRE);
        room.attr("tabindex", "0").attr("role", "region").shown(false);
        room.attr("aria-label", texts.of("watch.stand-now"));
        lines = new StandingLines(new ZoneWords(texts.bundle()));
        var box = El.create("div", "marks stand-marks").attr("aria-hidden", "true");
        El.byId("pane-picture").add(box);
        marks = new Marks(box);
        lapses = new LapsesView(texts);
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
                                lapses.list(),
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
        } else if (event == null && !desk.watching() && !desk.waiting()) {
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
        var things = Things.ofScene(fields);
        var text = well ? sentence.of(Facts.of(things)) : texts.of("watch.blind-" + health);
        facts.text(text);
        var standings = Marks.standings(fields, "standings");
        room.shown(anyZone());
        lines.draw(standings, texts.of("watch.stand-nobody"));
        marks.draw(fields, standings, Plane.IMAGE);
        if (fields.has("gate")) {
            var style = texts.bundle().style();
            gate.text(
                    texts.of(
                            "watch.gate-of",
                            Map.of(
                                    "state",
                                    texts.of("watch.gate-" + fields.text("gate")),
                                    "share",
                                    style.percent(fields.number("share")),
                                    "noise",
                                    style.fixed(fields.number("noise"), 1),
                                    "rate",
                                    style.number(Math.rint(fields.number("rate") * 10) / 10))));
        } else {
            gate.text("");
        }
        lapses.show(fields.objects("lapses"));
        speak(
                well ? who(things) : health,
                well ? text : texts.of("watch.health-" + health) + ". " + text);
    }

    /**
     * Says it to those who do not see the page: at once where something else is there, else now and
     * then.
     *
     * @param of what it is about, without figures
     */
    private void speak(String of, String text) {
        double silent = Clock.now() - spokenAt;
        if (silent > REPEAT_APART || silent > SPEAK_APART && !of.equals(spokenOf)) {
            spokenAt = Clock.now();
            spokenOf = of;
            spoken.text(text);
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

    private static String who(List<Thing> things) {
        var who = new StringBuilder();
        for (var thing : things) {
            who.append(thing.label()).append(thing.zones()).append(thing.near());
        }
        return who.toString();
    }
}
