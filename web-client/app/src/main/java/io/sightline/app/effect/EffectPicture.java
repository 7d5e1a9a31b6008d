// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.effect;

import io.sightline.core.image.ImageSize;
import io.sightline.glue.canvas.ImageBitmap;
import org.teavm.jso.JSBody;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.file.Blob;

/** The canvas that shows frames with the effect on them, in place of the picture. */
public final class EffectPicture {
    private final HTMLCanvasElement canvas;
    private boolean shown;

    /**
     * @param canvas that shows them
     */
    public EffectPicture(HTMLCanvasElement canvas) {
        this.canvas = canvas;
    }

    /** True when the canvas shows a frame of the open source. */
    public boolean shown() {
        return shown;
    }

    /** Its pixels. */
    public ImageSize size() {
        return new ImageSize(canvas.getWidth(), canvas.getHeight());
    }

    /** The canvas. */
    public HTMLCanvasElement canvas() {
        return canvas;
    }

    /** Shows a frame and takes it over. */
    void show(ImageBitmap image) {
        int width = image.getWidth();
        int height = image.getHeight();
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
        }
        var context = (CanvasRenderingContext2D) canvas.getContext("2d");
        context.clearRect(0, 0, width, height);
        context.drawImage(image, 0, 0);
        image.close();
        shown = true;
    }

    /** Draws what is shown once more, so that who records it gets a frame of it. */
    void touch() {
        var context = (CanvasRenderingContext2D) canvas.getContext("2d");
        context.setGlobalCompositeOperation("copy");
        context.drawImage(canvas, 0, 0);
        context.setGlobalCompositeOperation("source-over");
    }

    /** Shows nothing. */
    void clear() {
        shown = false;
    }

    /** What is shown as a PNG file, transparent where it is. */
    public JSPromise<Blob> png() {
        return toBlob(canvas);
    }

    @JSBody(
            params = "canvas",
            script =
                    "return new Promise((done, failed) => canvas.toBlob(b => b ? done(b) : failed(new "
                            + "Error('the canvas could not be encoded')), 'image/png'));")
    private static native JSPromise<Blob> toBlob(HTMLCanvasElement canvas);
}
