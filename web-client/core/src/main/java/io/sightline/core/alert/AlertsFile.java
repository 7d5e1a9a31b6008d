// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.export.Csv;
import io.sightline.core.value.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alerts as files: JSON with everything, CSV with a line for each alert. */
public final class AlertsFile {
    private static final String FORM = "sightline-alerts";

    private static final int VERSION = 1;

    private static final List<String> COLUMNS =
            List.of(
                    "alert",
                    "when",
                    "rule",
                    "name",
                    "severity",
                    "phase",
                    "from_seconds",
                    "to_seconds",
                    "told_seconds",
                    "track",
                    "label",
                    "score",
                    "distance",
                    "distance_unit",
                    "x_metres",
                    "y_metres",
                    "z_metres",
                    "question",
                    "verdict",
                    "p",
                    "p_contrast",
                    "p_second",
                    "unverified",
                    "ended",
                    "mark",
                    "reason");

    private AlertsFile() {}

    /**
     * An alert as it is kept.
     *
     * @param alert in its latest phase
     * @param when it was told by the wall's clock, ISO 8601
     * @param name of the rule, for people
     * @param reason in words
     * @param right what the user said of it: true for a right alert, null for nothing
     */
    public record Kept(Alert alert, String when, String name, String reason, Boolean right) {
        /** As it is written. */
        public Map<String, Object> toMap() {
            var map = alert.toMap(reason);
            map.put("when", when);
            map.put("name", name);
            if (right != null) {
                map.put("mark", mark(right));
            }
            return map;
        }
    }

    private static String mark(Boolean right) {
        return right == null ? null : right ? "right" : "wrong";
    }

    /** The JSON. */
    public static String json(List<Kept> alerts) {
        var list = new ArrayList<Object>();
        for (var kept : alerts) {
            list.add(kept.toMap());
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("form", FORM);
        map.put("version", VERSION);
        map.put("alerts", list);
        return JsonText.lines(map);
    }

    /** The table; texts that a spreadsheet would run are kept from it, as in every table. */
    public static String csv(List<Kept> alerts) {
        var csv = new Csv(COLUMNS);
        for (var kept : alerts) {
            csv.row(row(kept));
        }
        return csv.toString();
    }

    private static List<Object> row(Kept kept) {
        var alert = kept.alert();
        var who = alert.subject();
        var position = who.position();
        var point = position == null ? null : position.point();
        var judged = alert.judged();
        var verdict = judged == null ? null : judged.verdict();
        var row = new ArrayList<Object>();
        row.add(alert.id());
        row.add(kept.when());
        row.add(alert.rule());
        row.add(kept.name());
        row.add(alert.severity().id());
        row.add(alert.phase().id());
        row.add(alert.from());
        row.add(alert.to());
        row.add(alert.told());
        row.add(who.track() < 0 ? null : who.track());
        row.add(who.label());
        row.add(who.score());
        row.add(position == null ? null : position.distance());
        row.add(position == null ? null : position.metres() ? "metres" : "relative");
        row.add(point == null ? null : point.x());
        row.add(point == null ? null : point.y());
        row.add(point == null ? null : point.z());
        row.add(judged == null ? null : judged.question());
        row.add(verdict == null ? null : verdict.answer().wire());
        row.add(verdict == null ? null : verdict.p());
        row.add(verdict == null ? null : verdict.contrast().orElse(Double.NaN));
        row.add(verdict == null ? null : verdict.second().orElse(Double.NaN));
        row.add(alert.unverified());
        row.add(alert.ended());
        row.add(mark(kept.right()));
        row.add(kept.reason());
        return row;
    }
}
