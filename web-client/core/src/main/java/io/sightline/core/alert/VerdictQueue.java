// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import io.sightline.core.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Questions that wait for the language model, which answers one at a time: the most urgent goes
 * first, and where there is no room the least urgent is dropped.
 */
public final class VerdictQueue {
    /** Seconds of waiting that one degree of severity is worth. */
    private static final double DEGREE = 15;

    private final int most;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A question that waits.
     *
     * @param ask its number
     * @param severity of the rule
     * @param since stream time at which it began to wait, seconds
     * @param calls of the model that it costs
     */
    public record Entry(int ask, Severity severity, double since, int calls) {
        /** Grows with the severity and the time that it waits. */
        double urgency(double now) {
            return severity.ordinal() * DEGREE + (now - since);
        }
    }

    /**
     * @param most questions that may wait at once, at least 1
     */
    public VerdictQueue(int most) {
        this.most = most;
    }

    /** How many wait. */
    public int size() {
        return entries.size();
    }

    /** Lets a question wait; what had to be dropped for it, maybe itself, or null. */
    public Entry offer(Entry entry, double now) {
        entries.add(entry);
        if (entries.size() <= most) {
            return null;
        }
        var least = entries.get(0);
        for (var other : entries) {
            // Of equals the one that came last.
            if (other.urgency(now) <= least.urgency(now)) {
                least = other;
            }
        }
        entries.remove(least);
        return least;
    }

    /** The most urgent of those that can be asked now, which stays; null if there is none. */
    public Entry peek(double now, Predicate<Entry> ready) {
        Entry first = null;
        for (var entry : entries) {
            boolean before = first == null || entry.urgency(now) > first.urgency(now);
            if (before && ready.test(entry)) {
                first = entry;
            }
        }
        return first;
    }

    /** Takes a question out; true if it waited. */
    public boolean remove(int ask) {
        return entries.removeIf(entry -> entry.ask() == ask);
    }
}
