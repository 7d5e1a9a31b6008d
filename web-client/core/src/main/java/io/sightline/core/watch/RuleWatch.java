// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.Alert;
import io.sightline.core.alert.ClipChoice;
import io.sightline.core.alert.Funnel;
import io.sightline.core.alert.Gate;
import io.sightline.core.alert.GateResult;
import io.sightline.core.alert.Judged;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.alert.Reason;
import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import io.sightline.core.language.Verdict;
import io.sightline.core.language.Verdicts;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rule;
import io.sightline.core.zone.Check;
import io.sightline.core.zone.Condition;
import io.sightline.core.zone.Corner;
import io.sightline.core.zone.Judgement;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.ZoneJudge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One rule held against a stream: a {@link Case} for each track that it may be about. A case goes
 * from its gates to a question, from its verdict to an alert, and from leaving to the alert's end.
 */
final class RuleWatch {
    /** Cases at once; a crowd beyond it is not looked at. */
    static final int MOST_CASES = 64;

    /** Tracks whose cooldown is remembered after they ended. */
    static final int MOST_COOLDOWNS = 256;

    /** The rule has to have nothing to do with a subject for so long before an alert ends. */
    static final double END_SECONDS = 2;

    /** A track that begins within so long where another ended goes on for it. */
    static final double HANDOVER_SECONDS = 3;

    /** So many of its larger side the two may be apart. */
    private static final double HANDOVER_APART = 0.6;

    /** An alert that went out without a verdict waits for it so long after it is over. */
    static final double VERDICT_WAIT = 60;

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
    private final Desk desk;
    private final List<ZoneJudge> judges = new ArrayList<>();
    private final Map<Integer, Case> cases = new LinkedHashMap<>();
    private final Map<Integer, Double> cooldowns = new LinkedHashMap<>();
    private final Map<Integer, List<Judgement>> judgements = new HashMap<>();
    private final Funnel funnel = new Funnel();

    /** For a rule about absence: one was seen; and since when none is, NaN while one is. */
    private boolean wasThere;

    private double awaySince = Double.NaN;

    /** For a rule about the scene: something moved since it was last asked about. */
    private boolean changed = true;

    private ImageSize frame;
    private double steppedAt;
    private boolean anySubject;
    private boolean anyPassed;

    RuleWatch(Rule rule, Desk desk) {
        this.rule = rule;
        this.desk = desk;
        for (var zone : rule.zones()) {
            judges.add(new ZoneJudge(zone));
        }
    }

    Rule rule() {
        return rule;
    }

    Funnel funnel() {
        return funnel;
    }

    /** What is remembered, for who bounds it. */
    int size() {
        return cases.size() + cooldowns.size() + judgements.size();
    }

    /** True at the times at which the rule watches. */
    boolean watches(LocalMoment local) {
        return rule.enabled() && rule.when().covers(local);
    }

    /** True where a subject passed all but the question on the latest step. */
    boolean anyPassed() {
        return anyPassed;
    }

    /** True where a subject passed all but the place on the latest step. */
    boolean anySubject() {
        return anySubject;
    }

    /** For each track what each zone said on the latest step. */
    Map<Integer, List<Judgement>> judgements() {
        return judgements;
    }

    /** The zones that a track was in on the latest step. */
    List<String> zonesOf(int track) {
        var names = new ArrayList<String>();
        var said = judgements.getOrDefault(track, List.of());
        for (int i = 0; i < said.size(); ++i) {
            var name = rule.zones().get(i).name();
            if (said.get(i).inside() && !name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * One frame.
     *
     * @param subjects as they were last known
     * @param fresh they are of this very frame
     * @param gap too long passed since the frame before for anything to go on
     */
    void step(Step step, List<Subject> subjects, boolean fresh, boolean gap) {
        double now = step.seconds();
        frame = step.scene().frame();
        steppedAt = now;
        anySubject = false;
        anyPassed = false;
        if (gap) {
            forget();
        }
        funnel.add(Funnel.Stage.FRAMES);
        if (!watches(step.local())) {
            rest(now);
            return;
        }
        funnel.add(Funnel.Stage.WATCHED);
        if (step.moving()) {
            funnel.add(Funnel.Stage.MOTION);
        }
        var known = subjects == null ? List.<Subject>of() : subjects;
        judge(known, step, fresh);
        if (rule.subject().scene()) {
            scene(step);
        } else if (rule.subject().absent()) {
            absence(known, subjects != null, step);
        } else {
            tracks(known, step);
        }
        for (var about : List.copyOf(cases.values())) {
            advance(about, now);
        }
        if (anySubject) {
            funnel.add(Funnel.Stage.SUBJECT);
        }
        if (anyPassed) {
            funnel.add(Funnel.Stage.ZONE);
        }
    }

    /** After a gap nobody is where they were. */
    private void forget() {
        for (var judge : judges) {
            judge.reset();
        }
        judgements.clear();
        wasThere = false;
        awaySince = Double.NaN;
        changed = true;
        for (var about : cases.values()) {
            about.scored = false;
            about.tall = false;
            about.near = false;
        }
    }

    /** The rule does not watch now: what passed its gates before is told, and is over. */
    private void rest(double now) {
        if (!cases.isEmpty() || !judgements.isEmpty()) {
            finish(now, "unwatched");
            forget();
        }
    }

    /** Nothing can be seen any more: what passed is told, all is over, and nobody is known. */
    void lose(double now, String why) {
        finish(now, why);
        forget();
    }

    /** What passed its gates is told, though nobody judged it; then all is over. */
    void finish(double now, String why) {
        for (var about : List.copyOf(cases.values())) {
            if (about.ask != 0 && about.open == null) {
                withdraw(about);
                unanswered(about, now, why);
            }
        }
        close(now, why);
    }

    /** All is over. */
    void close(double now, String why) {
        for (var about : List.copyOf(cases.values())) {
            if (about.ask != 0) {
                withdraw(about);
            }
            if (about.open != null) {
                end(about, about.present, now, why);
            }
            remove(about, now);
        }
    }

    private void judge(List<Subject> subjects, Step step, boolean fresh) {
        if (judges.isEmpty()) {
            return;
        }
        var listed = new HashSet<Integer>();
        for (var subject : subjects) {
            listed.add(subject.track());
            boolean known = judgements.containsKey(subject.track());
            boolean crowd = !known && judgements.size() >= MOST_CASES;
            if (crowd || !labelled(subject) || known && !fresh) {
                continue;
            }
            var said = new ArrayList<Judgement>();
            for (var judge : judges) {
                said.add(judge.next(subject, step.scene()));
            }
            judgements.put(subject.track(), said);
        }
        for (var track : List.copyOf(judgements.keySet())) {
            if (!listed.contains(track)) {
                judgements.remove(track);
                judges.forEach(judge -> judge.forget(track));
            }
        }
    }

    /** Whatever moved answers to "motion" as well. */
    private boolean labelled(Subject subject) {
        var wanted = rule.subject().label();
        return wanted.equals(subject.label()) || wanted.equals(Detection.MOTION) && subject.moved();
    }

    private void tracks(List<Subject> subjects, Step step) {
        double now = step.seconds();
        var seen = new HashSet<Integer>();
        for (var subject : subjects) {
            if (subject.seen()) {
                seen.add(subject.track());
            }
        }
        for (var subject : subjects) {
            var about = labelled(subject) ? find(subject, seen, now) : null;
            if (about == null) {
                continue;
            }
            about.latest = subject;
            about.listed = now;
            about.seen = subject.seen() ? subject.time() : about.seen;
            about.moved |= step.moving();
            about.judge(gates(about, subject, subjects, now), now);
            note(about, now);
        }
    }

    private Case find(Subject subject, Set<Integer> seen, double now) {
        var about = cases.get(subject.track());
        // What is only predicted begins nothing: another may have gone on for it.
        if (about != null || !subject.seen()) {
            return about;
        }
        about = orphan(subject, seen, now);
        if (about != null) {
            adopt(about, subject, now);
            return about;
        }
        if (cases.size() >= MOST_CASES) {
            return null;
        }
        return begun(new Case(subject.track(), subject.label(), subject.entered(), now));
    }

    private Case begun(Case about) {
        about.notBefore = cooldowns.getOrDefault(about.track, about.notBefore);
        cases.put(about.track, about);
        return about;
    }

    /** The case of what has no track. */
    private Case only(double now) {
        var about = cases.get(Case.NONE);
        return about != null ? about : begun(new Case(Case.NONE, rule.subject().label(), now, now));
    }

    /** The case whose track was lost just now where this one began. */
    private Case orphan(Subject subject, Set<Integer> seen, double now) {
        Case best = null;
        double least = Double.POSITIVE_INFINITY;
        for (var about : cases.values()) {
            if (about.latest == null
                    || seen.contains(about.track)
                    || now - about.seen > HANDOVER_SECONDS
                    || subject.entered() <= about.seen
                    || !about.label.equals(subject.label())) {
                continue;
            }
            double apart = apart(about.latest.box(), subject.box());
            if (apart < HANDOVER_APART && apart < least) {
                least = apart;
                best = about;
            }
        }
        return best;
    }

    /** The distance of two boxes' middles, in larger sides of the larger. */
    private static double apart(Box one, Box other) {
        double x = one.centreX() - other.centreX();
        double y = one.centreY() - other.centreY();
        double side =
                Math.max(
                        Math.max(one.width(), one.height()),
                        Math.max(other.width(), other.height()));
        return Math.sqrt(x * x + y * y) / side;
    }

    private void adopt(Case about, Subject subject, double now) {
        cases.remove(about.track);
        cool(about, now);
        int before = about.track;
        about.track = subject.track();
        // A number that was used before, if ever, keeps what it has to wait for.
        about.notBefore =
                Math.max(about.notBefore, cooldowns.getOrDefault(about.track, about.notBefore));
        about.latest = subject;
        cases.put(about.track, about);
        desk.renamed(before, about.track);
        if (about.open != null) {
            tell(about, about.open.next(Alert.Phase.UPDATE, now, about.who()));
        }
    }

    private Reason gates(Case about, Subject subject, List<Subject> all, double now) {
        var wanted = rule.subject();
        var said = new ArrayList<GateResult>();
        said.add(motion(about.moved));
        double least = wanted.minScore() * (about.scored ? SCORE_KEPT : 1);
        about.scored = subject.score() >= least;
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
        if (!judges.isEmpty()) {
            place(about, now, said);
        }
        return new Reason(List.copyOf(said));
    }

    private static GateResult motion(boolean moved) {
        return GateResult.atLeast(Gate.MOTION, moved ? 1 : 0, 1, "still");
    }

    private GateResult seconds(double there) {
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
    private void place(Case about, double now, List<GateResult> said) {
        about.inside = Double.NaN;
        Judgement best = null;
        for (var judgement : judgements.getOrDefault(about.track, List.of())) {
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

    private void scene(Step step) {
        double now = step.seconds();
        changed |= step.moving();
        var about = only(now);
        about.listed = now;
        about.moved = changed;
        about.reason = new Reason(List.of(motion(changed), seconds(now - about.began)));
        // Without a question it is there while something moves, else it is always there.
        if (rule.question() != null || step.moving()) {
            here(about, now);
        }
        anySubject |= about.reason.failed() == null;
        anyPassed |= about.reason.failed() == null;
    }

    private void absence(List<Subject> subjects, boolean known, Step step) {
        double now = step.seconds();
        boolean there = false;
        for (var subject : subjects) {
            there |= labelled(subject) && inZone(subject) && scored(subject);
        }
        if (there) {
            wasThere = true;
            awaySince = Double.NaN;
        } else if (known && wasThere && Double.isNaN(awaySince)) {
            awaySince = now;
        }
        var about = only(now);
        about.listed = now;
        boolean away = !Double.isNaN(awaySince);
        var said = List.of(motion(wasThere), seconds(away ? now - awaySince : 0));
        about.reason = new Reason(said);
        if (away) {
            about.judge(about.reason, now);
            here(about, now);
            about.from = about.open == null ? awaySince : about.from;
        }
        anySubject |= away;
        anyPassed |= away && about.reason.failed() == null;
    }

    private boolean scored(Subject subject) {
        return subject.score() >= rule.subject().minScore() * (wasThere ? SCORE_KEPT : 1);
    }

    private boolean inZone(Subject subject) {
        boolean inside = judges.isEmpty();
        for (var judgement : judgements.getOrDefault(subject.track(), List.of())) {
            inside |= judgement.inside();
        }
        return inside;
    }

    private void here(Case about, double now) {
        about.present = now;
        if (Double.isNaN(about.from)) {
            // It was in the zone a little before that was sure.
            about.from = Double.isNaN(about.inside) ? now : Math.max(about.inside, about.over);
        }
    }

    /** Whether the rule is about it on this step, which takes less than an alert. */
    private void note(Case about, double now) {
        boolean there = true;
        boolean subject = true;
        for (var said : about.reason.gates()) {
            boolean waits =
                    said.gate() == Gate.MOTION
                            || said.gate() == Gate.SECONDS
                            || said.gate() == Gate.DWELL;
            there &= waits || said.passed();
            subject &= said.gate().compareTo(Gate.NEAR) >= 0 || said.passed();
        }
        anySubject |= subject;
        anyPassed |= about.reason.failed() == null;
        if (there) {
            here(about, now);
        }
    }

    private void advance(Case about, double now) {
        boolean passes = about.listed == now && about.reason.failed() == null;
        // Nothing begins with what is only predicted.
        passes &= about.present == now && (about.latest == null || about.latest.seen());
        if (passes && about.idle() && now >= about.notBefore) {
            begin(about, now);
        }
        if (about.ask != 0 && about.open == null && now >= about.deadline) {
            var why = !about.sent && desk.starved(now) ? "budget" : "deadline";
            if (desk.settings().unverified()) {
                open(about, null, why, now);
            } else if (about.away(now) >= END_SECONDS) {
                withdraw(about);
                missed(about, Double.NaN, why, now);
            }
        }
        if (recheck(about, now)) {
            ask(about, now);
        }
        if (about.away(now) >= END_SECONDS) {
            leave(about, now);
        }
        if (about.track != Case.NONE && now - about.listed > HANDOVER_SECONDS && about.idle()) {
            remove(about, now);
        }
    }

    /** A scene that was alerted on is looked at again when it changed: it has no way to leave. */
    private boolean recheck(Case about, double now) {
        return rule.subject().scene()
                && rule.question() != null
                && desk.settings().language()
                && about.open != null
                && about.ask == 0
                && changed
                && now >= about.askedAt + rule.question().againSeconds();
    }

    private void leave(Case about, double now) {
        if (about.open != null) {
            if (about.ask != 0 && about.away(now) < VERDICT_WAIT) {
                return;
            }
            if (about.ask != 0) {
                withdraw(about);
            }
            end(about, about.present, now, "left");
        } else if (about.ask == 0) {
            about.from = Double.NaN;
            if (about.track == Case.NONE) {
                nearest(about);
            }
        }
    }

    private void begin(Case about, double now) {
        about.passed = about.reason;
        if (rule.question() == null) {
            open(about, null, "", now);
        } else if (desk.settings().language()) {
            ask(about, now);
        } else {
            unanswered(about, now, "no-model");
        }
    }

    private void ask(Case about, double now) {
        about.askedAt = now;
        about.sent = false;
        about.shown = List.of();
        about.deadline = now + rule.question().deadlineSeconds();
        changed = false;
        desk.ask(this, about, now);
    }

    private void count(Funnel.Stage stage) {
        funnel.add(stage);
        desk.count(stage);
    }

    /**
     * Whether there are frames enough for both looks, or there will be no more: the subject went,
     * or the time that they are taken from is over.
     */
    boolean ready(Case about, double now) {
        var question = rule.question();
        int wanted = question.frames() * (question.reask() ? 2 : 1);
        return about.track != Case.NONE && about.listed < steppedAt
                || now - about.askedAt >= question.overSeconds()
                || desk.frames(about.track, shownSeconds(about, now), now).size() >= wanted;
    }

    /** How far back frames are shown; of a scene only what came since it changed. */
    double shownSeconds(Case about, double now) {
        double over = rule.question().overSeconds();
        return about.track == Case.NONE ? Math.min(over, now - about.askedAt) : over;
    }

    /** The question was sent. */
    void sent(Case about) {
        about.sent = true;
        count(Funnel.Stage.ASKED);
    }

    /** No answer will come. */
    void failed(Case about, String why, double now) {
        about.ask = 0;
        count(Funnel.Stage.UNANSWERED);
        if (about.open == null) {
            unanswered(about, now, why);
        }
    }

    /** The answer came. */
    void answered(Case about, Answer.Given given, double now) {
        about.ask = 0;
        double threshold = rule.question().threshold();
        var verdict =
                Verdicts.at(threshold)
                        .of(given.p(), known(given.contrast()), known(given.second()));
        var judged = new Judged(verdict, given.logOdds(), rule.question().text(), given.model());
        boolean yes = verdict.answer() == Verdict.Answer.YES;
        var said =
                yes
                        ? GateResult.passed(Gate.QUESTION, given.p(), threshold)
                        : GateResult.failed(
                                Gate.QUESTION, given.p(), threshold, verdict.why().key());
        if (yes) {
            count(Funnel.Stage.YES);
        }
        if (about.open == null) {
            if (yes) {
                about.passed = about.passed.with(said);
                open(about, judged, "", now);
            } else {
                missed(about, said, now);
            }
        } else if (about.open.judged() == null) {
            var alert = about.open.judged(judged, about.open.reason().with(said));
            tell(about, alert.next(Alert.Phase.UPDATE, now, about.who()));
            if (verdict.answer() == Verdict.Answer.NO) {
                end(about, about.present, now, "refuted");
            }
        } else if (verdict.answer() == Verdict.Answer.NO) {
            end(about, now, now, "over");
        }
    }

    private static OptionalDouble known(double p) {
        return Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p);
    }

    private void unanswered(Case about, double now, String why) {
        if (desk.settings().unverified()) {
            open(about, null, why, now);
        } else {
            missed(about, Double.NaN, why, now);
        }
    }

    private void missed(Case about, double p, String why, double now) {
        double threshold = rule.question().threshold();
        missed(about, GateResult.failed(Gate.QUESTION, p, threshold, why), now);
    }

    /** Asked about, and no alert: not at once again. */
    private void missed(Case about, GateResult said, double now) {
        about.notBefore = Math.max(about.notBefore, now + rule.question().againSeconds());
        double from = Double.isNaN(about.from) ? about.present : about.from;
        desk.miss(
                new NearMiss(rule.id(), about.track, about.label, from, about.present, now, said));
        about.nearest = null;
    }

    private void open(Case about, Judged judged, String unverified, double now) {
        var act = rule.act();
        var question = rule.question();
        double over = question == null ? now - about.from : question.overSeconds();
        int count = question == null ? 5 : question.frames();
        var frames = about.shown;
        if (frames.isEmpty()) {
            frames = choose(about, Math.max(1, Math.min(60, over)), count, false, now).first();
        }
        var alert =
                new Alert(
                        desk.nextAlert(),
                        rule.id(),
                        act.severity(),
                        Alert.Phase.NEW,
                        about.from,
                        Double.NaN,
                        now,
                        now,
                        about.who(),
                        judged,
                        unverified,
                        about.passed,
                        frames,
                        "");
        about.nearest = null;
        changed = false;
        count(Funnel.Stage.ALERTS);
        tell(about, alert);
        if (!act.targets().isEmpty()) {
            desk.emit(new Effect.Notify(alert.id(), act.targets()));
        }
        if (act.escalate()) {
            desk.emit(new Effect.Escalate(alert.id(), frames));
        }
    }

    private void tell(Case about, Alert alert) {
        about.open = alert;
        desk.emit(new Effect.Told(alert));
    }

    private void end(Case about, double to, double now, String why) {
        tell(about, about.open.ended(to, why).next(Alert.Phase.END, now, about.who()));
        about.open = null;
        about.from = Double.NaN;
        about.over = now;
        about.nearest = null;
        about.notBefore = Math.max(about.notBefore, now + rule.act().cooldownSeconds());
    }

    private void withdraw(Case about) {
        desk.withdraw(about);
        about.ask = 0;
        count(Funnel.Stage.UNANSWERED);
    }

    private void remove(Case about, double now) {
        nearest(about);
        cases.remove(about.track);
        cool(about, now);
    }

    private void nearest(Case about) {
        if (about.nearest != null) {
            desk.miss(
                    new NearMiss(
                            rule.id(),
                            about.track,
                            about.label,
                            about.began,
                            about.listed,
                            about.nearestAt,
                            about.nearest));
            about.nearest = null;
        }
    }

    /** Remembers what a track has to wait for, though it is gone. */
    private void cool(Case about, double now) {
        cooldowns.values().removeIf(until -> until <= now);
        if (about.notBefore > now) {
            if (cooldowns.size() >= MOST_COOLDOWNS) {
                cooldowns.remove(cooldowns.keySet().iterator().next());
            }
            cooldowns.put(about.track, about.notBefore);
        }
    }

    /** The frames for a question, or to look at. */
    ClipChoice choose(Case about, double seconds, int count, boolean again, double now) {
        var candidates = desk.frames(about.track, seconds, now);
        if (about.track == Case.NONE) {
            var box = area();
            var whole = new ArrayList<ClipChoice.Candidate>();
            for (var candidate : candidates) {
                whole.add(new ClipChoice.Candidate(candidate.t(), box, candidate.sharpness()));
            }
            candidates = whole;
        }
        return ClipChoice.of(candidates, frame, count, again);
    }

    /** What a question about no track is about: the first zone on the picture, else all of it. */
    private Box area() {
        for (var zone : rule.zones()) {
            if (zone.polygon() != null && zone.polygon().plane() == Plane.IMAGE) {
                double left = 1;
                double top = 1;
                double right = 0;
                double bottom = 0;
                for (Corner corner : zone.polygon().corners()) {
                    left = Math.min(left, corner.x());
                    top = Math.min(top, corner.y());
                    right = Math.max(right, corner.x());
                    bottom = Math.max(bottom, corner.y());
                }
                int width = frame.width();
                int height = frame.height();
                return Box.ofEdges(left * width, top * height, right * width, bottom * height);
            }
        }
        return new Box(0, 0, frame.width(), frame.height());
    }
}
