// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.chronicle;

import java.util.ArrayList;
import java.util.List;

/** Stretches of time, in their order and apart from one another. Bounded in number. */
public final class Spans {
    /** Two that are less apart are one, milliseconds: timers are not exact. */
    static final double APART = 1000;

    private final int most;
    private final List<Span> spans = new ArrayList<>();

    /**
     * A stretch of time.
     *
     * @param from milliseconds since 1970
     * @param to later than that
     */
    public record Span(double from, double to) {
        /** How long it is, milliseconds. */
        public double length() {
            return to - from;
        }
    }

    /**
     * @param most of them; where there are more, the two that are nearest become one
     */
    Spans(int most) {
        this.most = most;
    }

    /** Adds a stretch; nothing where it has no length. */
    void add(double from, double to) {
        if (!(to > from) || Double.isInfinite(to - from)) {
            return;
        }
        int at = spans.size();
        while (at > 0 && spans.get(at - 1).from() > from) {
            --at;
        }
        spans.add(at, new Span(from, to));
        if (at > 0 && reaches(at - 1)) {
            join(--at);
        }
        while (at + 1 < spans.size() && reaches(at)) {
            join(at);
        }
        if (spans.size() > most) {
            joinNearest();
        }
    }

    void add(Spans other) {
        for (var span : other.spans) {
            add(span.from(), span.to());
        }
    }

    private boolean reaches(int at) {
        return spans.get(at + 1).from() - spans.get(at).to() < APART;
    }

    private void join(int at) {
        var next = spans.remove(at + 1);
        var span = spans.get(at);
        spans.set(at, new Span(span.from(), Math.max(span.to(), next.to())));
    }

    private void joinNearest() {
        int best = 0;
        for (int i = 1; i + 1 < spans.size(); ++i) {
            if (gap(i) < gap(best)) {
                best = i;
            }
        }
        join(best);
    }

    private double gap(int at) {
        return spans.get(at + 1).from() - spans.get(at).to();
    }

    /** All of them, in their order. */
    public List<Span> all() {
        return List.copyOf(spans);
    }

    /** Their lengths together, milliseconds. */
    public double length() {
        double length = 0;
        for (var span : spans) {
            length += span.length();
        }
        return length;
    }

    /** The part of them in a period. */
    Spans within(double from, double to) {
        var inner = new Spans(most);
        for (var span : spans) {
            inner.add(Math.max(from, span.from()), Math.min(to, span.to()));
        }
        return inner;
    }

    /** What of a period is in none of them, but for moments. */
    List<Span> gaps(double from, double to) {
        var gaps = new ArrayList<Span>();
        double at = from;
        for (var span : spans) {
            gap(gaps, at, Math.min(to, span.from()));
            at = Math.max(at, span.to());
        }
        gap(gaps, at, to);
        return gaps;
    }

    private static void gap(List<Span> gaps, double from, double to) {
        if (to - from >= APART) {
            gaps.add(new Span(from, to));
        }
    }

    /** As they are kept: pairs. */
    List<Object> toList() {
        var list = new ArrayList<Object>();
        for (var span : spans) {
            list.add(List.of(span.from(), span.to()));
        }
        return list;
    }

    /** Adds what was kept; anyone may write to a site's storage, so what is no pair is left out. */
    void addKept(Object kept) {
        if (kept instanceof List<?> list) {
            for (var item : list) {
                if (item instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof Number from
                        && pair.get(1) instanceof Number to) {
                    add(from.doubleValue(), to.doubleValue());
                }
            }
        }
    }
}
