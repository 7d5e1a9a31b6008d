// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.detect.DetectorDesk;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.measure.FrameSource;
import io.sightline.app.measure.Measurer;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.state.Store;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.alert.Feedback;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.metres.CameraMetres;
import io.sightline.core.metres.Polarity;
import io.sightline.core.pipeline.Seen;
import io.sightline.core.talk.Marks;
import io.sightline.core.value.Fields;
import io.sightline.core.view.Message;
import io.sightline.core.view.MetresState;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.SourceState;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.value.JsValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/**
 * The page's end of its part for watching, which is a module of its own: it is fetched when it is
 * first wanted, and gets from here what it needs of the page (frames, what the models see and say)
 * as plain functions.
 */
public final class WatchLink {
    /** Where watch rules are kept; with any there, watching goes on when the page is opened. */
    public static final String RULES = "sightline.rules";

    /** What the part exports. */
    static final List<String> EXPORTS = List.of("alerts-json", "alerts-csv", "alerts-zip");

    /** The score of a box that may go on with a track, though it begins none. */
    private static final double UNSURE = 0.1;

    /** The tracker goes on with what is as unsure as this. */
    private static final double LEAST_SCORE = 0.1;

    private final ApiCalls calls;
    private final ApiEvents events;
    private final Store store;
    private final VisionClient vision;
    private final Measurer measurer;
    private final SourceDesk sources;
    private final DetectorDesk detectors;
    private final LanguageDesk language;
    private final TalkLink talking;
    private JSObject frames;
    private final PagePart part;

    WatchLink(ApiCalls calls, ApiEvents events, PublicApi.Parts parts, TalkLink talking) {
        this.calls = calls;
        this.events = events;
        this.talking = talking;
        store = parts.store();
        vision = parts.vision();
        measurer = parts.measurer();
        sources = parts.sources();
        detectors = parts.detectors();
        language = parts.language();
        part =
                new PagePart(
                        "watch",
                        "watch-wait",
                        parts.texts(),
                        parts.teller(),
                        Message.Retry.WATCH,
                        this::give);
        sources.tap(
                () -> {
                    if (frames != null) {
                        JsFunctions.call(frames, JSUndefined.instance());
                    }
                });
    }

    /** Fetches the part, if it is not there yet. */
    public void show() {
        part.show();
    }

    /** Calls a function of the part. */
    JSObject call(String name, JSObject first, JSObject second) {
        return part.call(name, first, second);
    }

    private void give(JSObject link) {
        JsFunctions.put(
                link,
                "frames",
                (listener, second) -> {
                    frames = listener;
                    return JSUndefined.instance();
                });
        JsFunctions.put(
                link, "grab", (first, second) -> Grabs.of(sources.source(), FrameSource::copy));
        JsFunctions.put(link, "source", (first, second) -> JsValues.toJs(source()));
        JsFunctions.put(link, "look", this::look);
        JsFunctions.put(link, "verify", (request, second) -> talking.call("verify", request));
        JsFunctions.put(
                link,
                "health",
                (said, second) -> {
                    events.health(String.valueOf(JsValues.toJava(said)));
                    return JSUndefined.instance();
                });
        JsFunctions.put(link, "learn", (lesson, second) -> learn(lesson));
        JsFunctions.put(link, "unlearn", (alerts, second) -> unlearn(alerts));
        JsFunctions.put(link, "learned", (first, second) -> JsValues.toJs(learned()));
        JsFunctions.put(
                link,
                "emit",
                (name, detail) -> {
                    events.send(String.valueOf(JsValues.toJava(name)), detail);
                    return JSUndefined.instance();
                });
    }

    private JSObject learn(JSObject lesson) {
        var fields = Fields.of(JsValues.toJava(lesson));
        var id = Feedback.PREFIX + fields.text("alert");
        language.mark(
                fields.text("model"),
                id,
                fields.has("right")
                        ? new Marks.Mark(id, fields.number("logOdds"), fields.flag("right"))
                        : null);
        return JSUndefined.instance();
    }

    private JSObject unlearn(JSObject alerts) {
        var ids = new ArrayList<String>();
        if (JsValues.toJava(alerts) instanceof List<?> list) {
            for (var id : list) {
                ids.add(Feedback.PREFIX + id);
            }
        }
        language.unmark(Feedback.PREFIX, ids);
        return JSUndefined.instance();
    }

    private Map<String, Object> learned() {
        var entry = store.state().language().model().entry();
        var marks = store.state().language().marks();
        var map = new LinkedHashMap<String, Object>();
        map.put("model", entry == null ? "" : entry.id());
        map.putAll(marks.calibration().toMap());
        return map;
    }

    /** What is open, and what there is to look with. */
    private Map<String, Object> source() {
        var state = store.state();
        var map = new LinkedHashMap<String, Object>();
        map.put("number", state.source().number());
        map.put("name", state.source().name());
        map.put("kind", state.source().kind());
        map.put("device", state.source().device());
        map.put("open", state.source().phase() == SourceState.Phase.OPEN);
        map.put("opening", state.source().phase() == SourceState.Phase.OPENING);
        map.put("gone", state.source().phase() == SourceState.Phase.GONE);
        map.put("live", state.source().live());
        map.put("moving", state.source().moving());
        map.put("depth", state.model().phase() == Phase.READY);
        map.put("language", language.isReady());
        map.put("detector", detectors.phase().id());
        var ruler = state.ruler();
        map.put("metres", ruler != null && ruler.tells());
        map.put("camera", MetresState.camera(state.source()));
        if (ruler != null && ruler.kept() != null) {
            map.put("calibration", ruler.kept().toMap());
        }
        return map;
    }

    /**
     * What the models see of a picture, which is closed.
     *
     * @param wanted {@code detect}: whether the detector should look, with {@code faces} that of
     *     the faces; {@code depth}: whether the depth model should; {@code mine}: whether it is a
     *     picture of the open source, whose calibration holds
     */
    private JSObject look(JSObject picture, JSObject wanted) {
        return calls.promise(
                () -> {
                    var bitmap = (ImageBitmap) picture;
                    var size = new ImageSize(bitmap.getWidth(), bitmap.getHeight());
                    var fields = Fields.of(JsValues.toJava(wanted));
                    boolean measures = fields.flag("depth");
                    boolean depth = measures && store.state().model().phase() == Phase.READY;
                    measurer.hold();
                    try {
                        var desk = fields.flag("faces") ? detectors.faces() : detectors;
                        boolean detects = fields.flag("detect") && ready(desk);
                        var found = detects ? detect(desk, copyOf(bitmap, depth), size) : null;
                        if (depth) {
                            return Await.await(depth(bitmap, size, fields.flag("mine"), found));
                        }
                        if (!detects) {
                            bitmap.close();
                        }
                        boolean blind = fields.flag("detect") && !detects;
                        var failure = measures ? "no-depth" : blind ? Seen.NO_DETECTOR : "";
                        return answer(new Seen(found, null, null, null, null, failure), null, 0);
                    } finally {
                        measurer.giveWay();
                        measurer.release();
                    }
                });
    }

    /** A worker closes what it gets. */
    private static ImageBitmap copyOf(ImageBitmap bitmap, boolean again) {
        return again ? Await.await(ImageBitmap.of(bitmap)) : bitmap;
    }

    /** Whether there is a detector; one that only has to be loaded is. Blocks. */
    private static boolean ready(DetectorDesk desk) {
        var phase = desk.phase();
        if (phase == Phase.IDLE || phase == Phase.LOADING) {
            Await.await(
                    new JSPromise<JSObject>(
                            (resolve, reject) ->
                                    desk.load(failure -> resolve.accept(JSUndefined.instance()))));
        }
        return desk.phase() == Phase.READY;
    }

    /** What the detector finds; null where it failed. Blocks. */
    private static List<Detection> detect(DetectorDesk desk, ImageBitmap bitmap, ImageSize size) {
        var result = new ArrayList<List<Detection>>();
        Await.await(
                new JSPromise<JSObject>(
                        (resolve, reject) ->
                                desk.detect(
                                        bitmap,
                                        size,
                                        LEAST_SCORE,
                                        (found, failure) -> {
                                            result.add(found == null ? null : found.found());
                                            resolve.accept(JSUndefined.instance());
                                        })));
        return result.get(0);
    }

    private JSPromise<JSObject> depth(
            ImageBitmap bitmap, ImageSize size, boolean calibrated, List<Detection> found) {
        int call = vision.nextCall();
        return new JSPromise<>(
                (resolve, reject) ->
                        vision.ask(
                                call,
                                new VisionCommand.Frame(
                                        call,
                                        bitmap,
                                        size,
                                        store.state().inputFor(size),
                                        false,
                                        true,
                                        0,
                                        false),
                                event -> {
                                    if (event instanceof VisionEvent.Depth depth) {
                                        resolve.accept(
                                                answer(
                                                        seen(depth, calibrated, found),
                                                        depth.data(),
                                                        depth.timings().total()));
                                    } else if (event instanceof VisionEvent.Failed failed) {
                                        resolve.accept(
                                                answer(
                                                        new Seen(
                                                                found,
                                                                null,
                                                                null,
                                                                null,
                                                                null,
                                                                failed.reason()),
                                                        null,
                                                        0));
                                    }
                                },
                                bitmap));
    }

    private Seen seen(VisionEvent.Depth depth, boolean calibrated, List<Detection> found) {
        var state = store.state();
        var contract = state.model().entry().contract();
        var ruler = calibrated ? state.ruler() : null;
        CameraMetres camera = null;
        if (ruler != null && ruler.tells()) {
            camera = ruler.kept();
            if (camera == null || camera.metres() != ruler.metres()) {
                camera =
                        new CameraMetres(
                                "",
                                "",
                                state.model().entry().id(),
                                depth.size().width(),
                                depth.size().height(),
                                ruler.lens(),
                                ruler.metres(),
                                0,
                                Double.NaN,
                                0,
                                null);
            }
        }
        return new Seen(
                found,
                depth.size(),
                depth.range(),
                contract.near().equals("small") ? Polarity.SMALL : Polarity.LARGE,
                camera,
                "");
    }

    private static JSObject answer(Seen seen, Object values, double took) {
        var map = new LinkedHashMap<String, Object>();
        map.put("seen", seen.toMap());
        map.put("values", values);
        map.put("took", took);
        return JsValues.toJs(map);
    }
}
