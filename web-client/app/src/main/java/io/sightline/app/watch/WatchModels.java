// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.api.JsFunctions;
import io.sightline.core.fact.FactSentence;
import io.sightline.core.fact.Facts;
import io.sightline.core.fact.Thing;
import io.sightline.core.message.WatchCommand;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.metres.LengthUnit;
import io.sightline.core.pipeline.Seen;
import io.sightline.core.rule.Question;
import io.sightline.core.value.Fields;
import io.sightline.core.view.TextBundle;
import io.sightline.core.words.FactTexts;
import io.sightline.glue.canvas.Closeable;
import io.sightline.glue.net.AbortController;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;

/** Brings the watch worker what the models of the page see and say. */
final class WatchModels {
    private final WatchClient client;
    private final TextBundle texts;
    private final FactSentence facts;

    /** Of the questions that are with the language model. */
    private final Map<Integer, AbortController> asking = new HashMap<>();

    /** Which worker runs: each gives its numbers anew. */
    private int worker;

    WatchModels(WatchClient client, TextBundle texts) {
        this.client = client;
        this.texts = texts;
        facts = FactTexts.sentence(texts, LengthUnit.METRE);
    }

    /** Another worker runs: nobody waits for what the one before asked. */
    void begin() {
        ++worker;
        for (var controller : new ArrayList<>(asking.values())) {
            controller.abort();
        }
        asking.clear();
    }

    /** Answers, unless who asked is gone. */
    private void tell(int asker, WatchCommand answer) {
        if (asker == worker) {
            client.tell(answer);
        }
    }

    /** Has the models look at a frame. */
    void look(WatchEvent.Look look) {
        look(look.look(), look.image(), wanted(look.detect(), look.depth(), look.mine(), false));
    }

    /** Has one detector alone look at a frame. */
    void detect(WatchEvent.Detect detect) {
        look(detect.look(), detect.image(), wanted(true, false, false, detect.faces()));
    }

    private void look(int number, Object image, JSObject wanted) {
        int asker = worker;
        Link.look((JSObject) image, wanted)
                .then(
                        answer -> {
                            var seen = JsValues.toJava(JsFunctions.get(answer, "seen"));
                            tell(
                                    asker,
                                    new WatchCommand.Looked(
                                            number,
                                            (Map<?, ?>) seen,
                                            JsFunctions.get(answer, "values"),
                                            took(answer)));
                            return null;
                        },
                        failure -> {
                            tell(
                                    asker,
                                    new WatchCommand.Looked(
                                            number, Seen.failed("models").toMap(), null, 0));
                            return null;
                        });
    }

    private static double took(JSObject answer) {
        return ((Number) JsValues.toJava(JsFunctions.get(answer, "took"))).doubleValue();
    }

    private static JSObject wanted(boolean detect, boolean depth, boolean mine, boolean faces) {
        return JsValues.toJs(
                Map.of("detect", detect, "depth", depth, "mine", mine, "faces", faces));
    }

    /** Puts a question to the language model. */
    void ask(WatchEvent.Ask ask) {
        var request = new LinkedHashMap<String, Object>();
        request.put("images", ask.images());
        request.put("question", informed(ask, ask.question()));
        if (ask.times().size() > 1) {
            request.put("timestamps", new ArrayList<Object>(ask.times()));
        }
        if (!ask.contrast().isEmpty()) {
            request.put("contrast", informed(ask, ask.contrast()));
        }
        if (!ask.again().isEmpty()) {
            request.put("second", ask.again());
        }
        var controller = new AbortController();
        int asker = worker;
        asking.put(ask.ask(), controller);
        request.put("signal", controller.getSignal());
        Link.verify(JsValues.toJs(request))
                .then(
                        verdict -> {
                            ended(ask, controller);
                            tell(asker, answered(ask.ask(), verdict));
                            return null;
                        },
                        failure -> {
                            ended(ask, controller);
                            tell(
                                    asker,
                                    new WatchCommand.Answered(
                                            ask.ask(),
                                            Double.NaN,
                                            Double.NaN,
                                            Double.NaN,
                                            Double.NaN,
                                            "",
                                            codeOf(failure)));
                            return null;
                        });
    }

    /** Nobody waits for the answer to a question any more: the model is free for the next. */
    void cancel(WatchEvent.Cancel cancel) {
        var controller = asking.remove(cancel.ask());
        if (controller != null) {
            controller.abort();
        }
    }

    /** A question with what was measured before it, where its rule wants that and it fits. */
    private String informed(WatchEvent.Ask ask, String question) {
        if (ask.facts().isEmpty()) {
            return question;
        }
        var things = new ArrayList<Thing>();
        for (var fact : ask.facts()) {
            things.add(Things.ofFact(Fields.of(fact)));
        }
        var told =
                texts.text(
                        "watch.informed",
                        Map.of("facts", facts.of(Facts.of(things)), "question", question));
        return told.length() > Question.MOST_CHARACTERS ? question : told;
    }

    private void ended(WatchEvent.Ask ask, AbortController controller) {
        asking.remove(ask.ask(), controller);
        for (var list : List.of(ask.images(), ask.again())) {
            for (var image : list) {
                ((Closeable) ((JSObject) image).cast()).close();
            }
        }
    }

    private static WatchCommand answered(int ask, JSObject verdict) {
        var fields = Fields.of(JsValues.toJava(verdict));
        return new WatchCommand.Answered(
                ask,
                fields.number("p"),
                fields.number("pContrast", Double.NaN),
                fields.number("pSecond", Double.NaN),
                fields.number("logOdds", Double.NaN),
                fields.text("model", ""),
                "");
    }

    private static String codeOf(Object failure) {
        var code = JsFunctions.get((JSObject) failure, "code");
        return code != null && JsValues.toJava(code) instanceof String text ? text : "internal";
    }
}
