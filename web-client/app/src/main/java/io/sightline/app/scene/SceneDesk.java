// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.scene;

import io.sightline.app.measure.Measurer;
import io.sightline.app.measure.Picture;
import io.sightline.app.state.Store;
import io.sightline.app.vision.VisionClient;
import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.message.VisionCommand;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.space.DepthLaw;
import io.sightline.core.space.OrbitCamera;
import io.sightline.core.space.Point;
import io.sightline.core.space.PointCloud;
import io.sightline.core.space.SceneView;
import io.sightline.core.view.AppState;
import io.sightline.core.view.Measurement;
import io.sightline.core.view.ViewMode;
import io.sightline.glue.canvas.ImageBitmap;
import org.teavm.jso.browser.Window;

/**
 * The scene in space and from above: from where it is looked at, and what the worker is told of
 * that. It draws nothing itself.
 */
public final class SceneDesk {
    /** More pixels than this are drawn at a lower resolution, so that turning stays smooth. */
    private static final int MOST_EDGE = 2048;

    private static final double START_YAW = Math.toRadians(18);
    private static final double START_PITCH = Math.toRadians(12);
    private static final double START_ZOOM = 1.15;

    /** Hears what was picked. */
    public interface Picker {
        /** The place of the picture, or null where nothing is. */
        void picked(ImagePoint point);
    }

    private final Store store;
    private final VisionClient vision;
    private final Measurer measurer;
    private final Picture picture;
    private OrbitCamera camera;
    private ImageSize canvas = new ImageSize(1, 1);
    private SceneView sent;
    private String none = "";
    private boolean on;
    private boolean scheduled;
    private boolean turned;
    private VisionEvent.Floor floor;
    private SceneView floorView;
    private Measurement floorOf;
    private boolean asking;

    /**
     * @param store of the page
     * @param vision the worker
     * @param measurer of depth
     * @param picture the frame that belongs to it
     */
    public SceneDesk(Store store, VisionClient vision, Measurer measurer, Picture picture) {
        this.store = store;
        this.vision = vision;
        this.measurer = measurer;
        this.picture = picture;
        store.watch(this::changed);
    }

    /** Why the scene is not there, a key of "scene."; empty while nothing stands in its way. */
    public String none() {
        return none;
    }

    /** From where it is looked at; null before there is something to see. */
    public OrbitCamera camera() {
        return camera;
    }

    /** Width by height of what is drawn. */
    public double aspect() {
        return (double) canvas.width() / canvas.height();
    }

    /** Looks from elsewhere. */
    public void look(OrbitCamera from) {
        camera = from;
        turned = true;
        store.redraw();
        tellSoon();
    }

    /** Looks from where it did at first. */
    public void reset() {
        camera = null;
        turned = false;
        changed(store.state(), store.state());
        store.redraw();
    }

    /**
     * The canvas has another size.
     *
     * @param width of it, CSS pixels
     * @param height of it, CSS pixels
     * @param density device pixels of each
     */
    public void resized(int width, int height, double density) {
        double scale = Math.min(density, (double) MOST_EDGE / Math.max(1, Math.max(width, height)));
        var size =
                new ImageSize(
                        Math.max(1, (int) Math.round(width * scale)),
                        Math.max(1, (int) Math.round(height * scale)));
        if (!size.equals(canvas)) {
            canvas = size;
            if (!turned && store.state().measurement() != null) {
                camera = start(store.state());
            }
            tellSoon();
        }
    }

    /** A fresh worker knows nothing of it. */
    public void restarted() {
        on = false;
        none = "";
        changed(store.state(), store.state());
    }

    /** The browser may have presented nothing while the page was hidden. */
    public void shownAgain() {
        if (on) {
            sent = null;
            tellSoon();
        }
    }

    /** The worker cannot draw it. */
    public void none(VisionEvent.NoScene event) {
        none = event.reason();
        store.redraw();
    }

    // ---- what the map means

    /** The lens of the picture on show; null before something was measured. */
    public static Intrinsics lens(AppState state) {
        var ruler = state.ruler();
        return ruler == null ? null : ruler.lens();
    }

    /** How deep values lie, metres; null while that is not known. */
    public static DepthLaw law(AppState state) {
        var ruler = state.ruler();
        return ruler == null || !ruler.tells() ? null : DepthLaw.of(ruler.metres());
    }

    private static boolean nearIsSmall(AppState state) {
        return state.model().entry().contract().near().equals("small");
    }

    /** What is asked of the worker, from the present place; null before something was measured. */
    public SceneView view() {
        var state = store.state();
        var lens = lens(state);
        if (lens == null || camera == null) {
            return null;
        }
        var look = state.settings().look();
        return new SceneView(
                canvas,
                camera,
                lens,
                law(state),
                nearIsSmall(state),
                look.surface(),
                look.from() / 100.0,
                look.to() / 100.0);
    }

    /**
     * Where a place of the picture lies in space; null where the map says nothing.
     *
     * @param value of the map there
     */
    public Point lifted(ImagePoint point, double value) {
        var view = view();
        var result = store.state().measurement();
        if (view == null || result == null || Double.isNaN(value)) {
            return null;
        }
        double depth = view.lawOf(result.range()).depth(value);
        var size = view.lens().size();
        return Double.isInfinite(depth)
                ? null
                : PointCloud.lift(
                        view.lens(), point.u() * size.width(), point.v() * size.height(), depth);
    }

    /** Where a place of the picture is seen in space; null where the map says nothing. */
    public Point shown(ImagePoint point, double value) {
        var place = lifted(point, value);
        return place == null ? null : camera.shown(place, aspect());
    }

    // ---- the worker

    private void changed(AppState now, AppState before) {
        if (now.source().number() != before.source().number()
                || law(now) == null != (law(before) == null)) {
            camera = null;
            turned = false;
            floor = null;
        }
        boolean wanted =
                now.settings().view() == ViewMode.SCENE
                        && now.source().visible()
                        && now.measurement() != null;
        if (now.measurement() != null && camera == null && lens(now) != null) {
            camera = start(now);
        }
        if (wanted != on) {
            on = wanted;
            sent = null;
            if (on) {
                none = "";
                giveFrame();
            } else {
                vision.tell(new VisionCommand.Scene(null));
            }
        }
        if (on) {
            tellSoon();
        }
        if (now.settings().view() == ViewMode.FLOOR && now.measurement() != null) {
            askFloor();
        }
    }

    // ---- from above

    /** The newest map of the floor, or null. */
    public VisionEvent.Floor floor() {
        return floor;
    }

    /** One question at a time, and again when something changed meanwhile. */
    private void askFloor() {
        var state = store.state();
        var view = view();
        if (asking || view == null || measurer.depth() == null) {
            return;
        }
        // From where the scene is looked at does not matter from above.
        view = view.from(OrbitCamera.before(1, view.camera().degrees()));
        if (view.equals(floorView) && state.measurement() == floorOf) {
            return;
        }
        floorView = view;
        floorOf = state.measurement();
        asking = true;
        int call = vision.nextCall();
        int source = state.source().number();
        vision.ask(
                call,
                new VisionCommand.Floor(call, view),
                event -> {
                    asking = false;
                    if (event instanceof VisionEvent.Floor answer
                            && source == store.state().source().number()) {
                        floor = answer;
                    }
                    store.redraw();
                    changed(store.state(), store.state());
                });
    }

    /** From beside and above the real camera, so that all of the picture is seen, and its depth. */
    private OrbitCamera start(AppState state) {
        var range = state.measurement().range();
        var known = law(state);
        var law = known == null ? DepthLaw.assumed(range, nearIsSmall(state)) : known;
        double near = Math.min(law.farthest(), law.depth(range.low()));
        double far = Math.min(law.farthest(), law.depth(range.high()));
        var lens = lens(state);
        double across = Math.tan(Math.toRadians(lens.degreesAcross()) / 2) / aspect();
        double degrees = Math.max(lens.degreesDown(), Math.toDegrees(2 * Math.atan(across)));
        return OrbitCamera.before(Math.sqrt(near * far), degrees)
                .turned(START_YAW, START_PITCH)
                .zoomed(START_ZOOM);
    }

    private void giveFrame() {
        if (!picture.shown()) {
            return;
        }
        var shown = picture.canvas();
        var size = new ImageSize(shown.getWidth(), shown.getHeight());
        ImageBitmap.of(shown)
                .then(
                        bitmap -> {
                            if (on) {
                                vision.tell(new VisionCommand.SceneFrame(bitmap, size), bitmap);
                            } else {
                                bitmap.close();
                            }
                            return null;
                        });
    }

    /** Once for all changes of a frame. */
    private void tellSoon() {
        if (!scheduled) {
            scheduled = true;
            Window.requestAnimationFrame(
                    time -> {
                        scheduled = false;
                        tell();
                    });
        }
    }

    private void tell() {
        var view = on ? view() : null;
        if (view != null && !view.equals(sent)) {
            sent = view;
            vision.tell(new VisionCommand.Scene(view));
        }
    }

    /**
     * Asks which place of the picture is seen at a place of the scene.
     *
     * @param u 0 at its left edge, 1 at its right edge
     * @param v 0 at its top edge, 1 at its bottom edge
     */
    public void pick(double u, double v, Picker picker) {
        var view = view();
        if (view == null || measurer.depth() == null) {
            picker.picked(null);
            return;
        }
        int call = vision.nextCall();
        vision.ask(
                call,
                new VisionCommand.Pick(call, view, u, v),
                event ->
                        picker.picked(
                                event instanceof VisionEvent.Picked picked && picked.found()
                                        ? ImagePoint.of(picked.u(), picked.v())
                                        : null));
    }
}
