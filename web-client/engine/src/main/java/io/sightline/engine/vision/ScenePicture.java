// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.space.SceneView;
import io.sightline.engine.gpu.SceneKernel;
import io.sightline.glue.canvas.BitmapContext;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.gpu.Gpu;
import io.sightline.glue.gpu.Platform;
import org.teavm.jso.JSObject;

/**
 * The canvas on the page that the worker shows the scene in space on. It is drawn when the view or
 * the map has changed, and only while the page asks for it. A map of the processor is drawn by a
 * graphics device of its own.
 */
final class ScenePicture {
    /** Told of what stands in the way. */
    interface Listener {
        /** The scene cannot be drawn, a key of "scene.". */
        void none(String reason);
    }

    private final Listener listener;
    private BitmapContext page;
    private SceneView view;
    private SceneKernel kernel;
    private DepthRange range;
    private Gpu own;

    ScenePicture(Listener listener) {
        this.listener = listener;
    }

    /** Takes over a canvas of the page. */
    void attach(OffscreenCanvas attached) {
        page = attached.contextBitmap();
        draw();
    }

    /** Draws from elsewhere, at once if it can; null to draw no more. Does not block. */
    void look(SceneView from) {
        view = from;
        try {
            draw();
        } catch (RuntimeException e) {
            listener.none("failed");
        }
    }

    /** True while the page looks at it. */
    boolean wanted() {
        return view != null;
    }

    /** Frees what it holds, unless the page looks at it again. */
    void rest() {
        if (view == null) {
            release();
        }
    }

    private void release() {
        if (kernel != null) {
            kernel.destroy();
            kernel = null;
        }
    }

    /**
     * Takes the map on show and its frame. Blocks.
     *
     * @param image an ImageBitmap or VideoFrame, which stays open
     * @param size of it
     */
    void take(DepthPicture picture, JSObject image, ImageSize size) {
        try {
            var gpu = picture.gpu();
            if (gpu == null) {
                gpu = ownDevice();
            }
            if (gpu == null) {
                return;
            }
            if (kernel == null || kernel.gpu().device() != gpu.device()) {
                release();
                var on = gpu;
                kernel = gpu.checked(() -> new SceneKernel(on));
            }
            if (Math.max(size.width(), size.height()) > gpu.longestEdge()) {
                listener.none("too-large");
                return;
            }
            kernel.frame(image, size);
            picture.giveTo(kernel);
            range = picture.range();
            draw();
        } catch (SightlineException e) {
            throw e;
        } catch (RuntimeException e) {
            release();
            listener.none("failed");
        }
    }

    private Gpu ownDevice() {
        if (own == null || own.lost()) {
            if (Platform.gpu() == null) {
                listener.none("no-webgpu");
                return null;
            }
            own = Gpu.request();
            if (own == null) {
                listener.none("no-adapter");
            }
        }
        return own;
    }

    private void draw() {
        if (page == null || view == null || kernel == null || !kernel.ready()) {
            return;
        }
        var gpu = kernel.gpu();
        if (!gpu.lost()) {
            gpu.watched(
                    () -> page.transferFromImageBitmap(kernel.draw(view, range)),
                    fault -> listener.none("failed"));
        }
    }
}
