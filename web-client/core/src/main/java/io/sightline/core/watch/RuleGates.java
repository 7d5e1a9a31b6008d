// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.Gate;
import io.sightline.core.alert.GateResult;
import io.sightline.core.alert.Reason;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.Rule;
import io.sightline.core.zone.Check;
import io.sightline.core.zone.Condition;
import io.sightline.core.zone.Judgement;
import java.util.ArrayList;
import java.util.List;

/**
 * The gates of a rule, but for its question: what each says of a subject, with its number. One that
 * was passed is left only beyond a margin, lest an alert flicker with what is measured.
 */
final class RuleGates {
    /** So often a person has to be seen other than hanging; once may be an error. */
    private static final int WHOLE_SEEN = 2;

    /** What hangs from the upper edge for longer is somebody: an arm that reaches in goes again. */
    private static final double HANGING_SECONDS = 5;

    /** The score may fall to this share of what was asked for. */
    private static final double SCORE_KEPT = 0.75;

    /** The distance between two may grow to this share of what was asked for. */
    private static final double NEAR_KEPT = 1.15;

    /** Sums of frame times end a little below the whole. */
    private static final double ROUNDING = 1e-9;

    private final Rule rule;

    RuleGates(Rule rule) {
        this.rule = rule;
    }

    /**
     * What they say of a case as its subject was last seen; notes in it what is passed.
     *
     * @param all who is there, it among them
     * @param zones what each zone says of it
     */
    Reason of(Case about, List<Subject> all, List<Judgement> zones, double now) {
        var wanted = rule.subject();
        var subject = about.latest;
        var said = new ArrayList<GateResult>();
        said.add(motion(about.moved));
        about.scored = scores(subject, about.scored);
        said.add(
                about.scored
                        ? GateResult.passed(Gate.SCORE, subject.score(), wanted.minScore())
                        : GateResult.failed(
                                Gate.SCORE, subject.score(), wanted.minScore(), "below"));
        if (wanted.wholePerson()) {
            about.whole |= subject.whole() >= WHOLE_SEEN || subject.age() >= HANGING_SECONDS;
            said.add(
                    about.whole
                            ? GateResult.passed(Gate.BODY, WHOLE_SEEN, WHOLE_SEEN)
                            : GateResult.failed(Gate.BODY, subject.whole(), WHOLE_SEEN, "part"));
        }
        said.add(seconds(now - about.entered));
        if (wanted.measuresHeight()) {
            said.add(height(about, subject));
        }
        if (rule.near() != null) {
            said.add(near(about, subject, all));
        }
        if (!rule.zones().isEmpty()) {
            place(about, zones, now, said);
        }
        return new Reason(List.copyOf(said));
    }

    /** The score is enough; where it was before, it may have fallen a little. */
    boolean scores(Subject subject, boolean before) {
        return subject.score() >= rule.subject().minScore() * (before ? SCORE_KEPT : 1);
    }

    /** Something moved, or was there. */
    static GateResult motion(boolean moved) {
        return GateResult.atLeast(Gate.MOTION, moved ? 1 : 0, 1, "still");
    }

    /** It has been there, or away, for so long. */
    GateResult seconds(double there) {
        double least = rule.subject().minSeconds();
        return there >= least - ROUNDING
                ? GateResult.passed(Gate.SECONDS, there, least)
                : GateResult.failed(Gate.SECONDS, there, least, "short");
    }

    private GateResult height(Case about, Subject subject) {
        var wanted = rule.subject();
        var position = subject.position();
        double height = position == null ? Double.NaN : position.height();
        double margin = about.tall && position != null ? position.heightBand() : 0;
        margin = margin > 0 ? margin : 0;
        boolean low = height < wanted.leastHeight() - margin;
        boolean high = height > wanted.mostHeight() + margin;
        about.tall = !low && !high && !Double.isNaN(height);
        double limit =
                height < wanted.leastHeight() || Double.isInfinite(wanted.mostHeight())
                        ? wanted.leastHeight()
                        : wanted.mostHeight();
        if (about.tall) {
            return GateResult.passed(Gate.HEIGHT, height, limit);
        }
        return GateResult.failed(
                Gate.HEIGHT, height, limit, low ? "below" : high ? "above" : "unknown");
    }

    private GateResult near(Case about, Subject subject, List<Subject> all) {
        double least = Double.NaN;
        boolean any = false;
        for (var other : all) {
            if (other.track() != subject.track() && other.label().equals(rule.near().label())) {
                any = true;
                double metres = metres(subject, other);
                if (Double.isNaN(least) || metres < least) {
                    least = metres;
                }
            }
        }
        double limit = rule.near().metres();
        about.near = least <= limit * (about.near ? NEAR_KEPT : 1);
        if (about.near) {
            return GateResult.passed(Gate.NEAR, least, limit);
        }
        return GateResult.failed(
                Gate.NEAR, least, limit, !any ? "none" : Double.isNaN(least) ? "unknown" : "far");
    }

    /** On the floor where both stand on it, else through the air; NaN where not known. */
    private static double metres(Subject one, Subject other) {
        var a = one.position();
        var b = other.position();
        if (a == null || b == null) {
            return Double.NaN;
        }
        if (a.foot() != null && b.foot() != null) {
            double across = a.foot().across() - b.foot().across();
            double away = a.foot().away() - b.foot().away();
            return Math.sqrt(across * across + away * away);
        }
        return a.point() == null || b.point() == null
                ? Double.NaN
                : a.point().minus(b.point()).length();
    }

    /** In whichever zone it has been for longest, else the one that it is nearest to. */
    private static void place(
            Case about, List<Judgement> zones, double now, List<GateResult> said) {
        about.inside = Double.NaN;
        Judgement best = null;
        for (var judgement : zones) {
            if (best == null || better(judgement, best)) {
                best = judgement;
            }
        }
        if (best == null) {
            said.add(GateResult.failed(Gate.ZONE, Double.NaN, Double.NaN, "crowd"));
            return;
        }
        var check = check(best);
        double limit = check.value() > check.most() ? check.most() : check.least();
        if (!best.inside()) {
            // With all its conditions met it has only not been so for long enough.
            var why = check.met() ? "entering" : check.condition().id();
            why = check.known() ? why : "unknown";
            said.add(GateResult.failed(Gate.ZONE, check.value(), limit, why));
            return;
        }
        said.add(GateResult.passed(Gate.ZONE, check.value(), limit));
        double least = best.checks().get(best.checks().size() - 1).least();
        double stay = now - best.since();
        about.inside = best.since();
        said.add(
                stay >= least - ROUNDING
                        ? GateResult.passed(Gate.DWELL, stay, least)
                        : GateResult.failed(Gate.DWELL, stay, least, "short"));
    }

    private static boolean better(Judgement judgement, Judgement best) {
        if (judgement.inside() != best.inside()) {
            return judgement.inside();
        }
        if (judgement.inside()) {
            return judgement.since() < best.since();
        }
        return check(judgement).off() < check(best).off();
    }

    /** The condition that fails, else the first; not the stay, which is a gate of its own. */
    private static Check check(Judgement judgement) {
        var failed = judgement.failed();
        return failed == null || failed.condition() == Condition.DWELL
                ? judgement.checks().get(0)
                : failed;
    }
}
