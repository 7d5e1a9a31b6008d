// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.effect;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.measure.Measurer;
import io.sightline.app.state.Store;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.effect.EffectKind;
import io.sightline.core.effect.EffectSettings;
import io.sightline.core.effect.Layers;
import io.sightline.core.effect.Surroundings;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.export.FileNames;
import io.sightline.core.export.Recording;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.metres.Polarity;
import io.sightline.core.space.DepthLaw;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Message;
import io.sightline.core.view.ModelState.Phase;
import io.sightline.core.view.SourceState;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.value.JsValues;
import java.util.Map;
import java.util.Objects;
import org.teavm.jso.browser.Window;
import org.teavm.jso.file.Blob;

/** What is done to the picture by depth: its settings, its pictures, its files. */
public final class EffectDesk {
    private static final String KEPT = "sightline.effect";

    /** While a picture is shown it is recorded again so often, milliseconds. */
    private static final int BEAT = 500;

    /** A clip that is not played again ends so close to its end, seconds. */
    private static final double AT_END = 0.25;

    private final Store store;
    private final VisionClient vision;
    private final Measurer measurer;
    private final Teller teller;
    private final EffectPicture picture;
    private final EffectRecorder recorder = new EffectRecorder(new Recorded());
    private EffectSettings how;
    private Blob backdrop;
    private Blob skin;
    private Surroundings told;
    private boolean picking;
    private int beat;

    /**
     * @param store of the page
     * @param vision the worker
     * @param measurer of depth
     * @param teller of failures
     * @param picture that shows the effect
     */
    public EffectDesk(
            Store store,
            VisionClient vision,
            Measurer measurer,
            Teller teller,
            EffectPicture picture) {
        this.store = store;
        this.vision = vision;
        this.measurer = measurer;
        this.teller = teller;
        this.picture = picture;
        var kept = Browser.kept(KEPT);
        how = EffectSettings.of(kept == null ? null : JsValues.toJava(Browser.parse(kept)));
        store.watch((now, before) -> changed(now, before));
    }

    // ---- settings

    /** How it is set. */
    public EffectSettings how() {
        return how;
    }

    /** Sets it, for the frame on show and all that follow. */
    public void set(EffectSettings next) {
        if (next.equals(how)) {
            return;
        }
        var before = how;
        how = next;
        Browser.keep(KEPT, Browser.json(JsValues.toJs(how.toMap())));
        if (how.kind() == EffectKind.NONE) {
            picking = false;
            picture.clear();
            recorder.stop("effect-off");
        }
        tell();
        if (before.kind() == EffectKind.NONE && store.state().measurement() != null) {
            // The worker keeps no frames while there is nothing to do to them.
            measurer.again();
        }
        store.redraw();
    }

    private void tell() {
        told = surroundings();
        vision.tell(new VisionCommand.Effect(how, told));
    }

    /** What an object is put into; null where it is not known in metres. */
    private Surroundings surroundings() {
        var ruler = store.state().ruler();
        return ruler == null || !ruler.tells()
                ? null
                : new Surroundings(DepthLaw.of(ruler.metres()), ruler.lens());
    }

    /** True where an object has a distance in metres. */
    public boolean inMetres() {
        return how.kind() == EffectKind.OBJECT && surroundings() != null;
    }

    /** True where the map stays on the graphics device, which effects are computed on. */
    public boolean possible() {
        var running = store.state().model().running();
        return running == null || running.backend().isGpu();
    }

    /** True when a frame with the effect on it is shown. */
    public boolean shown() {
        return how.kind() != EffectKind.NONE
                && picture.shown()
                && store.state().measurement() != null;
    }

    /** Pixels of the frame that is shown. */
    public ImageSize size() {
        return picture.size();
    }

    /** A new worker has to be told everything. */
    public void attach() {
        picture.clear();
        tell();
        new Thread(
                        () -> {
                            send(false, backdrop);
                            send(true, skin);
                        })
                .start();
    }

    // ---- the user's pictures

    /** True when a picture of the user's is in use where the settings ask for one. */
    public boolean hasImage() {
        return (usesSkin() ? skin : backdrop) != null;
    }

    private boolean usesSkin() {
        return how.kind() == EffectKind.OBJECT;
    }

    /** Takes a picture for what the settings ask; null takes it away. Blocks. */
    public void image(Blob file) {
        boolean inScene = usesSkin();
        if (!send(inScene, file)) {
            teller.failed(
                    new SightlineException(
                            ErrorCode.BAD_INPUT,
                            "effect-image",
                            Map.of("name", Browser.nameOf(file))),
                    Message.Topic.ACTION,
                    Message.Retry.NONE);
            return;
        }
        if (inScene) {
            skin = file;
        } else {
            backdrop = file;
        }
        store.redraw();
    }

    /** False when it is no picture. Blocks. */
    private boolean send(boolean inScene, Blob file) {
        if (file == null) {
            vision.tell(new VisionCommand.EffectImage(inScene, null));
            return true;
        }
        ImageBitmap image;
        try {
            image = Await.await(ImageBitmap.of(file));
        } catch (RuntimeException e) {
            return false;
        }
        vision.tell(new VisionCommand.EffectImage(inScene, image), image);
        return true;
    }

    // ---- a place in the picture

    /** True while the next place that is pinned is for the effect. */
    public boolean picking() {
        return picking;
    }

    /** Asks for a place, or no longer. */
    public void pick(boolean on) {
        picking = on;
        store.redraw();
    }

    /** A place was chosen: false when it is not for the effect. */
    public boolean picked(ImagePoint point) {
        var depth = measurer.depth();
        if (!picking || depth == null) {
            return false;
        }
        pick(false);
        var ruler = store.state().ruler();
        var entry = store.state().model().entry();
        var polarity =
                entry != null && entry.contract().near().equals("small")
                        ? Polarity.SMALL
                        : Polarity.LARGE;
        depth.read(
                point,
                value -> {
                    int percent =
                            (int) Math.round(100 * Layers.nearness(value, depth.range(), polarity));
                    var next = how.withDepth(how.depthFor(percent));
                    if (how.kind() == EffectKind.OBJECT) {
                        if (ruler != null && ruler.tells()) {
                            var there = ruler.distance(value, point.u(), point.v());
                            next = how.withDistance(how.distanceFor(there.metres()));
                        }
                        next =
                                next.at(
                                        (int) Math.round(100 * point.u()),
                                        (int) Math.round(100 * point.v()));
                    }
                    set(next);
                });
        return true;
    }

    // ---- frames

    /** The worker made a frame. */
    public void received(VisionEvent.Effect event) {
        var image = (ImageBitmap) event.image();
        if (image == null) {
            picture.clear();
            if (how.kind() != EffectKind.NONE) {
                recorder.stop("lost");
                if (!event.reason().isEmpty()) {
                    fail(event.reason());
                }
            }
            store.redraw();
            return;
        }
        if (how.kind() == EffectKind.NONE) {
            image.close();
            return;
        }
        boolean first = !picture.shown();
        if (recorder.running()
                && (image.getWidth() != recorder.size().width()
                        || image.getHeight() != recorder.size().height())) {
            recorder.stop("resized");
        }
        picture.show(image);
        if (first) {
            store.redraw();
        }
    }

    private void fail(String reason) {
        teller.failed(
                new SightlineException(ErrorCode.INTERNAL, reason),
                Message.Topic.ACTION,
                Message.Retry.NONE);
    }

    private void changed(AppState now, AppState before) {
        if (now.source().number() != before.source().number()) {
            picture.clear();
        }
        if (how.kind() == EffectKind.OBJECT
                && (now.measurement() != before.measurement() || now.metres() != before.metres())
                && !Objects.equals(told, surroundings())) {
            tell();
            if (now.metres() != before.metres()) {
                // The frame on show was laid on its map without them, or by others.
                measurer.again();
            }
        }
        if (!recorder.running()) {
            return;
        }
        var source = now.source();
        boolean over =
                source.number() != before.source().number()
                        || source.phase() != SourceState.Phase.OPEN
                        || before.source().playing()
                                && !source.playing()
                                && source.length() > 0
                                && source.at() > source.length() - AT_END;
        if (over) {
            recorder.stop("source-ended");
        } else if (now.model().phase() != Phase.READY) {
            recorder.stop("lost");
        }
    }

    // ---- files

    /** What is shown, as a PNG file. Blocks. */
    public Blob png() {
        if (!shown()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "no-effect");
        }
        return Await.await(picture.png());
    }

    /** As above, where it is a cut-out. Blocks. */
    public Blob cutOut() {
        if (how.kind() != EffectKind.CUT_OUT) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "no-cutout");
        }
        return png();
    }

    /** True while it records. */
    public boolean recording() {
        return recorder.running();
    }

    /** Seconds recorded so far. */
    public double seconds() {
        return recorder.seconds();
    }

    /** Bytes recorded so far. */
    public double bytes() {
        return recorder.bytes();
    }

    /** True when transparency is recorded, too. */
    public boolean keepsAlpha() {
        return recorder.running() && Recording.keepsAlpha(recorder.type());
    }

    /** Starts a recording, or ends the one that runs. */
    public void record() {
        if (recorder.running()) {
            recorder.stop("asked");
            return;
        }
        try {
            recorder.start(picture.canvas());
            // What is shown is recorded from the start, and as long as it is shown, however long
            // the next frame takes.
            picture.touch();
            beat = Window.setInterval(this::beat, BEAT);
        } catch (SightlineException e) {
            teller.failed(e, Message.Topic.ACTION, Message.Retry.NONE);
        }
        store.redraw();
    }

    private void beat() {
        picture.touch();
        store.redraw();
    }

    /** What becomes of a recording. */
    private final class Recorded implements EffectRecorder.Listener {
        @Override
        public void grew() {
            store.redraw();
        }

        @Override
        public void ended(Blob file, String type, double seconds, String why) {
            Window.clearInterval(beat);
            store.redraw();
            if (file == null) {
                fail("recording-empty");
                return;
            }
            var name =
                    FileNames.of(
                            store.state().source().name(), "effect", Recording.extension(type));
            Browser.save(file, name);
            var values =
                    Map.<String, Object>of(
                            "name",
                            name,
                            "seconds",
                            (int) Math.round(seconds),
                            "megabytes",
                            Math.round(Blobs.size(file) / 1e4) / 100.0);
            if (why.equals("asked")) {
                teller.notice("recording-saved", values, Message.Topic.ACTION);
            } else {
                teller.warning("recording-" + why, values, Message.Topic.ACTION);
            }
        }
    }
}
