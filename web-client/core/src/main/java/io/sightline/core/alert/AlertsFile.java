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
     * Where an alert's pictures lie in an archive: a name that every file system takes, whatever
     * the alert is called.
     *
     * @param number of it in the archive
     */
    public static String folder(int number, Kept kept) {
        var name = new StringBuilder("pictures/").append(number).append('-');
        var id = kept.alert().id();
        for (int i = 0; i < Math.min(id.length(), 40); ++i) {
            char c = id.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '-';
            name.append(plain ? c : '_');
        }
        return name.append('/').toString();
    }

    /** The JSON. */
    public static String json(List<Kept> alerts) {
        return json(alerts, Map.of(), Map.of(), null);
    }

    /**
     * The JSON of an archive.
     *
     * @param files names of the pictures and clips beside it, by the alert's id
     * @param left what was left out since it could not be covered, likewise
     * @param covered what is covered on the pictures and clips, and how; null where they are as
     *     they were seen
     */
    public static String json(
            List<Kept> alerts,
            Map<String, List<String>> files,
            Map<String, List<Object>> left,
            Map<String, Object> covered) {
        var list = new ArrayList<Object>();
        for (var kept : alerts) {
            var map = kept.toMap();
            var own = files.get(kept.alert().id());
            if (own != null) {
                map.put("files", new ArrayList<Object>(own));
            }
            if (left.containsKey(kept.alert().id())) {
                map.put("leftOut", left.get(kept.alert().id()));
            }
            list.add(map);
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("form", FORM);
        map.put("version", VERSION);
        if (covered != null) {
            map.put("redacted", covered);
        }
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
        row.add(kept.mark());
        row.add(kept.reason());
        return row;
    }
}
