// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.language.Moments;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.talk.ClipSearch;
import io.sightline.core.talk.Conversation;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Exchange;
import io.sightline.core.talk.FrameRef;
import io.sightline.core.talk.LanguageSettings;
import io.sightline.core.talk.Mode;
import io.sightline.core.talk.Moment;
import io.sightline.core.talk.Outcome;
import io.sightline.core.talk.Summary;
import io.sightline.core.view.TalkEvent;
import io.sightline.core.view.TalkScene;
import io.sightline.core.view.TalkState;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Puts the user's questions, one at a time, and keeps what comes of them. */
final class TalkDesk {
    private final TalkStore store;
    private final Asker asker;
    private final FrameTaker taker;
    private final Shelf shelf = new Shelf();
    private final String visit = Browser.now();
    private int lastId;
    private Run run;

    /** The question under way: what it waits for, and whether the user has stopped it. */
    private static final class Run {
        private final int id;
        private int call;
        private final LanguageSettings settings;
        private boolean stopped;
        private boolean loads;

        /** What was said of the parts before, and its tokens. */
        private String told = "";

        private int tokens;

        Run(int id, LanguageSettings settings) {
            this.id = id;
            this.settings = settings;
        }
    }

    TalkDesk(TalkStore store, Asker asker) {
        this.store = store;
        this.asker = asker;
        taker = new FrameTaker(store, new RecentFrames(store), shelf);
        asker.listenTokens(
                token -> {
                    if (run != null && run.call == token.call()) {
                        tell(new TalkEvent.Grew(run.id, token.text(), token.tokens()));
                    }
                });
    }

    /** The pictures that are talked about. */
    Shelf shelf() {
        return shelf;
    }

    /** Asks what is drafted; refused (false) while another question is being answered. */
    boolean ask() {
        var draft = state().draft();
        if (run != null) {
            return false;
        }
        // As they are set now: whoever changes them means the next question.
        var mine = new Run(++lastId, scene().settings());
        var last = state().lastFramed();
        boolean ownWords = draft.mode() == Mode.SUMMARY && draft.question().isBlank();
        var exchange =
                new Exchange(
                        mine.id,
                        draft.mode(),
                        ownWords
                                ? Summary.question(scene().entry())
                                : QuestionCheck.question(draft.question()),
                        draft.mode() == Mode.VERDICT ? draft.contrast().strip() : "",
                        "",
                        "",
                        Outcome.Running.START);
        // Not before: a question that is refused is none under way.
        run = mine;
        tell(new TalkEvent.Asked(exchange, scene().source().name()));
        new Thread(() -> answer(mine, exchange, draft, last)).start();
        return true;
    }

    /** True while a question is under way, also one that was cleared and ends as soon as it can. */
    boolean isBusy() {
        return run != null;
    }

    /**
     * The user says what was true of a verdict.
     *
     * @param wasYes null takes back what he said
     */
    void mark(Exchange exchange, Boolean wasYes) {
        if (exchange.outcome() instanceof Outcome.Decided decided) {
            var judged = new LinkedHashMap<String, Object>();
            judged.put("id", markId(exchange));
            judged.put("logOdds", decided.verdict().logOdds());
            judged.put("right", wasYes);
            Link.mark(JsValues.toJs(judged));
        }
    }

    /** Names a verdict over all visits. */
    String markId(Exchange exchange) {
        return visit + "-" + exchange.id();
    }

    /** Stops the question under way; what there is of an answer stays. */
    void stop() {
        if (run == null) {
            return;
        }
        run.stopped = true;
        if (run.loads) {
            asker.stopLoad();
        } else if (run.call != 0) {
            asker.stop(run.call);
        }
    }

    /** Forgets what was said. */
    void clear() {
        stop();
        tell(new TalkEvent.Cleared());
    }

    private void answer(Run mine, Exchange exchange, Draft draft, Conversation last) {
        Outcome outcome;
        try {
            outcome = outcome(mine, exchange, draft, last);
        } catch (RuntimeException e) {
            outcome = new Outcome.Broken(Teller.asFailure(e));
        }
        run = null;
        tell(new TalkEvent.WentOn(mine.id, outcome));
        // What was said may have been cleared, and nothing changed by it.
        store.redraw();
    }

    private Outcome outcome(Run mine, Exchange exchange, Draft draft, Conversation last) {
        if (draft.mode() == Mode.MOMENT) {
            return search(mine, exchange);
        }
        if (draft.mode() == Mode.SUMMARY && !scene().source().live()) {
            return summary(mine, exchange, draft);
        }
        var taken =
                taker.take(
                        wanted(mine, draft),
                        last,
                        (stage, done, of) -> step(mine, stage, done, of));
        tell(new TalkEvent.Framed(mine.id, taken.frames(), taken.seconds()));
        ready(mine);
        step(mine, "ask", 0, 0);
        if (draft.mode() == Mode.VERDICT) {
            var verdict =
                    verify(
                            mine,
                            exchange,
                            taken.frames(),
                            taken.seconds(),
                            isDetailed(draft, taken.frames()),
                            taken.others());
            return new Outcome.Decided(verdict, calibration());
        }
        return new Outcome.Answered(
                put(
                        mine,
                        taken.frames(),
                        taken.seconds(),
                        isDetailed(draft, taken.frames()),
                        before(mine),
                        exchange.question(),
                        mine.settings.maxTokens(),
                        mine.settings.deadline() * 1000,
                        draft.mode() == Mode.SHAPE ? mine.settings.shape().schema() : null));
    }

    private static FrameTaker.Wanted wanted(Run mine, Draft draft) {
        return new FrameTaker.Wanted(
                draft.subject(),
                mine.settings.sampling(draft.mode()),
                mine.settings.frames(),
                draft.mode() == Mode.VERDICT && draft.again(),
                draft.detail());
    }

    private LanguageEvent.Answer put(
            Run mine,
            List<FrameRef> about,
            double seconds,
            boolean detail,
            List<LanguageCommand.Exchange> before,
            String question,
            int maxTokens,
            int deadline,
            Map<String, Object> shape) {
        int call = asker.nextCall();
        mine.call = call;
        var flag = asker.flag(call);
        return (LanguageEvent.Answer)
                asker.put(
                        call,
                        whole ->
                                new LanguageCommand.Ask(
                                        call,
                                        shelf.copies(about, whole),
                                        seconds,
                                        detail,
                                        "",
                                        before,
                                        question,
                                        maxTokens,
                                        mine.settings.temperature(),
                                        mine.id,
                                        deadline,
                                        shape,
                                        true,
                                        flag));
    }

    /** Tells a clip part by part; what was told when it is stopped is shown. */
    private Outcome summary(Run mine, Exchange exchange, Draft draft) {
        var stretch = taker.stretch(draft.subject());
        var parts = Summary.of(stretch.from(), stretch.to(), mine.settings.frames()).parts();
        var taken =
                taker.parts(
                        wanted(mine, draft),
                        stretch,
                        parts,
                        (stage, done, of) -> step(mine, stage, done, of));
        // A frame at which two parts meet is in both.
        var frames = new LinkedHashMap<String, FrameRef>();
        for (var part : taken) {
            for (var frame : part.frames()) {
                frames.put(frame.key(), frame);
            }
        }
        tell(
                new TalkEvent.Framed(
                        mine.id, new ArrayList<>(frames.values()), taken.get(0).seconds()));
        ready(mine);
        boolean several = parts.size() > 1;
        double began = Clock.now();
        int most = mine.settings.maxTokens();
        var answers = new ArrayList<LanguageEvent.Answer>();
        var finish = "stop";
        for (int i = 0; i < parts.size() && finish.equals("stop"); ++i) {
            step(mine, "ask", several ? i : 0, several ? parts.size() : 0);
            int left = left(mine, began);
            if (left < 0) {
                finish = "deadline";
                break;
            }
            var part = parts.get(i);
            var answer =
                    put(
                            mine,
                            several
                                    ? since(taken.get(i).frames(), part.from())
                                    : taken.get(i).frames(),
                            several ? part.to() - part.from() : taken.get(i).seconds(),
                            false,
                            List.of(),
                            exchange.question(),
                            several ? Math.min(most, Summary.PART_TOKENS) : most,
                            left,
                            null);
            answers.add(answer);
            mine.tokens += answer.tokens();
            mine.told += several ? Summary.line(part, answer.text()) + "\n" : answer.text();
            // A part that runs out of tokens is told so far; the next goes on.
            boolean whole = several && answer.finish().equals("length");
            finish = whole ? "stop" : answer.finish();
        }
        if (answers.isEmpty()) {
            return TalkEvent.stopped();
        }
        var text = mine.told.strip();
        var join = several ? Summary.join(scene().entry(), text) : "";
        int left = left(mine, began);
        if (finish.equals("stop") && !join.isEmpty() && left >= 0) {
            step(mine, "join", 0, 0);
            var whole = put(mine, List.of(), 0, false, List.of(), join, most, left, null);
            answers.add(whole);
            finish = whole.finish();
            text = whole.text() + "\n\n" + text;
        }
        return new Outcome.Answered(Summary.of(mine.call, text, finish, answers));
    }

    /** Milliseconds until the longest wait is over: 0 for no end, negative when it is over. */
    private static int left(Run mine, double began) {
        int deadline = mine.settings.deadline() * 1000;
        if (deadline == 0) {
            return 0;
        }
        int left = (int) (deadline - (Clock.now() - began));
        return left > 0 ? left : -1;
    }

    private List<LanguageCommand.Exchange> before(Run mine) {
        for (var conversation : state().conversations()) {
            if (conversation.last() != null && conversation.last().id() == mine.id) {
                return conversation.said();
            }
        }
        return List.of();
    }

    /** The frames of a clip are never cut. */
    private static boolean isDetailed(Draft draft, List<FrameRef> frames) {
        return draft.detail() && frames.get(0).at() < 0;
    }

    private LanguageEvent.Verdict verify(
            Run mine,
            Exchange exchange,
            List<FrameRef> about,
            double seconds,
            boolean detail,
            List<FrameRef> others) {
        int call = asker.nextCall();
        mine.call = call;
        return (LanguageEvent.Verdict)
                asker.put(
                        call,
                        whole ->
                                new LanguageCommand.Verify(
                                        call,
                                        shelf.copies(about, whole),
                                        seconds,
                                        detail,
                                        exchange.question(),
                                        exchange.contrast(),
                                        shelf.copies(others, whole),
                                        calibration(),
                                        ClipSearch.THRESHOLD));
    }

    private double calibration() {
        return scene().marks().calibration().temperature();
    }

    /** Asks about window after window; what was found when it is stopped is shown. */
    private Outcome search(Run mine, Exchange exchange) {
        double began = Clock.now();
        double length = taker.clipLength();
        var windows = ClipSearch.of(length).windows();
        var times = new TreeSet<Double>();
        for (var window : windows) {
            times.addAll(ClipSearch.times(window));
        }
        var frames = new HashMap<Double, FrameRef>();
        var all = new ArrayList<Double>(times);
        var taken = taker.read(all, (stage, done, of) -> step(mine, stage, done, of));
        for (int i = 0; i < all.size(); ++i) {
            frames.put(all.get(i), taken.get(i));
        }
        tell(new TalkEvent.Framed(mine.id, taken, length));
        ready(mine);
        var answered = new ArrayList<Moments.Answered>();
        for (var window : windows) {
            if (mine.stopped) {
                break;
            }
            step(mine, "ask", answered.size(), windows.size());
            var part = new ArrayList<FrameRef>();
            for (var time : ClipSearch.times(window)) {
                part.add(frames.get(time));
            }
            try {
                var verdict =
                        verify(
                                mine,
                                exchange,
                                since(part, window.from()),
                                window.to() - window.from(),
                                false,
                                List.of());
                answered.add(new Moments.Answered(window, verdict.p()));
            } catch (SightlineException e) {
                if (e.code() != ErrorCode.ABORTED) {
                    throw e;
                }
            }
        }
        if (answered.isEmpty()) {
            return TalkEvent.stopped();
        }
        var moments = new ArrayList<Moment>();
        for (var found : ClipSearch.found(answered)) {
            double middle = ClipSearch.times(found.best()).get(ClipSearch.FRAMES / 2);
            moments.add(new Moment(found.from(), found.to(), found.p(), frames.get(middle)));
        }
        return new Outcome.Found(moments, answered.size(), windows.size(), Clock.now() - began);
    }

    /** A window is a clip of its own, which starts with it. */
    private static List<FrameRef> since(List<FrameRef> frames, double from) {
        var list = new ArrayList<FrameRef>();
        for (var frame : frames) {
            list.add(new FrameRef(frame.key(), frame.at() - from));
        }
        return list;
    }

    /** Waits until the model answers; a load that is needed must cost no download. */
    private void ready(Run mine) {
        if (!asker.isReady()) {
            step(mine, "load", 0, 0);
            mine.loads = true;
            asker.load();
            mine.loads = false;
        }
        tell(new TalkEvent.Given(mine.id, scene().entry().id(), scene().backend()));
    }

    private void step(Run mine, String stage, int done, int of) {
        if (mine.stopped) {
            throw new SightlineException(ErrorCode.ABORTED, "stopped");
        }
        tell(
                new TalkEvent.WentOn(
                        mine.id, new Outcome.Running(stage, mine.told, mine.tokens, done, of)));
    }

    private TalkState state() {
        return store.state();
    }

    private TalkScene scene() {
        return store.state().scene();
    }

    private void tell(TalkEvent event) {
        store.tell(event);
    }
}
