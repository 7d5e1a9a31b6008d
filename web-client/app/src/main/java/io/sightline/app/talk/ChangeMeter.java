// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.core.language.FrameChange;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.canvas.OffscreenContext;
import java.nio.ByteBuffer;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/** Tells how much each of a row of pictures differs from the one before, on small copies. */
final class ChangeMeter {
    private final OffscreenContext context =
            new OffscreenCanvas(FrameChange.WIDTH, FrameChange.HEIGHT).readableContext();
    private ByteBuffer before = small();
    private ByteBuffer after = small();
    private boolean any;

    ChangeMeter() {
        context.setImageSmoothingQuality("high");
    }

    private static ByteBuffer small() {
        return ByteBuffer.allocateDirect(4 * FrameChange.WIDTH * FrameChange.HEIGHT);
    }

    /**
     * How much a picture differs from the one before; 0 for the first.
     *
     * @param image an ImageBitmap, or a video element, whose picture it then is
     */
    double next(JSObject image) {
        context.drawImage(image, 0, 0, FrameChange.WIDTH, FrameChange.HEIGHT);
        var data = context.getImageData(0, 0, FrameChange.WIDTH, FrameChange.HEIGHT).getData();
        var older = before;
        before = after;
        after = older;
        Uint8ClampedArray.fromJavaBuffer(after).set(data, 0);
        double change = any ? FrameChange.of(before, after) : 0;
        any = true;
        return change;
    }
}
