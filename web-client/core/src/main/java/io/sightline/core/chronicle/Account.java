// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.chronicle;

import io.sightline.core.alert.Funnel;
import io.sightline.core.alert.Tally;
import io.sightline.core.chronicle.Spans.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why there was no alert in a period: how much passed each gate, and of when nothing can be said.
 * All times are milliseconds since 1970.
 *
 * @param from begin of the period
 * @param to its end, at most now
 * @param tally of it, widened to whole steps
 * @param watched when there was watching
 * @param lapses when nothing was seen, or little, by their begin; they may overlap
 * @param gaps when nothing was recorded: nobody watched, or the page was not there
 * @param oldest what is before that is kept no more
 * @param step that counts are of: a minute or an hour
 */
public record Account(
        double from,
        double to,
        Tally tally,
        List<Span> watched,
        List<Lapse> lapses,
        List<Span> gaps,
        double oldest,
        double step) {
    /**
     * When nothing was seen, or little.
     *
     * @param why a word: frozen, black, gone, asleep, unplugged or slow
     * @param from begin of it
     * @param to its end
     */
    public record Lapse(String why, double from, double to) {}

    /** In the form of the public API. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("from", from);
        map.put("to", to);
        map.put("funnel", funnel(Tally.ALL));
        var rules = new LinkedHashMap<String, Object>();
        for (var rule : tally.rules()) {
            rules.put(rule, funnel(rule));
        }
        map.put("rules", rules);
        map.put("step", step);
        map.put("watched", list(watched));
        var blind = new ArrayList<Object>();
        for (var lapse : lapses) {
            blind.add(Map.of("why", lapse.why(), "from", lapse.from(), "to", lapse.to()));
        }
        map.put("lapses", blind);
        map.put("gaps", list(gaps));
        map.put("oldest", oldest);
        return map;
    }

    private Map<String, Object> funnel(String rule) {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : tally.of(rule).entrySet()) {
            map.put(entry.getKey().id(), entry.getValue());
        }
        return map;
    }

    /** Reads counts of that form; a stage that is not there is none. */
    public static Map<Funnel.Stage, Long> counts(Map<?, ?> funnel) {
        var counts = new LinkedHashMap<Funnel.Stage, Long>();
        for (var stage : Funnel.Stage.values()) {
            counts.put(
                    stage, funnel.get(stage.id()) instanceof Number count ? count.longValue() : 0L);
        }
        return counts;
    }

    private static List<Object> list(List<Span> spans) {
        var list = new ArrayList<Object>();
        for (var span : spans) {
            list.add(Map.of("from", span.from(), "to", span.to()));
        }
        return list;
    }
}
