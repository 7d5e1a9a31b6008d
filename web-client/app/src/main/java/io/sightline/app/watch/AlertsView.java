// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.alert.Alert;
import io.sightline.core.alert.AlertsFile;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.value.Fields;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.dom.ObjectUrl;
import io.sightline.glue.intl.DateTimeFormat;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.file.Blob;

/** The alerts that are kept, newest first, each with what was seen and why it was told. */
final class AlertsView {
    /** More are in the exported file. */
    private static final int SHOWN = 50;

    private final DateTimeFormat moments =
            DateTimeFormat.of(
                    "en", JsValues.toJs(Map.of("dateStyle", "short", "timeStyle", "medium")));
    private final WatchDesk desk;
    private final Texts texts;
    private final El section;
    private final El list = El.create("ol", "watch-alerts").attr("id", "watch-alerts");
    private final El spoken = El.create("p", "vh").attr("role", "alert");
    private final Map<String, Map<?, ?>> alerts = new LinkedHashMap<>();
    private final List<String> addresses = new ArrayList<>();

    AlertsView(WatchDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
        var json = Panel.button(texts.of("watch.export-json"));
        json.on("click", (Event event) -> export(false));
        var csv = Panel.button(texts.of("watch.export-csv"));
        csv.on("click", (Event event) -> export(true));
        var clear = Panel.button(texts.of("watch.clear"));
        clear.on(
                "click",
                (Event event) -> {
                    desk.forget(List.of());
                    alerts.clear();
                    draw();
                });
        section =
                Panel.section(texts, "alerts")
                        .add(list, spoken, El.create("div", "watch-row").add(json, csv, clear));
        desk.listen(this::told);
        desk.alerts(
                event -> {
                    if (event instanceof WatchEvent.Kept kept) {
                        for (var alert : kept.alerts()) {
                            var map = desk.explained((Map<?, ?>) alert);
                            alerts.putIfAbsent((String) map.get("id"), map);
                        }
                        draw();
                    }
                });
        draw();
    }

    El section() {
        return section;
    }

    private void told(WatchEvent event) {
        if (event instanceof WatchEvent.Alert alert) {
            var map = alert.alert();
            var id = (String) map.get("id");
            if ("new".equals(map.get("phase"))) {
                spoken.text(texts.of("watch.alert-new", "rule", ruleOf(map)));
            }
            var next = new LinkedHashMap<String, Map<?, ?>>();
            next.put(id, map);
            for (var entry : alerts.entrySet()) {
                next.putIfAbsent(entry.getKey(), entry.getValue());
            }
            alerts.clear();
            alerts.putAll(next);
            draw();
        }
    }

    private void draw() {
        for (var address : addresses) {
            ObjectUrl.revoke(address);
        }
        addresses.clear();
        list.clear();
        int count = 0;
        for (var alert : alerts.values()) {
            if (++count > SHOWN) {
                break;
            }
            list.add(item(alert));
        }
        if (alerts.isEmpty()) {
            list.add(El.create("li", "note").text(texts.of("watch.alerts-none")));
        }
    }

    private El item(Map<?, ?> alert) {
        var fields = Fields.of(alert);
        var item = El.create("li", "").attr("data-severity", fields.text("severity"));
        var head = El.create("div", "watch-row");
        head.add(El.create("strong", "").text(ruleOf(alert)));
        if (fields.has("savedAt")) {
            head.add(El.create("span", "note").text(moments.format(fields.number("savedAt"))));
        }
        item.add(head, El.create("p", "").text(fields.text("reason", "")));
        var images = El.create("div", "watch-images");
        for (var frame : fields.objects("evidence")) {
            if (frame.has("image") && frame.raw("image") instanceof JSObject blob) {
                var address = ObjectUrl.create((Blob) blob);
                addresses.add(address);
                images.add(
                        El.create("img", "")
                                .attr("src", address)
                                .attr("alt", texts.of("watch.evidence", "t", frame.number("t"))));
            }
        }
        item.add(images);
        var id = fields.text("id");
        var mark = fields.text("mark", "");
        var right = Panel.button(texts.of("watch.right"));
        right.attr("aria-pressed", Boolean.toString(mark.equals("right")));
        right.on("click", (Event event) -> mark(id, mark.equals("right") ? "" : "right"));
        var wrong = Panel.button(texts.of("watch.wrong"));
        wrong.attr("aria-pressed", Boolean.toString(mark.equals("wrong")));
        wrong.on("click", (Event event) -> mark(id, mark.equals("wrong") ? "" : "wrong"));
        var row = El.create("div", "watch-row").add(right, wrong);
        if (fields.has("clip") && fields.raw("clip") instanceof JSObject clip) {
            var save = Panel.button(texts.of("watch.clip"));
            save.on("click", (Event event) -> Browser.save((Blob) clip, id + ".webm"));
            row.add(save);
        }
        return item.add(row);
    }

    private String ruleOf(Map<?, ?> alert) {
        var id = (String) alert.get("rule");
        for (var rule : desk.rules()) {
            if (rule.id().equals(id)) {
                return rule.name();
            }
        }
        return id;
    }

    private void mark(String id, String mark) {
        desk.mark(id, mark);
        var next = new LinkedHashMap<String, Object>();
        for (var entry : alerts.get(id).entrySet()) {
            next.put((String) entry.getKey(), entry.getValue());
        }
        next.remove("mark");
        if (!mark.isEmpty()) {
            next.put("mark", mark);
        }
        alerts.put(id, next);
        draw();
    }

    /** As files: with everything, or a line for each. */
    private void export(boolean csv) {
        var files = new ArrayList<AlertsFile.Kept>();
        for (var map : alerts.values()) {
            var fields = Fields.of(map);
            var mark = fields.text("mark", "");
            try {
                files.add(
                        new AlertsFile.Kept(
                                Alert.of(map),
                                iso(fields.number("savedAt", 0)),
                                ruleOf(map),
                                fields.text("reason", ""),
                                mark.isEmpty() ? null : mark.equals("right")));
            } catch (SightlineException e) {
                // Of another version: it stays in the list, but fits into no line of the file.
                System.err.println("An alert is not exported: " + e.values());
            }
        }
        Browser.save(
                Blobs.of(
                        JSString.valueOf(csv ? AlertsFile.csv(files) : AlertsFile.json(files)),
                        csv ? "text/csv" : "application/json"),
                csv ? "sightline-alerts.csv" : "sightline-alerts.json");
    }

    @JSBody(params = "milliseconds", script = "return new Date(milliseconds).toISOString();")
    private static native String iso(double milliseconds);
}
