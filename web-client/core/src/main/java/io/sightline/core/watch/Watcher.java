// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.Budget;
import io.sightline.core.alert.ClipChoice;
import io.sightline.core.alert.Funnel;
import io.sightline.core.alert.NearMiss;
import io.sightline.core.alert.Tally;
import io.sightline.core.alert.VerdictQueue;
import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import io.sightline.core.position.Subject;
import io.sightline.core.rule.Rule;
import io.sightline.core.zone.Judgement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds rules against one stream. It is fed steps and answers and gives back what is to be done;
 * the same input gives the same output, to the byte. Durations go by the stream's time alone, so
 * clocks may be changed while it runs; its memory is bounded, however long that is. A stream whose
 * time begins anew wants a watcher of its own. Not safe for use by two threads.
 */
public final class Watcher {
    /** After a longer pause, as of a machine that slept, nobody is where they were. */
    public static final double GAP_SECONDS = 10;

    /** Near misses that are kept. */
    public static final int MOST_MISSES = 200;

    /** Tracks whose frames are kept. */
    static final int MOST_TRAILS = 128;

    /** The language model is given up on after so long. */
    static final double FLIGHT_SECONDS = 120;

    /** Frames are kept for the longest question about so many times as there are in the ring. */
    private static final double FRAMES_OVER = 48;

    private static final double LEAST_APART = 0.05;

    /** Words for why there was no answer; the engine has a few. */
    private static final int MOST_WORDS = 32;

    /** A fact is news at most so often. */
    private static final double FACTS_SECONDS = 1;

    private final String stream;
    private WatchSettings settings;
    private final Map<String, RuleWatch> watches = new LinkedHashMap<>();
    private final VerdictQueue queue;
    private final Budget budget;
    private final Funnel funnel = new Funnel();
    private final ArrayDeque<NearMiss> misses = new ArrayDeque<>();
    private final Map<String, Integer> dropped = new TreeMap<>();
    private final Map<Integer, Question> questions = new LinkedHashMap<>();
    private final Map<Integer, ClipTrail> trails = new HashMap<>();
    private final Shared desk = new Shared();

    private List<Effect> effects = new ArrayList<>();
    private double now;
    private boolean started;
    private List<Subject> subjects;
    private ImageSize frame;
    private double longest = 5;
    private int asked;
    private int alerts;
    private int missed;

    /** Counted by rules that are held no more. */
    private Tally left = new Tally();

    /** The question that was sent, 0 for none, and when. */
    private int flying;

    private double sentAt;

    private List<SceneFacts.Fact> facts = List.of();
    private double factsAt = Double.NEGATIVE_INFINITY;

    private record Question(RuleWatch watch, Case about) {}

    /**
     * @param stream name of it, which alerts' ids begin with; unique where alerts are kept
     */
    public Watcher(String stream, WatchSettings settings) {
        this.stream = stream;
        this.settings = settings;
        queue = new VerdictQueue(settings.queue());
        budget = new Budget(settings.callsPerHour());
    }

    /** There is a language model to ask from now on, or none any more. */
    public void language(boolean there) {
        settings =
                new WatchSettings(
                        there, settings.unverified(), settings.callsPerHour(), settings.queue());
    }

    /** The rules that are held against it, in their order. */
    public List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        for (var watch : watches.values()) {
            rules.add(watch.rule());
        }
        return rules;
    }

    /**
     * How each track stands to a rule's zones, in their order; empty for a rule that is not held
     * against it.
     */
    public Map<Integer, List<Judgement>> judgements(String rule) {
        var watch = watches.get(rule);
        return watch == null ? Map.of() : watch.zones().judgements();
    }

    /** Other rules; one that stays as it is goes on, what is out about another is over. */
    public List<Effect> rules(List<Rule> rules) {
        var next = new LinkedHashMap<String, RuleWatch>();
        for (var rule : rules) {
            var watch = watches.get(rule.id());
            boolean same = watch != null && watch.rule().equals(rule);
            next.put(rule.id(), same ? watch : new RuleWatch(rule, desk));
        }
        for (var watch : watches.values()) {
            if (next.get(watch.rule().id()) != watch) {
                watch.close(now, "unwatched");
                watch.funnel().drain(left, watch.rule().id());
            }
        }
        watches.clear();
        watches.putAll(next);
        longest = 5;
        for (var rule : rules) {
            if (rule.question() != null) {
                longest = Math.max(longest, rule.question().overSeconds());
            }
        }
        send();
        return taken();
    }

    /** The next frame. One that is not later than the one before changes nothing. */
    public List<Effect> step(Step step) {
        if (started && step.seconds() <= now) {
            return List.of();
        }
        boolean gap = started && step.seconds() - now > GAP_SECONDS;
        started = true;
        now = step.seconds();
        if (!step.scene().frame().equals(frame)) {
            frame = step.scene().frame();
            trails.clear();
        }
        if (gap) {
            subjects = null;
        }
        if (step.subjects() != null) {
            subjects = step.subjects();
        }
        keep(step);
        funnel.add(Funnel.Stage.FRAMES);
        giveUp();
        boolean subject = false;
        boolean passed = false;
        boolean watched = false;
        for (var watch : watches.values()) {
            watch.step(step, subjects, step.subjects() != null, gap);
            subject |= watch.anySubject();
            passed |= watch.anyPassed();
            watched |= watch.watches(step.local());
        }
        count(Funnel.Stage.WATCHED, watched);
        count(Funnel.Stage.MOTION, step.moving());
        count(Funnel.Stage.SUBJECT, subject);
        count(Funnel.Stage.ZONE, passed);
        send();
        tellFacts();
        return taken();
    }

    private void count(Funnel.Stage stage, boolean one) {
        if (one) {
            funnel.add(stage);
        }
    }

    /**
     * What came of a question.
     *
     * @param seconds stream time; earlier than the latest frame counts as that
     * @param ask id of the question; one that is not awaited any more changes nothing
     */
    public List<Effect> answer(double seconds, int ask, Answer answer) {
        now = Math.max(now, seconds);
        var question = ask == flying ? questions.remove(ask) : null;
        if (question != null) {
            flying = 0;
            if (answer instanceof Answer.Given given && given.sound()) {
                question.watch().answered(question.about(), given, now);
            } else {
                var why = answer instanceof Answer.Failed failed ? failed.why() : "no-number";
                drop(why);
                question.watch().failed(question.about(), why, now);
            }
            send();
        }
        return taken();
    }

    /**
     * Nothing can be seen any more: what passed its gates is told, and all is over. Who is there is
     * not known until the next step that says so.
     *
     * @param why a word, as an alert's end has it
     */
    public List<Effect> lose(String why) {
        for (var watch : watches.values()) {
            watch.lose(now, why);
        }
        subjects = null;
        return taken();
    }

    /** The stream ended: what passed its gates is told, and all is over. */
    public List<Effect> finish() {
        for (var watch : watches.values()) {
            watch.finish(now, "stopped");
        }
        return taken();
    }

    /** The stages of all rules together. */
    public Funnel funnel() {
        return funnel;
    }

    /** The stages of one rule; null for a rule that is not held. */
    public Funnel funnel(String rule) {
        var watch = watches.get(rule);
        return watch == null ? null : watch.funnel();
    }

    /**
     * What was counted since this was asked last; of what nobody asks for, the sum. Of rules that
     * are held no more as well.
     */
    public Tally drain() {
        var tally = left;
        left = new Tally();
        funnel.drain(tally, Tally.ALL);
        for (var watch : watches.values()) {
            watch.funnel().drain(tally, watch.rule().id());
        }
        return tally;
    }

    /** How many near misses there were, of which the latest are kept. */
    public int missed() {
        return missed;
    }

    /** Who came near to an alert, oldest first. */
    public List<NearMiss> misses() {
        return List.copyOf(misses);
    }

    /** How many questions got no answer, by the word for why. */
    public Map<String, Integer> dropped() {
        return new TreeMap<>(dropped);
    }

    /** Questions that wait. */
    public int waiting() {
        return queue.size();
    }

    /** Calls of the language model that are allowed now. */
    public double callsLeft() {
        return budget.left(now);
    }

    /** How much is remembered: bounded, however long the stream. */
    public int size() {
        int size = misses.size() + dropped.size() + questions.size() + trails.size();
        for (var watch : watches.values()) {
            size += watch.size();
        }
        return size + queue.size();
    }

    private List<Effect> taken() {
        var result = List.copyOf(effects);
        effects = new ArrayList<>();
        return result;
    }

    private void keep(Step step) {
        double apart = Math.max(LEAST_APART, longest / FRAMES_OVER);
        if (step.kept() || !step.between().isEmpty()) {
            var trail = trail(Case.NONE);
            if (trail != null) {
                trail.show(
                        now,
                        new Box(0, 0, frame.width(), frame.height()),
                        step.between(),
                        step.sharpness(),
                        apart);
            }
        }
        for (var subject : step.subjects() == null ? List.<Subject>of() : step.subjects()) {
            var trail = subject.seen() ? trail(subject.track()) : null;
            if (trail != null) {
                begin(trail, subject, step, apart);
                trail.see(now, subject.box(), step.between(), step.sharpness(), apart);
            }
        }
        double oldest = now - longest - RuleWatch.VERDICT_WAIT;
        trails.values().removeIf(trail -> trail.touched() < oldest);
    }

    /** Who is sure only now may be shown on frames from before. */
    private void begin(ClipTrail trail, Subject subject, Step step, double apart) {
        for (var track : step.begun()) {
            var whole = trails.get(Case.NONE);
            if (track.id() == subject.track() && whole != null) {
                trail.begin(track.path(), whole.since(track.entered()), now, apart);
            }
        }
    }

    /** The trail of a track; null where there are too many. */
    private ClipTrail trail(int track) {
        var trail = trails.get(track);
        if (trail == null && trails.size() < MOST_TRAILS) {
            trail = new ClipTrail();
            trails.put(track, trail);
        }
        return trail;
    }

    private void giveUp() {
        if (flying != 0 && now - sentAt > FLIGHT_SECONDS) {
            var question = questions.remove(flying);
            effects.add(new Effect.Cancel(flying));
            flying = 0;
            drop("no-answer");
            question.watch().failed(question.about(), "no-answer", now);
        }
    }

    /** Sends the most urgent question, if the model has nothing else to do. */
    private void send() {
        while (flying == 0) {
            var entry = queue.peek(now, this::ready);
            if (entry == null || !(budget.left(now) + 1e-9 >= entry.calls())) {
                return;
            }
            queue.remove(entry.ask());
            var question = questions.get(entry.ask());
            var rule = question.watch().rule();
            var asked = rule.question();
            var choice =
                    question.watch()
                            .choose(
                                    question.about(),
                                    question.watch().shownSeconds(question.about(), now),
                                    asked.frames(),
                                    asked.reask(),
                                    now);
            if (choice.first().isEmpty()) {
                questions.remove(entry.ask());
                drop("no-frames");
                question.watch().failed(question.about(), "no-frames", now);
                continue;
            }
            budget.take(entry.calls(), now);
            flying = entry.ask();
            sentAt = now;
            question.about().shown = choice.first();
            question.watch().sent(question.about());
            effects.add(
                    new Effect.Ask(
                            entry.ask(),
                            rule.id(),
                            question.about().track,
                            asked.text(),
                            asked.contrast(),
                            asked.threshold(),
                            choice.first(),
                            choice.again(),
                            asked.facts() ? new SceneFacts(now, facts) : null));
        }
    }

    private boolean ready(VerdictQueue.Entry entry) {
        var question = questions.get(entry.ask());
        return question.watch().ready(question.about(), now);
    }

    private void drop(String why) {
        boolean known = dropped.containsKey(why) || dropped.size() < MOST_WORDS;
        dropped.merge(known ? why : "other", 1, Integer::sum);
    }

    private void tellFacts() {
        if (subjects == null || now - factsAt < FACTS_SECONDS) {
            return;
        }
        var list = new ArrayList<SceneFacts.Fact>();
        for (var subject : subjects) {
            var position = subject.position();
            boolean known = position != null && !Double.isNaN(position.distance());
            var zones = new LinkedHashSet<String>();
            for (var watch : watches.values()) {
                zones.addAll(watch.zones().names(subject.track()));
            }
            list.add(
                    new SceneFacts.Fact(
                            subject.track(),
                            subject.label(),
                            // TeaVM's rint makes a 0 of NaN.
                            known ? Math.rint(position.distance() * 10) / 10 : Double.NaN,
                            position != null && position.metres(),
                            List.copyOf(zones),
                            subject.entered()));
        }
        if (!list.equals(facts)) {
            facts = list;
            factsAt = now;
            effects.add(new Effect.Facts(new SceneFacts(now, List.copyOf(list))));
        }
    }

    private final class Shared implements Desk {
        @Override
        public WatchSettings settings() {
            return settings;
        }

        @Override
        public void ask(RuleWatch watch, Case about, double at) {
            about.ask = ++asked;
            questions.put(about.ask, new Question(watch, about));
            var rule = watch.rule();
            var entry =
                    new VerdictQueue.Entry(
                            about.ask, rule.act().severity(), at, rule.question().calls());
            var lost = queue.offer(entry, at);
            if (lost != null) {
                var question = questions.remove(lost.ask());
                drop("queue");
                question.watch().failed(question.about(), "queue", at);
            }
        }

        @Override
        public void withdraw(Case about) {
            questions.remove(about.ask);
            if (flying == about.ask) {
                effects.add(new Effect.Cancel(flying));
                flying = 0;
            } else {
                queue.remove(about.ask);
            }
            drop("left");
        }

        @Override
        public boolean starved(double at) {
            return flying == 0 && budget.left(at) < 1;
        }

        @Override
        public String nextAlert() {
            return stream + "-" + ++alerts;
        }

        @Override
        public List<ClipChoice.Candidate> frames(int track, double seconds, double at) {
            var trail = trails.get(track);
            return trail == null
                    ? List.of()
                    : trail.since(Math.min(at, trail.latest()) - seconds - 1e-9);
        }

        @Override
        public void renamed(int from, int to) {
            var trail = trails.get(from);
            if (trail != null && from != to) {
                trails.remove(from);
                var begun = trails.put(to, trail);
                if (begun != null) {
                    trail.join(begun);
                }
            }
        }

        @Override
        public void count(Funnel.Stage stage) {
            funnel.add(stage);
        }

        @Override
        public void emit(Effect effect) {
            effects.add(effect);
        }

        @Override
        public void miss(NearMiss miss) {
            if (misses.size() >= MOST_MISSES) {
                misses.removeFirst();
            }
            misses.addLast(miss);
            ++missed;
        }
    }
}
