// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.error.SightlineException;
import io.sightline.core.value.Fields;
import io.sightline.core.words.WatchWords;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds to what the worker tells, in the form of the public API, its reason in words: the worker has
 * no texts.
 */
final class Reasons {
    private final WatchWords words;

    Reasons(WatchWords words) {
        this.words = words;
    }

    /** An alert with its reason. */
    Map<String, Object> ofAlert(Map<?, ?> alert) {
        var map = copy(alert);
        try {
            map.put("reason", words.reason(Alert.of(alert)));
        } catch (SightlineException e) {
            // Of another version: told all the same, by its numbers alone.
            map.put("reason", "");
            System.err.println("An alert has no reason: " + e.values());
        }
        return map;
    }

    /** A near miss with its reason. */
    Map<String, Object> ofMiss(Map<?, ?> miss) {
        var map = copy(miss);
        try {
            map.put("reason", words.miss(NearMiss.of(Fields.of(miss))));
        } catch (SightlineException e) {
            map.put("reason", "");
            System.err.println("A near miss has no reason: " + e.values());
        }
        return map;
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        for (var entry : map.entrySet()) {
            copy.put((String) entry.getKey(), entry.getValue());
        }
        return copy;
    }
}
