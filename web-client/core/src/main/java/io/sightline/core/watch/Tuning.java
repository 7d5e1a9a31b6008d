// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.rule.Question;
import io.sightline.core.rule.Rule;
import io.sightline.core.rule.Wanted;
import io.sightline.core.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How good a rule is on a recorded stream whose events somebody labelled, and how good it would be
 * with another threshold.
 */
public final class Tuning {
    private Tuning() {}

    /**
     * An event that a person labelled.
     *
     * @param from stream time, seconds
     * @param to stream time, seconds, at least {@code from}
     */
    public record Moment(double from, double to) {}

    /**
     * Alerts held against moments.
     *
     * @param moments labelled
     * @param found of these: with an alert
     * @param alerts that there were
     * @param right of these: the first about its moment
     * @param repeated of these: about a moment that had one already; wrong too
     * @param latencies from a found moment's begin to its alert, seconds, ascending
     */
    public record Score(
            int moments, int found, int alerts, int right, int repeated, List<Double> latencies) {
        /** The share of the alerts that were right; NaN without alerts. */
        public double precision() {
            return alerts == 0 ? Double.NaN : (double) right / alerts;
        }

        /** The share of the moments that were found; NaN without moments. */
        public double recall() {
            return moments == 0 ? Double.NaN : (double) found / moments;
        }

        /** Precision and recall in one, 0 to 1: their harmonic mean; 0 where either is not. */
        public double f1() {
            return alerts + moments == 0 ? 0 : 2.0 * right / (alerts + moments);
        }

        /**
         * The latency that so large a share of the found moments keeps; NaN where none is found.
         */
        public double latency(double share) {
            if (latencies.isEmpty()) {
                return Double.NaN;
            }
            int rank = (int) Math.ceil(share * latencies.size());
            return latencies.get(Math.max(0, Math.min(latencies.size(), rank) - 1));
        }
    }

    /**
     * One setting of a sweep.
     *
     * @param value of the threshold
     * @param score of the rule with it
     */
    public record Point(double value, Score score) {}

    /** A threshold of a rule. */
    public enum Knob {
        /** The least score of a detection. */
        SCORE("minScore"),
        /** The least seconds that the subject is there. */
        SECONDS("minSeconds"),
        /** The least seconds in a zone; of all its zones. */
        DWELL("dwellSeconds"),
        /** The probability of yes that counts as one. */
        THRESHOLD("threshold");

        private final String id;

        Knob(String id) {
            this.id = id;
        }

        /** The field's name in a rule. */
        public String id() {
            return id;
        }

        /** The rule with another value; itself where it has no such threshold. */
        public Rule set(Rule rule, double value) {
            return switch (this) {
                case SCORE -> subject(rule, value, rule.subject().minSeconds());
                case SECONDS -> subject(rule, rule.subject().minScore(), value);
                case DWELL -> zones(rule, value);
                case THRESHOLD -> question(rule, value);
            };
        }

        private static Rule subject(Rule rule, double score, double seconds) {
            var old = rule.subject();
            var subject =
                    new Wanted(
                            old.label(),
                            score,
                            seconds,
                            old.leastHeight(),
                            old.mostHeight(),
                            old.parts(),
                            old.absent());
            return with(rule, subject, rule.zones(), rule.question());
        }

        private static Rule zones(Rule rule, double seconds) {
            var zones = new ArrayList<Zone>();
            for (var zone : rule.zones()) {
                zones.add(zone.staying(seconds));
            }
            return with(rule, rule.subject(), List.copyOf(zones), rule.question());
        }

        private static Rule question(Rule rule, double threshold) {
            var old = rule.question();
            if (old == null) {
                return rule;
            }
            var question =
                    new Question(
                            old.text(),
                            old.contrast(),
                            old.frames(),
                            old.overSeconds(),
                            threshold,
                            old.reask(),
                            old.deadlineSeconds(),
                            old.againSeconds());
            return with(rule, rule.subject(), rule.zones(), question);
        }

        private static Rule with(Rule rule, Wanted subject, List<Zone> zones, Question question) {
            return new Rule(
                    rule.id(),
                    rule.name(),
                    rule.enabled(),
                    rule.when(),
                    subject,
                    zones,
                    rule.near(),
                    question,
                    rule.act(),
                    rule.recipe());
        }
    }

    /**
     * Holds alerts against moments. An alert is about the first moment without one that it was told
     * in, or that its own event overlaps.
     *
     * @param alerts as they were first told, by that time
     * @param moments that are labelled
     * @param tolerance seconds that labels may be off by
     */
    public static Score score(List<Alert> alerts, List<Moment> moments, double tolerance) {
        var taken = new boolean[moments.size()];
        var latencies = new ArrayList<Double>();
        int repeated = 0;
        for (var alert : alerts) {
            int about = -1;
            boolean again = false;
            for (int i = 0; i < taken.length && about < 0; ++i) {
                var moment = moments.get(i);
                boolean overlaps =
                        alert.from() <= moment.to() + tolerance
                                && alert.told() >= moment.from() - tolerance;
                again |= overlaps && taken[i];
                about = overlaps && !taken[i] ? i : about;
            }
            if (about >= 0) {
                taken[about] = true;
                latencies.add(Math.max(0, alert.told() - moments.get(about).from()));
            } else if (again) {
                ++repeated;
            }
        }
        var sorted = latencies.toArray(new Double[0]);
        Arrays.sort(sorted);
        int right = sorted.length;
        return new Score(moments.size(), right, alerts.size(), right, repeated, List.of(sorted));
    }

    /**
     * The alerts of a rule on a recorded stream, as they were first told.
     *
     * @param steps of the stream
     * @param answers what the model says to a question, at once; null where there is no model
     */
    public static List<Alert> alerts(
            Rule rule, List<Step> steps, Function<Effect.Ask, Answer> answers) {
        // Far from any limit: what is tuned is the rule.
        var settings = new WatchSettings(answers != null, true, 100_000, 1000);
        var watcher = new Watcher("tune", settings);
        watcher.rules(List.of(rule));
        var alerts = new ArrayList<Alert>();
        for (var step : steps) {
            take(watcher.step(step), step.seconds(), watcher, answers, alerts);
        }
        take(watcher.finish(), 0, watcher, answers, alerts);
        return alerts;
    }

    private static void take(
            List<Effect> effects,
            double now,
            Watcher watcher,
            Function<Effect.Ask, Answer> answers,
            List<Alert> alerts) {
        for (var effect : effects) {
            if (effect instanceof Effect.Told told && told.alert().phase() == Alert.Phase.NEW) {
                alerts.add(told.alert());
            } else if (effect instanceof Effect.Ask ask) {
                take(
                        watcher.answer(now, ask.id(), answers.apply(ask)),
                        now,
                        watcher,
                        answers,
                        alerts);
            }
        }
    }

    /**
     * The rule's score with each value of one threshold.
     *
     * @param values ascending
     */
    public static List<Point> sweep(
            Rule rule,
            Knob knob,
            double[] values,
            List<Step> steps,
            Function<Effect.Ask, Answer> answers,
            List<Moment> moments,
            double tolerance) {
        var points = new ArrayList<Point>();
        for (double value : values) {
            var alerts = alerts(knob.set(rule, value), steps, answers);
            points.add(new Point(value, score(alerts, moments, tolerance)));
        }
        return points;
    }

    /**
     * The value with the best of precision and recall; in the middle of those that are as good, so
     * that it is far from either edge. Null for none.
     */
    public static Point best(List<Point> points) {
        double most = 0;
        for (var point : points) {
            most = Math.max(most, point.score().f1());
        }
        var equal = new ArrayList<Point>();
        for (var point : points) {
            boolean as = point.score().f1() >= most - 1e-9;
            // The first unbroken run of them.
            boolean next =
                    equal.isEmpty()
                            || points.indexOf(point)
                                    == points.indexOf(equal.get(equal.size() - 1)) + 1;
            if (as && next) {
                equal.add(point);
            }
        }
        return equal.isEmpty() ? null : equal.get(equal.size() / 2);
    }
}
