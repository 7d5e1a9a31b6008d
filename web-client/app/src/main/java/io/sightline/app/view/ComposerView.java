// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.language.TalkDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.language.QuestionLint;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.Mode;
import io.sightline.core.talk.Subject;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.SourceState;
import io.sightline.core.view.TalkEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;

/**
 * Where a question is written: its kind, what it is about, its words, and what is wrong with it.
 */
final class ComposerView implements Store.View {
    private final Store store;
    private final Texts texts;
    private final LanguageDesk language;
    private final TalkDesk talk;
    private final Teller teller;
    private final El mode = El.byId("talk-mode");
    private final El subject = El.byId("talk-subject");
    private final El frames = El.byId("talk-frames");
    private final El recent = El.byId("talk-recent");
    private final El question = El.byId("question");
    private final El more = El.byId("verdict-more");
    private final El contrast = El.byId("contrast");
    private final El reask = El.byId("reask");
    private final El lint = El.byId("question-lint");
    private final El help = El.byId("question-help");
    private final El ask = El.byId("talk-ask");
    private final El stop = El.byId("talk-stop");
    private String subjects = "";
    private String linted = "";
    private int number = -1;

    ComposerView(Store store, Texts texts, LanguageDesk language, TalkDesk talk, Teller teller) {
        this.store = store;
        this.texts = texts;
        this.language = language;
        this.talk = talk;
        this.teller = teller;
        mode.on("change", (Event event) -> tell(draft().with(Mode.of(Browser.valueOf(event)))));
        subject.on("change", (Event event) -> tell(draft().with(Subject.of(subject.value()))));
        question.on("input", (Event event) -> tell(draft().withQuestion(question.value())));
        contrast.on("input", (Event event) -> tell(draft().withContrast(contrast.value())));
        reask.on(
                "change",
                (Event event) -> tell(draft().withAgain(Browser.isChecked(reask.node()))));
        El.byId("composer")
                .on(
                        "submit",
                        (Event event) -> {
                            event.preventDefault();
                            ask();
                        });
        question.on("keydown", this::key);
        contrast.on("keydown", this::key);
        stop.on("click", (Event event) -> stop());
    }

    private void key(KeyboardEvent event) {
        if (event.getKey().equals("Enter") && !event.isShiftKey() && !Browser.isComposing(event)) {
            event.preventDefault();
            ask();
        } else if (event.getKey().equals("Escape") && talk.isBusy()) {
            stop();
        }
    }

    private void stop() {
        talk.stop();
        question.node().focus();
    }

    private void ask() {
        if (!blocker(store.state()).isEmpty() || draft().question().isBlank()) {
            return;
        }
        try {
            talk.ask();
        } catch (RuntimeException e) {
            teller.failed(Teller.asFailure(e), Message.Topic.ACTION, Message.Retry.NONE);
        }
    }

    private Draft draft() {
        return store.state().language().draft();
    }

    private void tell(Draft draft) {
        store.tell(new AppEvent.Language(new TalkEvent.Drafted(draft)));
    }

    /** Which subjects there are, in the order in which they are offered. */
    private static List<Subject> offered(AppState state) {
        var list = new ArrayList<Subject>();
        var source = state.source();
        var draft = state.language().draft();
        if (draft.mode() == Mode.MOMENT) {
            list.add(Subject.CLIP);
            return list;
        }
        list.add(Subject.FRAME);
        if (source.moving() && !source.live() && source.visible()) {
            list.add(Subject.CLIP);
        }
        if (source.live() && source.visible()) {
            list.add(Subject.RECENT);
        }
        if (state.language().lastFramed() != null) {
            list.add(Subject.SAME);
        }
        return list;
    }

    @Override
    public void draw(AppState state, AppState before) {
        var draft = state.language().draft();
        var offered = offered(state);
        if (!offered.contains(draft.subject())) {
            // What it was about is gone; the next frame drawn shows what is left.
            tell(draft.with(offered.get(0)));
            draft = draft();
        }
        if (state.source().number() != number) {
            // Another source: what is said next is about it.
            number = state.source().number();
            if (draft.subject() == Subject.SAME) {
                tell(draft.with(offered.get(0)));
                draft = draft();
            }
        }
        mode.choose(draft.mode().id());
        drawSubjects(state, offered, draft);
        question.value(draft.question());
        var placeholder = texts.of("talk.hint-" + draft.mode().id());
        question.attr("placeholder", placeholder);
        contrast.attr("placeholder", texts.of("talk.contrast-hint"));
        contrast.value(draft.contrast());
        more.shown(draft.mode() == Mode.VERDICT);
        boolean several = draft.subject() == Subject.CLIP || draft.subject() == Subject.RECENT;
        reask.enabled(several);
        Browser.check(reask.node(), several && draft.again());
        drawLint(draft);
        drawSend(state, draft);
    }

    private void drawSubjects(AppState state, List<Subject> offered, Draft draft) {
        var last = state.language().lastFramed();
        int count = last == null ? 0 : last.frames().size();
        var key = offered.toString() + count;
        if (!key.equals(subjects)) {
            subjects = key;
            subject.clear();
            for (var each : offered) {
                subject.add(
                        El.create("option", "")
                                .attr("value", each.id())
                                .text(texts.of("talk.subject-" + each.id(), "count", count)));
            }
        }
        subject.value(draft.subject().id());
        subject.enabled(offered.size() > 1);
        boolean search = draft.mode() == Mode.MOMENT;
        frames.shown(
                !search && (draft.subject() == Subject.CLIP || draft.subject() == Subject.RECENT));
        recent.shown(!search && draft.subject() == Subject.RECENT);
    }

    private void drawLint(Draft draft) {
        var key = draft.question() + "\n" + draft.mode();
        if (key.equals(linted)) {
            return;
        }
        linted = key;
        lint.clear();
        int length = draft.question().length();
        if (length > QuestionCheck.MOST_CHARACTERS) {
            lint.add(
                    El.create("li", "")
                            .attr("data-kind", "error")
                            .text(
                                    texts.of(
                                            "error.question-too-long",
                                            Map.of(
                                                    "found",
                                                    length,
                                                    "most",
                                                    QuestionCheck.MOST_CHARACTERS))));
            return;
        }
        for (var finding : QuestionLint.of(draft.question(), draft.mode() != Mode.ANSWER)) {
            lint.add(El.create("li", "").text(texts.of("talk." + finding.kind().key())));
        }
    }

    private void drawSend(AppState state, Draft draft) {
        var running = state.language().running();
        boolean busy = running != null || talk.isBusy();
        var blocker = blocker(state);
        ask.shown(!busy);
        stop.shown(busy);
        ask.enabled(blocker.isEmpty() && !draft.question().isBlank());
        help.text(busy ? "" : blocker.isEmpty() ? texts.of("talk.keys") : texts.of(blocker));
    }

    /** The text that says why nothing can be asked now, or an empty one. */
    private String blocker(AppState state) {
        if (talk.isBusy()) {
            return "talk.busy";
        }
        var draft = state.language().draft();
        var source = state.source();
        if (draft.subject() != Subject.SAME && source.phase() != SourceState.Phase.OPEN) {
            return "talk.no-source";
        }
        if (draft.mode() == Mode.MOMENT && (source.live() || !source.moving())) {
            return "talk.no-clip";
        }
        var phase = state.language().model().phase();
        if (phase == Phase.READY || phase == Phase.IDLE && language.isLocal()) {
            return draft.subject() == Subject.RECENT && state.language().recent() == 0
                    ? "talk.no-recent"
                    : "";
        }
        return phase == Phase.LOADING ? "talk.loading" : "talk.no-model";
    }
}
