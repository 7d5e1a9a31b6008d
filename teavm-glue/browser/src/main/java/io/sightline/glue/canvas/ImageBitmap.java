// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.canvas;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.canvas.CanvasImageSource;
import org.teavm.jso.core.JSPromise;

/** A decoded picture that can be drawn and transferred. Holds memory until closed. */
@JSClass(transparent = true)
public abstract class ImageBitmap implements CanvasImageSource, Closeable {
    /** Width in pixels; 0 once closed or transferred. */
    @JSProperty
    public abstract int getWidth();

    /** Height in pixels; 0 once closed or transferred. */
    @JSProperty
    public abstract int getHeight();

    @Override
    public abstract void close();

    /**
     * Decodes or copies a picture (a blob, a canvas, a video, a frame, pixels): upright as its
     * metadata says, colours in sRGB. Rejected with {@code InvalidStateError} where it cannot be
     * decoded.
     */
    @JSBody(
            params = "source",
            script =
                    "return createImageBitmap(source, { imageOrientation: 'from-image', premultiplyAlpha: 'none' });")
    public static native JSPromise<ImageBitmap> of(JSObject source);

    /** As {@link #of}, scaled to that size with good quality. */
    @JSBody(
            params = {"source", "width", "height"},
            script =
                    "return createImageBitmap(source, { imageOrientation: 'from-image', premultiplyAlpha: "
                            + "'none', resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });")
    public static native JSPromise<ImageBitmap> resized(JSObject source, int width, int height);

    /** As {@link #of}, a rectangle of it. */
    @JSBody(
            params = {"source", "x", "y", "width", "height"},
            script =
                    "return createImageBitmap(source, x, y, width, height, { imageOrientation: 'from-image', "
                            + "premultiplyAlpha: 'none' });")
    public static native JSPromise<ImageBitmap> cropped(
            JSObject source, int x, int y, int width, int height);
}
