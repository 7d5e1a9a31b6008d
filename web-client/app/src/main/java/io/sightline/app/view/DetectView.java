// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.Teller;
import io.sightline.app.detect.DetectorDesk;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.detect.Detection;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** What the detector finds: boxes on the picture, and the same as a list. */
final class DetectView {
    private final Texts texts;
    private final Teller teller;
    private final DetectorDesk desk;
    private final Announcer announcer;
    private final El on = El.byId("detect-on");
    private final El time = El.byId("detect-time");
    private final El note = El.byId("detect-note");
    private final El list = El.byId("detect-list");
    private final El boxes = El.byId("boxes");
    private VisionEvent.Detected drawn;
    private boolean saying;

    DetectView(Texts texts, Teller teller, DetectorDesk desk, Announcer announcer) {
        this.texts = texts;
        this.teller = teller;
        this.desk = desk;
        this.announcer = announcer;
        on.on("change", (Event event) -> set(Browser.isChecked(on.node())));
        desk.watch(this::draw);
        desk.listen(
                report ->
                        note.text(
                                report.stage().equals("fetch") && report.total() > 0
                                        ? texts.of(
                                                "model.fetch-short",
                                                Map.of(
                                                        "done", report.done(),
                                                        "total", report.total()))
                                        : texts.of("detect.loading")));
        draw();
    }

    private void set(boolean wanted) {
        if (!wanted) {
            desk.rest();
            return;
        }
        saying = true;
        desk.follow(
                failure -> {
                    if (failure != null && failure.code() != ErrorCode.ABORTED) {
                        teller.failed(failure, Message.Topic.ACTION, Message.Retry.NONE);
                    }
                });
    }

    private void draw() {
        var entry = desk.entry();
        var phase = desk.phase();
        Browser.check(on.node(), desk.following());
        on.enabled(phase != Phase.NONE && phase != Phase.LOOKING && phase != Phase.ABSENT);
        if (phase == Phase.LOOKING || phase == Phase.NONE) {
            note.text(phase == Phase.NONE ? texts.of("error.no-detector") : "");
        } else if (phase == Phase.ABSENT) {
            note.text(texts.of("model.absent-note") + " " + entry.variants().get(0).how());
        } else if (phase != Phase.LOADING) {
            note.text(
                    texts.of(
                            "detect.by",
                            Map.of(
                                    "model", entry.name(),
                                    "licence", entry.licence(),
                                    "bytes", desk.variant().bytes())));
        }
        var found = desk.found();
        if (found == drawn) {
            return;
        }
        drawn = found;
        boxes.clear();
        list.clear();
        time.text(
                found == null
                        ? ""
                        : texts.of(
                                "timings.ms",
                                "ms",
                                texts.bundle().style().fixed(found.timings().total(), 0)));
        if (found == null) {
            return;
        }
        for (var one : found.found()) {
            boxes.add(box(one, desk.foundOn()));
            list.add(
                    El.create("li", "")
                            .add(El.create("span", "").text(one.label()))
                            .add(El.create("span", "figure").text(percent(one))));
        }
        if (found.found().isEmpty()) {
            list.add(El.create("li", "quiet").text(texts.of("detect.nothing")));
        }
        if (saying) {
            // Once: what moves would never come to an end.
            saying = false;
            announcer.say(texts.of("detect.said", "count", found.found().size()));
        }
    }

    /** In shares of the picture, so that it stays in place when the stage changes its size. */
    private El box(Detection one, ImageSize size) {
        var at = one.box();
        var box = El.create("div", "box");
        box.style("left", share(at.x(), size.width()));
        box.style("top", share(at.y(), size.height()));
        box.style("width", share(at.width(), size.width()));
        box.style("height", share(at.height(), size.height()));
        // A name is longer than a small box: it grows towards the middle.
        box.flag("data-flip", at.centreX() > size.width() / 2.0);
        return box.add(El.create("b", "").text(one.label() + " " + percent(one)));
    }

    private static String share(double length, int of) {
        return length / of * 100 + "%";
    }

    private String percent(Detection one) {
        return texts.bundle().style().percent(one.score());
    }
}
