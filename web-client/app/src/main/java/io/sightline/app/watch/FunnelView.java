// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.alert.Funnel;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why there was no alert: how much passed each gate, and who came near. */
final class FunnelView {
    private static final int SHOWN = 5;

    private final Texts texts;
    private final El section;
    private final Map<String, El> counts = new LinkedHashMap<>();
    private final El misses = El.create("ul", "watch-misses").attr("id", "watch-misses");
    private String drawn = "";

    FunnelView(WatchDesk desk, Texts texts) {
        this.texts = texts;
        var rows = El.create("dl", "rows").attr("id", "watch-funnel");
        for (var stage : Funnel.Stage.values()) {
            var figure = El.create("dd", "figure").text("0");
            counts.put(stage.id(), figure);
            rows.add(El.create("dt", "").text(texts.of("watch.stage-" + stage.id())), figure);
        }
        section = Panel.section(texts, "why").add(rows, misses);
        desk.listen(this::told);
    }

    El section() {
        return section;
    }

    private void told(WatchEvent event) {
        if (!(event instanceof WatchEvent.Scene scene)) {
            return;
        }
        var fields = Fields.of(scene.scene());
        var funnel = fields.object("funnel");
        for (var entry : counts.entrySet()) {
            entry.getValue().text(texts.bundle().style().number(funnel.number(entry.getKey(), 0)));
        }
        var list = fields.objects("misses");
        var key = list.size() + "/" + (list.isEmpty() ? "" : list.get(list.size() - 1).raw("at"));
        if (key.equals(drawn)) {
            return;
        }
        drawn = key;
        misses.clear();
        for (int i = list.size() - 1; i >= Math.max(0, list.size() - SHOWN); --i) {
            var miss = list.get(i);
            misses.add(
                    El.create("li", "")
                            .text(
                                    texts.of(
                                            "watch.miss",
                                            Map.of(
                                                    "label",
                                                    miss.text("label"),
                                                    "rule",
                                                    miss.text("rule"),
                                                    "gate",
                                                    texts.of(
                                                            "watch.failed-"
                                                                    + miss.text("gate"))))));
        }
    }
}
