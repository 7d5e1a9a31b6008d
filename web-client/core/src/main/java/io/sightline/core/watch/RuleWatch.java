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
import io.sightline.core.image.ImageSize;
import io.sightline.core.language.Verdict;
import io.sightline.core.language.Verdicts;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.LocalMoment;
import io.sightline.core.rule.Rule;
import java.util.ArrayList;
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

    /** The rule has to have nothing to do with a subject for so long before an alert ends. */
    static final double END_SECONDS = 2;

    /** An alert that went out without a verdict waits for it so long after it is over. */
    static final double VERDICT_WAIT = 60;

    private final Rule rule;
    private final Desk desk;
    private final RuleGates gates;
    private final RuleZones zones;
    private final Map<Integer, Case> cases = new LinkedHashMap<>();
    private final Cooldowns cooldowns = new Cooldowns();
    private final Funnel funnel = new Funnel();

    private final Absence absence = new Absence();

    /** For a rule about the scene: something moved since it was last asked about. */
    private boolean changed = true;

    private ImageSize frame;
    private double steppedAt;
    private boolean anySubject;
    private boolean anyPassed;

    RuleWatch(Rule rule, Desk desk) {
        this.rule = rule;
        this.desk = desk;
        gates = new RuleGates(rule);
        zones = new RuleZones(rule);
    }

    Rule rule() {
        return rule;
    }

    Funnel funnel() {
        return funnel;
    }

    /** What is remembered, for who bounds it. */
    int size() {
        return cases.size() + cooldowns.size() + zones.judgements().size();
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

    /** The rule's zones, as of the latest step. */
    RuleZones zones() {
        return zones;
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
        zones.judge(known, step.scene(), fresh);
        if (rule.subject().scene()) {
            scene(step);
        } else if (rule.subject().absent()) {
            absence(known, subjects != null, now);
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
        zones.forget();
        absence.forget();
        changed = true;
        for (var about : cases.values()) {
            about.forget();
        }
    }

    /** The rule does not watch now: what passed its gates before is told, and is over. */
    private void rest(double now) {
        if (!cases.isEmpty() || !zones.judgements().isEmpty()) {
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

    private void tracks(List<Subject> subjects, Step step) {
        double now = step.seconds();
        var seen = new HashSet<Integer>();
        for (var subject : subjects) {
            if (subject.seen()) {
                seen.add(subject.track());
            }
        }
        for (var subject : subjects) {
            var about = rule.subject().fits(subject) ? find(subject, seen, now) : null;
            if (about == null) {
                continue;
            }
            about.latest = subject;
            about.listed = now;
            about.seen = subject.seen() ? subject.time() : about.seen;
            about.moved |= step.moving();
            about.judge(gates.of(about, subjects, zones.of(about.track), now), now);
            note(about, now);
        }
    }

    private Case find(Subject subject, Set<Integer> seen, double now) {
        var about = cases.get(subject.track());
        // What is only predicted begins nothing: another may have gone on for it.
        if (about != null || !subject.seen()) {
            return about;
        }
        about = Handover.of(cases.values(), subject, seen, now);
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
        about.notBefore = cooldowns.of(about.track);
        cases.put(about.track, about);
        return about;
    }

    /** The case of what has no track. */
    private Case only(double now) {
        var about = cases.get(Case.NONE);
        return about != null ? about : begun(new Case(Case.NONE, rule.subject().label(), now, now));
    }

    private void adopt(Case about, Subject subject, double now) {
        cases.remove(about.track);
        cooldowns.put(about.track, about.notBefore, now);
        int before = about.track;
        about.track = subject.track();
        // A number that was used before, if ever, keeps what it has to wait for.
        about.notBefore = Math.max(about.notBefore, cooldowns.of(about.track));
        about.latest = subject;
        cases.put(about.track, about);
        desk.renamed(before, about.track);
        if (about.open != null) {
            tell(about, about.open.next(Alert.Phase.UPDATE, now, about.who()));
        }
    }

    private void scene(Step step) {
        double now = step.seconds();
        changed |= step.moving();
        var about = only(now);
        about.listed = now;
        about.moved = changed;
        about.reason =
                new Reason(List.of(RuleGates.motion(changed), gates.seconds(now - about.began)));
        // Without a question it is there while something moves, else it is always there.
        if (rule.question() != null || step.moving()) {
            here(about, now);
        }
        anySubject |= about.reason.failed() == null;
        anyPassed |= about.reason.failed() == null;
    }

    private void absence(List<Subject> subjects, boolean known, double now) {
        boolean there = false;
        for (var subject : subjects) {
            there |=
                    rule.subject().fits(subject)
                            && zones.inside(subject.track())
                            && gates.scores(subject, absence.seen());
        }
        absence.step(there, known, now);
        var about = only(now);
        about.listed = now;
        boolean away = absence.away();
        about.reason =
                new Reason(
                        List.of(
                                RuleGates.motion(absence.seen()),
                                gates.seconds(away ? now - absence.since() : 0)));
        if (away) {
            about.judge(about.reason, now);
            here(about, now);
            about.from = about.open == null ? absence.since() : about.from;
        }
        anySubject |= away;
        anyPassed |= away && about.reason.failed() == null;
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
        if (about.track != Case.NONE && now - about.listed > Handover.SECONDS && about.idle()) {
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
        cooldowns.put(about.track, about.notBefore, now);
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

    /** The frames for a question, or to look at. */
    ClipChoice choose(Case about, double seconds, int count, boolean again, double now) {
        var candidates = desk.frames(about.track, seconds, now);
        if (about.track == Case.NONE) {
            var box = zones.area(frame);
            var whole = new ArrayList<ClipChoice.Candidate>();
            for (var candidate : candidates) {
                whole.add(new ClipChoice.Candidate(candidate.t(), box, candidate.sharpness()));
            }
            candidates = whole;
        }
        return ClipChoice.of(candidates, frame, count, again);
    }
}
