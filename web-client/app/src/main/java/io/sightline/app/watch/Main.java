// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.api.ApiCalls;
import io.sightline.app.api.JsFunctions;
import io.sightline.app.dom.Browser;
import io.sightline.app.text.Texts;
import io.sightline.core.chronicle.Chronicle;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.rule.Rule;
import io.sightline.core.rule.Rules;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.dom.events.Event;

/** Starts the part for watching, and gives the page its functions: calls of the public API. */
public final class Main {
    private final ApiCalls calls;
    private final Texts texts;
    private final WatchDesk desk;
    private final RedactDesk redactions;

    private Main(Texts texts) {
        this.texts = texts;
        calls = new ApiCalls(texts);
        desk = new WatchDesk(texts.bundle());
        redactions = new RedactDesk(desk.calls(), texts);
    }

    /** Starts it. */
    public static void main(String[] arguments) {
        new Thread(Main::start).start();
    }

    private static void start() {
        try {
            new Main(Texts.part("watch")).run();
        } catch (RuntimeException e) {
            System.err.println("The part \"watch\" did not start: " + e.getMessage());
            Link.failed();
        }
    }

    private void run() {
        JSObject functions = JSObjects.create();
        JsFunctions.put(functions, "watch", (rule, second) -> watch(rule));
        JsFunctions.put(functions, "unwatch", (id, second) -> unwatch(id));
        JsFunctions.put(functions, "rules", (first, second) -> rules());
        JsFunctions.put(functions, "replay", this::replay);
        var book = new AlertBook(desk);
        var alerts = new AlertsApi(desk, redactions, book, new AlertExport(book, texts));
        JsFunctions.put(
                functions,
                "alerts",
                (options, second) -> calls.promise(() -> alerts.alerts(options)));
        JsFunctions.put(functions, "why", (period, second) -> why(period));
        JsFunctions.put(functions, "mark", this::mark);
        JsFunctions.put(functions, "forget", (ids, second) -> forget(ids));
        var redacting = new RedactApi(redactions);
        JsFunctions.put(
                functions,
                "redact",
                (clip, options) -> calls.promise(() -> redacting.redact(blob(clip), options)));
        JsFunctions.put(
                functions,
                "export",
                (what, options) ->
                        calls.promise(
                                () -> alerts.export((String) JsValues.toJava(what), options)));
        Panel.show(desk, redactions, book, texts);
        Link.ready(functions);
    }

    private JSObject watch(JSObject rule) {
        return calls.promise(
                () -> {
                    var read = Rule.of(value(rule, "rule"));
                    desk.watch(read);
                    return JsValues.toJs(
                            Map.of("id", read.id(), "obstacles", desk.obstacleIds(read)));
                });
    }

    /** A caller's value; where it cannot be read it is theirs to mend. */
    private static Object value(JSObject given, String name) {
        try {
            return JsValues.toJava(given);
        } catch (RuntimeException e) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "value-unreadable",
                    Map.of("name", name, "cause", String.valueOf(e.getMessage())));
        }
    }

    private JSObject unwatch(JSObject id) {
        return calls.promise(
                () -> {
                    if (!(JsValues.toJava(id) instanceof String name)) {
                        throw ApiCalls.argument("id", "a rule's id");
                    }
                    if (!desk.unwatch(name)) {
                        throw new SightlineException(
                                ErrorCode.BAD_INPUT, "rule-unknown", Map.of("rule", name));
                    }
                    return JSUndefined.instance();
                });
    }

    private JSObject rules() {
        return calls.promise(
                () -> {
                    var list = new ArrayList<Object>();
                    for (var rule : desk.rules()) {
                        var map = rule.toMap();
                        var obstacles = desk.obstacleIds(rule);
                        if (!obstacles.isEmpty()) {
                            map.put("obstacles", obstacles);
                        }
                        list.add(map);
                    }
                    return JsValues.toJs(list);
                });
    }

    private JSObject replay(JSObject clip, JSObject options) {
        return calls.promise(
                () -> {
                    var blob = blob(clip);
                    var signal = ApiCalls.signal(options);
                    var onProgress = ApiCalls.function(options, "onProgress");
                    var given = JsFunctions.get(options, "rules");
                    var rules = given == null ? desk.rules() : Rules.of(value(given, "rules"));
                    var fps = JsFunctions.get(options, "fps");
                    double rate = 0;
                    if (fps != null) {
                        if (!(JsValues.toJava(fps) instanceof Number number
                                && number.doubleValue() > 0
                                && number.doubleValue() <= 1000)) {
                            throw ApiCalls.argument("fps", "a number above 0");
                        }
                        rate = number.doubleValue();
                    }
                    double most = rate;
                    return Await.await(
                            new JSPromise<JSObject>(
                                    (resolve, reject) -> {
                                        int call =
                                                desk.replay(
                                                        blob,
                                                        rules,
                                                        most,
                                                        false,
                                                        (at, length) ->
                                                                tell(onProgress, at, length),
                                                        event ->
                                                                settle(
                                                                        event,
                                                                        resolve::accept,
                                                                        reject::accept));
                                        if (signal != null) {
                                            signal.addEventListener(
                                                    "abort",
                                                    (Event event) -> desk.calls().stop(call));
                                        }
                                    }));
                });
    }

    private Map<String, Object> explained(WatchEvent.Replayed done) {
        var result = new LinkedHashMap<String, Object>();
        for (var entry : done.result().entrySet()) {
            result.put((String) entry.getKey(), entry.getValue());
        }
        var alerts = new ArrayList<Object>();
        for (var alert : (List<?>) result.get("alerts")) {
            alerts.add(desk.reasons().ofAlert((Map<?, ?>) alert));
        }
        result.put("alerts", alerts);
        return result;
    }

    private static void tell(JSObject listener, double seconds, double length) {
        if (listener != null) {
            JsFunctions.call(listener, JsValues.toJs(Map.of("seconds", seconds, "length", length)));
        }
    }

    /** A clip of the caller's: a file, or what lies at an address of this site. */
    private static JSObject blob(JSObject clip) {
        if (clip != null && Browser.isA(clip, "Blob")) {
            return clip;
        }
        if (clip != null && JsValues.toJava(clip) instanceof String address) {
            return ClipFetch.of(address);
        }
        throw ApiCalls.argument("clip", "a Blob, or an address of this site");
    }

    private JSObject why(JSObject period) {
        return calls.promise(
                () -> {
                    double now = Clock.wall();
                    double to = time(period, "to", now);
                    double from = time(period, "from", to - Chronicle.LONGEST);
                    if (!(from < to)) {
                        throw ApiCalls.argument("from", "a time before to");
                    }
                    return Await.await(
                            new JSPromise<JSObject>(
                                    (resolve, reject) ->
                                            desk.calls()
                                                    .why(
                                                            from,
                                                            to,
                                                            event ->
                                                                    settle(
                                                                            event,
                                                                            resolve::accept,
                                                                            reject::accept))));
                });
    }

    /** A time of the caller's, milliseconds since 1970. */
    private static double time(JSObject period, String name, double fallback) {
        var given = period == null ? null : JsFunctions.get(period, name);
        if (given == null) {
            return fallback;
        }
        double time = time(given);
        if (Double.isNaN(time)) {
            throw ApiCalls.argument(name, "milliseconds since 1970, a Date, or its text");
        }
        return time;
    }

    // Of what is no time a Date makes none.
    @JSBody(params = "given", script = "return new Date(given).getTime();")
    private static native double time(JSObject given);

    private interface Fulfil {
        void accept(JSObject value);
    }

    private interface Refuse {
        void accept(Object reason);
    }

    /**
     * Settles a call's promise, whatever becomes of the answer on the way: none is left waiting.
     */
    private void settle(WatchEvent event, Fulfil resolve, Refuse reject) {
        try {
            if (event instanceof WatchEvent.Replayed done) {
                resolve.accept(JsValues.toJs(explained(done)));
            } else if (event instanceof WatchEvent.Why why) {
                resolve.accept(JsValues.toJs(explained(why)));
            } else if (event instanceof VisionEvent.Failed failed) {
                reject.accept(failed.exception());
            } else {
                throw new IllegalStateException("no answer to a call: " + event);
            }
        } catch (RuntimeException e) {
            reject.accept(e);
        }
    }

    private Map<String, Object> explained(WatchEvent.Why why) {
        var result = new LinkedHashMap<String, Object>();
        for (var entry : why.why().entrySet()) {
            result.put((String) entry.getKey(), entry.getValue());
        }
        var misses = new ArrayList<Object>();
        for (var miss : (List<?>) result.get("misses")) {
            misses.add(desk.reasons().ofMiss((Map<?, ?>) miss));
        }
        result.put("misses", misses);
        return result;
    }

    private JSObject mark(JSObject id, JSObject right) {
        return calls.promise(
                () -> {
                    if (!(JsValues.toJava(id) instanceof String name)) {
                        throw ApiCalls.argument("id", "an alert's id");
                    }
                    var mark = right == null ? null : JsValues.toJava(right);
                    if (mark != null && !(mark instanceof Boolean)) {
                        throw ApiCalls.argument("right", "true, false or null");
                    }
                    desk.calls().mark(name, mark == null ? "" : (Boolean) mark ? "right" : "wrong");
                    return JSUndefined.instance();
                });
    }

    private JSObject forget(JSObject ids) {
        return calls.promise(
                () -> {
                    var names = new ArrayList<String>();
                    if (ids != null) {
                        if (!(JsValues.toJava(ids) instanceof List<?> list)) {
                            throw ApiCalls.argument("ids", "a list of alerts' ids");
                        }
                        for (var id : list) {
                            names.add(String.valueOf(id));
                        }
                        if (names.isEmpty()) {
                            return JSUndefined.instance();
                        }
                    }
                    desk.calls().forget(names);
                    return JSUndefined.instance();
                });
    }
}
