// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.measure.Measurer;
import io.sightline.app.scene.SceneDesk;
import io.sightline.app.state.Store;
import io.sightline.app.text.Texts;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.space.OrbitCamera;
import io.sightline.core.view.AppEvent;
import io.sightline.core.view.AppState;
import io.sightline.core.view.LookSettings;
import io.sightline.core.view.ViewMode;
import io.sightline.glue.dom.PointerEvent;
import io.sightline.glue.dom.ResizeObserver;
import java.util.HashMap;
import java.util.Map;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.events.WheelEvent;

/** The scene in space: turned, moved and picked in by pointer and keyboard. */
final class SpaceView implements Store.View {
    /** A pointer that moved less was meant as a click, CSS pixels. */
    private static final double STILL = 5;

    private static final double STEP = Math.toRadians(5);
    private static final double NUDGE = 0.05;
    private static final double ZOOM = 1.15;
    private static final double WHEEL = 0.0015;

    private final Store store;
    private final Texts texts;
    private final SceneDesk desk;
    private final Measurer measurer;
    private final Pins pins;
    private final Announcer announcer;
    private final El box = El.byId("space");
    private final El surface = El.byId("scene-surface");
    private final El note = El.byId("scene-note");
    private final El none = El.byId("scene-none");
    private final El shape = El.byId("scene-shape");
    private final El degrees = El.byId("scene-degrees");
    private final El degreesValue = El.byId("scene-degrees-value");
    private final El tools = El.byId("scene-tools");
    private final SceneMarks marks = new SceneMarks(El.byId("marks-scene"));
    private final Map<Integer, Finger> fingers = new HashMap<>();
    private double travelled;

    /** Where a pointer is, CSS pixels of the window. */
    private record Finger(double x, double y) {}

    SpaceView(
            Store store,
            Texts texts,
            SceneDesk desk,
            Measurer measurer,
            Pins pins,
            Announcer announcer) {
        this.store = store;
        this.texts = texts;
        this.desk = desk;
        this.measurer = measurer;
        this.pins = pins;
        this.announcer = announcer;
        new ResizeObserver(entries -> store.redraw()).observe(box.node());
        surface.on("pointerdown", this::pressed);
        surface.on("pointermove", this::moved);
        surface.on("pointerup", this::released);
        surface.on("pointercancel", (PointerEvent event) -> fingers.remove(event.getPointerId()));
        surface.on("contextmenu", Event::preventDefault);
        surface.on(
                "wheel",
                (WheelEvent event) -> {
                    event.preventDefault();
                    zoom(Math.exp(event.getDeltaY() * WHEEL));
                });
        surface.on("keydown", this::key);
        shape.on(
                "change",
                (Event event) -> set(look().withSurface(Browser.valueOf(event).equals("surface"))));
        degrees.on("input", (Event event) -> set(look().withDegrees(whole(degrees))));
        El.byId("scene-reset").on("click", (Event event) -> reset());
    }

    private LookSettings look() {
        return store.state().settings().look();
    }

    private void set(LookSettings look) {
        store.tell(new AppEvent.SettingsSet(store.state().settings().with(look)));
    }

    private static int whole(El control) {
        return (int) Math.round(Double.parseDouble(control.value()));
    }

    @Override
    public void draw(AppState state, AppState before) {
        boolean shown = state.settings().view() == ViewMode.SCENE && state.source().visible();
        box.shown(shown);
        if (!shown) {
            return;
        }
        var reason = reason(state);
        boolean there = reason.isEmpty() && state.measurement() != null;
        none.shown(!reason.isEmpty());
        none.text(reason.isEmpty() ? "" : texts.of("scene." + reason));
        tools.shown(there);
        surface.shown(there);
        note.shown(there);
        if (!there) {
            return;
        }
        desk.resized(
                surface.node().getClientWidth(),
                surface.node().getClientHeight(),
                Window.current().getDevicePixelRatio());
        var ruler = state.ruler();
        note.text(texts.of(ruler != null && ruler.tells() ? "scene.metres" : "scene.relative"));
        shape.choose(state.settings().look().surface() ? "surface" : "points");
        boolean kept = ruler != null && ruler.kept() != null;
        int across =
                ruler == null
                        ? state.settings().look().degrees()
                        : (int) Math.round(ruler.lens().degreesAcross());
        degrees.value(Integer.toString(across)).enabled(!kept);
        degreesValue.text(texts.of("scene.degrees-of", "degrees", across));
        drawMarks(state);
    }

    /** What stands in the way, a key of "scene."; empty when nothing does. */
    private String reason(AppState state) {
        var facts = state.facts();
        if (facts != null && !facts.webGpu()) {
            return "no-webgpu";
        }
        if (facts != null && facts.adapter().isEmpty()) {
            return "no-adapter";
        }
        return desk.none();
    }

    private void drawMarks(AppState state) {
        var depth = measurer.depth();
        var places = new HashMap<Integer, ImagePoint>();
        for (var pin : state.probe().pins()) {
            var at = depth == null ? null : desk.shown(pin.point(), depth.at(pin.point()));
            if (at != null && at.x() >= 0 && at.x() <= 1 && at.y() >= 0 && at.y() <= 1) {
                places.put(pin.number(), new ImagePoint(at.x(), at.y()));
            }
        }
        marks.draw(places, surface.node().getClientWidth(), surface.node().getClientHeight());
    }

    // ---- pointers

    private void pressed(PointerEvent event) {
        Browser.capture(event);
        fingers.put(event.getPointerId(), new Finger(event.getClientX(), event.getClientY()));
        travelled = fingers.size() == 1 ? 0 : STILL;
    }

    private void moved(PointerEvent event) {
        var before = fingers.get(event.getPointerId());
        var camera = desk.camera();
        if (before == null || camera == null) {
            return;
        }
        var now = new Finger(event.getClientX(), event.getClientY());
        double dx = now.x() - before.x();
        double dy = now.y() - before.y();
        travelled += Math.abs(dx) + Math.abs(dy);
        if (travelled < STILL) {
            return;
        }
        double height = Math.max(1, surface.node().getClientHeight());
        if (fingers.size() == 2) {
            Finger other = null;
            for (var entry : fingers.entrySet()) {
                other = entry.getKey() == event.getPointerId() ? other : entry.getValue();
            }
            double apart = Math.hypot(before.x() - other.x(), before.y() - other.y());
            double nowApart = Math.hypot(now.x() - other.x(), now.y() - other.y());
            desk.look(
                    camera.zoomed(Math.max(1, apart) / Math.max(1, nowApart))
                            .moved(dx / 2 / height, dy / 2 / height));
        } else if (fingers.size() == 1) {
            boolean across = event.getShiftKey() || (event.getButtons() & 6) != 0;
            desk.look(
                    across
                            ? camera.moved(dx / height, dy / height)
                            : camera.turned(-Math.PI * dx / height, Math.PI * dy / height));
        }
        fingers.put(event.getPointerId(), now);
    }

    private void released(PointerEvent event) {
        fingers.remove(event.getPointerId());
        if (travelled < STILL && fingers.isEmpty() && event.getButton() == MouseEvent.LEFT_BUTTON) {
            var place = surface.node().getBoundingClientRect();
            pick(
                    (event.getClientX() - place.getLeft()) / (double) place.getWidth(),
                    (event.getClientY() - place.getTop()) / (double) place.getHeight());
        }
    }

    private void pick(double u, double v) {
        desk.pick(
                u,
                v,
                point -> {
                    if (point == null) {
                        announcer.say(texts.of("scene.nothing"));
                        return;
                    }
                    store.tell(new AppEvent.ProbeMoved(point));
                    pins.pin();
                    store.redraw();
                });
    }

    private void zoom(double factor) {
        if (desk.camera() != null) {
            desk.look(desk.camera().zoomed(factor));
        }
    }

    private void reset() {
        desk.reset();
        announcer.say(texts.of("scene.was-reset"));
    }

    // ---- keys

    private void key(KeyboardEvent event) {
        if (desk.camera() == null || event.isCtrlKey() || event.isAltKey() || event.isMetaKey()) {
            return;
        }
        switch (event.getKey()) {
            case "ArrowLeft" -> go(event, -1, 0);
            case "ArrowRight" -> go(event, 1, 0);
            case "ArrowUp" -> go(event, 0, 1);
            case "ArrowDown" -> go(event, 0, -1);
            case "+", "=" -> zoom(1 / ZOOM);
            case "-", "_" -> zoom(ZOOM);
            case "Home" -> reset();
            case "Enter" -> pick(0.5, 0.5);
            case "Delete", "Backspace" -> pins.unpin();
            case "Escape" -> store.tell(new AppEvent.ProbeCleared());
            default -> {
                return;
            }
        }
        event.preventDefault();
    }

    /** The camera goes to the right and up around the scene, or with Shift the scene under it. */
    private void go(KeyboardEvent event, int right, int up) {
        OrbitCamera camera = desk.camera();
        desk.look(
                event.isShiftKey()
                        ? camera.moved(-right * NUDGE, up * NUDGE)
                        : camera.turned(right * STEP, up * STEP));
    }
}
