// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts of the stages: of all rules together, and of each. Bounded in the number of rules. */
public final class Tally {
    /** What all rules together are counted under; no rule's id. */
    public static final String ALL = "";

    /** Rules that are told apart; of what comes beyond, only all together are counted. */
    public static final int MOST_RULES = 128;

    private static final Funnel.Stage[] STAGES = Funnel.Stage.values();

    /** Frames on their way. */
    private static final List<Funnel.Stage> WAY =
            List.of(
                    Funnel.Stage.FRAMES,
                    Funnel.Stage.WATCHED,
                    Funnel.Stage.MOTION,
                    Funnel.Stage.SUBJECT,
                    Funnel.Stage.ZONE);

    private final Map<String, long[]> counts = new TreeMap<>();

    /** Counts so many more. */
    public void add(String rule, Funnel.Stage stage, long more) {
        if (more <= 0) {
            return;
        }
        var row = counts.get(rule);
        if (row == null) {
            if (counts.size() > MOST_RULES && !rule.equals(ALL)) {
                return;
            }
            row = new long[STAGES.length];
            counts.put(rule, row);
        }
        row[stage.ordinal()] += more;
    }

    /** Counts all of another more. */
    public void add(Tally other) {
        for (var entry : other.counts.entrySet()) {
            for (var stage : STAGES) {
                add(entry.getKey(), stage, entry.getValue()[stage.ordinal()]);
            }
        }
    }

    /** True where nothing was counted. */
    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Ids of the rules for which something was counted. */
    public Set<String> rules() {
        var rules = new TreeSet<>(counts.keySet());
        rules.remove(ALL);
        return rules;
    }

    /** The counts of a rule, or of {@link #ALL}. */
    public Map<Funnel.Stage, Long> of(String rule) {
        return named(counts.getOrDefault(rule, new long[STAGES.length]));
    }

    /**
     * What stood in the way: the stage that nothing came to, of those that lie before an alert, or
     * null where there was one.
     */
    public static Funnel.Stage stopped(Map<Funnel.Stage, Long> counts) {
        if (counts.get(Funnel.Stage.ALERTS) > 0) {
            return null;
        }
        var next = Funnel.Stage.FRAMES;
        for (var stage : WAY) {
            if (counts.get(stage) > 0) {
                next = STAGES[stage.ordinal() + 1];
            }
        }
        if (next == Funnel.Stage.ASKED) {
            // A rule without a question asks none.
            boolean refused =
                    counts.get(Funnel.Stage.ASKED) > 0 && counts.get(Funnel.Stage.YES) == 0;
            return refused ? Funnel.Stage.YES : Funnel.Stage.ALERTS;
        }
        return next;
    }

    /** As it is kept: by rule, the stages in their order without the noughts at the end. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        for (var entry : counts.entrySet()) {
            var row = entry.getValue();
            int length = row.length;
            while (length > 0 && row[length - 1] == 0) {
                --length;
            }
            var list = new ArrayList<Object>();
            for (int i = 0; i < length; ++i) {
                list.add(row[i]);
            }
            map.put(entry.getKey(), list);
        }
        return map;
    }

    /** Reads what was kept; anyone may write to a site's storage, so what is no count is none. */
    public static Tally of(Object kept) {
        var tally = new Tally();
        if (kept instanceof Map<?, ?> map) {
            for (var entry : map.entrySet()) {
                if (entry.getKey() instanceof String rule
                        && entry.getValue() instanceof List<?> row) {
                    for (int i = 0; i < Math.min(row.size(), STAGES.length); ++i) {
                        tally.add(rule, STAGES[i], count(row.get(i)));
                    }
                }
            }
        }
        return tally;
    }

    private static long count(Object value) {
        // Beyond 2^53 no count is exact, and sums of them would run over.
        return value instanceof Number number
                        && number.doubleValue() >= 0
                        && number.doubleValue() < 9e15
                ? (long) number.doubleValue()
                : 0;
    }

    /** Counts by their stage. */
    static Map<Funnel.Stage, Long> named(long[] counts) {
        var named = new LinkedHashMap<Funnel.Stage, Long>();
        for (var stage : STAGES) {
            named.put(stage, counts[stage.ordinal()]);
        }
        return named;
    }
}
