// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import java.util.Map;

/**
 * How much passed each gate, of one rule or of all together, since it began. What came since it was
 * last {@linkplain #drain drained} is for who writes down when that was.
 */
public final class Funnel {
    private static final int STAGES = Stage.values().length;

    /** What is counted: frames until {@link #ZONE}, then questions and alerts. */
    public enum Stage {
        /** Frames that came. */
        FRAMES("frames"),
        /** Of these: while the rule was watching. */
        WATCHED("watched"),
        /** Of these: on which something moved. */
        MOTION("motion"),
        /** Of these watched: with a subject of the rule's label, score, time and height. */
        SUBJECT("subject"),
        /** Of these: with one that was in the zone for long enough, and near what it must be. */
        ZONE("zone"),
        /** Questions sent to the language model. */
        ASKED("asked"),
        /** Of these: answered by a yes. */
        YES("yes"),
        /** Of the questions: dropped, failed, or too late. */
        UNANSWERED("unanswered"),
        /** Alerts that went out. */
        ALERTS("alerts");

        private final String id;

        Stage(String id) {
            this.id = id;
        }

        /** The spelling in results. */
        public String id() {
            return id;
        }
    }

    private final long[] counts = new long[STAGES];
    private final long[] drained = new long[STAGES];

    /** Counts one more. */
    public void add(Stage stage) {
        ++counts[stage.ordinal()];
    }

    /** All that was counted. */
    public Map<Stage, Long> counts() {
        return Tally.named(counts);
    }

    /** Adds what was counted since the last time to a tally, under the rule's id. */
    public void drain(Tally into, String rule) {
        for (var stage : Stage.values()) {
            int i = stage.ordinal();
            into.add(rule, stage, counts[i] - drained[i]);
            drained[i] = counts[i];
        }
    }
}
