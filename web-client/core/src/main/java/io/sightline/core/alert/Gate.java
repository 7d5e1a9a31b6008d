// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

/** What stands between a frame and an alert, in the order in which it is asked. */
public enum Gate {
    /** Something moved while the subject was there. */
    MOTION("motion"),
    /** The subject's score, 0 to 1. */
    SCORE("score"),
    /** How often a person was seen with more than a part that hangs into the frame. */
    BODY("body"),
    /** How long it has been there, or away, seconds. */
    SECONDS("seconds"),
    /** How tall it is, metres. */
    HEIGHT("height"),
    /** How far the other thing is, metres. */
    NEAR("near"),
    /** Whether it is in one of the zones. */
    ZONE("zone"),
    /** How long it has been in that zone, seconds. */
    DWELL("dwell"),
    /** What the language model says: probability of yes. */
    QUESTION("question");

    private final String id;

    Gate(String id) {
        this.id = id;
    }

    /** The one of this spelling; null for none. */
    public static Gate of(String id) {
        for (var gate : values()) {
            if (gate.id.equals(id)) {
                return gate;
            }
        }
        return null;
    }

    /** The spelling in alerts and near misses. */
    public String id() {
        return id;
    }
}
