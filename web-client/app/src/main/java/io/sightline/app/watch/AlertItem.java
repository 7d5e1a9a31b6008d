// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.alert.AlertFilter;
import io.sightline.glue.dom.ObjectUrl;
import io.sightline.glue.intl.DateTimeFormat;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.Blob;

/**
 * One alert of the list: what, when, why, and what the user says of it; opened, its pictures, its
 * clip and the number of each gate.
 */
final class AlertItem {
    private final DateTimeFormat times =
            DateTimeFormat.of("en", JsValues.toJs(Map.of("timeStyle", "medium")));
    private final WatchDesk desk;
    private final AlertBook book;
    private final Texts texts;
    private final CoverChoice choice;
    private final AlertBook.Entry entry;
    private final String id;
    private final El node = El.create("li", "");
    private final El thumb = El.create("img", "watch-thumb").attr("alt", "").shown(false);
    private final El name = El.create("strong", "");
    private final El state = El.create("span", "note");
    private final El reason = El.create("p", "");
    private final El right;
    private final El wrong;
    private final El toggle;
    private final El inside = El.create("div", "watch-inside").shown(false);
    private final List<String> addresses = new ArrayList<>();
    private String thumbAddress;
    private boolean opened;
    private boolean gone;
    private int filled = -1;

    AlertItem(
            WatchDesk desk,
            AlertBook book,
            Texts texts,
            CoverChoice choice,
            AlertBook.Entry entry) {
        this.desk = desk;
        this.book = book;
        this.texts = texts;
        this.choice = choice;
        this.entry = entry;
        id = entry.alert().id();
        right = marking("right");
        wrong = marking("wrong");
        toggle = Panel.button(texts.of("watch.details")).attr("id", "watch-open-" + id);
        toggle.on(
                "click",
                (Event event) -> {
                    opened = !opened;
                    update();
                });
        node.add(
                El.create("div", "watch-alert-head")
                        .add(
                                thumb,
                                El.create("div", "")
                                        .add(
                                                El.create("div", "watch-row tight")
                                                        .add(name, state),
                                                reason)),
                El.create("div", "watch-row").add(right, wrong, toggle),
                inside);
        update();
        new Thread(this::picture).start();
    }

    El node() {
        return node;
    }

    private El marking(String mark) {
        var button = Panel.button(texts.of("watch." + mark)).attr("id", "watch-" + mark + "-" + id);
        button.on(
                "click",
                (Event event) -> {
                    var said = entry.right();
                    boolean same = said != null && said == mark.equals("right");
                    desk.calls().mark(id, same ? "" : mark);
                });
        return button;
    }

    /** Opens it, and brings the keyboard to it. */
    void open() {
        opened = true;
        update();
        focus();
    }

    /** Brings the keyboard to it. */
    void focus() {
        toggle.node().focus();
        show(node.node());
    }

    // No further than is needed, or the page itself would move.
    @JSBody(params = "node", script = "node.scrollIntoView({ block: 'nearest' });")
    private static native void show(HTMLElement node);

    /** It is shown no more. */
    void close() {
        gone = true;
        revoke();
        if (thumbAddress != null) {
            ObjectUrl.revoke(thumbAddress);
        }
    }

    private void revoke() {
        for (var address : addresses) {
            ObjectUrl.revoke(address);
        }
        addresses.clear();
    }

    /** It is another. */
    void update() {
        var alert = entry.alert();
        node.attr("data-severity", alert.severity().id());
        node.attr("data-alert", id);
        name.text(entry.name());
        var said = new ArrayList<String>();
        said.add(times.format(entry.savedAt()));
        said.add(texts.of("watch.severity-is-" + alert.severity().id()));
        said.add(texts.of("watch.phase-is-" + alert.phase().id()));
        var verdict = AlertFilter.verdict(alert);
        if (!verdict.equals("unasked")) {
            said.add(texts.of("watch.verdict-is-" + verdict));
        }
        if (entry.lost()) {
            said.add(texts.of("watch.not-kept"));
        }
        state.text(String.join(texts.of("watch.join-states"), said));
        reason.text(entry.reason());
        mark(right, Boolean.TRUE);
        mark(wrong, Boolean.FALSE);
        toggle.attr("aria-expanded", Boolean.toString(opened));
        toggle.attr(
                "aria-label",
                texts.of(
                        "watch.details-of",
                        Map.of("rule", entry.name(), "time", times.format(entry.savedAt()))));
        inside.shown(opened);
        if (opened && filled != entry.version()) {
            filled = entry.version();
            new Thread(this::fill).start();
        }
    }

    private void mark(El button, Boolean value) {
        button.attr("aria-pressed", Boolean.toString(value.equals(entry.right())));
    }

    private String address(Blob blob) {
        var address = ObjectUrl.create(blob);
        addresses.add(address);
        return address;
    }

    /** The first picture, small. Blocks. */
    private void picture() {
        var images = book.pictures(id).images();
        if (!images.isEmpty() && !gone) {
            thumbAddress = ObjectUrl.create(images.values().iterator().next());
            thumb.attr("src", thumbAddress).shown(true);
        }
    }

    /** What is seen when it is opened. Blocks. */
    private void fill() {
        int mine = filled;
        var pictures = book.pictures(id);
        if (gone || mine != filled) {
            return;
        }
        revoke();
        var alert = entry.alert();
        var shown = El.create("div", "watch-images");
        for (var image : pictures.images().entrySet()) {
            shown.add(
                    El.create("img", "")
                            .attr("src", address(image.getValue()))
                            .attr("alt", texts.of("watch.evidence", "t", image.getKey())));
        }
        inside.clear();
        if (pictures.failure() != null) {
            inside.add(
                    El.create("p", "watch-fault")
                            .attr("role", "alert")
                            .text(texts.of(pictures.failure())));
        } else if (pictures.images().isEmpty()) {
            inside.add(El.create("p", "note").text(texts.of("watch.no-pictures")));
        }
        inside.add(shown);
        if (alert.over()) {
            inside.add(El.create("p", "").text(desk.words().ended(alert)));
            clip(pictures.clip());
        }
        inside.add(numbers());
    }

    private void clip(Blob clip) {
        if (clip == null) {
            inside.add(
                    El.create("p", "note")
                            .text(
                                    texts.of(
                                            entry.noClip().isEmpty()
                                                    ? "watch.clip-soon"
                                                    : "watch.clip-" + entry.noClip())));
            return;
        }
        var video =
                El.create("video", "watch-clip")
                        .flag("controls", true)
                        .flag("muted", true)
                        .flag("playsinline", true)
                        .attr("preload", "metadata")
                        .attr("aria-label", texts.of("watch.clip-of", "rule", entry.name()))
                        .attr("src", address(clip));
        var save = Panel.button(texts.of("watch.clip"));
        var stop = Panel.button(texts.of("watch.stop")).shown(false);
        var said = El.create("span", "note").attr("role", "status");
        save.on("click", (Event event) -> save(clip, save, stop, said));
        inside.add(video, El.create("div", "watch-row").add(save, stop, said));
    }

    /** Saves the clip as pictures and clips are to go out. */
    private void save(Blob clip, El save, El stop, El said) {
        var covers = choice.covers();
        boolean takes = covers.covering().covers();
        stop.on("click", (Event event) -> covers.stop());
        stop.shown(takes);
        save.enabled(!takes);
        said.text(takes ? texts.of("watch.covering-clip") : "");
        new Thread(
                        () -> {
                            try {
                                Browser.save(covers.clip(clip), id + ".webm");
                                var done = texts.of("watch.covered-clip");
                                said.text(
                                        covers.headsOnly()
                                                ? done + " " + texts.of("redact.warn-heads")
                                                : takes ? done : "");
                            } catch (RuntimeException e) {
                                said.text(texts.of(Teller.asFailure(e)));
                            }
                            stop.shown(false);
                            save.enabled(true);
                        })
                .start();
    }

    /** The number of each gate, and what the model gave. */
    private El numbers() {
        var table = El.create("table", "watch-numbers");
        table.add(El.create("caption", "vh").text(texts.of("watch.numbers")));
        var head = El.create("tr", "");
        for (var column : List.of("gate", "value", "limit")) {
            head.add(
                    El.create("th", "")
                            .attr("scope", "col")
                            .text(texts.of("watch.numbers-" + column)));
        }
        table.add(El.create("thead", "").add(head));
        var body = El.create("tbody", "");
        for (var said : entry.alert().reason().gates()) {
            body.add(
                    row(
                            texts.of("watch.gate-name-" + said.gate().id()),
                            desk.words().number(said.gate(), said.value()),
                            desk.words().number(said.gate(), said.limit())));
        }
        var judged = entry.alert().judged();
        if (judged != null) {
            var looks = new LinkedHashMap<String, Double>();
            looks.put("contrast", judged.verdict().contrast().orElse(Double.NaN));
            looks.put("second", judged.verdict().second().orElse(Double.NaN));
            for (var look : looks.entrySet()) {
                if (!Double.isNaN(look.getValue())) {
                    body.add(
                            row(
                                    texts.of("watch.look-" + look.getKey()),
                                    texts.bundle().style().percent(look.getValue()),
                                    ""));
                }
            }
            if (!judged.model().isEmpty()) {
                body.add(row(texts.of("watch.look-model"), judged.model(), ""));
            }
        }
        return table.add(body);
    }

    private static El row(String name, String value, String limit) {
        return El.create("tr", "")
                .add(
                        El.create("th", "").attr("scope", "row").text(name),
                        El.create("td", "figure").text(value),
                        El.create("td", "figure").text(limit));
    }
}
