// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.detect.CocoLabels;
import io.sightline.core.detect.Detection;
import io.sightline.core.error.SightlineException;
import io.sightline.core.rule.Rule;
import io.sightline.core.rule.RuleForm;
import io.sightline.core.rule.Severity;
import io.sightline.core.rule.Wanted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLDocument;
import org.teavm.jso.dom.html.HTMLElement;

/** A window in which a rule is changed field by field. */
final class RuleDialog {
    private static final String LABELS = "rule-labels";

    private final WatchDesk desk;
    private final Texts texts;
    private final Rule rule;
    private final Runnable after;
    private final El dialog = El.create("dialog", "draw-dialog rule-dialog");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final Map<String, El> fields = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> before;
    private boolean warned;

    /**
     * @param rule that is changed
     * @param after told when it is closed
     */
    RuleDialog(WatchDesk desk, Texts texts, Rule rule, Runnable after) {
        this.desk = desk;
        this.texts = texts;
        this.rule = rule;
        this.after = after;
        before = RuleForm.of(rule);
        var title = El.create("h2", "").attr("id", "rule-title");
        title.text(texts.of("watch.form-title", "name", rule.name()));
        dialog.attr("aria-labelledby", "rule-title").attr("id", "rule-dialog");
        // A form, so that Enter saves from any field; what does not fit is said here, not by the
        // browser.
        var form = El.create("form", "rule-form").flag("novalidate", true);
        form.on(
                "submit",
                (Event event) -> {
                    event.preventDefault();
                    save();
                });
        var save = El.create("button", "primary").attr("type", "submit").attr("id", "rule-save");
        save.text(texts.of("watch.draw-save"));
        var cancel = Panel.button(texts.of("watch.draw-cancel")).attr("id", "rule-cancel");
        cancel.on("click", (Event event) -> close());
        form.add(
                El.create("header", "draw-head").add(title),
                body(),
                El.create("div", "draw-foot").add(fault, cancel, save));
        dialog.add(form);
        dialog.on(
                "cancel",
                (Event event) -> {
                    event.preventDefault();
                    leave();
                });
        fill();
    }

    void open() {
        HTMLDocument.current().getBody().appendChild(dialog.node());
        show(dialog.node());
        fields.get("name").node().focus();
    }

    private El body() {
        var labels = El.create("datalist", "").attr("id", LABELS);
        for (var label : List.of(Detection.MOTION, Wanted.SCENE)) {
            labels.add(El.create("option", "").attr("value", label));
        }
        for (var label : CocoLabels.NAMES) {
            labels.add(El.create("option", "").attr("value", label));
        }
        return El.create("div", "rule-body")
                .add(
                        labels,
                        El.create("div", "rule-column").add(subject(), when()),
                        El.create("div", "rule-column").add(question(), act()));
    }

    private El subject() {
        return group(
                "subject",
                text("name", "120"),
                text("subject.label", "40").attr("list", LABELS),
                flag("subject.absent"),
                flag("subject.parts"),
                pair(number("subject.minScore"), number("subject.minSeconds")),
                pair(number("subject.heightMetres[0]"), number("subject.heightMetres[1]")),
                pair(text("near.label", "40").attr("list", LABELS), number("near.metres")));
    }

    private El when() {
        var days = El.create("div", "rule-days").attr("role", "group");
        days.attr("aria-label", texts.of("watch.form-days"));
        for (int i = 0; i < RuleForm.DAYS.size(); ++i) {
            var path = "when.days." + RuleForm.DAYS.get(i);
            var box = put(path, El.create("input", "").attr("type", "checkbox"));
            names.put(path, texts.of("watch.form-days"));
            days.add(
                    El.create("label", "watch-check")
                            .add(box, El.create("span", "").text(weekday(i + 1))));
        }
        return group(
                "when",
                days,
                pair(
                        put("when.from", El.create("input", "").attr("type", "time")),
                        put("when.to", El.create("input", "").attr("type", "time"))),
                El.create("p", "note").text(texts.of("watch.form-when-about")));
    }

    private El question() {
        return group(
                "question",
                area("question.text"),
                area("question.contrast"),
                number("question.threshold"),
                flag("question.reask"),
                flag("question.facts"),
                El.create("p", "note").text(texts.of("watch.form-question-about")));
    }

    private El act() {
        var severity = put("act.severity", El.create("select", ""));
        for (var each : Severity.values()) {
            severity.add(
                    El.create("option", "")
                            .attr("value", each.id())
                            .text(texts.of("watch.severity-is-" + each.id())));
        }
        return group("act", pair(severity, number("act.cooldownSeconds")), flag("act.escalate"));
    }

    // The fields.

    /** A group; each control in it gets its name. */
    private El group(String name, El... parts) {
        var group = El.create("fieldset", "draw-group rule-group");
        group.add(El.create("legend", "").text(texts.of("watch.form-" + name)));
        for (var part : parts) {
            group.add(named(part));
        }
        return group;
    }

    private El pair(El left, El right) {
        return El.create("div", "rule-pair").add(named(left), named(right));
    }

    /** With its name before it, or behind a box; as it is where it is no field. */
    private El named(El part) {
        var id = part.node().getAttribute("id");
        var path = id == null || !id.startsWith("rule-field-") ? null : id.substring(11);
        if (path == null || !fields.containsKey(path)) {
            return part;
        }
        var name = El.create("span", "").text(names.get(path));
        return isFlag(part)
                ? El.create("label", "watch-check").add(part, name)
                : El.create("label", "draw-field").add(name, part);
    }

    private static boolean isFlag(El field) {
        return "checkbox".equals(field.node().getAttribute("type"));
    }

    private El text(String path, String most) {
        return put(path, El.create("input", "").attr("type", "text").attr("maxlength", most));
    }

    private El number(String path) {
        var input = El.create("input", "").attr("type", "text").attr("inputmode", "decimal");
        return put(path, input);
    }

    private El area(String path) {
        return put(path, El.create("textarea", "").attr("rows", "2").attr("maxlength", "500"));
    }

    private El flag(String path) {
        return put(path, El.create("input", "").attr("type", "checkbox"));
    }

    private El put(String path, El field) {
        fields.put(path, field.attr("id", "rule-field-" + path).attr("autocomplete", "off"));
        if (!path.startsWith("when.days.")) {
            names.put(path, texts.of("watch.form-" + path.replace('[', '-').replace("]", "")));
        }
        return field;
    }

    private void fill() {
        for (var field : fields.entrySet()) {
            var text = before.get(field.getKey());
            if (isFlag(field.getValue())) {
                Browser.check(field.getValue().node(), !text.isEmpty());
            } else {
                field.getValue().value(text);
            }
        }
    }

    private Map<String, String> read() {
        var read = new LinkedHashMap<String, String>();
        for (var field : fields.entrySet()) {
            var control = field.getValue();
            var text = control.value();
            if (isFlag(control)) {
                text = Browser.isChecked(control.node()) ? "true" : "";
            }
            read.put(field.getKey(), text);
        }
        return read;
    }

    // The end of it.

    private void save() {
        for (var field : fields.values()) {
            field.attr("aria-invalid", null);
        }
        try {
            // Whatever else of it was changed meanwhile, as by the API, stays.
            var base = desk.rule(rule.id());
            desk.watch(RuleForm.rule(base == null ? rule : base, read()));
            close();
        } catch (SightlineException e) {
            blame(e);
        }
    }

    /** Says what does not fit by the field's name, and goes there. */
    private void blame(SightlineException e) {
        var path = String.valueOf(e.values().get("path"));
        for (var name : names.entrySet()) {
            // A path may lead into a field, or to several.
            var field = "rule." + name.getKey();
            if (path.equals(field)
                    || field.startsWith(path + "[")
                    || field.startsWith(path + ".")) {
                fault.text(
                        texts.of(
                                "watch.form-fault",
                                Map.of(
                                        "field",
                                        name.getValue(),
                                        "wanted",
                                        e.values().get("wanted"))));
                var control = fields.get(name.getKey());
                control.attr("aria-invalid", "true");
                control.node().focus();
                return;
            }
        }
        fault.text(texts.of(e));
    }

    private void leave() {
        if (warned || read().equals(before)) {
            close();
            return;
        }
        warned = true;
        fault.text(texts.of("watch.draw-leave"));
    }

    private void close() {
        dialog.remove();
        after.run();
    }

    private static String weekday(int day) {
        return weekday(HTMLDocument.current().getDocumentElement(), day);
    }

    // The first of January 2024 was a Monday.
    @JSBody(
            params = {"root", "day"},
            script =
                    "return new Intl.DateTimeFormat(root.lang || 'en', { weekday: 'short', timeZone: 'UTC' })"
                            + ".format(Date.UTC(2024, 0, day));")
    private static native String weekday(HTMLElement root, int day);

    @JSBody(params = "dialog", script = "dialog.showModal();")
    private static native void show(HTMLElement dialog);
}
