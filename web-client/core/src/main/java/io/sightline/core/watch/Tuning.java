// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.rule.Act;
import io.sightline.core.rule.Near;
import io.sightline.core.rule.Question;
import io.sightline.core.rule.Rule;
import io.sightline.core.rule.Wanted;
import io.sightline.core.value.Fields;
import io.sightline.core.zone.Band;
import io.sightline.core.zone.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How good a rule is on a recorded stream whose events somebody labelled, and how good it would be
 * with another threshold.
 */
public final class Tuning {
    private Tuning() {}

    /**
     * Alerts held against moments.
     *
     * @param moments in which there should be an alert
     * @param found of these: with an alert
     * @param alerts that there were
     * @param right of these: the first about its moment
     * @param repeated of these: about a moment that had one already; wrong too
     * @param silences moments in which there should be none
     * @param broken of these: with an alert
     * @param latencies from a found moment's begin to its alert, seconds, ascending
     */
    public record Score(
            int moments,
            int found,
            int alerts,
            int right,
            int repeated,
            int silences,
            int broken,
            List<Double> latencies) {
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
     * @param unknown questions that came up with it and were never answered
     */
    public record Point(double value, Score score, int unknown) {
        /** As it travels; what is not known is left out. */
        public Map<String, Object> toMap() {
            var map = new LinkedHashMap<String, Object>();
            map.put("value", value);
            map.put("moments", score.moments);
            map.put("found", score.found);
            map.put("alerts", score.alerts);
            map.put("right", score.right);
            map.put("repeated", score.repeated);
            map.put("silences", score.silences);
            map.put("broken", score.broken);
            map.put("latencies", new ArrayList<Object>(score.latencies));
            map.put("unknown", unknown);
            return map;
        }

        /** Reads what travelled. */
        public static Point of(Fields fields) {
            var latencies = new ArrayList<Double>();
            if (fields.raw("latencies") instanceof List<?> list) {
                for (var item : list) {
                    latencies.add(((Number) item).doubleValue());
                }
            }
            return new Point(
                    fields.number("value"),
                    new Score(
                            count(fields, "moments"),
                            count(fields, "found"),
                            count(fields, "alerts"),
                            count(fields, "right"),
                            count(fields, "repeated"),
                            count(fields, "silences"),
                            count(fields, "broken"),
                            latencies),
                    count(fields, "unknown"));
        }

        private static int count(Fields fields, String name) {
            return fields.whole(name, 0, Integer.MAX_VALUE);
        }
    }

    /** A threshold of a rule. */
    public enum Knob {
        /** The least score of a detection. */
        SCORE("minScore"),
        /** The least seconds that the subject is there. */
        SECONDS("minSeconds"),
        /** The least seconds in a zone; of all its zones. */
        DWELL("dwellSeconds"),
        /** Where the first distance of its zones begins; of all that begin there. */
        ZONE_FROM("distance-from"),
        /** Where the first distance of its zones ends; of all that end there. */
        ZONE_TO("distance-to"),
        /** The most metres to the other. */
        NEAR("metres"),
        /** The probability of yes that counts as one. */
        THRESHOLD("threshold"),
        /** The seconds after an alert before the next about the same track. */
        COOLDOWN("cooldownSeconds");

        private final String id;

        Knob(String id) {
            this.id = id;
        }

        /** The field's name in a rule; of a pair with which of the two. */
        public String id() {
            return id;
        }

        /** The knob of this field; null where there is none. */
        public static Knob of(String id) {
            for (var knob : values()) {
                if (knob.id.equals(id)) {
                    return knob;
                }
            }
            return null;
        }

        /** The rule's value; NaN where it has no such threshold. */
        public double of(Rule rule) {
            boolean scene = rule.subject().scene();
            return switch (this) {
                case SCORE -> scene ? Double.NaN : rule.subject().minScore();
                case SECONDS -> rule.subject().minSeconds();
                case DWELL ->
                        scene || rule.zones().isEmpty()
                                ? Double.NaN
                                : rule.zones().get(0).dwellSeconds();
                case ZONE_FROM, ZONE_TO -> {
                    var zone = scene ? null : bounded(rule);
                    double edge = zone == null ? Double.NaN : edge(zone);
                    // What has no end has none that could be moved.
                    yield Double.isInfinite(edge) ? Double.NaN : edge;
                }
                case NEAR -> rule.near() == null ? Double.NaN : rule.near().metres();
                case THRESHOLD ->
                        rule.question() == null ? Double.NaN : rule.question().threshold();
                case COOLDOWN -> rule.act().cooldownSeconds();
            };
        }

        /** Whether the values are in metres, of a rule that has some. */
        public boolean metres(Rule rule) {
            return switch (this) {
                case NEAR -> true;
                case ZONE_FROM, ZONE_TO -> bounded(rule).metres();
                default -> false;
            };
        }

        private static Zone bounded(Rule rule) {
            for (var zone : rule.zones()) {
                if (zone.distance() != null) {
                    return zone;
                }
            }
            return null;
        }

        private double edge(Zone zone) {
            return this == ZONE_FROM ? zone.distance().least() : zone.distance().most();
        }

        /** Whether a zone's edge is the one that is moved. */
        private boolean moves(Zone zone, Zone first) {
            return zone.distance() != null
                    && zone.metres() == first.metres()
                    && edge(zone) == edge(first);
        }

        /** Values worth trying for a rule, ascending, its own among them; none without one. */
        public double[] values(Rule rule) {
            double own = of(rule);
            if (Double.isNaN(own)) {
                return new double[0];
            }
            var values = new TreeSet<Double>();
            values.add(own);
            for (double value : steps(rule)) {
                // What is as good as the rule's own would be a second line of the same.
                if (Math.abs(value - own) > 1e-9 && fits(rule, value)) {
                    values.add(value);
                }
            }
            var sorted = new double[values.size()];
            int i = 0;
            for (double value : values) {
                sorted[i++] = value;
            }
            return sorted;
        }

        /** Nothing lies in a distance that ends before it begins. */
        private boolean fits(Rule rule, double value) {
            if (this != ZONE_FROM && this != ZONE_TO) {
                return true;
            }
            var first = bounded(rule);
            for (var zone : rule.zones()) {
                if (!moves(zone, first)) {
                    continue;
                }
                double most = zone.metres() ? Double.POSITIVE_INFINITY : 1;
                boolean empty =
                        this == ZONE_FROM
                                ? value >= Math.min(most, zone.distance().most())
                                : value <= zone.distance().least();
                if (empty) {
                    return false;
                }
            }
            return true;
        }

        private double[] steps(Rule rule) {
            return switch (this) {
                case ZONE_FROM, ZONE_TO ->
                        bounded(rule).metres()
                                ? new double[] {0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 15}
                                : new double[] {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
                case SCORE -> new double[] {0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9};
                case SECONDS, DWELL -> new double[] {0, 0.5, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30};
                case NEAR -> new double[] {0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 8};
                case THRESHOLD -> new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};
                case COOLDOWN -> new double[] {0, 5, 10, 20, 30, 60, 120, 300};
            };
        }

        /** The rule with another value; itself where it has no such threshold. */
        public Rule set(Rule rule, double value) {
            if (Double.isNaN(of(rule))) {
                return rule;
            }
            var subject = rule.subject();
            return switch (this) {
                case SCORE -> subject(rule, value, subject.minSeconds());
                case SECONDS -> subject(rule, subject.minScore(), value);
                case DWELL -> zones(rule, zone -> zone.staying(value));
                case ZONE_FROM, ZONE_TO -> {
                    var first = bounded(rule);
                    yield zones(rule, zone -> moves(zone, first) ? moved(zone, value) : zone);
                }
                case NEAR ->
                        with(
                                rule,
                                subject,
                                rule.zones(),
                                new Near(rule.near().label(), value),
                                rule.question(),
                                rule.act());
                case THRESHOLD -> question(rule, value);
                case COOLDOWN -> {
                    var act = rule.act();
                    yield with(
                            rule,
                            subject,
                            rule.zones(),
                            rule.near(),
                            rule.question(),
                            new Act(act.severity(), value, act.targets(), act.escalate()));
                }
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
            return with(rule, subject, rule.zones(), rule.near(), rule.question(), rule.act());
        }

        private Zone moved(Zone zone, double edge) {
            var old = zone.distance();
            var band = this == ZONE_FROM ? new Band(edge, old.most()) : new Band(old.least(), edge);
            return zone.within(band, zone.metres());
        }

        private static Rule zones(Rule rule, UnaryOperator<Zone> change) {
            var zones = new ArrayList<Zone>();
            for (var zone : rule.zones()) {
                zones.add(change.apply(zone));
            }
            return with(
                    rule,
                    rule.subject(),
                    List.copyOf(zones),
                    rule.near(),
                    rule.question(),
                    rule.act());
        }

        private static Rule question(Rule rule, double threshold) {
            var old = rule.question();
            var question =
                    new Question(
                            old.text(),
                            old.contrast(),
                            old.frames(),
                            old.overSeconds(),
                            threshold,
                            old.reask(),
                            old.deadlineSeconds(),
                            old.againSeconds(),
                            old.facts());
            return with(rule, rule.subject(), rule.zones(), rule.near(), question, rule.act());
        }

        private static Rule with(
                Rule rule,
                Wanted subject,
                List<Zone> zones,
                Near near,
                Question question,
                Act act) {
            return new Rule(
                    rule.id(),
                    rule.name(),
                    rule.enabled(),
                    rule.when(),
                    subject,
                    zones,
                    near,
                    question,
                    act,
                    rule.recipe());
        }
    }

    /**
     * Holds alerts against moments. An alert is about the first moment without one that it was told
     * in, or that its own event overlaps. Outside of all moments there should be none.
     *
     * @param alerts as they were first told, by that time
     * @param moments that are labelled, of both kinds
     * @param tolerance seconds that labels may be off by
     */
    public static Score score(List<Alert> alerts, List<Moment> moments, double tolerance) {
        var wanted = new ArrayList<Moment>();
        var silences = new ArrayList<Moment>();
        for (var moment : moments) {
            (moment.alert() ? wanted : silences).add(moment);
        }
        var taken = new boolean[wanted.size()];
        var broken = new boolean[silences.size()];
        var latencies = new ArrayList<Double>();
        int repeated = 0;
        for (var alert : alerts) {
            int about = -1;
            boolean again = false;
            for (int i = 0; i < taken.length && about < 0; ++i) {
                boolean overlaps = overlaps(alert, wanted.get(i), tolerance);
                again |= overlaps && taken[i];
                about = overlaps && !taken[i] ? i : about;
            }
            if (about >= 0) {
                taken[about] = true;
                latencies.add(Math.max(0, alert.told() - wanted.get(about).from()));
            } else if (again) {
                ++repeated;
            } else {
                // Labels that are off are no reason to blame an alert for a silence.
                for (int i = 0; i < broken.length; ++i) {
                    broken[i] |= overlaps(alert, silences.get(i), 0);
                }
            }
        }
        int loud = 0;
        for (boolean one : broken) {
            loud += one ? 1 : 0;
        }
        var sorted = latencies.toArray(new Double[0]);
        Arrays.sort(sorted);
        int right = sorted.length;
        return new Score(
                wanted.size(),
                right,
                alerts.size(),
                right,
                repeated,
                silences.size(),
                loud,
                List.of(sorted));
    }

    private static boolean overlaps(Alert alert, Moment moment, double tolerance) {
        return alert.from() <= moment.to() + tolerance && alert.told() >= moment.from() - tolerance;
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
            points.add(new Point(value, score(alerts, moments, tolerance), 0));
        }
        return points;
    }

    /**
     * The rule on a recording with one value of one threshold.
     *
     * @param moments of the recording; those that are not for the rule, after the recording's end,
     *     or where the clip could not be read are passed over
     * @param tolerance seconds that labels may be off by
     */
    public static Point point(
            Rule rule,
            Knob knob,
            double value,
            Recording recording,
            List<Moment> moments,
            double tolerance) {
        var mine = new ArrayList<Moment>();
        for (var moment : moments) {
            if (moment.holdsFor(rule.id()) && recording.saw(moment)) {
                mine.add(moment);
            }
        }
        var replies = recording.language() ? recording.replies() : null;
        var alerts = alerts(knob.set(rule, value), recording.steps(), replies);
        return new Point(
                value, score(alerts, mine, tolerance), replies == null ? 0 : replies.unknown());
    }

    /**
     * The value with the best of precision and recall; in the middle of those that are as good, so
     * that it is far from either edge. Null where none finds anything.
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
        return most == 0 || equal.isEmpty() ? null : equal.get(equal.size() / 2);
    }
}
