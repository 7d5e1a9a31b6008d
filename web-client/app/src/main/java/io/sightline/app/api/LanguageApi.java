// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.language.LanguageDesk;
import io.sightline.app.source.Opener;
import io.sightline.app.state.Store;
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
import org.teavm.jso.dom.events.Event;

/** The calls of the public API that put questions to the language model. */
final class LanguageApi {
    private static final int USUAL_TOKENS = 128;

    /** A value of calls is passed by these names; all else of a request is plain data. */
    private static final String OPAQUE = "images second signal onToken";

    private final ApiCalls calls;
    private final ApiEvents events;
    private final Store store;
    private final LanguageDesk language;
    private final Opener opener;
    private final JSObject keys = weakMap();
    private final List<Listening> listening = new ArrayList<>();
    private int lastKey;

    /** Who hears the tokens of a call. */
    private record Listening(int call, Heard heard) {}

    /** Hears tokens. */
    private interface Heard {
        void grew(LanguageEvent.Token token);
    }

    LanguageApi(
            ApiCalls calls, ApiEvents events, Store store, LanguageDesk language, Opener opener) {
        this.calls = calls;
        this.events = events;
        this.store = store;
        this.language = language;
        this.opener = opener;
        language.listenTokens(
                token -> {
                    for (var each : new ArrayList<>(listening)) {
                        if (each.call() == token.call()) {
                            each.heard().grew(token);
                        }
                    }
                });
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
                    int call = language.client().nextCall();
                    var mine =
                            new Listening(
                                    call,
                                    token -> JsFunctions.call(onToken, ApiEvents.token(token)));
                    if (onToken != null) {
                        listening.add(mine);
                    }
                    try {
                        var answer =
                                put(
                                        call,
                                        new LanguageCommand.Ask(
                                                call,
                                                frames,
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
                                                onToken != null || events.isHeard("token"),
                                                language.client().flag(call)),
                                        signal,
                                        frames,
                                        List.of());
                        return answer((LanguageEvent.Answer) answer, schema);
                    } finally {
                        listening.remove(mine);
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
                                    ? List.<LanguageCommand.Frame>of()
                                    : frames(request, "second", fields, "secondTimestamps");
                    int call = language.client().nextCall();
                    double calibration =
                            store.state().language().marks().calibration().temperature();
                    var verdict =
                            put(
                                    call,
                                    new LanguageCommand.Verify(
                                            call,
                                            frames,
                                            fields.number("seconds", 0),
                                            detail,
                                            question,
                                            contrast,
                                            second,
                                            calibration,
                                            threshold),
                                    signal,
                                    frames,
                                    second);
                    return verdict((LanguageEvent.Verdict) verdict, calibration);
                });
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
        if (!language.isReady()) {
            throw new SightlineException(ErrorCode.NO_MODEL, "language-not-loaded");
        }
    }

    private LanguageEvent put(
            int call,
            LanguageCommand command,
            AbortSignal signal,
            List<LanguageCommand.Frame> first,
            List<LanguageCommand.Frame> second) {
        var over = new boolean[1];
        if (signal != null) {
            signal.addEventListener(
                    "abort",
                    (Event event) -> {
                        if (!over[0]) {
                            language.client().stop(call);
                        }
                    });
        }
        var objects = new JSObject[first.size() + second.size()];
        for (int i = 0; i < objects.length; ++i) {
            var frame = i < first.size() ? first.get(i) : second.get(i - first.size());
            objects[i] = (JSObject) frame.image();
        }
        if (signal != null && signal.isAborted()) {
            // Before its pictures were read: no event will tell.
            for (var object : objects) {
                ((ImageBitmap) object).close();
            }
            throw new SightlineException(ErrorCode.ABORTED, "stopped");
        }
        try {
            return language.client().put(call, command, objects);
        } finally {
            over[0] = true;
        }
    }

    /** The pictures of a request with their times, checked before any is decoded. */
    private List<LanguageCommand.Frame> frames(
            JSObject request, String name, Fields fields, String timesName) {
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
        var frames = new ArrayList<LanguageCommand.Frame>();
        try {
            for (int i = 0; i < count; ++i) {
                var image = (JSObject) list.get(i);
                var bitmap = ApiCalls.bitmap(opener, image, name + "[" + i + "]");
                frames.add(
                        new LanguageCommand.Frame(
                                key(image), bitmap, times == null ? -1 : times.get(i)));
            }
        } catch (RuntimeException e) {
            for (var frame : frames) {
                ((ImageBitmap) frame.image()).close();
            }
            throw e;
        }
        return frames;
    }

    /** The same object is the same picture: neither a blob nor a bitmap changes. */
    private String key(JSObject image) {
        var known = keyOf(keys, image);
        if (known == 0) {
            known = ++lastKey;
            setKey(keys, image, known);
        }
        return "api-" + known;
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
        var model = store.state().language().model();
        map.put("model", model.entry().id());
        map.put("backend", model.running() == null ? null : model.running().backend().wire());
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

    @JSBody(script = "return new WeakMap();")
    private static native JSObject weakMap();

    @JSBody(
            params = {"map", "object"},
            script = "return map.get(object) || 0;")
    private static native int keyOf(JSObject map, JSObject object);

    @JSBody(
            params = {"map", "object", "key"},
            script = "map.set(object, key);")
    private static native void setKey(JSObject map, JSObject object, int key);
}
