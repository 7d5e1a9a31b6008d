// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

/** How much an alert matters, least first. */
public enum Severity {
    /** Worth knowing. */
    NOTICE("notice"),
    /** Worth a look now. */
    ALERT("alert"),
    /** Worth dropping everything. */
    ALARM("alarm");

    private final String id;

    Severity(String id) {
        this.id = id;
    }

    /** The spelling in rules and alerts. */
    public String id() {
        return id;
    }

    /** The one spelt so, or null. */
    public static Severity of(String id) {
        for (var severity : values()) {
            if (severity.id.equals(id)) {
                return severity;
            }
        }
        return null;
    }
}
