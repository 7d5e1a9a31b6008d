// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much passed each gate of a rule, for any period: by the minute for the last day, by the hour
 * for the last month. A period is widened to whole minutes, or hours where minutes are not kept.
 */
public final class Funnel {
    /** Minutes that are kept. */
    public static final int MINUTES = 24 * 60;

    /** Hours that are kept. */
    public static final int HOURS = 31 * 24;

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

    /** Rings of counts, each slot for one span of time. */
    private static final class Ring {
        private final double seconds;
        private final long[] spans;
        private final int[] counts;

        Ring(int slots, double seconds) {
            this.seconds = seconds;
            spans = new long[slots];
            counts = new int[slots * STAGES];
            java.util.Arrays.fill(spans, -1);
        }

        void add(Stage stage, double t) {
            long span = span(t);
            int slot = (int) (span % spans.length);
            if (spans[slot] != span) {
                spans[slot] = span;
                java.util.Arrays.fill(counts, slot * STAGES, (slot + 1) * STAGES, 0);
            }
            ++counts[slot * STAGES + stage.ordinal()];
        }

        long span(double t) {
            return (long) Math.floor(t / seconds);
        }

        void sum(long from, long to, long[] sums) {
            for (int slot = 0; slot < spans.length; ++slot) {
                if (spans[slot] >= from && spans[slot] <= to) {
                    for (int i = 0; i < STAGES; ++i) {
                        sums[i] += counts[slot * STAGES + i];
                    }
                }
            }
        }
    }

    private final Ring minutes = new Ring(MINUTES, 60);
    private final Ring hours = new Ring(HOURS, 3600);
    private double latest;

    /** Counts one more. */
    public void add(Stage stage, double t) {
        latest = Math.max(latest, t);
        minutes.add(stage, t);
        hours.add(stage, t);
    }

    /**
     * The counts of a period.
     *
     * @param from stream time, seconds, at least 0
     * @param to stream time, seconds
     */
    public Map<Stage, Long> counts(double from, double to) {
        var sums = new long[STAGES];
        if (to >= from) {
            long first = minutes.span(from);
            boolean kept = first > minutes.span(latest) - MINUTES;
            var ring = kept ? minutes : hours;
            ring.sum(ring.span(from), ring.span(to), sums);
        }
        var counts = new LinkedHashMap<Stage, Long>();
        for (var stage : Stage.values()) {
            counts.put(stage, sums[stage.ordinal()]);
        }
        return counts;
    }
}
