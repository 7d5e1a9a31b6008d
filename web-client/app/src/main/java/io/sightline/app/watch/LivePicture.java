// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.api.JsFunctions;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.CameraMetres;
import io.sightline.core.position.FloorSight;
import io.sightline.core.value.Fields;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.SketchFrame;
import io.sightline.glue.canvas.Closeable;
import io.sightline.glue.value.JsValues;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasImageSource;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLDocument;

/** What the open source shows, on a canvas: as it is, or its floor as from above. */
final class LivePicture {
    private static final double FLOOR_METRES = SketchFrame.FLOOR_METRES;

    /** A new frame is taken so often, milliseconds. */
    private static final int APART = 120;

    /** Longest edge of what is drawn, pixels. */
    private static final int MOST_EDGE = 960;

    private static final int FLOOR_EDGE = 600;
    private static final ImageSize USUAL = new ImageSize(640, 360);

    private final HTMLCanvasElement canvas;
    private final HTMLCanvasElement frame =
            (HTMLCanvasElement) HTMLDocument.current().createElement("canvas");
    private final Runnable resized;
    private ImageSize size = USUAL;
    private Plane plane = Plane.IMAGE;
    private FloorSight sight;
    private boolean there;
    private boolean on;
    private int source;

    /**
     * @param canvas that it is drawn on
     * @param resized told when the frames have another size, or there are some or none
     */
    LivePicture(HTMLCanvasElement canvas, Runnable resized) {
        this.canvas = canvas;
        this.resized = resized;
    }

    /** Size of the source's frames, pixels. */
    ImageSize size() {
        return size;
    }

    /** Whether a source is open. */
    boolean there() {
        return there;
    }

    /** Width by height of what is shown. */
    double aspect() {
        return plane == Plane.FLOOR ? 1 : (double) size.width() / size.height();
    }

    /** Shows the picture, or the floor. */
    void show(Plane which) {
        if (plane != which) {
            plane = which;
            draw();
            resized.run();
        }
    }

    /** Whether the camera is calibrated with its height over the floor. */
    static boolean hasFloor() {
        return sight(USUAL) != null;
    }

    private static FloorSight sight(ImageSize size) {
        var fields = Fields.of(JsValues.toJava(Link.source()));
        return fields.has("calibration")
                ? FloorSight.of(CameraMetres.of(fields.raw("calibration")), size)
                : null;
    }

    void start() {
        on = true;
        source = -1;
        next();
    }

    void stop() {
        on = false;
    }

    private void next() {
        if (!on) {
            return;
        }
        var fields = Fields.of(JsValues.toJava(Link.source()));
        int number = fields.whole("number", 0, Integer.MAX_VALUE);
        boolean open = fields.flag("open");
        if (open != there) {
            there = open;
            resized.run();
        }
        // A still picture is taken once.
        if (open && (number != source || fields.flag("moving"))) {
            Link.grab()
                    .then(
                            taken -> {
                                take(taken, number);
                                return null;
                            },
                            failure -> null);
        }
        Window.setTimeout(this::next, APART);
    }

    private void take(JSObject taken, int number) {
        var image = taken == null ? null : JsFunctions.get(taken, "image");
        if (image == null) {
            return;
        }
        var fields = Fields.of(JsValues.toJava(taken));
        var next =
                new ImageSize(
                        fields.whole("width", 1, 1 << 14), fields.whole("height", 1, 1 << 14));
        if (on) {
            source = number;
            boolean other = !next.equals(size);
            size = next;
            double scale = Math.min(1, (double) MOST_EDGE / Math.max(size.width(), size.height()));
            fit(frame, (int) (size.width() * scale), (int) (size.height() * scale));
            context(frame)
                    .drawImage(
                            (CanvasImageSource) image, 0, 0, frame.getWidth(), frame.getHeight());
            draw();
            if (other) {
                resized.run();
            }
        }
        ((Closeable) image.cast()).close();
    }

    private static CanvasRenderingContext2D context(HTMLCanvasElement of) {
        return (CanvasRenderingContext2D) of.getContext("2d");
    }

    private static void fit(HTMLCanvasElement canvas, int width, int height) {
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(Math.max(1, width));
            canvas.setHeight(Math.max(1, height));
        }
    }

    private void draw() {
        if (plane == Plane.FLOOR) {
            fit(canvas, FLOOR_EDGE, FLOOR_EDGE);
            drawFloor();
            return;
        }
        fit(canvas, frame.getWidth(), frame.getHeight());
        context(canvas).drawImage((CanvasImageSource) frame, 0, 0);
    }

    /**
     * The floor as from above. The camera hangs level, so what is equally far away lies in one row
     * of the picture, and row by row is all that has to be drawn.
     */
    private void drawFloor() {
        var context = context(canvas);
        context.setFillStyle("#3a3f44");
        context.fillRect(0, 0, FLOOR_EDGE, FLOOR_EDGE);
        sight = sight(size);
        if (sight == null || !there) {
            return;
        }
        for (int row = 0; row < FLOOR_EDGE; ++row) {
            double away = FLOOR_METRES * (1 - (row + 0.5) / FLOOR_EDGE);
            var left = sight.seen(-FLOOR_METRES / 2, away);
            var right = sight.seen(FLOOR_METRES / 2, away);
            if (left == null || left.v() < 0 || left.v() >= 1) {
                continue;
            }
            // What lies beside the frame is not drawn: the browser cuts both alike.
            context.drawImage(
                    (CanvasImageSource) frame,
                    left.u() * frame.getWidth(),
                    Math.floor(left.v() * frame.getHeight()),
                    (right.u() - left.u()) * frame.getWidth(),
                    1,
                    0,
                    row,
                    FLOOR_EDGE,
                    1.5);
        }
        context.setStrokeStyle("rgb(255 255 255 / 45%)");
        context.setFillStyle("#ffffff");
        context.setFont("14px system-ui, sans-serif");
        for (int metre = 1; metre < FLOOR_METRES; ++metre) {
            double at = Math.round(metre * FLOOR_EDGE / FLOOR_METRES) + 0.5;
            context.beginPath();
            context.moveTo(0, at);
            context.lineTo(FLOOR_EDGE, at);
            context.moveTo(at, 0);
            context.lineTo(at, FLOOR_EDGE);
            context.stroke();
            context.setLineWidth(1);
            context.fillText((int) FLOOR_METRES - metre + " m", 4, at - 4);
        }
    }
}
