// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.value.Clock;
import io.sightline.core.value.Fields;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.dom.events.Event;

/** A recorded clip through the same pipeline, and what came of it. */
final class ReplayView {
    private final WatchDesk desk;
    private final Texts texts;
    private final El section;
    private final El progress = El.create("progress", "watch-progress").attr("max", "1");
    private final El stop;
    private final El told = El.create("p", "").attr("id", "watch-replayed").attr("role", "status");
    private final El spans = El.create("ul", "watch-spans").attr("id", "watch-spans");
    private int running;

    ReplayView(WatchDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
        var input =
                El.create("input", "vh")
                        .attr("type", "file")
                        .attr("accept", "video/*")
                        .attr("id", "watch-clip");
        input.on(
                "change",
                (Event event) -> {
                    var files = Browser.files(event);
                    if (files.getLength() > 0) {
                        replay(files.get(0));
                    }
                    Browser.resetFile(input.node());
                });
        var choose =
                El.create("label", "plain bordered")
                        .attr("for", "watch-clip")
                        .text(texts.of("watch.choose"));
        stop = Panel.button(texts.of("watch.stop")).shown(false);
        stop.on("click", (Event event) -> desk.stop(running));
        progress.attr("aria-label", texts.of("watch.replay")).shown(false);
        section =
                Panel.section(texts, "replay")
                        .add(
                                El.create("p", "note").text(texts.of("watch.replay-about")),
                                El.create("div", "watch-row").add(input, choose, stop),
                                progress,
                                told,
                                spans);
    }

    El section() {
        return section;
    }

    private void replay(JSObject clip) {
        spans.clear();
        told.text("");
        progress.shown(true).attr("value", "0");
        stop.shown(true);
        running =
                desk.replay(
                        clip,
                        desk.rules(),
                        0,
                        true,
                        (seconds, length) ->
                                progress.attr(
                                        "value",
                                        Double.toString(length > 0 ? seconds / length : 0)),
                        this::ended);
    }

    private void ended(WatchEvent event) {
        progress.shown(false);
        stop.shown(false);
        if (event instanceof VisionEvent.Failed failed) {
            told.text(texts.of(failed.exception()));
            return;
        }
        if (!(event instanceof WatchEvent.Replayed replayed)) {
            return;
        }
        var result = Fields.of(replayed.result());
        var motion = result.objects("motion");
        told.text(
                texts.of(
                        "watch.replayed",
                        Map.of(
                                "frames", result.number("frames"),
                                "looks", result.object("gate").number("looks"),
                                "alerts", result.objects("alerts").size(),
                                "tracks", result.objects("tracks").size())));
        for (var span : motion) {
            spans.add(
                    El.create("li", "figure")
                            .text(
                                    Clock.text(span.number("from"))
                                            + " – "
                                            + Clock.text(span.number("to"))));
        }
        if (result.has("broken")) {
            var broken = result.object("broken");
            spans.add(
                    El.create("li", "watch-fault")
                            .text(texts.of("watch.broken", "at", Clock.text(broken.number("at")))));
        }
    }
}
