// SPDX-License-Identifier: Apache-2.0
package io.sightline.app;

import io.sightline.app.api.PublicApi;
import io.sightline.app.api.TalkLink;
import io.sightline.app.api.WatchLink;
import io.sightline.app.detect.DetectorDesk;
import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.effect.EffectDesk;
import io.sightline.app.effect.EffectPicture;
import io.sightline.app.export.Exporter;
import io.sightline.app.language.LanguageDesk;
import io.sightline.app.language.PlaceDesk;
import io.sightline.app.measure.Measurer;
import io.sightline.app.measure.MetresDesk;
import io.sightline.app.measure.Picture;
import io.sightline.app.model.ModelDesk;
import io.sightline.app.privacy.OfflineCopy;
import io.sightline.app.privacy.OriginCounter;
import io.sightline.app.scene.SceneDesk;
import io.sightline.app.source.Opener;
import io.sightline.app.source.SourceDesk;
import io.sightline.app.source.VideoSlot;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.app.view.Views;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.backend.DeviceFacts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.source.SourceRequest;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.Settings;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.gpu.Device;
import io.sightline.glue.value.JsValues;
import java.util.Map;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLDocument;

/** The page's program: puts its parts together and keeps the worker alive. */
public final class Main {
    private static final String SETTINGS = "sightline.settings";

    /** A second death within this time is not mended by itself, milliseconds. */
    private static final double HEALED = 120_000;

    private final Store store;
    private final Texts texts;
    private final Teller teller;
    private final VisionClient vision;
    private final ModelDesk models;
    private final LanguageDesk language;
    private final DetectorDesk detectors;
    private final Measurer measurer;
    private final MetresDesk metres;
    private final PlaceDesk places;
    private final SourceDesk sources;
    private final Opener opener;
    private final Picture picture;
    private final SceneDesk scene;
    private final EffectDesk effects;
    private TalkLink talking;
    private WatchLink watching;
    private double diedAt = -HEALED;

    private Main(Texts texts) {
        this.texts = texts;
        var kept = Browser.kept(SETTINGS);
        store =
                new Store(
                        AppState.start(
                                kept == null
                                        ? Settings.DEFAULT
                                        : Settings.of(JsValues.toJava(Browser.parse(kept))),
                                MetresDesk.kept()));
        teller = new Teller(store);
        vision = new VisionClient(Browser.absolute("js/vision-worker.js"), new Worker());
        models = new ModelDesk(store, vision, teller);
        picture = new Picture((HTMLCanvasElement) El.byId("picture").node());
        measurer = new Measurer(store, vision, teller, picture);
        scene = new SceneDesk(store, vision, measurer, picture);
        effects =
                new EffectDesk(
                        store,
                        vision,
                        measurer,
                        teller,
                        new EffectPicture((HTMLCanvasElement) El.byId("effect").node()));
        metres = new MetresDesk(store, measurer, teller);
        var slot = new VideoSlot();
        opener = new Opener(slot, texts);
        sources = new SourceDesk(store, opener, slot, measurer, picture, teller);
        detectors = new DetectorDesk(store, vision, models, sources);
        language = new LanguageDesk(store, teller, models);
        places = new PlaceDesk(store, models, language, picture);
    }

    /** Starts the page. */
    public static void main(String[] args) {
        new Thread(() -> new Main(Texts.load()).run()).start();
    }

    private void run() {
        new OriginCounter(texts).start();
        new OfflineCopy(store, texts);
        var exporter = new Exporter(store, measurer, picture, effects);
        Views.show(
                store,
                texts,
                teller,
                models,
                language,
                sources,
                measurer,
                metres,
                places,
                picture,
                scene,
                effects,
                exporter,
                detectors,
                new Retry());
        var api =
                new PublicApi(
                        new PublicApi.Parts(
                                store, texts, teller, vision, models, language, sources, opener,
                                measurer, exporter, detectors, picture));
        api.publish();
        talking = api.talking();
        watching = api.watching();
        store.watch((now, before) -> settingsChanged(now, before));
        store.watch((now, before) -> lookChanged(now, before));
        store.watch((now, before) -> sourceChanged(now, before));
        new Thread(this::probe).start();
        HTMLDocument.current().getBody().setAttribute("data-phase", "ready");
        HTMLDocument.current().addEventListener("visibilitychange", (Event event) -> shownAgain());
        openParameter();
        models.find();
    }

    /**
     * What the machine is, as far as the page can tell. The worker tells it again, for the realm in
     * which the model runs; it is not started for that alone, so that opening the page stays light.
     */
    private void probe() {
        var device = Device.probe();
        if (store.state().facts() == null) {
            store.tell(
                    new AppEvent.FactsKnown(
                            new DeviceFacts(
                                    device.webGpu(),
                                    device.adapter(),
                                    device.software(),
                                    device.shaderF16(),
                                    device.simd(),
                                    device.isolated(),
                                    device.cores())));
        }
    }

    /** The first source brings the worker: what it is measured with may be kept in this browser. */
    private void sourceChanged(AppState now, AppState before) {
        if (now.source().number() == before.source().number()) {
            return;
        }
        if (!vision.wasStarted()) {
            vision.start();
        }
        if (Browser.kept(WatchLink.RULES) != null) {
            // What was watched for at the last visit is watched for again.
            watching.show();
        }
    }

    /**
     * The browser presents nothing that was painted while the page was hidden: it is painted anew.
     */
    private void shownAgain() {
        if (!Browser.hidden()) {
            vision.tell(look(store.state()));
            scene.shownAgain();
        }
    }

    private void openParameter() {
        try {
            var request = SourceRequest.ofParameter(Browser.parameter("source"));
            if (request != null) {
                sources.open(request);
            }
        } catch (RuntimeException e) {
            teller.failed(Teller.asFailure(e), Message.Topic.SOURCE, Message.Retry.NONE);
        }
    }

    private void settingsChanged(AppState now, AppState before) {
        if (now.settings() == before.settings()) {
            return;
        }
        // Where storage is full or refused the settings hold for this visit.
        Browser.keep(SETTINGS, Browser.json(JsValues.toJs(now.settings().toMap())));
    }

    /** How maps are drawn follows the settings, and the model: of some, small values are near. */
    private void lookChanged(AppState now, AppState before) {
        var look = look(now);
        // A canvas that was hidden is painted anew when it is shown.
        boolean flat = now.settings().view().flat() && !before.settings().view().flat();
        if (flat || !look.equals(look(before))) {
            vision.tell(look);
        }
    }

    private static VisionCommand.Look look(AppState state) {
        var entry = state.model().entry();
        return new VisionCommand.Look(
                state.settings()
                        .look()
                        .look(
                                state.settings().palette(),
                                entry != null && entry.contract().near().equals("small")));
    }

    /** A canvas can be handed over once, so each worker gets fresh ones. */
    private void attachCanvases() {
        var canvas = fresh("depth");
        vision.tell(new VisionCommand.Attach(canvas), canvas);
        vision.tell(look(store.state()));
        var space = fresh("scene");
        vision.tell(new VisionCommand.AttachScene(space), space);
        scene.restarted();
        effects.attach();
    }

    private static OffscreenCanvas fresh(String id) {
        var old = El.byId(id).node();
        var fresh = (HTMLCanvasElement) HTMLDocument.current().createElement("canvas");
        fresh.setId(id);
        fresh.setAttribute("aria-hidden", "true");
        old.getParentNode().replaceChild(fresh, old);
        return OffscreenCanvas.from(fresh);
    }

    private void restart(boolean reload) {
        vision.start();
        if (reload) {
            models.load(failure -> {});
        }
    }

    /** What the worker tells of its own accord. */
    private final class Worker implements VisionClient.Listener<VisionEvent> {
        @Override
        public void started() {
            attachCanvases();
            detectors.restarted();
        }

        @Override
        public void told(VisionEvent event) {
            if (event instanceof VisionEvent.Ready ready) {
                store.tell(new AppEvent.FactsKnown(ready.facts()));
                models.stored("");
            } else if (event instanceof VisionEvent.Effect effect) {
                effects.received(effect);
            } else if (event instanceof VisionEvent.Progress progress) {
                var detector = detectors.loading(progress.call());
                if (detector != null) {
                    detector.report(progress);
                } else {
                    models.report(progress);
                }
            } else if (event instanceof VisionEvent.Loaded loaded) {
                var detector = detectors.of(loaded.model());
                if (detector != null) {
                    detector.moved(loaded);
                } else {
                    models.moved(loaded);
                }
            } else if (event instanceof VisionEvent.NoScene none) {
                scene.none(none);
            } else if (event instanceof VisionEvent.Notice notice) {
                teller.notice(notice.reason(), notice.values(), Message.Topic.ACTION);
            } else if (event instanceof VisionEvent.Failed failed) {
                teller.failed(failed.exception(), Message.Topic.MODEL, Message.Retry.LOAD);
            }
        }

        @Override
        public void died(String detail) {
            System.err.println("The vision worker died: " + detail);
            var phase = store.state().model().phase();
            boolean had = phase == Phase.READY || phase == Phase.LOADING;
            store.tell(new AppEvent.WorkerLost());
            double now = Clock.now();
            boolean again = now - diedAt < HEALED;
            diedAt = now;
            if (again) {
                teller.failed(
                        new SightlineException(ErrorCode.INTERNAL, "worker-died-twice"),
                        Message.Topic.MODEL,
                        Message.Retry.LOAD);
                return;
            }
            restart(had);
            teller.warning("worker-restarted", Map.of(), Message.Topic.ACTION);
        }
    }

    /** What the views ask for. */
    private final class Retry implements Views.Actions {
        @Override
        public void stop() {
            sources.close();
            // A run cannot be stopped from outside: the worker goes, and a new one takes its place.
            store.tell(new AppEvent.WorkerLost());
            restart(true);
        }

        @Override
        public void again() {
            measurer.again();
        }

        @Override
        public void talk() {
            talking.show();
        }

        @Override
        public void watch() {
            watching.show();
        }

        @Override
        public void retry(Message.Retry what) {
            switch (what) {
                case LOAD -> models.load(failure -> {});
                case MEASURE -> measurer.again();
                case SOURCE -> sources.reopen();
                case LANGUAGE -> language.load(failure -> {});
                case KEEP -> metres.trust();
                case CALIBRATE -> metres.begin();
                case TALK -> talk();
                case WATCH -> watch();
                case INDEX -> new Thread(models::find).start();
                default -> {}
            }
        }
    }
}
