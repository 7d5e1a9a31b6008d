// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.glue.database.Database;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The alerts that are kept in this browser, with their images: bounded in number and in age, the
 * oldest go first. Nothing of it leaves the browser. Its methods block.
 */
final class AlertStore {
    private static final String NAME = "sightline-alerts";
    private static final String TABLE = "alerts";

    /** With five images of about 30 KB and a clip of about 300 KB each: about 200 MB. */
    private static final int MOST = 400;

    /** Fourteen days, milliseconds. */
    private static final double AGE = 14 * 86_400_000.0;

    private Database database;

    /**
     * Keeps an alert in place of what was kept of it before; a mark that was given stays.
     *
     * @param alert the form of the public API, with {@code savedAt}
     * @throws io.sightline.glue.error.JsException named {@code QuotaExceededError} where the disk
     *     is full, even after half of them were let go
     */
    void keep(Map<String, Object> alert, double now) {
        var id = (String) alert.get("id");
        var before = open().get(TABLE, id);
        if (before != null && JsValues.toJava(before) instanceof Map<?, ?> old) {
            for (var name : List.of("mark", "savedAt")) {
                if (old.get(name) != null && !alert.containsKey(name)) {
                    alert.put(name, old.get(name));
                }
            }
        }
        alert.putIfAbsent("savedAt", now);
        tidy(now);
        open().put(TABLE, id, JsValues.toJs(alert));
    }

    /** All of them, newest first. */
    List<Map<?, ?>> all() {
        var alerts = new ArrayList<Map<?, ?>>();
        var records = open().all(TABLE);
        for (int i = 0; i < records.getLength(); ++i) {
            if (JsValues.toJava(records.get(i)) instanceof Map<?, ?> alert) {
                alerts.add(alert);
            }
        }
        alerts.sort((a, b) -> Double.compare(savedAt(b), savedAt(a)));
        return alerts;
    }

    /** Says whether one was right; an empty mark takes it back. */
    void mark(String id, String mark) {
        var record = open().get(TABLE, id);
        if (record != null && JsValues.toJava(record) instanceof Map<?, ?> alert) {
            var next = new LinkedHashMap<String, Object>();
            for (var entry : alert.entrySet()) {
                next.put((String) entry.getKey(), entry.getValue());
            }
            if (mark.isEmpty()) {
                next.remove("mark");
            } else {
                next.put("mark", mark);
            }
            open().put(TABLE, id, JsValues.toJs(next));
        }
    }

    /** Deletes these, or all where none is named. */
    void delete(List<String> ids) {
        if (ids.isEmpty()) {
            open().clear(TABLE);
        }
        for (var id : ids) {
            open().delete(TABLE, id);
        }
    }

    /** Lets go what is too old, and the oldest of what is too much. */
    private void tidy(double now) {
        var alerts = all();
        for (int i = 0; i < alerts.size(); ++i) {
            if (i >= MOST - 1 || now - savedAt(alerts.get(i)) > AGE) {
                open().delete(TABLE, (String) alerts.get(i).get("id"));
            }
        }
    }

    private static double savedAt(Map<?, ?> alert) {
        return alert.get("savedAt") instanceof Number at ? at.doubleValue() : 0;
    }

    private Database open() {
        if (database == null) {
            database = Database.open(NAME, 1, TABLE);
        }
        return database;
    }
}
