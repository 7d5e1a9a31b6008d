// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.value.Fields;
import java.util.List;
import java.util.Map;

/** The latest times at which nothing was seen, or little, and why. */
final class LapsesView {
    private static final int SHOWN = 4;

    private final Texts texts;
    private final El list = El.create("ul", "watch-lapses").attr("id", "watch-lapses");
    private final WallTimes times = new WallTimes();
    private String drawn = "";

    LapsesView(Texts texts) {
        this.texts = texts;
        list.attr("aria-label", texts.of("watch.lapses"));
        list.shown(false);
    }

    El list() {
        return list;
    }

    void show(List<Fields> lapses) {
        var key = new StringBuilder().append(lapses.size());
        for (var lapse : lapses) {
            key.append(lapse.number("to", -1)).append(lapse.number("from"));
        }
        if (drawn.equals(key.toString())) {
            return;
        }
        drawn = key.toString();
        list.clear();
        for (int i = lapses.size() - 1; i >= Math.max(0, lapses.size() - SHOWN); --i) {
            list.add(El.create("li", "").text(text(lapses.get(i))));
        }
        list.shown(!lapses.isEmpty());
    }

    private String text(Fields lapse) {
        var why = texts.of("watch.lapse-" + lapse.text("why"));
        var from = times.text(lapse.number("from"));
        return lapse.has("to")
                ? texts.of(
                        "watch.lapse",
                        Map.of("from", from, "to", times.text(lapse.number("to")), "why", why))
                : texts.of("watch.lapse-open", Map.of("from", from, "why", why));
    }
}
