// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.Version;
import io.sightline.app.detect.DetectorDesk;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.state.Store;
import io.sightline.core.message.Protocol;
import io.sightline.core.model.ModelVariant;
import io.sightline.core.view.AppState;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.glue.gpu.Platform;
import io.sightline.glue.media.MediaDevices;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** What the page can do here, for programs. */
final class Capabilities {
    private final Store store;
    private final ModelDesk models;
    private final LanguageDesk language;
    private final DetectorDesk detectors;

    Capabilities(Store store, ModelDesk models, LanguageDesk language, DetectorDesk detectors) {
        this.detectors = detectors;
        this.language = language;
        this.store = store;
        this.models = models;
    }

    /** Resolves once the machine and the server's models are known. */
    JSObject promise() {
        return new JSPromise<JSObject>(
                (resolve, reject) -> {
                    if (isKnown(store.state())) {
                        resolve.accept(JsValues.toJs(of(store.state())));
                        return;
                    }
                    var told = new boolean[1];
                    store.watch(
                            (now, before) -> {
                                if (!told[0] && isKnown(now)) {
                                    told[0] = true;
                                    resolve.accept(JsValues.toJs(of(now)));
                                }
                            });
                });
    }

    private static boolean isKnown(AppState state) {
        return state.facts() != null && state.model().phase() != Phase.LOOKING;
    }

    private Map<String, Object> of(AppState state) {
        var running = state.model().running();
        var step = models.step();
        var map = new LinkedHashMap<String, Object>();
        map.put("version", Version.TEXT);
        map.put("protocol", Protocol.VERSION);
        if (running != null) {
            map.put("backend", running.backend().wire());
            map.put("threads", running.threads());
        } else {
            map.put("backend", step == null ? null : step.backend().wire());
            map.put("threads", step == null ? 1 : step.threads());
        }
        map.put("isolated", Platform.crossOriginIsolated());
        map.put("adapter", state.facts() == null ? "" : state.facts().adapter());
        map.put("features", features());
        var list = new ArrayList<Object>();
        if (models.index() != null) {
            for (var entry : models.index().models()) {
                var own = state.model().entry();
                boolean depth = own != null && entry.id().equals(own.id());
                ModelVariant variant = entry.variants().isEmpty() ? null : entry.variants().get(0);
                if (depth) {
                    variant =
                            running == null && step != null
                                    ? step.variant()
                                    : state.model().variant();
                }
                var model = new LinkedHashMap<String, Object>();
                model.put("id", entry.id());
                model.put("role", entry.role());
                var talking = state.language().model().entry();
                boolean words = talking != null && entry.id().equals(talking.id());
                if (words) {
                    variant = language.variant();
                }
                var desk = detectors.of(entry.id());
                boolean boxes =
                        desk != null
                                && desk.entry() != null
                                && entry.id().equals(desk.entry().id());
                if (boxes) {
                    variant = desk.variant();
                }
                model.put(
                        "state",
                        depth
                                ? stateOf(state.model().phase())
                                : words
                                        ? stateOf(state.language().model().phase())
                                        : boxes ? stateOf(desk.phase()) : "absent");
                var work = depth ? running : words ? state.language().model().running() : null;
                var found = boxes ? desk.running() : null;
                model.put(
                        "backend",
                        work != null
                                ? work.backend().wire()
                                : found == null ? null : found.backend().wire());
                model.put(
                        "threads",
                        work != null
                                ? (Integer) work.threads()
                                : found == null ? null : (Integer) found.threads());
                model.put("available", entry.ready());
                model.put(
                        "stored",
                        state.stored() == null
                                ? null
                                : (Boolean) (variant != null && models.isLocal(variant)));
                model.put("bytes", variant == null ? 0.0 : (double) variant.bytes());
                model.put(
                        "precision",
                        variant == null ? "" : variant.storage() + "/" + variant.compute());
                model.put("licence", entry.licence());
                model.put("source", variant == null ? "" : variant.source());
                list.add(model);
            }
        }
        map.put("models", list);
        return map;
    }

    private static String stateOf(Phase phase) {
        return switch (phase) {
            case READY -> "ready";
            case LOADING -> "fetching";
            case FAILED -> "failed";
            default -> "absent";
        };
    }

    private static List<Object> features() {
        var list =
                new ArrayList<Object>(
                        List.of(
                                "depth", "detect", "ask", "verify", "export", "sample", "file",
                                "url"));
        if (MediaDevices.get() != null) {
            list.add("camera");
            if (MediaDevices.canCaptureScreen()) {
                list.add("screen");
            }
        }
        return list;
    }
}
