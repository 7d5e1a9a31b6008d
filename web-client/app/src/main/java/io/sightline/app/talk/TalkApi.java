// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.api.ApiCalls;
import io.sightline.app.api.JsFunctions;
import io.sightline.app.source.Opener;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.language.JsonShape;
import io.sightline.core.language.QuestionCheck;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.talk.TalkRecord;
import io.sightline.core.value.Fields;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.dom.events.Event;

/** The calls of the public API that put questions to the language model. */
final class TalkApi {
    private static final int USUAL_TOKENS = 128;

    /** A value of calls is passed by these names; all else of a request is plain data. */
    private static final String OPAQUE = "images second signal onToken";

    private final ApiCalls calls;
    private final TalkStore store;
    private final Asker asker;
    private final KnownPictures pictures;

    TalkApi(ApiCalls calls, TalkStore store, Asker asker, Opener opener) {
        this.calls = calls;
        this.store = store;
        this.asker = asker;
        pictures = new KnownPictures(opener);
    }

    JSObject ask(JSObject request) {
        return calls.promise(
                () -> {
                    var fields = Fields.of(JsValues.toJava(plain(request, OPAQUE)));
                    var question = QuestionCheck.question(text(fields, "question"));
                    var system = QuestionCheck.system(text(fields, "system"));
                    int most =
                            QuestionCheck.maxTokens(
                                    fields.has("maxTokens")
                                            ? fields.whole("maxTokens", 0, Integer.MAX_VALUE)
                                            : USUAL_TOKENS);
                    double temperature = QuestionCheck.temperature(fields.number("temperature", 0));
                    int seed = fields.has("seed") ? fields.whole("seed", 0, Integer.MAX_VALUE) : 0;
                    int deadline =
                            fields.has("deadline")
                                    ? fields.whole("deadline", 0, Integer.MAX_VALUE)
                                    : 0;
                    var schema = fields.raw("schema") instanceof Map<?, ?> map ? map : null;
                    boolean detail = detail(fields);
                    var signal = ApiCalls.signal(request);
                    var onToken = ApiCalls.function(request, "onToken");
                    checkReady();
                    var frames = frames(request, "images", fields, "timestamps");
                    int call = asker.nextCall();
                    var flag = asker.flag(call);
                    Asker.TokenListener mine =
                            token -> {
                                if (token.call() == call) {
                                    JsFunctions.call(onToken, grown(token));
                                }
                            };
                    if (onToken != null) {
                        asker.listenTokens(mine);
                    }
                    try {
                        var answer =
                                put(
                                        call,
                                        whole ->
                                                new LanguageCommand.Ask(
                                                        call,
                                                        frames.of(whole),
                                                        fields.number("seconds", 0),
                                                        detail,
                                                        system,
                                                        List.of(),
                                                        question,
                                                        most,
                                                        temperature,
                                                        seed,
                                                        deadline,
                                                        schema,
                                                        onToken != null
                                                                || ((JSBoolean) Link.heard())
                                                                        .booleanValue(),
                                                        flag),
                                        signal);
                        return answer((LanguageEvent.Answer) answer, schema);
                    } finally {
                        asker.unlistenTokens(mine);
                    }
                });
    }

    JSObject verify(JSObject request) {
        return calls.promise(
                () -> {
                    var fields = Fields.of(JsValues.toJava(plain(request, OPAQUE)));
                    var question = QuestionCheck.question(text(fields, "question"));
                    var contrast =
                            fields.has("contrast")
                                    ? QuestionCheck.question(fields.text("contrast"))
                                    : "";
                    double threshold = fields.number("threshold", 0.5);
                    if (!(threshold > 0 && threshold < 1)) {
                        throw ApiCalls.argument("threshold", "a number between 0 and 1");
                    }
                    boolean detail = detail(fields);
                    var signal = ApiCalls.signal(request);
                    checkReady();
                    var frames = frames(request, "images", fields, "timestamps");
                    var second =
                            JsFunctions.get(request, "second") == null
                                    ? null
                                    : frames(request, "second", fields, "secondTimestamps");
                    int call = asker.nextCall();
                    double calibration = store.state().scene().marks().calibration().temperature();
                    var verdict =
                            put(
                                    call,
                                    whole -> {
                                        var first = frames.of(whole);
                                        return new LanguageCommand.Verify(
                                                call,
                                                first,
                                                fields.number("seconds", 0),
                                                detail,
                                                question,
                                                contrast,
                                                second == null ? List.of() : second.of(whole),
                                                calibration,
                                                threshold);
                                    },
                                    signal);
                    return verdict((LanguageEvent.Verdict) verdict, calibration);
                });
    }

    private static JSObject grown(LanguageEvent.Token token) {
        return JsValues.toJs(
                Map.of("call", token.call(), "text", token.text(), "tokens", token.tokens()));
    }

    private static boolean detail(Fields fields) {
        boolean detail = fields.flag("detail");
        QuestionCheck.detail(detail && fields.has("timestamps"));
        return detail;
    }

    private static String text(Fields fields, String name) {
        return fields.text(name, "");
    }

    private void checkReady() {
        if (!asker.isReady()) {
            throw new SightlineException(ErrorCode.NO_MODEL, "language-not-loaded");
        }
    }

    private LanguageEvent put(int call, Asker.Question question, AbortSignal signal) {
        var over = new boolean[1];
        if (signal != null) {
            signal.addEventListener(
                    "abort",
                    (Event event) -> {
                        if (!over[0]) {
                            asker.stop(call);
                        }
                    });
        }
        try {
            return asker.put(call, question);
        } finally {
            over[0] = true;
        }
    }

    /** The pictures of a request with their times, checked before any is decoded. */
    private Frames frames(JSObject request, String name, Fields fields, String timesName) {
        var images = JsFunctions.get(request, name);
        if (images == null || !isArray(images)) {
            throw ApiCalls.argument(name, "a list of Blobs or ImageBitmaps");
        }
        var list = (JSArrayReader<?>) images;
        int count = QuestionCheck.frames(list.getLength());
        List<Double> times = null;
        if (fields.has(timesName)) {
            times = new ArrayList<>();
            if (fields.raw(timesName) instanceof List<?> given) {
                for (var time : given) {
                    times.add(time instanceof Double number ? number : Double.NaN);
                }
            } else {
                throw ApiCalls.argument(timesName, "a list of seconds");
            }
            QuestionCheck.seconds(times, count);
        }
        return new Frames(name, copy(images), count, times);
    }

    /** The pictures of a request: the list is ours, whatever the caller does to his. */
    private final class Frames {
        private final String name;
        private final JSArrayReader<?> images;
        private final int count;
        private final List<Double> times;

        Frames(String name, JSArrayReader<?> images, int count, List<Double> times) {
            this.name = name;
            this.images = images;
            this.count = count;
            this.times = times;
        }

        /** Those that were given before only when all are wanted. */
        List<LanguageCommand.Frame> of(boolean whole) {
            var frames = new ArrayList<LanguageCommand.Frame>();
            try {
                for (int i = 0; i < count; ++i) {
                    frames.add(
                            pictures.frame(
                                    (JSObject) images.get(i),
                                    name + "[" + i + "]",
                                    times == null ? -1 : times.get(i),
                                    whole));
                }
            } catch (RuntimeException e) {
                for (var frame : frames) {
                    if (frame.image() != null) {
                        ((ImageBitmap) frame.image()).close();
                    }
                }
                throw e;
            }
            return frames;
        }
    }

    private JSObject answer(LanguageEvent.Answer answer, Map<?, ?> schema) {
        var map = new LinkedHashMap<String, Object>();
        map.put("text", answer.text());
        if (schema != null && answer.finish().equals("stop")) {
            map.put("value", JsonShape.of(schema).read(answer.text()));
        }
        map.put("tokens", answer.tokens());
        map.put("finish", answer.finish());
        map.put("timings", TalkRecord.timings(answer.timings()));
        map.put("tokensPerSecond", answer.tokensPerSecond());
        map.put("reuse", reuse(answer.reuse()));
        return model(map);
    }

    private JSObject verdict(LanguageEvent.Verdict verdict, double calibration) {
        var map = new LinkedHashMap<String, Object>();
        map.put("verdict", verdict.verdict());
        map.put("p", verdict.p());
        if (!Double.isNaN(verdict.contrast())) {
            map.put("pContrast", verdict.contrast());
        }
        if (!Double.isNaN(verdict.second())) {
            map.put("pSecond", verdict.second());
        }
        map.put("agreed", verdict.agreed());
        map.put("logOdds", verdict.logOdds());
        map.put("calibration", calibration);
        map.put("timings", TalkRecord.timings(verdict.timings()));
        map.put("reuse", reuse(verdict.reuse()));
        return model(map);
    }

    private static Map<String, Object> reuse(LanguageEvent.Reuse reuse) {
        return Map.of(
                "seen", reuse.seen(),
                "frames", reuse.frames(),
                "read", reuse.read(),
                "prompt", reuse.prompt(),
                "kept", reuse.kept());
    }

    private JSObject model(Map<String, Object> map) {
        var scene = store.state().scene();
        map.put("model", scene.entry().id());
        map.put("backend", scene.backend().isEmpty() ? null : scene.backend());
        return JsValues.toJs(map);
    }

    /** The plain data of a request. */
    @JSBody(
            params = {"request", "without"},
            script =
                    "if (request === null || typeof request !== 'object') return null; const r = {}; for "
                            + "(const k of Object.keys(request)) if (!without.split(' ').includes(k)) r[k] = "
                            + "request[k]; return r;")
    private static native JSObject plain(JSObject request, String without);

    @JSBody(params = "value", script = "return Array.isArray(value);")
    private static native boolean isArray(JSObject value);

    @JSBody(params = "list", script = "return list.slice();")
    private static native JSArrayReader<JSObject> copy(JSObject list);
}
