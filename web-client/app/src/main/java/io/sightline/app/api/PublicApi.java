// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.Teller;
import io.sightline.app.detect.DetectorDesk;
import io.sightline.app.dom.Browser;
import io.sightline.app.export.Exporter;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.measure.Measurer;
import io.sightline.app.measure.Picture;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.source.Opener;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.depth.DepthInputSize;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.source.SourceRequest;
import io.sightline.core.value.Fields;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.Settings;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.typedarrays.Float32Array;

/** {@code window.sightline}: the public API, version 1, as far as this version has it. */
public final class PublicApi {
    /** Calls of the part for watching. */
    private static final List<String> WATCHING =
            List.of(
                    "watch", "unwatch", "rules", "replay", "alerts", "why", "mark", "forget",
                    "redact");

    private final Store store;
    private final Texts texts;
    private final VisionClient vision;
    private final ModelDesk models;
    private final SourceDesk sources;
    private final Opener opener;
    private final Measurer measurer;
    private final Exporter exporter;
    private final ApiCalls calls;
    private final ApiEvents events;
    private final LanguageDesk language;
    private final Capabilities capabilities;
    private final DetectorDesk detectors;
    private final DetectorApi detectorApi;
    private final TalkLink talking;
    private final WatchLink watching;

    /**
     * What the calls work on.
     *
     * @param store of the page
     * @param texts for messages
     * @param teller of failures
     * @param vision the worker
     * @param models the depth model
     * @param language the language model
     * @param sources the source
     * @param opener of pictures
     * @param measurer of the stream
     * @param exporter of files
     * @param detectors the detector
     * @param picture that is shown
     */
    public record Parts(
            Store store,
            Texts texts,
            Teller teller,
            VisionClient vision,
            ModelDesk models,
            LanguageDesk language,
            SourceDesk sources,
            Opener opener,
            Measurer measurer,
            Exporter exporter,
            DetectorDesk detectors,
            Picture picture) {}

    /**
     * @param parts of the page
     */
    public PublicApi(Parts parts) {
        store = parts.store();
        texts = parts.texts();
        vision = parts.vision();
        models = parts.models();
        sources = parts.sources();
        opener = parts.opener();
        measurer = parts.measurer();
        exporter = parts.exporter();
        language = parts.language();
        detectors = parts.detectors();
        calls = new ApiCalls(texts);
        events = new ApiEvents(store, texts, parts.teller(), models, language, detectors);
        detectorApi = new DetectorApi(calls, detectors, opener);
        capabilities = new Capabilities(store, models, language, detectors);
        talking = new TalkLink(calls, events, parts);
        watching = new WatchLink(calls, events, parts, talking);
    }

    /** The part for words. */
    public TalkLink talking() {
        return talking;
    }

    /** The part for watching. */
    public WatchLink watching() {
        return watching;
    }

    /** Puts the API on the page. */
    public void publish() {
        JSObject api = JSObjects.create();
        JsFunctions.put(api, "capabilities", (first, second) -> capabilities.promise());
        JsFunctions.put(api, "load", (ids, options) -> load(ids, options));
        JsFunctions.put(api, "open", (source, second) -> open(source));
        JsFunctions.put(api, "pause", (first, second) -> calls.now(() -> sources.pause()));
        JsFunctions.put(api, "resume", (first, second) -> calls.now(() -> sources.play()));
        JsFunctions.put(api, "close", (first, second) -> calls.now(() -> sources.close()));
        JsFunctions.put(api, "depth", (image, options) -> depth(image, options));
        JsFunctions.put(api, "detect", (image, options) -> detectorApi.detect(image, options));
        JsFunctions.put(api, "ask", (request, second) -> talking.call("ask", request));
        JsFunctions.put(api, "verify", (request, second) -> talking.call("verify", request));
        JsFunctions.put(api, "export", (what, options) -> export(what, options));
        JsFunctions.put(api, "on", (event, listener) -> on(event, listener));
        for (var name : WATCHING) {
            JsFunctions.put(api, name, (first, second) -> watching.call(name, first, second));
        }
        JsFunctions.publish("sightline", api);
    }

    // ---- load

    private JSObject load(JSObject ids, JSObject options) {
        return new JSPromise<JSObject>(
                (resolve, reject) ->
                        models.whenKnown(
                                () -> {
                                    try {
                                        new ApiLoad(
                                                        models,
                                                        language,
                                                        detectors,
                                                        wanted(ids),
                                                        options)
                                                .start(
                                                        failure -> {
                                                            if (failure == null) {
                                                                resolve.accept(
                                                                        JSUndefined.instance());
                                                            } else {
                                                                reject.accept(calls.error(failure));
                                                            }
                                                        });
                                    } catch (RuntimeException e) {
                                        reject.accept(calls.error(e));
                                    }
                                }));
    }

    /** The ids that are to be loaded and are not. */
    private List<String> wanted(JSObject ids) {
        if (!(JsValues.toJava(ids) instanceof List<?> list) || list.isEmpty()) {
            throw ApiCalls.argument("ids", "a list of model ids");
        }
        var wanted = new ArrayList<String>();
        var state = store.state();
        int words = 0;
        for (var id : list) {
            var name = String.valueOf(id);
            var depth = state.model().entry();
            var talking = state.language().model();
            if (depth != null && depth.id().equals(name)) {
                if (state.model().phase() != Phase.READY) {
                    wanted.add(name);
                }
                continue;
            }
            if (models.isDepth(name)) {
                // Another depth model takes the place of the one in use.
                models.choose(name);
                wanted.add(name);
                continue;
            }
            var desk = detectors.of(name);
            if (desk != null) {
                if (desk.phase() != Phase.READY || !desk.entry().id().equals(name)) {
                    wanted.add(name);
                }
                continue;
            }
            boolean known = false;
            for (var entry : state.language().offered()) {
                known |= entry.id().equals(name);
            }
            if (!known || ++words > 1) {
                throw known
                        ? new SightlineException(ErrorCode.BAD_INPUT, "one-language-model")
                        : new SightlineException(
                                ErrorCode.NO_MODEL, "model-unknown", Map.of("model", name));
            }
            if (!(talking.phase() == Phase.READY && talking.entry().id().equals(name))) {
                wanted.add(name);
            }
        }
        return wanted;
    }

    // ---- open

    private JSObject open(JSObject source) {
        return new JSPromise<JSObject>(
                (resolve, reject) -> {
                    SourceRequest request;
                    try {
                        request = SourceRequest.of(JsValues.toJava(source));
                        if (request instanceof SourceRequest.File file
                                && !(file.blob() instanceof JSObject blob
                                        && Browser.isA(blob, "Blob"))) {
                            throw ApiCalls.argument("blob", "a Blob or File");
                        }
                    } catch (RuntimeException e) {
                        reject.accept(calls.error(e));
                        return;
                    }
                    sources.open(
                            request,
                            (opened, failure) -> {
                                if (failure != null) {
                                    reject.accept(calls.error(failure));
                                    return;
                                }
                                var map = new LinkedHashMap<String, Object>();
                                map.put("width", opened.size().width());
                                map.put("height", opened.size().height());
                                if (opened.length() > 0) {
                                    map.put("seconds", opened.length());
                                }
                                resolve.accept(JsValues.toJs(map));
                            });
                });
    }

    // ---- depth

    private JSObject depth(JSObject image, JSObject options) {
        return calls.promise(
                () -> {
                    if (store.state().model().phase() != Phase.READY) {
                        throw new SightlineException(ErrorCode.NO_MODEL, "model-not-loaded");
                    }
                    var bitmap = ApiCalls.bitmap(opener, image, "image");
                    var size = new ImageSize(bitmap.getWidth(), bitmap.getHeight());
                    ImageSize input;
                    try {
                        input = inputSize(options, size);
                    } catch (RuntimeException e) {
                        bitmap.close();
                        throw e;
                    }
                    measurer.hold();
                    try {
                        return Await.await(measure(bitmap, size, input));
                    } finally {
                        measurer.release();
                    }
                });
    }

    private ImageSize inputSize(JSObject options, ImageSize frame) {
        var size = JsFunctions.get(options, "size");
        if (size == null) {
            return store.state().inputFor(frame);
        }
        var wanted = new LinkedHashMap<String, Object>();
        wanted.put("size", JsValues.toJava(size));
        var edges = Fields.of(wanted).numbers("size", 2);
        boolean whole = edges[0] == Math.rint(edges[0]) && edges[1] == Math.rint(edges[1]);
        if (whole && edges[0] >= 1 && edges[1] >= 1 && edges[0] < 1e5 && edges[1] < 1e5) {
            var input = new ImageSize((int) edges[1], (int) edges[0]);
            var contract = store.state().model().entry().contract();
            if (contract.takes(input).equals(input)
                    && DepthInputSize.patches(input) <= Settings.MOST_PATCHES) {
                return input;
            }
        }
        var contract = store.state().model().entry().contract();
        if (contract.fixed() != null) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "input-fixed",
                    Map.of("height", contract.fixed().height(), "width", contract.fixed().width()));
        }
        throw new SightlineException(
                ErrorCode.BAD_INPUT,
                "input-size",
                Map.of(
                        "height",
                        (double) edges[0],
                        "width",
                        (double) edges[1],
                        "multiple",
                        contract.multiple(),
                        "patches",
                        Settings.MOST_PATCHES));
    }

    private JSPromise<JSObject> measure(ImageBitmap bitmap, ImageSize size, ImageSize input) {
        int call = vision.nextCall();
        return new JSPromise<>(
                (resolve, reject) ->
                        vision.ask(
                                call,
                                new VisionCommand.Frame(
                                        call, bitmap, size, input, false, true, 0, false),
                                event -> {
                                    if (event instanceof VisionEvent.Depth depth) {
                                        resolve.accept(result(depth, size));
                                    } else if (event instanceof VisionEvent.Failed failed) {
                                        reject.accept(failed.exception());
                                    }
                                },
                                bitmap));
    }

    private JSObject result(VisionEvent.Depth depth, ImageSize frame) {
        var model = store.state().model();
        var contract = model.entry().contract();
        var running = model.running();
        var timings = depth.timings();
        var map = new LinkedHashMap<String, Object>();
        map.put("width", depth.size().width());
        map.put("height", depth.size().height());
        map.put("data", depth.data());
        map.put("kind", contract.kind());
        map.put("near", contract.near());
        map.put("unit", contract.unit().isEmpty() ? null : contract.unit());
        var values = (Float32Array) depth.data();
        ApiMetres.tell(map, store.state(), texts, values::get, depth.size(), frame);
        map.put("backend", running == null ? null : running.backend().wire());
        map.put("model", model.entry().id());
        map.put(
                "timings",
                Map.of(
                        "pre", timings.pre(),
                        "run", timings.run(),
                        "post", timings.post(),
                        "total", timings.total(),
                        "clock", timings.clock()));
        return JsValues.toJs(map);
    }

    // ---- export, events

    private JSObject export(JSObject what, JSObject options) {
        if (JsValues.toJava(what) instanceof String kind && WatchLink.EXPORTS.contains(kind)) {
            return watching.call("export", what, options);
        }
        return calls.promise(
                () -> {
                    if (!(JsValues.toJava(what) instanceof String kind)) {
                        throw ApiCalls.argument("what", String.join(", ", Exporter.KINDS));
                    }
                    if (JsFunctions.get(options, "redact") != null) {
                        throw ApiCalls.argument("redact", "left out, but with alerts-zip");
                    }
                    return exporter.export(kind);
                });
    }

    private JSObject on(JSObject event, JSObject listener) {
        try {
            if (listener == null || !JsFunctions.isFunction(listener)) {
                throw ApiCalls.argument("listener", "a function");
            }
            return events.on(JsValues.toJava(event), listener);
        } catch (SightlineException e) {
            JsFunctions.raise(calls.error(e));
            return null;
        }
    }
}
