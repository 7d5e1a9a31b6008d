// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.canvas;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.canvas.CanvasImageSource;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.file.Blob;
import org.teavm.jso.webgpu.GPUCanvasContext;

/** A canvas that a worker can draw on. */
@JSClass
public class OffscreenCanvas implements CanvasImageSource {
    /** A canvas of that size in pixels. */
    public OffscreenCanvas(int width, int height) {}

    /** Width in pixels. */
    @JSProperty
    public native int getWidth();

    /** Sets the width and empties the canvas. */
    @JSProperty
    public native void setWidth(int width);

    /** Height in pixels. */
    @JSProperty
    public native int getHeight();

    /** Sets the height and empties the canvas. */
    @JSProperty
    public native void setHeight(int height);

    /** The picture, which leaves the canvas empty. */
    public native ImageBitmap transferToImageBitmap();

    /** The 2D context, for drawing. */
    public final OffscreenContext context() {
        return context(this, false);
    }

    /** The 2D context, kept in main memory, for pixels that are read back. */
    public final OffscreenContext readableContext() {
        return context(this, true);
    }

    /** The WebGPU context. */
    public final GPUCanvasContext contextWebGpu() {
        return contextWebGpu(this);
    }

    /** The context that shows a whole bitmap at a time, which it takes over. */
    public final BitmapContext contextBitmap() {
        return contextBitmap(this);
    }

    /** The picture as a file of that type, for example image/png. */
    public final JSPromise<Blob> toBlob(String type) {
        return convertToBlob(this, type);
    }

    /**
     * Hands a canvas element's picture to whoever gets the result, as a rule a worker by a
     * transfer.
     */
    @JSBody(params = "element", script = "return element.transferControlToOffscreen();")
    public static native OffscreenCanvas from(HTMLCanvasElement element);

    @JSBody(
            params = {"canvas", "read"},
            script = "return canvas.getContext('2d', { willReadFrequently: read });")
    private static native OffscreenContext context(JSObject canvas, boolean read);

    @JSBody(params = "canvas", script = "return canvas.getContext('webgpu');")
    private static native GPUCanvasContext contextWebGpu(JSObject canvas);

    @JSBody(params = "canvas", script = "return canvas.getContext('bitmaprenderer');")
    private static native BitmapContext contextBitmap(JSObject canvas);

    @JSBody(
            params = {"canvas", "type"},
            script = "return canvas.convertToBlob({ type: type });")
    private static native JSPromise<Blob> convertToBlob(JSObject canvas, String type);
}
