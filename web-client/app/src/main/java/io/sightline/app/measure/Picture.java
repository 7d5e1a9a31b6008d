// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.measure;

import io.sightline.app.dom.Browser;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.media.VideoFrame;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.canvas.CanvasImageSource;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.file.Blob;

/**
 * The picture that belongs to the depth on show. Of a moving source the frame that was measured is
 * kept aside until its depth is there, so that both show the same moment.
 */
public final class Picture {
    /** A still picture is shown at most this large; it is measured and exported at its own size. */
    private static final int MOST_SHOWN = 4096;

    private final HTMLCanvasElement canvas;
    private final OffscreenCanvas spare = new OffscreenCanvas(1, 1);
    private CanvasImageSource still;
    private ImageSize stillSize;
    private CanvasImageSource kept;
    private ImageSize keptSize;
    private int keptCall;
    private boolean shown;

    /**
     * @param canvas that shows it
     */
    public Picture(HTMLCanvasElement canvas) {
        this.canvas = canvas;
    }

    /** True when the canvas shows something of the open source. */
    public boolean shown() {
        return shown;
    }

    /** Shows a still picture. */
    public void still(CanvasImageSource image, ImageSize size) {
        clear();
        still = image;
        stillSize = size;
        double scale = Math.min(1, (double) MOST_SHOWN / Math.max(size.width(), size.height()));
        draw(
                image,
                Math.max(1, (int) Math.round(size.width() * scale)),
                Math.max(1, (int) Math.round(size.height() * scale)));
    }

    /** Keeps a frame aside; the worker takes the one that was given. */
    public void keep(int call, JSObject image, ImageSize size) {
        drop(keptCall);
        if (Browser.isA(image, "VideoFrame")) {
            kept = ((VideoFrame) image).copy();
        } else {
            if (spare.getWidth() != size.width() || spare.getHeight() != size.height()) {
                spare.setWidth(size.width());
                spare.setHeight(size.height());
            }
            spare.context().drawImage((CanvasImageSource) image, 0, 0, size.width(), size.height());
            kept = spare;
        }
        keptSize = size;
        keptCall = call;
    }

    /** Shows the frame that was kept for this call. */
    public void show(int call) {
        if (kept == null || keptCall != call) {
            return;
        }
        draw(kept, keptSize.width(), keptSize.height());
        drop(call);
    }

    /** Drops the frame that was kept for this call. */
    public void drop(int call) {
        if (kept != null && keptCall == call) {
            if (Browser.isA(kept, "VideoFrame")) {
                ((VideoFrame) kept).close();
            }
            kept = null;
        }
    }

    /** The source is gone. */
    public void clear() {
        drop(keptCall);
        still = null;
        shown = false;
    }

    /** The canvas, which shows what {@link #shown} says. */
    public HTMLCanvasElement canvas() {
        return canvas;
    }

    /** What is shown, at its own size, as a PNG file; null when nothing is. */
    public JSPromise<Blob> png() {
        if (!shown) {
            return null;
        }
        if (still == null) {
            return toBlob(canvas);
        }
        var full = new OffscreenCanvas(stillSize.width(), stillSize.height());
        full.context().drawImage(still, 0, 0, stillSize.width(), stillSize.height());
        return full.toBlob("image/png");
    }

    private void draw(CanvasImageSource image, int width, int height) {
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
        }
        var context = (CanvasRenderingContext2D) canvas.getContext("2d");
        context.drawImage(image, 0, 0, width, height);
        shown = true;
    }

    @JSBody(
            params = "canvas",
            script =
                    "return new Promise((done, failed) => canvas.toBlob(b => b ? done(b) : failed(new "
                            + "Error('the canvas could not be encoded')), 'image/png'));")
    private static native JSPromise<Blob> toBlob(HTMLCanvasElement canvas);
}
