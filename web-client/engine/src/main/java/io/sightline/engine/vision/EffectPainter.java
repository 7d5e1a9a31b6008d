// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.vision;

import io.sightline.core.effect.EffectKind;
import io.sightline.core.effect.EffectSettings;
import io.sightline.core.effect.Surroundings;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.engine.gpu.EffectKernel;
import io.sightline.glue.canvas.ImageBitmap;
import java.util.Map;
import org.teavm.jso.JSObject;

/**
 * What depth does to the frames that are measured. It works where the map is on the graphics
 * device; elsewhere there is no effect.
 */
final class EffectPainter {
    private EffectSettings how = EffectSettings.DEFAULT;
    private Surroundings scene;
    private ImageBitmap backdrop;
    private ImageBitmap skin;
    private EffectKernel kernel;
    private boolean taken;

    /** True when something is done to frames. */
    boolean on() {
        return how.kind() != EffectKind.NONE;
    }

    /**
     * Changes what is done.
     *
     * @param surroundings null where they are not known in metres
     */
    void set(EffectSettings settings, Surroundings surroundings) {
        how = settings;
        scene = surroundings;
        if (!on()) {
            release();
        }
    }

    /**
     * Takes a picture of the user's.
     *
     * @param inScene it is put into the scene, not behind it
     * @param image or null
     */
    void image(boolean inScene, ImageBitmap image) {
        var old = inScene ? skin : backdrop;
        if (old != null) {
            old.close();
        }
        if (inScene) {
            skin = image;
        } else {
            backdrop = image;
        }
        if (kernel != null) {
            kernel.forget();
        }
    }

    /**
     * A frame that was measured with the effect on it; null where there is none. Blocks; throws
     * what the device says is wrong.
     *
     * @param image an ImageBitmap or VideoFrame, open still
     * @param size of it
     * @param measured its map
     */
    ImageBitmap frame(JSObject image, ImageSize size, DepthPicture measured) {
        var map = measured.onGpu();
        if (!on() || map == null) {
            release();
            return null;
        }
        var gpu = map.gpu();
        int longest = Math.max(size.width(), size.height());
        if (longest > gpu.longestEdge()) {
            release();
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "effect-too-large", Map.of("most", gpu.longestEdge()));
        }
        if (kernel == null
                || kernel.gpu().device() != gpu.device()
                || !kernel.frame().equals(size)) {
            release();
            kernel = gpu.checked(() -> new EffectKernel(gpu, size));
        }
        kernel.take(image, map, measured.nearIsSmall(), scene);
        taken = true;
        return kernel.run(how, backdrop, skin);
    }

    /** The last frame, anew; null where there is none. */
    ImageBitmap again() {
        return !on() || !taken || kernel.gpu().lost() ? null : kernel.run(how, backdrop, skin);
    }

    private void release() {
        taken = false;
        if (kernel != null) {
            kernel.destroy();
            kernel = null;
        }
    }
}
