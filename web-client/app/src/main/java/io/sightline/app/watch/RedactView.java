// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.redact.RedactKind;
import io.sightline.core.redact.RedactMethod;
import io.sightline.core.redact.RedactOrder;
import io.sightline.core.redact.RedactSettings;
import io.sightline.core.value.Fields;
import java.util.EnumSet;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.file.Blob;

/** A clip before it is handed on: what is found in it is covered, looked over, and written anew. */
final class RedactView {
    private final RedactDesk desk;
    private final Texts texts;
    private final El section;
    private final El name = El.create("span", "watch-name").attr("id", "redact-name");
    private final El kinds = El.create("fieldset", "redact-kinds").attr("id", "redact-kinds");
    private final El methods = El.create("span", "segments").attr("id", "redact-method");
    private final El find;
    private final El stop;
    private final El progress = El.create("progress", "watch-progress").attr("max", "1");
    private final El told = El.create("p", "").attr("id", "redact-told").attr("role", "status");
    private final El fault = El.create("p", "watch-fault").attr("role", "alert");
    private final El warnings = El.create("ul", "redact-warnings").attr("id", "redact-warnings");
    private final El write;
    private final El save;
    private final El acts;
    private final RedactReview review;
    private JSObject clip;
    private RedactSettings settings;
    private Fields found;
    private int foundBy;
    private int running;
    private Blob written;
    private RedactMethod method = RedactMethod.FILL;

    RedactView(RedactDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
        find = Panel.button(texts.of("redact.find")).attr("id", "redact-find").enabled(false);
        find.on("click", (Event event) -> find());
        stop = Panel.button(texts.of("watch.stop")).shown(false);
        stop.on("click", (Event event) -> desk.stop(running));
        progress.attr("aria-label", texts.of("redact.progress")).shown(false);
        write = Panel.button(texts.of("redact.write")).attr("id", "redact-write");
        write.on("click", (Event event) -> write());
        save = Panel.button(texts.of("redact.save")).attr("id", "redact-save").shown(false);
        save.on("click", (Event event) -> Browser.save(written, fileName("redacted")));
        var still = Panel.button(texts.of("redact.still")).attr("id", "redact-still");
        still.on("click", (Event event) -> still());
        acts = El.create("div", "watch-row").add(write, save, still).shown(false);
        review = new RedactReview(desk, texts, this::changed);
        section =
                Panel.section(texts, "redact")
                        .add(
                                El.create("p", "note").text(texts.of("redact.about")),
                                chooser(),
                                kinds(),
                                methods(),
                                El.create("div", "watch-row").add(find, stop),
                                progress,
                                told,
                                fault,
                                warnings,
                                review.box(),
                                acts);
    }

    El section() {
        return section;
    }

    private El chooser() {
        var button =
                new FileButton("redact-clip", "video/*", texts.of("watch.choose"), this::choose);
        return button.in(El.create("div", "watch-row")).add(name);
    }

    private El kinds() {
        kinds.add(El.create("legend", "vh").text(texts.of("redact.kinds")));
        for (var kind : RedactKind.values()) {
            var check =
                    El.create("input", "")
                            .attr("type", "checkbox")
                            .attr("value", kind.id())
                            .attr("id", "redact-" + kind.id());
            Browser.check(check.node(), kind == RedactKind.PEOPLE);
            kinds.add(
                    El.create("label", "")
                            .add(
                                    check,
                                    El.create("span", "").text(texts.of("redact." + kind.id()))));
        }
        return kinds;
    }

    private El methods() {
        for (var each : RedactMethod.values()) {
            var radio =
                    El.create("input", "")
                            .attr("type", "radio")
                            .attr("name", "redact-method")
                            .attr("value", each.id());
            Browser.check(radio.node(), each == method);
            radio.on(
                    "change",
                    (Event event) -> {
                        method = each;
                        review.method(each);
                    });
            methods.add(
                    El.create("label", "")
                            .add(
                                    radio,
                                    El.create("span", "").text(texts.of("redact." + each.id()))));
        }
        methods.attr("role", "group").attr("aria-label", texts.of("redact.method"));
        return methods;
    }

    private void choose(Blob file) {
        clip = file;
        name.text(Browser.nameOf(file));
        forget();
        find.enabled(true);
        told.text("");
        fault.text("");
    }

    /** What was found belongs to another clip, or is sought anew. */
    private void forget() {
        found = null;
        written = null;
        warnings.clear();
        save.shown(false);
        acts.shown(false);
        review.hide();
    }

    private void find() {
        var chosen = EnumSet.noneOf(RedactKind.class);
        for (var kind : RedactKind.values()) {
            var input = (HTMLElement) kinds.node().querySelector("#redact-" + kind.id());
            if (Browser.isChecked(input)) {
                chosen.add(kind);
            }
        }
        forget();
        settings = RedactSettings.of(chosen);
        begin(texts.of("redact.finding"));
        running = desk.find(clip, settings, this::progressed, this::found);
    }

    private void begin(String text) {
        fault.text("");
        told.text(text);
        progress.shown(true).attr("value", "0");
        stop.shown(true);
        find.enabled(false);
        write.enabled(false);
    }

    private void progressed(double seconds, double length) {
        progress.attr("value", Double.toString(length > 0 ? Math.min(1, seconds / length) : 0));
    }

    /** Whether it went well. */
    private boolean ended(WatchEvent event) {
        progress.shown(false);
        stop.shown(false);
        find.enabled(true);
        write.enabled(true);
        told.text("");
        if (event instanceof VisionEvent.Failed failed) {
            fault.text(texts.of(failed.exception()));
            return false;
        }
        return true;
    }

    private void found(WatchEvent event) {
        if (!ended(event) || !(event instanceof WatchEvent.Found result)) {
            return;
        }
        foundBy = result.call();
        found = Fields.of(result.result());
        told.text(
                settings.kinds().isEmpty()
                        ? texts.of("redact.mark")
                        : texts.of(
                                "redact.found",
                                Map.of("frames", found.number("frames"), "what", what())));
        warn(found);
        acts.shown(true);
        review.show(foundBy, found, method);
    }

    /** Whom and what was found. */
    private String what() {
        double faces = found.number("faces");
        double tracks = found.number("tracks") - faces;
        double places = found.objects("finds").size() - tracks - faces;
        if (!settings.detects()) {
            return places == 0
                    ? texts.of("redact.found-nothing")
                    : texts.of("redact.found-writing", "count", places);
        }
        var people =
                tracks == 0
                        ? texts.of("redact.found-nobody")
                        : texts.of("redact.found-people", "count", tracks);
        if (faces > 0) {
            people = texts.of("redact.found-faces", Map.of("people", people, "count", faces));
        }
        return places == 0
                ? people
                : texts.of("redact.found-places", Map.of("people", people, "count", places));
    }

    private void warn(Fields latest) {
        warnings.clear();
        for (var warning : desk.warnings(settings, found, latest)) {
            warnings.add(El.create("li", "").text((String) warning.get("message")));
        }
    }

    /** What is covered was changed: the clip that was written shows the old. */
    private void changed() {
        written = null;
        save.shown(false);
    }

    private RedactOrder order() {
        return new RedactOrder(method, review.without(), review.regions());
    }

    private void write() {
        if (settings.kinds().isEmpty() && review.regions().isEmpty()) {
            fault.text(texts.of(RedactSettings.nothing()));
            return;
        }
        changed();
        begin(texts.of("redact.writing"));
        running = desk.write(foundBy, order(), "", this::progressed, this::written);
    }

    private void written(WatchEvent event) {
        if (!ended(event) || !(event instanceof WatchEvent.Redacted result)) {
            return;
        }
        var fields = Fields.of(result.result());
        written = (Blob) ((JSObject) fields.raw("clip")).cast();
        told.text(
                texts.of(
                        fields.number("whole") > 0 ? "redact.written-whole" : "redact.written",
                        Map.of(
                                "frames", fields.number("frames"),
                                "covered", fields.number("covered"),
                                "whole", fields.number("whole"))));
        warn(fields);
        save.shown(true);
    }

    private String fileName(String what) {
        var type = Browser.typeOf(written);
        return "sightline-" + what + (type.equals("video/mp4") ? ".mp4" : ".webm");
    }

    private void still() {
        desk.still(
                foundBy,
                order(),
                review.seconds(),
                false,
                event -> {
                    if (event instanceof WatchEvent.Preview still) {
                        Browser.save(
                                (Blob) ((JSObject) still.result().get("image")).cast(),
                                "sightline-redacted.png");
                    } else if (event instanceof VisionEvent.Failed failed) {
                        fail(failed.exception());
                    }
                });
    }

    private void fail(SightlineException failure) {
        fault.text(texts.of(failure));
    }
}
