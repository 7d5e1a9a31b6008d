// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.export.Exporter;
import io.sightline.app.measure.Measurer;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.source.Opener;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.depth.DepthInputSize;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageLimits;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.source.SourceRequest;
import io.sightline.core.value.Fields;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.Settings;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.error.CodedException;
import io.sightline.glue.error.JsErrors;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.value.JsValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.file.Blob;

/** {@code window.sightline}: the public API, version 1, as far as this version has it. */
public final class PublicApi {
    private static final List<String> LATER =
            List.of("ask", "verify", "detect", "watch", "unwatch", "rules", "replay");

    private final Store store;
    private final Texts texts;
    private final VisionClient vision;
    private final ModelDesk models;
    private final SourceDesk sources;
    private final Opener opener;
    private final Measurer measurer;
    private final Exporter exporter;
    private final ApiEvents events;
    private final Capabilities capabilities;

    /** Does a call's work in a thread of its own, so that it may block. */
    private interface Work {
        JSObject work();
    }

    /** Something that is done at once. */
    private interface Act {
        void act();
    }

    /**
     * What the calls work on.
     *
     * @param store of the page
     * @param texts for messages
     * @param teller of failures
     * @param vision the worker
     * @param models the model
     * @param sources the source
     * @param opener of pictures
     * @param measurer of the stream
     * @param exporter of files
     */
    public record Parts(
            Store store,
            Texts texts,
            Teller teller,
            VisionClient vision,
            ModelDesk models,
            SourceDesk sources,
            Opener opener,
            Measurer measurer,
            Exporter exporter) {}

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
        events = new ApiEvents(store, texts, parts.teller(), models);
        capabilities = new Capabilities(store, models, vision);
    }

    /** Puts the API on the page. */
    public void publish() {
        JSObject api = JSObjects.create();
        JsFunctions.put(api, "capabilities", (first, second) -> capabilities.promise());
        JsFunctions.put(api, "load", (ids, options) -> load(ids, options));
        JsFunctions.put(api, "open", (source, second) -> open(source));
        JsFunctions.put(api, "pause", (first, second) -> now(() -> sources.pause()));
        JsFunctions.put(api, "resume", (first, second) -> now(() -> sources.play()));
        JsFunctions.put(api, "close", (first, second) -> now(() -> sources.close()));
        JsFunctions.put(api, "depth", (image, options) -> depth(image, options));
        JsFunctions.put(api, "export", (what, second) -> export(what));
        JsFunctions.put(api, "on", (event, listener) -> on(event, listener));
        for (var name : LATER) {
            JsFunctions.put(
                    api,
                    name,
                    (first, second) ->
                            now(
                                    () -> {
                                        throw new SightlineException(
                                                ErrorCode.UNSUPPORTED,
                                                "not-in-this-version",
                                                Map.of("call", name));
                                    }));
        }
        JsFunctions.publish("sightline", api);
    }

    /** The JavaScript form of a failure. */
    static JSObject error(Texts texts, Throwable thrown) {
        var failure = Teller.asFailure(thrown);
        var detail = new LinkedHashMap<String, Object>(failure.values());
        detail.put("reason", failure.reason());
        return JsErrors.toJs(
                new CodedException(
                        "SightlineError", failure.code().wire(), texts.of(failure), detail));
    }

    private JSObject error(Throwable failure) {
        return error(texts, failure);
    }

    private JSObject promise(Work work) {
        return new JSPromise<JSObject>(
                (resolve, reject) ->
                        new Thread(
                                        () -> {
                                            JSObject result;
                                            try {
                                                result = work.work();
                                            } catch (Throwable e) {
                                                reject.accept(error(e));
                                                return;
                                            }
                                            resolve.accept(result);
                                        })
                                .start());
    }

    private JSObject now(Act act) {
        return new JSPromise<JSObject>(
                (resolve, reject) -> {
                    try {
                        act.act();
                    } catch (RuntimeException e) {
                        reject.accept(error(e));
                        return;
                    }
                    resolve.accept(JSUndefined.instance());
                });
    }

    private static SightlineException argument(String name, String wanted) {
        return new SightlineException(
                ErrorCode.BAD_INPUT, "bad-argument", Map.of("name", name, "wanted", wanted));
    }

    // ---- load

    private JSObject load(JSObject ids, JSObject options) {
        return new JSPromise<JSObject>(
                (resolve, reject) ->
                        models.whenKnown(
                                () -> {
                                    try {
                                        checkIds(ids);
                                        load(
                                                options,
                                                failure -> {
                                                    if (failure == null) {
                                                        resolve.accept(JSUndefined.instance());
                                                    } else {
                                                        reject.accept(error(failure));
                                                    }
                                                });
                                    } catch (RuntimeException e) {
                                        reject.accept(error(e));
                                    }
                                }));
    }

    private void load(JSObject options, ModelDesk.Done done) {
        if (store.state().model().phase() == Phase.READY) {
            done.done(null);
            return;
        }
        var over = new boolean[1];
        var signal = JsFunctions.get(options, "signal");
        if (signal != null) {
            if (!Browser.isA(signal, "AbortSignal")) {
                throw argument("signal", "an AbortSignal");
            }
            var abort = (AbortSignal) signal;
            if (abort.isAborted()) {
                throw new SightlineException(ErrorCode.ABORTED, "aborted");
            }
            abort.addEventListener(
                    "abort",
                    (Event event) -> {
                        if (!over[0]) {
                            models.stop();
                        }
                    });
        }
        var onProgress = JsFunctions.get(options, "onProgress");
        if (onProgress != null) {
            if (!JsFunctions.isFunction(onProgress)) {
                throw argument("onProgress", "a function");
            }
            models.listen(
                    report -> {
                        if (!over[0]) {
                            JsFunctions.call(onProgress, ApiEvents.progress(report));
                        }
                    });
        }
        models.load(
                failure -> {
                    over[0] = true;
                    done.done(failure);
                });
    }

    private void checkIds(JSObject ids) {
        if (!(JsValues.toJava(ids) instanceof List<?> list) || list.isEmpty()) {
            throw argument("ids", "a list of model ids");
        }
        var entry = store.state().model().entry();
        for (var id : list) {
            if (entry == null || !entry.id().equals(id)) {
                throw new SightlineException(
                        ErrorCode.NO_MODEL, "model-unknown", Map.of("model", String.valueOf(id)));
            }
        }
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
                            throw argument("blob", "a Blob or File");
                        }
                    } catch (RuntimeException e) {
                        reject.accept(error(e));
                        return;
                    }
                    sources.open(
                            request,
                            (opened, failure) -> {
                                if (failure != null) {
                                    reject.accept(error(failure));
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
        return promise(
                () -> {
                    if (store.state().model().phase() != Phase.READY) {
                        throw new SightlineException(ErrorCode.NO_MODEL, "model-not-loaded");
                    }
                    var bitmap = bitmap(image);
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

    private ImageBitmap bitmap(JSObject image) {
        if (image != null && Browser.isA(image, "Blob")) {
            return opener.bitmap((Blob) image);
        }
        if (image == null || !Browser.isA(image, "ImageBitmap")) {
            throw argument("image", "a Blob or ImageBitmap");
        }
        var given = (ImageBitmap) image;
        ImageLimits.check(given.getWidth(), given.getHeight());
        // The caller keeps his; the worker closes what it gets.
        return Await.await(ImageBitmap.of(given));
    }

    private ImageSize inputSize(JSObject options, ImageSize frame) {
        var size = JsFunctions.get(options, "size");
        if (size == null) {
            return store.state().settings().inputFor(frame);
        }
        var wanted = new LinkedHashMap<String, Object>();
        wanted.put("size", JsValues.toJava(size));
        var edges = Fields.of(wanted).numbers("size", 2);
        boolean whole = edges[0] == Math.rint(edges[0]) && edges[1] == Math.rint(edges[1]);
        if (whole && edges[0] >= 1 && edges[1] >= 1 && edges[0] < 1e5 && edges[1] < 1e5) {
            var input = new ImageSize((int) edges[1], (int) edges[0]);
            if (DepthInputSize.fits(input)
                    && DepthInputSize.patches(input) <= Settings.MOST_PATCHES) {
                return input;
            }
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
                        DepthInputSize.PATCH,
                        "patches",
                        Settings.MOST_PATCHES));
    }

    private JSPromise<JSObject> measure(ImageBitmap bitmap, ImageSize size, ImageSize input) {
        int call = vision.nextCall();
        return new JSPromise<>(
                (resolve, reject) ->
                        vision.ask(
                                call,
                                new VisionCommand.Frame(call, bitmap, size, input, false),
                                event -> {
                                    if (event instanceof VisionEvent.Depth depth) {
                                        resolve.accept(result(depth));
                                    } else if (event instanceof VisionEvent.Failed failed) {
                                        reject.accept(failed.exception());
                                    }
                                },
                                bitmap));
    }

    private JSObject result(VisionEvent.Depth depth) {
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
        map.put("backend", running == null ? null : running.backend().wire());
        map.put("model", model.entry().id());
        map.put(
                "timings",
                Map.of(
                        "pre", timings.pre(),
                        "run", timings.run(),
                        "post", timings.post(),
                        "total", timings.total()));
        return JsValues.toJs(map);
    }

    // ---- export, events

    private JSObject export(JSObject what) {
        return promise(
                () -> {
                    if (!(JsValues.toJava(what) instanceof String kind)) {
                        throw argument("what", String.join(", ", Exporter.KINDS));
                    }
                    return exporter.export(kind);
                });
    }

    private JSObject on(JSObject event, JSObject listener) {
        try {
            if (listener == null || !JsFunctions.isFunction(listener)) {
                throw argument("listener", "a function");
            }
            return events.on(JsValues.toJava(event), listener);
        } catch (SightlineException e) {
            JsFunctions.raise(error(e));
            return null;
        }
    }
}
