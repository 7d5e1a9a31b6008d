// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.app.view.NumberChoice;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.language.QuestionLint;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.talk.Draft;
import io.sightline.core.talk.LanguageSettings;
import io.sightline.core.talk.Mode;
import io.sightline.core.talk.Sampling;
import io.sightline.core.talk.Subject;
import io.sightline.core.talk.Summary;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.SourceState;
import io.sightline.core.view.TalkEvent;
import io.sightline.core.view.TalkState;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;

/**
 * Where a question is written: its kind, what it is about, its words, and what is wrong with it.
 */
final class ComposerView implements TalkStore.View {
    private final TalkStore store;
    private final Texts texts;
    private final TalkDesk talk;
    private final El mode = El.byId("talk-mode");
    private final El subject = El.byId("talk-subject");
    private final El options = El.byId("talk-more");
    private final El optionsShort = El.byId("talk-more-short");
    private final El frames = El.byId("frames-field");
    private final El sampling = El.byId("talk-sampling");
    private final El samplingField = El.byId("sampling-field");
    private final El recent = El.byId("recent-field");
    private final El reaskField = El.byId("reask-field");
    private final El detail = El.byId("detail");
    private final El detailField = El.byId("detail-field");
    private final El detailCost = El.byId("detail-cost");
    private final El question = El.byId("question");
    private final El more = El.byId("verdict-more");
    private final El contrast = El.byId("contrast");
    private final El reask = El.byId("reask");
    private final El lint = El.byId("question-lint");
    private final El help = El.byId("question-help");
    private final El ask = El.byId("talk-ask");
    private final El stop = El.byId("talk-stop");
    private final NumberChoice howMany;
    private final NumberChoice howLong;
    private String subjects = "";
    private String linted = "";
    private int number = -1;

    ComposerView(TalkStore store, Texts texts, TalkDesk talk) {
        this.store = store;
        this.texts = texts;
        this.talk = talk;
        mode.on("change", (Event event) -> tell(draft().with(Mode.of(Browser.valueOf(event)))));
        subject.on("change", (Event event) -> tell(draft().with(Subject.of(subject.value()))));
        question.on("input", (Event event) -> tell(draft().withQuestion(question.value())));
        contrast.on("input", (Event event) -> tell(draft().withContrast(contrast.value())));
        reask.on(
                "change",
                (Event event) -> tell(draft().withAgain(Browser.isChecked(reask.node()))));
        detail.on(
                "change",
                (Event event) -> tell(draft().withDetail(Browser.isChecked(detail.node()))));
        for (var each : Sampling.values()) {
            sampling.add(
                    El.create("option", "")
                            .attr("value", each.id())
                            .text(texts.of("talk.sampling-" + each.id())));
        }
        sampling.on("change", (Event event) -> sample(Sampling.of(sampling.value())));
        howMany =
                new NumberChoice(
                        "talk-frames",
                        LanguageSettings.FRAMES,
                        value ->
                                value == 0
                                        ? texts.of("talk.each-second")
                                        : texts.of("talk.frames-of", "count", value),
                        this::set);
        howLong =
                new NumberChoice(
                        "talk-recent",
                        LanguageSettings.RECENT,
                        value -> texts.of("lang.seconds", "count", value),
                        this::set);
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

    private void set(String name, double value) {
        tell(store.state().scene().settings().with(name, value));
    }

    private static void tell(LanguageSettings settings) {
        Link.settings(JsValues.toJs(settings.toMap()));
    }

    private void sample(Sampling value) {
        tell(store.state().scene().settings().with(draft().mode(), value));
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
        if (!blocker(store.state()).isEmpty() || !draft().isComplete()) {
            return;
        }
        try {
            talk.ask();
        } catch (RuntimeException e) {
            Link.tell(JsValues.toJs(VisionEvent.Failed.of(0, Teller.asFailure(e), "").toMap()));
        }
    }

    private Draft draft() {
        return store.state().draft();
    }

    private void tell(Draft draft) {
        store.tell(new TalkEvent.Drafted(draft));
    }

    /** Which subjects there are, in the order in which they are offered. */
    private static List<Subject> offered(TalkState state) {
        var list = new ArrayList<Subject>();
        var source = state.scene().source();
        var draft = state.draft();
        if (draft.mode() == Mode.MOMENT) {
            list.add(Subject.CLIP);
            return list;
        }
        boolean summary = draft.mode() == Mode.SUMMARY;
        if (!summary) {
            list.add(Subject.FRAME);
        }
        boolean moving = source.moving() && source.visible();
        if (moving ? !source.live() : summary) {
            list.add(Subject.CLIP);
        }
        if (moving) {
            list.add(Subject.RECENT);
        }
        if (!summary && state.lastFramed() != null) {
            list.add(Subject.SAME);
        }
        return list;
    }

    @Override
    public void draw(TalkState state, TalkState before) {
        var draft = state.draft();
        var offered = offered(state);
        if (!offered.contains(draft.subject())) {
            // What it was about is gone; the next frame drawn shows what is left.
            tell(draft.with(offered.get(0)));
            draft = draft();
        }
        if (state.scene().source().number() != number) {
            // Another source: what is said next is about it.
            number = state.scene().source().number();
            if (draft.subject() == Subject.SAME) {
                tell(draft.with(offered.get(0)));
                draft = draft();
            }
        }
        mode.choose(draft.mode().id());
        drawSubjects(state, offered, draft);
        question.value(draft.question());
        // A summary has a question of its own, which is shown where another can be written.
        var own = Summary.question(state.scene().entry());
        var placeholder = texts.of("talk.hint-" + draft.mode().id(), "question", own);
        question.attr("placeholder", placeholder);
        contrast.attr("placeholder", texts.of("talk.contrast-hint"));
        contrast.value(draft.contrast());
        more.shown(draft.mode() == Mode.VERDICT);
        drawOptions(state, draft);
        drawLint(draft);
        drawSend(state, draft);
    }

    private void drawSubjects(TalkState state, List<Subject> offered, Draft draft) {
        var last = state.lastFramed();
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
    }

    /** What is rarely changed: which frames, how closely. */
    private void drawOptions(TalkState state, Draft draft) {
        boolean several =
                draft.mode() != Mode.MOMENT
                        && (draft.subject() == Subject.CLIP || draft.subject() == Subject.RECENT);
        var last = state.lastFramed();
        boolean single =
                draft.subject() == Subject.FRAME
                        || draft.subject() == Subject.SAME
                                && last != null
                                && last.frames().get(0).at() < 0;
        options.shown(several || single);
        frames.shown(several);
        samplingField.shown(several);
        recent.shown(several && draft.subject() == Subject.RECENT);
        reaskField.shown(several && draft.mode() == Mode.VERDICT);
        Browser.check(reask.node(), draft.again());
        detailField.shown(single);
        Browser.check(detail.node(), draft.detail());
        var settings = state.scene().settings();
        var chosen = settings.sampling(draft.mode());
        sampling.value(chosen.id());
        howMany.show(settings);
        howLong.show(settings);
        if (several) {
            int count = settings.frames();
            optionsShort.text(
                    texts.of(
                            "talk.more-" + chosen.id(),
                            "frames",
                            count == 0
                                    ? texts.of("talk.each-second")
                                    : texts.of("talk.frames-of", "count", count)));
        } else {
            optionsShort.text(texts.of(draft.detail() ? "talk.more-detail" : "talk.more-whole"));
        }
        detailCost.text(single ? cost(state) : "");
    }

    /** What detail costs, as far as it is known: how the picture is cut follows the model. */
    private String cost(TalkState state) {
        var limits = state.scene().limits();
        var size = state.scene().source().size();
        if (limits == null || size == null) {
            return texts.of("talk.detail-about");
        }
        return texts.of(
                "talk.detail-cost",
                Map.of(
                        "tiles", limits.tiles(size).views() - 1,
                        "tokens", limits.tokens(size),
                        "context", limits.context()));
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
        boolean yesNo = draft.mode() == Mode.VERDICT || draft.mode() == Mode.MOMENT;
        for (var finding : QuestionLint.of(draft.question(), yesNo)) {
            lint.add(El.create("li", "").text(texts.of("talk." + finding.kind().key())));
        }
    }

    private void drawSend(TalkState state, Draft draft) {
        var running = state.running();
        boolean busy = running != null || talk.isBusy();
        var blocker = blocker(state);
        ask.shown(!busy);
        stop.shown(busy);
        ask.text(texts.of(draft.mode() == Mode.SUMMARY ? "talk.summarise" : "talk.ask"));
        ask.enabled(blocker.isEmpty() && draft.isComplete());
        help.text(busy ? "" : blocker.isEmpty() ? texts.of("talk.keys") : texts.of(blocker));
    }

    /** The text that says why nothing can be asked now, or an empty one. */
    private String blocker(TalkState state) {
        if (talk.isBusy()) {
            return "talk.busy";
        }
        var draft = state.draft();
        var source = state.scene().source();
        if (draft.subject() != Subject.SAME && source.phase() != SourceState.Phase.OPEN) {
            return "talk.no-source";
        }
        if (draft.mode() == Mode.MOMENT && (source.live() || !source.moving())) {
            return "talk.no-clip";
        }
        if (draft.mode() == Mode.SUMMARY && !source.moving()) {
            return "talk.no-moving";
        }
        if (draft.mode() == Mode.SHAPE && !state.scene().settings().shape().faults().isEmpty()) {
            return "talk.shape-faulty";
        }
        var phase = state.scene().phase();
        if (phase == Phase.READY || phase == Phase.IDLE && state.scene().local()) {
            return draft.subject() == Subject.RECENT && source.live() && state.recent() == 0
                    ? "talk.no-recent"
                    : "";
        }
        return phase == Phase.LOADING ? "talk.loading" : "talk.no-model";
    }
}
