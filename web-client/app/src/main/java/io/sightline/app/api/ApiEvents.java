// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.Teller;
import io.sightline.app.detect.DetectorDesk;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.SourceState;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSUndefined;

/** The events of the public API. */
final class ApiEvents {
    private static final List<String> KNOWN =
            List.of(
                    "state",
                    "progress",
                    "token",
                    "backend",
                    "error",
                    "scene",
                    "alert",
                    "clip",
                    "escalate");

    private final Map<String, List<Entry>> listeners = new LinkedHashMap<>();
    private final Store store;

    /** What the part for watching last said of the open source; empty where it does not watch. */
    private String health = "";

    /** A listener's place: the same function may be added twice and removed once. */
    private static final class Entry {
        private final JSObject listener;

        Entry(JSObject listener) {
            this.listener = listener;
        }
    }

    ApiEvents(
            Store store,
            Texts texts,
            Teller teller,
            ModelDesk models,
            LanguageDesk language,
            DetectorDesk detectors) {
        for (var name : KNOWN) {
            listeners.put(name, new ArrayList<>());
        }
        this.store = store;
        store.watch((now, before) -> changed(now, before));
        models.listen(report -> send("progress", progress(report)));
        language.listen(report -> send("progress", progress(report)));
        detectors.listen(report -> send("progress", progress(report)));
        detectors.faces().listen(report -> send("progress", progress(report)));
        language.listenTokens(token -> send("token", token(token)));
        teller.listen(failure -> send("error", ApiCalls.error(texts, failure)));
    }

    /** Adds a listener and gives the function that removes it. */
    JSObject on(Object event, JSObject listener) {
        var list = event instanceof String name ? listeners.get(name) : null;
        if (list == null) {
            var name = String.valueOf(event);
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "event-unknown", Map.of("event", name));
        }
        var entry = new Entry(listener);
        list.add(entry);
        return JsFunctions.plain(
                (first, second) -> {
                    list.remove(entry);
                    return JSUndefined.instance();
                });
    }

    /** Whether anyone listens to an event. */
    boolean isHeard(String event) {
        return !listeners.get(event).isEmpty();
    }

    static JSObject progress(VisionEvent.Progress report) {
        var map = new LinkedHashMap<String, Object>();
        map.put("model", report.model());
        map.put("stage", report.stage());
        map.put("done", report.done());
        map.put("total", report.total());
        map.put("cached", report.cached());
        return JsValues.toJs(map);
    }

    static JSObject token(LanguageEvent.Token token) {
        var map = new LinkedHashMap<String, Object>();
        map.put("call", token.call());
        map.put("text", token.text());
        map.put("tokens", token.tokens());
        return JsValues.toJs(map);
    }

    private void changed(AppState now, AppState before) {
        var running = now.model().running();
        if (running != null && running != before.model().running()) {
            var passes = new ArrayList<Object>();
            for (var pass : running.passes()) {
                passes.add(Map.of("backend", pass.backend().wire(), "reason", pass.reason()));
            }
            var map = new LinkedHashMap<String, Object>();
            map.put("backend", running.backend().wire());
            map.put("threads", running.threads());
            map.put("passes", passes);
            send("backend", JsValues.toJs(map));
        }
        if (now.source().phase() == SourceState.Phase.OPENING) {
            // What was said of another.
            health = "";
        }
        var source = source(now.source());
        boolean sourceChanged =
                now.source() != before.source() && !Objects.equals(source, source(before.source()));
        boolean modelChanged =
                now.model().phase() != before.model().phase()
                        || now.language().model().phase() != before.language().model().phase();
        if (sourceChanged || modelChanged) {
            state(now);
        }
    }

    private void state(AppState now) {
        var map = new LinkedHashMap<String, Object>();
        var source = source(now.source());
        if (source != null && !health.isEmpty()) {
            source.put("health", health);
        }
        map.put("source", source);
        map.put("model", now.model().phase().id());
        map.put("language", now.language().model().phase().id());
        send("state", JsValues.toJs(map));
    }

    /** The open source shows something, or it does not; empty where nobody watches it any more. */
    void health(String said) {
        if (!said.equals(health)) {
            health = said;
            state(store.state());
        }
    }

    private static Map<String, Object> source(SourceState source) {
        if (source.phase() == SourceState.Phase.NONE) {
            return null;
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("kind", source.kind());
        map.put("name", source.name());
        map.put(
                "state",
                switch (source.phase()) {
                    case OPENING -> "opening";
                    case OPEN -> source.moving() && !source.playing() ? "paused" : "open";
                    default -> "gone";
                });
        if (source.size() != null) {
            map.put("width", source.size().width());
            map.put("height", source.size().height());
        }
        return map;
    }

    /** Tells whoever listens to an event. */
    void send(String event, JSObject detail) {
        for (var entry : new ArrayList<>(listeners.get(event))) {
            try {
                JsFunctions.call(entry.listener, detail);
            } catch (RuntimeException e) {
                // A listener's fault is the listener's: it must not stop the page.
                System.err.println("A listener of \"" + event + "\" failed: " + e.getMessage());
            }
        }
    }
}
