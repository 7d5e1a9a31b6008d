// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.canvas;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.canvas.ImageData;

/**
 * Draws on an {@link OffscreenCanvas}; coordinates are pixels of the canvas, from its top left
 * corner.
 */
@JSClass(transparent = true)
public abstract class OffscreenContext implements JSObject {
    /** Draws a picture (an ImageBitmap, VideoFrame, canvas or video) at its own size. */
    public abstract void drawImage(JSObject image, double x, double y);

    /** Draws a picture into a rectangle. */
    public abstract void drawImage(JSObject image, double x, double y, double width, double height);

    /** Draws a rectangle of a picture into a rectangle. */
    public abstract void drawImage(
            JSObject image,
            double fromX,
            double fromY,
            double fromWidth,
            double fromHeight,
            double x,
            double y,
            double width,
            double height);

    /**
     * The pixels of a rectangle: RGBA, 8 bits, not premultiplied, in the canvas's colour space
     * (sRGB). Throws {@code RangeError} for want of memory.
     */
    public abstract ImageData getImageData(int x, int y, int width, int height);

    /** The pixels of a rectangle in a colour space: srgb or display-p3. */
    public final ImageData getImageData(int x, int y, int width, int height, String colorSpace) {
        return getImageData(this, x, y, width, height, colorSpace);
    }

    /** Writes pixels. */
    public abstract void putImageData(ImageData pixels, int x, int y);

    /** Makes a rectangle transparent. */
    public abstract void clearRect(double x, double y, double width, double height);

    /** Fills a rectangle. */
    public abstract void fillRect(double x, double y, double width, double height);

    /** Keeps the clip and the settings for {@link #restore}. */
    public abstract void save();

    /** Goes back to what was kept. */
    public abstract void restore();

    /** Begins a path. */
    public abstract void beginPath();

    /** Goes to a point without a line. */
    public abstract void moveTo(double x, double y);

    /** Goes on to a point. */
    public abstract void lineTo(double x, double y);

    /** Draws only inside the path from now on. */
    public abstract void clip();

    /** A CSS colour. */
    @JSProperty
    public abstract void setFillStyle(String color);

    /** Whether to interpolate when scaling. */
    @JSProperty
    public abstract void setImageSmoothingEnabled(boolean enabled);

    /** One of low, medium, high. */
    @JSProperty
    public abstract void setImageSmoothingQuality(String quality);

    /** How what is drawn is combined with what is there, for example copy. */
    @JSProperty
    public abstract void setGlobalCompositeOperation(String operation);

    @JSBody(
            params = {"context", "x", "y", "width", "height", "colorSpace"},
            script =
                    "return context.getImageData(x, y, width, height, { colorSpace: colorSpace });")
    private static native ImageData getImageData(
            JSObject context, int x, int y, int width, int height, String colorSpace);
}
