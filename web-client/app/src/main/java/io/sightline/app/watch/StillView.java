// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.Browser;
import io.sightline.app.dom.El;
import io.sightline.app.text.Texts;
import io.sightline.core.message.VisionEvent;
import io.sightline.core.message.WatchEvent;
import io.sightline.core.rule.Rule;
import io.sightline.core.value.Clock;
import io.sightline.core.zone.Plane;
import io.sightline.glue.canvas.ImageBitmap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;

/** One frame with the zones, and of a clip with the boxes of what was tracked on it. */
final class StillView {
    /** Longest edge that is drawn, pixels. */
    private static final int EDGE = 960;

    /** A box that is farther in time is of another frame, seconds. */
    private static final double APART = 0.26;

    private final WatchCalls calls;
    private final Texts texts;
    private final El canvas = El.create("canvas", "watch-still").attr("role", "img").shown(false);
    private final El told = El.create("p", "note");
    private final El box;
    private List<Rule> rules = List.of();
    private List<?> tracks = List.of();
    private JSObject clip;
    private double wanted = Double.NaN;
    private boolean asking;
    private int shows;

    /**
     * @param id of the canvas
     */
    StillView(WatchCalls calls, Texts texts, String id) {
        this.calls = calls;
        this.texts = texts;
        canvas.attr("id", id);
        box = El.create("div", "").add(canvas, told);
    }

    El element() {
        return box;
    }

    /**
     * Frames of this clip from now on.
     *
     * @param next a Blob
     * @param with whose zones are drawn
     * @param found tracks in the form of the public API
     */
    void use(JSObject next, List<Rule> with, List<?> found) {
        clear();
        clip = next;
        rules = with;
        tracks = found;
    }

    /**
     * Shows a picture that was kept.
     *
     * @param picture a Blob
     * @param with whose zones are drawn
     * @param text what it is of
     */
    void show(JSObject picture, List<Rule> with, String text) {
        use(null, with, List.of());
        int mine = shows;
        ImageBitmap.of(picture)
                .then(
                        bitmap -> {
                            if (mine == shows) {
                                paint(bitmap, Double.NaN);
                                say(text);
                            }
                            bitmap.close();
                            return null;
                        },
                        failure -> {
                            if (mine == shows) {
                                told.text(texts.of("watch.picture-broken"));
                            }
                            return null;
                        });
    }

    /** Shows nothing. */
    void clear() {
        ++shows;
        wanted = Double.NaN;
        canvas.shown(false);
        told.text("");
    }

    /** Shows the frame of a time; while one is fetched, of several only the last. */
    void show(double seconds) {
        wanted = seconds;
        if (!asking) {
            ask();
        }
    }

    private void ask() {
        double seconds = wanted;
        wanted = Double.NaN;
        int mine = ++shows;
        asking = true;
        calls.still(
                clip,
                seconds,
                event -> {
                    asking = false;
                    take(event, mine);
                    if (!Double.isNaN(wanted)) {
                        ask();
                    }
                });
    }

    private void take(WatchEvent event, int mine) {
        if (event instanceof WatchEvent.Still still) {
            ImageBitmap bitmap = ((JSObject) still.image()).cast();
            if (mine == shows) {
                draw(bitmap, still.seconds());
            }
            bitmap.close();
        } else if (event instanceof VisionEvent.Failed failed && mine == shows) {
            // Empty, in the place of a picture: nothing jumps.
            var node = (HTMLCanvasElement) canvas.node();
            ((CanvasRenderingContext2D) node.getContext("2d"))
                    .clearRect(0, 0, node.getWidth(), node.getHeight());
            say(texts.of(failed.exception()));
        }
    }

    private void draw(ImageBitmap bitmap, double seconds) {
        var named = paint(bitmap, seconds);
        var at = Clock.text(seconds);
        say(
                named.isEmpty()
                        ? texts.of("watch.frame-at", "at", at)
                        : texts.of(
                                "watch.frame-with",
                                Map.of("at", at, "who", String.join(", ", named))));
    }

    private void say(String text) {
        canvas.attr("aria-label", text);
        told.text(text);
    }

    /** Paints a frame; who is named on it. */
    private List<String> paint(ImageBitmap bitmap, double seconds) {
        double scale = Math.min(1, (double) EDGE / Math.max(bitmap.getWidth(), bitmap.getHeight()));
        var node = (HTMLCanvasElement) canvas.node();
        node.setWidth((int) Math.round(bitmap.getWidth() * scale));
        node.setHeight((int) Math.round(bitmap.getHeight() * scale));
        var context = (CanvasRenderingContext2D) node.getContext("2d");
        context.drawImage(bitmap, 0, 0, node.getWidth(), node.getHeight());
        context.setLineWidth(3);
        zones(context, node);
        var named = new ArrayList<String>();
        for (var track : tracks) {
            box(context, (Map<?, ?>) track, seconds, scale, named);
        }
        canvas.shown(true);
        return named;
    }

    private void zones(CanvasRenderingContext2D context, HTMLCanvasElement node) {
        context.setStrokeStyle(Browser.property(node, "--warn"));
        for (var rule : rules) {
            for (var zone : rule.zones()) {
                if (zone.polygon() == null || zone.polygon().plane() != Plane.IMAGE) {
                    continue;
                }
                context.beginPath();
                boolean first = true;
                for (var corner : zone.polygon().corners()) {
                    double x = corner.x() * node.getWidth();
                    double y = corner.y() * node.getHeight();
                    if (first) {
                        context.moveTo(x, y);
                    } else {
                        context.lineTo(x, y);
                    }
                    first = false;
                }
                context.closePath();
                context.stroke();
            }
        }
    }

    /** The box of a track on the frame of this time, if it was seen then. */
    private void box(
            CanvasRenderingContext2D context,
            Map<?, ?> track,
            double seconds,
            double scale,
            List<String> named) {
        Map<?, ?> best = null;
        for (var item : (List<?>) track.get("points")) {
            var point = (Map<?, ?>) item;
            double off = Math.abs(number(point, "t") - seconds);
            if (off <= APART && (best == null || off < Math.abs(number(best, "t") - seconds))) {
                best = point;
            }
        }
        if (best == null) {
            return;
        }
        var name = track.get("label") + " " + (int) number(track, "id");
        named.add(name);
        double x = number(best, "x") * scale;
        double y = number(best, "y") * scale;
        var colour = Browser.property(canvas.node(), "--accent");
        context.setStrokeStyle(colour);
        context.strokeRect(x, y, number(best, "width") * scale, number(best, "height") * scale);
        var label = name + " · " + texts.bundle().style().percent(number(best, "score"));
        context.setFont("600 16px system-ui, sans-serif");
        double width = context.measureText(label).getWidth() + 12;
        double top = Math.max(0, y - 22);
        context.setFillStyle(colour);
        context.fillRect(x, top, width, 22);
        context.setFillStyle(Browser.property(canvas.node(), "--on-accent"));
        context.fillText(label, x + 6, top + 16);
    }

    private static double number(Map<?, ?> map, String name) {
        return ((Number) map.get(name)).doubleValue();
    }
}
