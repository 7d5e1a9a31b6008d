// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.color.Palette;
import io.sightline.core.depth.DepthLook;
import io.sightline.core.depth.DepthPostprocessor;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.canvas.OffscreenContext;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.teavm.jso.canvas.ImageData;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/**
 * The canvas on the page that the worker paints depth on, at the map's own size; the page scales
 * it.
 */
final class DepthPicture {
    private OffscreenCanvas canvas;
    private OffscreenContext context;
    private ImageData pixels;
    private ByteBuffer rgba;
    private Palette palette = Palette.of("");
    private ImageSize size;
    private FloatBuffer map;
    private DepthRange range;

    /** Takes over a canvas of the page. */
    void attach(OffscreenCanvas attached) {
        canvas = attached;
        context = attached.context();
        if (map != null) {
            repaint();
        }
    }

    /** Changes the palette and paints the last map with it. */
    void look(String id) {
        palette = Palette.of(id);
        repaint();
    }

    /** Paints a map, which must stay as it is until the next one. */
    void paint(ImageSize mapSize, FloatBuffer values, DepthRange mapRange) {
        size = mapSize;
        map = values;
        range = mapRange;
        repaint();
    }

    private void repaint() {
        if (context == null || map == null) {
            return;
        }
        if (pixels == null
                || pixels.getWidth() != size.width()
                || pixels.getHeight() != size.height()) {
            pixels = new ImageData(size.width(), size.height());
            rgba = ByteBuffer.allocateDirect((int) size.pixels() * 4);
        }
        if (canvas.getWidth() != size.width() || canvas.getHeight() != size.height()) {
            canvas.setWidth(size.width());
            canvas.setHeight(size.height());
        }
        new DepthPostprocessor(size.width(), size.height())
                .paint(map, range, DepthLook.of(palette), rgba);
        pixels.getData().set(Uint8ClampedArray.fromJavaBuffer(rgba), 0);
        context.putImageData(pixels, 0, 0);
    }
}
