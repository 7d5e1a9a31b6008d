// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Clock;
import io.sightline.core.value.Fields;
import io.sightline.core.watch.Labels;
import io.sightline.core.watch.Moment;
import java.util.LinkedHashMap;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.file.Blob;

/** Labels moments of a clip: when there should be an alert, and when there should be none. */
final class MomentsView {
    private static final String SHOULD = "alert";

    private final ReplayDesk replays;
    private final Texts texts;
    private final Player player;
    private final El box = El.create("section", "watch-moments");
    private final El list = El.create("ul", "").attr("id", "watch-moments");
    private final El from = number("moment-from");
    private final El to = number("moment-to");
    private final El name =
            El.create("input", "whole").attr("type", "text").attr("maxlength", "120");
    private final El kind = El.create("select", "whole").attr("id", "moment-kind");
    private final El rule = El.create("select", "whole").attr("id", "moment-rule");
    private final El save;
    private final El cancel;
    private final El title = El.create("h4", "");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final El spoken = El.create("p", "vh").attr("role", "status");
    private Labels drawn;
    private Moment edited;

    /** Shows frames. */
    interface Player {
        /** The time that is shown, seconds. */
        double now();

        /** Shows another. */
        void show(double seconds);
    }

    MomentsView(ReplayDesk replays, Texts texts, Player player) {
        this.replays = replays;
        this.texts = texts;
        this.player = player;
        name.attr("id", "moment-name");
        kind.add(option(SHOULD, "watch.should"), option("silent", "watch.should-not"));
        save = Panel.button("").attr("id", "moment-save").attr("type", "submit");
        cancel = Panel.button(texts.of("watch.cancel"));
        cancel.on("click", (Event event) -> edit(null));
        var heading = El.create("h3", "").text(texts.of("watch.moments"));
        heading.attr("id", "watch-moments-title");
        box.attr("aria-labelledby", "watch-moments-title")
                .add(
                        heading,
                        El.create("p", "note").text(texts.of("watch.moments-about")),
                        list,
                        form(),
                        fault,
                        spoken,
                        files())
                .shown(false);
        edit(null);
        replays.listen(this::draw);
    }

    El element() {
        return box;
    }

    private static El number(String id) {
        return El.create("input", "whole")
                .attr("type", "number")
                .attr("min", "0")
                .attr("step", "any")
                .attr("inputmode", "decimal")
                .attr("id", id);
    }

    private El option(String value, String text) {
        return El.create("option", "").attr("value", value).text(texts.of(text));
    }

    private El form() {
        var begin = Panel.button(texts.of("watch.from-here")).attr("id", "moment-from-here");
        begin.on("click", (Event event) -> from.value(plain(player.now())));
        var end = Panel.button(texts.of("watch.to-here")).attr("id", "moment-to-here");
        end.on("click", (Event event) -> to.value(plain(player.now())));
        return El.create("form", "watch-form")
                .attr("aria-labelledby", "moment-title")
                .flag("novalidate", true)
                .on(
                        "submit",
                        (Event event) -> {
                            event.preventDefault();
                            trying(this::save);
                        })
                .add(
                        title.attr("id", "moment-title"),
                        field("watch.moment-from", from),
                        begin,
                        field("watch.moment-to", to),
                        end,
                        wide(field("watch.moment-name", name)),
                        wide(field("watch.moment-kind", kind)),
                        wide(field("watch.moment-rule", rule)),
                        El.create("div", "watch-row watch-wide").add(save, cancel));
    }

    private El field(String text, El control) {
        return El.create("label", "watch-field")
                .add(El.create("span", "").text(texts.of(text)), control);
    }

    private static El wide(El field) {
        field.node().getClassList().add("watch-wide");
        return field;
    }

    private El files() {
        var choose =
                new FileButton(
                        "moments-import",
                        "application/json,.json",
                        texts.of("watch.import"),
                        file -> new Thread(() -> trying(() -> replays.use(read(file)))).start());
        var export = Panel.button(texts.of("watch.export")).attr("id", "moments-export");
        export.on(
                "click",
                (Event event) -> JsonFile.save(replays.labels().toMap(), "sightline-moments.json"));
        return choose.in(El.create("div", "watch-row")).add(export);
    }

    private Labels read(Blob file) {
        return Labels.of(JsonFile.read(file, "labels-json")).about(replays.labels().clip());
    }

    /** A span of time for the next moment, or for the one that is edited. */
    void take(double begin, double end) {
        from.value(plain(begin));
        to.value(plain(end));
        name.node().focus();
    }

    /** Edits a moment; null for a new one. */
    void edit(Moment moment) {
        edited = moment;
        fault.text("");
        title.text(texts.of(moment == null ? "watch.moment-new" : "watch.moment-edit"));
        save.text(texts.of(moment == null ? "watch.moment-add" : "watch.save"));
        cancel.shown(moment != null);
        from.value(moment == null ? "" : plain(moment.from()));
        to.value(moment == null ? "" : plain(moment.to()));
        name.value(moment == null ? "" : moment.name());
        if (moment != null) {
            kind.value(moment.alert() ? SHOULD : "silent");
            rule.value(moment.rule());
            player.show(moment.from());
        }
    }

    private void save() {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", name.value().trim());
        map.put("from", parsed(from));
        map.put("to", parsed(to));
        map.put("alert", kind.value().equals(SHOULD));
        if (!rule.value().isEmpty()) {
            map.put("rule", rule.value());
        }
        var next = Moment.of(Fields.of(map, "", "moment-field"));
        replays.use(replays.labels().with(edited, next));
        spoken.text(texts.of("watch.moment-kept", "text", text(next)));
        edit(null);
    }

    private static Object parsed(El input) {
        try {
            return Double.parseDouble(input.value());
        } catch (NumberFormatException e) {
            return input.value();
        }
    }

    private void draw() {
        var labels = replays.labels();
        box.shown(labels != null && replays.result() != null);
        if (labels == null || labels.equals(drawn)) {
            return;
        }
        boolean other = drawn == null || !drawn.clip().equals(labels.clip());
        drawn = labels;
        if (other) {
            rules();
            edit(null);
        }
        list.clear();
        for (var moment : labels.moments()) {
            list.add(item(moment));
        }
    }

    private void rules() {
        rule.clear();
        rule.add(option("", "watch.every-rule"));
        for (Rule each : replays.rules()) {
            rule.add(El.create("option", "").attr("value", each.id()).text(each.name()));
        }
    }

    private El item(Moment moment) {
        var text = text(moment);
        var show = Panel.button(texts.of("watch.show"));
        show.attr("aria-label", texts.of("watch.show-of", "text", text));
        show.on("click", (Event event) -> player.show(moment.from()));
        var change = Panel.button(texts.of("watch.edit"));
        change.attr("aria-label", texts.of("watch.edit-of", "text", text));
        change.on(
                "click",
                (Event event) -> {
                    edit(moment);
                    from.node().focus();
                });
        var remove = Panel.button(texts.of("watch.remove"));
        remove.attr("aria-label", texts.of("watch.remove-of", "name", text));
        remove.on(
                "click",
                (Event event) ->
                        trying(
                                () -> {
                                    replays.use(replays.labels().with(moment, null));
                                    spoken.text(texts.of("watch.moment-gone", "text", text));
                                    if (moment.equals(edited)) {
                                        edit(null);
                                    }
                                }));
        return El.create("li", "")
                .attr("data-kind", moment.alert() ? SHOULD : "silent")
                .add(
                        El.create("span", "watch-name").text(text),
                        El.create("div", "watch-row").add(show, change, remove));
    }

    /** A moment in words. */
    String text(Moment moment) {
        var values = new LinkedHashMap<String, Object>();
        values.put("name", moment.name());
        values.put("kind", texts.of(moment.alert() ? "watch.should" : "watch.should-not"));
        values.put("from", Clock.text(moment.from()));
        values.put("to", Clock.text(moment.to()));
        return texts.of(
                moment.name().isEmpty() ? "watch.moment-text" : "watch.moment-named", values);
    }

    private static String plain(double seconds) {
        return Double.toString(Math.round(seconds * 1000) / 1000.0);
    }

    private void trying(Runnable work) {
        try {
            work.run();
            fault.text("");
        } catch (SightlineException e) {
            fault.text(texts.of(e));
        }
    }
}
