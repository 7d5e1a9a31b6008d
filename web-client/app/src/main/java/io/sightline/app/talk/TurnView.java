// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.app.view.Progress;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.talk.ClipSearch;
import io.sightline.core.talk.Exchange;
import io.sightline.core.talk.Mode;
import io.sightline.core.talk.Moment;
import io.sightline.core.talk.Outcome;
import io.sightline.core.value.Clock;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.dom.events.Event;

/** A question and what came of it, on the page. */
final class TurnView {
    final El item = El.create("li", "turn");

    private final Actions actions;
    private final Texts texts;
    private final El body = El.create("div", "");
    private final El said = El.create("p", "said");
    private final El waits = El.create("div", "waits");
    private final El waitWords = El.create("span", "figure");
    private final Progress waitBar;
    private final El copy = El.create("button", "small").attr("type", "button");
    private final Map<Boolean, El> marks = new HashMap<>();
    private final El calibration = El.create("p", "quiet figure");
    private final Map<Moment, El> moments = new HashMap<>();
    private El figures;
    private Outcome drawn;

    /** Hears how much memory the page takes. */
    interface MemoryListener {
        void measured(double bytes);
    }

    /** What its buttons do. */
    interface Actions {
        Texts texts();

        Shelf shelf();

        void copy(String text);

        void mark(Exchange exchange, Boolean wasYes);

        /** What the user said was true, or null. */
        Boolean marked(Exchange exchange);

        /** What the marks say of the model. */
        String calibration();

        boolean canSeek(Moment moment);

        void seek(Moment moment);

        /** Hears of the memory of the whole page, where the browser tells it. */
        void measure(MemoryListener listener);

        /** It is over: what to say of it. */
        void finished(List<String> words);
    }

    TurnView(Exchange exchange, Actions actions) {
        this.actions = actions;
        texts = actions.texts();
        var question = El.create("p", "").text(exchange.question());
        var bar = El.create("progress", "").attr("max", "1");
        bar.attr("aria-label", texts.of("talk.progress"));
        waitBar = new Progress(bar, waitWords);
        waits.add(bar, waitWords);
        var label = texts.of("talk.copy");
        copy.attr("aria-label", label).attr("title", label).add(El.icon("copy"));
        item.add(El.create("div", "asked").add(question, copy), body);
        body.add(said, waits);
    }

    void draw(Exchange exchange) {
        var outcome = exchange.outcome();
        var marked = marks.isEmpty() ? null : actions.marked(exchange);
        calibration.shown(marked != null).text(marked == null ? "" : actions.calibration());
        for (var entry : marks.entrySet()) {
            boolean on = entry.getKey().equals(marked);
            entry.getValue().attr("aria-pressed", Boolean.toString(on));
        }
        for (var entry : moments.entrySet()) {
            entry.getValue().enabled(actions.canSeek(entry.getKey()));
        }
        if (outcome == drawn) {
            return;
        }
        boolean first = drawn == null;
        drawn = outcome;
        if (outcome instanceof Outcome.Running running) {
            drawRunning(running);
            return;
        }
        body.clear();
        var words = new ArrayList<String>();
        String copied = null;
        if (outcome instanceof Outcome.Answered answered) {
            if (exchange.mode() == Mode.SHAPE) {
                copied = drawValues(answered.answer(), words);
            }
            drawAnswer(answered.answer(), copied == null, words);
        } else if (outcome instanceof Outcome.Decided decided) {
            drawVerdict(exchange, decided, words);
        } else if (outcome instanceof Outcome.Found found) {
            drawFound(found, words);
        } else if (outcome instanceof Outcome.Broken broken) {
            boolean stopped = broken.failure().code() == ErrorCode.ABORTED;
            var text = texts.of(broken.failure());
            body.add(El.create("p", stopped ? "quiet" : "failed-turn").text(text));
            words.add(text);
        }
        var all = copied == null ? String.join("\n", words) : copied;
        copy.on("click", (Event event) -> actions.copy(all));
        copy.shown(true);
        if (!first) {
            actions.finished(words);
            if (figures != null) {
                var line = figures;
                actions.measure(bytes -> measure(line, texts.of("talk.memory", "bytes", bytes)));
            }
        }
    }

    private void drawRunning(Outcome.Running running) {
        copy.shown(false);
        boolean grows = !running.text().isEmpty();
        said.shown(grows).flag("data-open", grows);
        said.text(running.text());
        waits.shown(!grows || running.of() > 0 || !running.stage().equals("ask"));
        double fraction = running.of() > 0 ? (double) running.done() / running.of() : -1;
        waitBar.show(
                fraction,
                running.of() > 0
                        ? texts.of(
                                "talk.stage-" + running.stage() + "-of",
                                Map.of("done", running.done() + 1, "of", running.of()))
                        : texts.of("talk.stage-" + running.stage()));
    }

    /**
     * The values of a structured answer as a table and as JSON.
     *
     * @return the JSON, or null when the answer was broken off and is none
     */
    private String drawValues(LanguageEvent.Answer answer, List<String> words) {
        if (!(JsValues.toJava(Browser.parse(answer.text())) instanceof Map<?, ?> map)) {
            return null;
        }
        var table = El.create("table", "values");
        for (var entry : map.entrySet()) {
            var name = String.valueOf(entry.getKey());
            var value = valueText(entry.getValue());
            words.add(name + ": " + value + ".");
            table.add(
                    El.create("tr", "")
                            .add(
                                    El.create("th", "").attr("scope", "row").text(name),
                                    El.create("td", "").text(value)));
        }
        body.add(table, El.create("pre", "json").add(El.create("code", "").text(answer.text())));
        return answer.text();
    }

    private String valueText(Object value) {
        if (value instanceof Boolean flag) {
            return texts.of(flag ? "talk.verdict-yes" : "talk.verdict-no");
        }
        if (value instanceof Double number && number == Math.rint(number)) {
            return Long.toString(number.longValue());
        }
        return String.valueOf(value);
    }

    private void drawAnswer(LanguageEvent.Answer answer, boolean said, List<String> words) {
        if (said) {
            var text = answer.text().isEmpty() ? texts.of("talk.no-words") : answer.text();
            words.add(text);
            body.add(El.create("p", answer.text().isEmpty() ? "said quiet" : "said").text(text));
        }
        if (!answer.finish().equals("stop")) {
            var why = texts.of("talk.finish-" + answer.finish());
            words.add(why);
            body.add(El.create("p", "quiet").text(why));
        }
        var head = new ArrayList<String>();
        head.add(texts.of("talk.tokens", "count", answer.tokens()));
        if (answer.tokensPerSecond() > 0) {
            head.add(
                    texts.of(
                            "talk.rate",
                            "rate",
                            texts.bundle().style().fixed(answer.tokensPerSecond(), 1)));
        }
        if (answer.tokens() > 0) {
            head.add(texts.of("talk.first", "time", time(answer.timings().firstToken())));
        }
        body.add(figures(head, answer.timings(), answer.reuse(), answer.tokens() > 0));
    }

    private static void measure(El line, String text) {
        line.add(El.create("span", "").text(text));
    }

    /** One line of figures, and behind it what took how long and what was not done again. */
    private El figures(
            List<String> head,
            LanguageEvent.Timings timings,
            LanguageEvent.Reuse reuse,
            boolean decoded) {
        var shown = El.create("summary", "measured figure");
        for (var each : head) {
            measure(shown, each);
        }
        var line = El.create("p", "measured figure");
        measure(line, texts.of("talk.vision", "time", time(timings.vision())));
        measure(line, texts.of("talk.prefill", "time", time(timings.prefill())));
        if (decoded) {
            measure(line, texts.of("talk.decode", "time", time(timings.decode())));
        }
        if (decoded) {
            measure(line, texts.of("talk.total", "time", time(timings.total())));
        }
        int known = reuse.frames() - reuse.seen();
        if (known > 0) {
            measure(
                    line,
                    texts.of("talk.reused", Map.of("known", known, "frames", reuse.frames())));
        }
        if (reuse.prompt() > reuse.read()) {
            measure(
                    line,
                    texts.of(
                            "talk.reused-tokens",
                            Map.of(
                                    "known",
                                    reuse.prompt() - reuse.read(),
                                    "prompt",
                                    reuse.prompt())));
        }
        if (reuse.kept() > 0) {
            measure(line, texts.of("talk.kept", "bytes", reuse.kept()));
        }
        figures = line;
        return El.create("details", "figures").add(shown, line);
    }

    private String time(double milliseconds) {
        var style = texts.bundle().style();
        return milliseconds < 1000
                ? texts.of("timings.ms", "ms", style.fixed(milliseconds, 0))
                : texts.of("talk.seconds", "seconds", style.fixed(milliseconds / 1000, 1));
    }

    private void drawVerdict(Exchange exchange, Outcome.Decided decided, List<String> words) {
        var verdict = decided.verdict();
        var word = texts.of("talk.verdict-" + verdict.verdict());
        var likely = share(verdict.p());
        words.add(word + ".");
        words.add(likely + ".");
        body.add(
                El.create("p", "verdict")
                        .attr("data-verdict", verdict.verdict())
                        .add(
                                El.create("b", "").text(word),
                                El.create("span", "figure").text(likely)),
                gauge(verdict.p()));
        var checks = El.create("dl", "checks");
        check(checks, "contrast", exchange.contrast(), verdict.contrast(), verdict.p(), -1, words);
        check(checks, "second", "", verdict.second(), verdict.p(), 1, words);
        if (checks.node().getFirstChild() != null) {
            body.add(checks);
        }
        var row = El.create("div", "marks-row");
        row.add(El.create("span", "quiet").text(texts.of("talk.was-it")));
        boolean unsure = verdict.verdict().equals("unsure");
        boolean saidYes = verdict.verdict().equals("yes");
        mark(row, exchange, unsure || saidYes, unsure ? "talk.was-yes" : "talk.right", "check");
        mark(row, exchange, !unsure && !saidYes, unsure ? "talk.was-no" : "talk.wrong", "close");
        var total = texts.of("talk.total", "time", time(verdict.timings().total()));
        body.add(
                row,
                calibration,
                figures(List.of(total), verdict.timings(), verdict.reuse(), false));
    }

    /** A probability; one that would round to certainty is told as what it is. */
    private String share(double p) {
        var style = texts.bundle().style();
        if (p > 0.995 || p < 0.005) {
            return texts.of(
                    p > 0.5 ? "talk.p-over" : "talk.p-under",
                    "p",
                    style.percent(p > 0.5 ? 0.99 : 0.01));
        }
        return texts.of("talk.p", "p", style.percent(p));
    }

    private static El gauge(double p) {
        var fill = El.create("i", "");
        fill.style("inline-size", Math.rint(p * 1000) / 10 + "%");
        return El.create("div", "gauge").attr("aria-hidden", "true").add(fill);
    }

    /**
     * A second opinion: its probability, and whether it bears the first one out.
     *
     * @param sign -1 when the opposite was asked
     */
    private void check(
            El list,
            String name,
            String question,
            double p,
            double first,
            int sign,
            List<String> words) {
        if (Double.isNaN(p)) {
            return;
        }
        var label = texts.of("talk.check-" + name);
        var share = share(p);
        boolean agrees = (first - 0.5) * (p - 0.5) * sign >= 0;
        var tells = texts.of(agrees ? "talk.agrees" : "talk.contradicts");
        words.add(label + ": " + share + ", " + tells + ".");
        list.add(
                El.create("dt", "")
                        .text(label)
                        .attr("title", question.isEmpty() ? label : question),
                El.create("dd", "figure").text(share),
                El.create("dd", "").text(tells));
    }

    /** A button that says whether a verdict was right; pressed again it takes that back. */
    private void mark(El row, Exchange exchange, boolean wasYes, String key, String icon) {
        var button = El.create("button", "plain").attr("type", "button");
        button.add(El.icon(icon), El.create("span", "").text(texts.of(key)));
        boolean on = Boolean.valueOf(wasYes).equals(actions.marked(exchange));
        button.attr("aria-pressed", Boolean.toString(on));
        button.on(
                "click",
                (Event event) -> {
                    boolean was = Boolean.valueOf(wasYes).equals(actions.marked(exchange));
                    actions.mark(exchange, was ? null : (Boolean) wasYes);
                });
        marks.put(wasYes, button);
        row.add(button);
    }

    private void drawFound(Outcome.Found found, List<String> words) {
        boolean likely =
                !found.moments().isEmpty() && found.moments().get(0).p() >= ClipSearch.THRESHOLD;
        var head =
                likely
                        ? texts.of("talk.found", "count", found.moments().size())
                        : texts.of("talk.found-none");
        words.add(head);
        body.add(El.create("p", "said").text(head));
        var list = El.create("ol", "found");
        for (var moment : found.moments()) {
            var span =
                    texts.of(
                            "talk.span",
                            Map.of(
                                    "from", Clock.text(moment.from()),
                                    "to", Clock.text(moment.to())));
            var share = share(moment.p());
            words.add(span + ": " + share + ".");
            var button = El.create("button", "moment").attr("type", "button");
            button.attr("title", texts.of("talk.seek", "at", Clock.text(moment.frame().at())));
            button.add(
                    TalkView.thumb(actions.shelf(), moment.frame().key()),
                    El.create("span", "figure").text(span),
                    El.create("span", "figure quiet").text(share));
            button.enabled(actions.canSeek(moment));
            button.on("click", (Event event) -> actions.seek(moment));
            moments.put(moment, button);
            list.add(El.create("li", "").add(button));
        }
        var measured = El.create("p", "measured figure");
        measure(
                measured,
                texts.of(
                        found.asked() < found.of() ? "talk.windows-stopped" : "talk.windows",
                        Map.of("asked", found.asked(), "of", found.of())));
        measure(measured, texts.of("talk.total", "time", time(found.milliseconds())));
        body.add(list, measured);
    }
}
