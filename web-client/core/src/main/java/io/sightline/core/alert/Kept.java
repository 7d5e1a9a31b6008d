// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import java.util.Map;

/**
 * An alert as it is kept.
 *
 * @param alert in its latest phase
 * @param savedAt when it was first kept, milliseconds since 1970
 * @param when the same, ISO 8601
 * @param name of the rule, for people
 * @param reason in words
 * @param right what the user said of it: true for a right alert, null for nothing
 */
public record Kept(
        Alert alert, double savedAt, String when, String name, String reason, Boolean right) {
    /** As it is written. */
    public Map<String, Object> toMap() {
        var map = alert.toMap(reason);
        map.put("when", when);
        map.put("name", name);
        if (right != null) {
            map.put("mark", mark());
        }
        return map;
    }

    /** The mark's spelling in the public API; null without one. */
    public String mark() {
        return right == null ? null : right ? "right" : "wrong";
    }
}
