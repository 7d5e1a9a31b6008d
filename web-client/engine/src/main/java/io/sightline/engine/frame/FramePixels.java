// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.frame;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.canvas.OffscreenContext;
import java.nio.ByteBuffer;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/**
 * Reads the pixels of an ImageBitmap or VideoFrame into the module's memory; one canvas and one
 * buffer serve all frames.
 */
public final class FramePixels {
    private OffscreenCanvas canvas;
    private OffscreenContext context;
    private ByteBuffer rgba = ByteBuffer.allocateDirect(4);

    /**
     * The pixels: row-major, four bytes each. Valid until the next call.
     *
     * @param image as it was sent
     * @param size at which it is read
     */
    public ByteBuffer read(JSObject image, ImageSize size) {
        return read(size, () -> context.drawImage(image, 0, 0, size.width(), size.height()));
    }

    /**
     * As {@link #read(JSObject, ImageSize)}, one tile of a picture that is cut evenly.
     *
     * @param whole the picture's size, pixels
     * @param row of the tile, from 0
     * @param rows in all
     * @param column of the tile, from 0
     * @param columns in all
     */
    public ByteBuffer read(
            JSObject image,
            ImageSize whole,
            int row,
            int rows,
            int column,
            int columns,
            ImageSize size) {
        double width = (double) whole.width() / columns;
        double height = (double) whole.height() / rows;
        return read(
                size,
                () ->
                        context.drawImage(
                                image,
                                column * width,
                                row * height,
                                width,
                                height,
                                0,
                                0,
                                size.width(),
                                size.height()));
    }

    private ByteBuffer read(ImageSize size, Runnable draw) {
        try {
            if (canvas == null
                    || canvas.getWidth() != size.width()
                    || canvas.getHeight() != size.height()) {
                canvas = new OffscreenCanvas(size.width(), size.height());
                context = canvas.readableContext();
                context.setImageSmoothingQuality("high");
            }
            draw.run();
            var data = context.getImageData(0, 0, size.width(), size.height()).getData();
            if (rgba.capacity() < data.getLength()) {
                rgba = ByteBuffer.allocateDirect(data.getLength());
            }
            rgba.clear();
            Uint8ClampedArray.fromJavaBuffer(rgba).set(data, 0);
            return rgba;
        } catch (RuntimeException e) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "frame-unreadable",
                    Map.of("width", size.width(), "height", size.height()));
        }
    }
}
