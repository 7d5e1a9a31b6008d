// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.core.words.ZoneWords;
import io.sightline.core.zone.Standing;
import java.util.ArrayList;
import java.util.List;

/** Why each who is seen is inside a zone or not, a line each. */
final class StandingLines {
    private final ZoneWords words;
    private final El list = El.create("ul", "stand-lines");
    private final List<El> lines = new ArrayList<>();

    StandingLines(ZoneWords words) {
        this.words = words;
    }

    El list() {
        return list;
    }

    /**
     * Says them.
     *
     * @param none what to say where there are none; empty for nothing
     */
    void draw(List<Standing> standings, String none) {
        int count = standings.isEmpty() && !none.isEmpty() ? 1 : standings.size();
        while (lines.size() > count) {
            lines.remove(lines.size() - 1).remove();
        }
        while (lines.size() < count) {
            var line = El.create("li", "");
            lines.add(line);
            list.add(line);
        }
        for (int i = 0; i < standings.size(); ++i) {
            var standing = standings.get(i);
            lines.get(i)
                    .text(words.line(standing))
                    .attr("data-in", Boolean.toString(standing.judgement().inside()));
        }
        if (standings.isEmpty() && count == 1) {
            lines.get(0).text(none).attr("data-in", null);
        }
    }
}
