// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.alert;

import java.util.ArrayList;
import java.util.List;

/**
 * What a rule's threshold might better be, from what the user said of its alerts. Only alerts are
 * marked, so only a higher one can be told anything of. It is the one that lets the fewest wrong
 * alerts through while nine in ten of the right ones stay; and it is given only if such a choice
 * also does well on alerts that it was not made from: each is held out in turn.
 *
 * @param knob which threshold
 * @param now what it is
 * @param then what it might be; NaN for no better one
 * @param before the marked alerts that pass today
 * @param after those that would pass; null without a better one
 * @param heldOut those that would pass, each by the choice made from the others; null likewise
 * @param why there is none, the end of a text's key; empty where there is one
 */
public record Advice(
        Knob knob,
        double now,
        double then,
        Figures before,
        Figures after,
        Figures heldOut,
        String why) {
    /** With fewer marks nothing is said, as for the calibration. */
    public static final int LEAST = 10;

    /** So many of them must be right ones, and so many wrong ones. */
    public static final int LEAST_OF_EACH = 3;

    /** The share of right alerts that has to stay. */
    public static final double KEPT = 0.9;

    /** Which threshold. */
    public enum Knob {
        /** The question's: probability of yes. */
        QUESTION("question"),
        /** The subject's least score. */
        SCORE("score");

        private final String id;

        Knob(String id) {
            this.id = id;
        }

        /** Its name in keys of texts. */
        public String id() {
            return id;
        }
    }

    /**
     * A marked alert.
     *
     * @param value the highest threshold that it passes
     * @param right what the user said
     */
    public record Sample(double value, boolean right) {}

    /**
     * Marked alerts, counted.
     *
     * @param right of them
     * @param wrong of them
     */
    public record Figures(int right, int wrong) {
        /** How many. */
        public int count() {
            return right + wrong;
        }

        /** The share of right ones; NaN for none. */
        public double precision() {
            return count() == 0 ? Double.NaN : (double) right / count();
        }

        private static Figures of(List<Sample> samples, double threshold) {
            int right = 0;
            int wrong = 0;
            for (var sample : samples) {
                if (sample.value() >= threshold) {
                    right += sample.right() ? 1 : 0;
                    wrong += sample.right() ? 0 : 1;
                }
            }
            return new Figures(right, wrong);
        }
    }

    /** True when there is a better one. */
    public boolean suggests() {
        return !Double.isNaN(then);
    }

    /**
     * The advice.
     *
     * @param now what the threshold is
     * @param most what it may be at most
     * @param samples the rule's marked alerts, in any order
     */
    public static Advice of(Knob knob, double now, double most, List<Sample> samples) {
        var passing = new ArrayList<Sample>();
        for (var sample : samples) {
            if (sample.value() >= now) {
                passing.add(sample);
            }
        }
        passing.sort((a, b) -> Double.compare(a.value(), b.value()));
        var before = Figures.of(passing, now);
        if (before.count() < LEAST
                || before.right() < LEAST_OF_EACH
                || before.wrong() < LEAST_OF_EACH) {
            return none(knob, now, before, before.wrong() == 0 ? "right" : "few");
        }
        double then = best(passing, now, most);
        if (then == now) {
            return none(knob, now, before, "alike");
        }
        int right = 0;
        int wrong = 0;
        for (int i = 0; i < passing.size(); ++i) {
            var others = new ArrayList<>(passing);
            var mine = others.remove(i);
            boolean passes = mine.value() >= best(others, now, most);
            right += passes && mine.right() ? 1 : 0;
            wrong += passes && !mine.right() ? 1 : 0;
        }
        var heldOut = new Figures(right, wrong);
        if (!(heldOut.precision() > before.precision())) {
            return none(knob, now, before, "chance");
        }
        return new Advice(knob, now, then, before, Figures.of(passing, then), heldOut, "");
    }

    private static Advice none(Knob knob, double now, Figures before, String why) {
        return new Advice(knob, now, Double.NaN, before, null, null, why);
    }

    /** The best threshold, halfway between two alerts; the one of today where none is better. */
    private static double best(List<Sample> rising, double now, double most) {
        var all = Figures.of(rising, now);
        double best = now;
        int fewest = all.wrong();
        for (int i = 1; i < rising.size(); ++i) {
            double below = rising.get(i - 1).value();
            double above = rising.get(i).value();
            double between = between(below, above);
            if (!(between > now && between <= most)) {
                continue;
            }
            var passes = Figures.of(rising, between);
            if (passes.right() >= KEPT * all.right() && passes.wrong() < fewest) {
                best = between;
                fewest = passes.wrong();
            }
        }
        return best;
    }

    /** Halfway, with no more digits than are needed; NaN where there is nothing between. */
    private static double between(double below, double above) {
        if (!(above > below)) {
            return Double.NaN;
        }
        double middle = (below + above) / 2;
        for (double steps : new double[] {100, 1000, 10_000}) {
            double rounded = Math.rint(middle * steps) / steps;
            if (rounded > below && rounded <= above) {
                return rounded;
            }
        }
        return middle > below ? middle : above;
    }
}
