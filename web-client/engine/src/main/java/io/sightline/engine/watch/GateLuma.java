// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.image.ImageSize;
import io.sightline.core.motion.SmallLuma;
import io.sightline.engine.frame.FramePixels;
import io.sightline.glue.async.Await;
import io.sightline.glue.error.JsException;
import io.sightline.glue.media.VideoFrame;
import java.nio.ByteBuffer;
import java.util.Set;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Uint8Array;

/** Frames as the motion gate sees them: small and grey. One array serves all. Blocks. */
final class GateLuma {
    /** Formats whose first plane is luma of a byte a pixel (W3C WebCodecs, "Pixel Format"). */
    private static final Set<String> PLANAR =
            Set.of("I420", "I420A", "I422", "I422A", "I444", "I444A", "NV12", "NV12A");

    private final FramePixels pixels = new FramePixels();
    private SmallLuma drawn;
    private SmallLuma coded;
    private byte[] luma = new byte[0];
    private Uint8Array planes = new Uint8Array(0);
    private ByteBuffer plane = ByteBuffer.allocateDirect(4);

    /**
     * The luma of a frame, row-major, 0 to 255 a cell; valid until the next call.
     *
     * @param image a VideoFrame or ImageBitmap
     * @param size of the small frame
     */
    byte[] read(JSObject image, ImageSize size) {
        if (luma.length != size.width() * size.height()) {
            luma = new byte[size.width() * size.height()];
        }
        if (!VideoFrame.is(image) || !readPlane(image.cast(), size)) {
            // The browser scales; what is left to do is to take the colours away.
            drawn = reader(drawn, size, size);
            drawn.run(pixels.read(image, size), luma);
        }
        return luma;
    }

    private static SmallLuma reader(SmallLuma old, ImageSize frame, ImageSize size) {
        return old != null && old.frame().equals(frame) && old.size().equals(size)
                ? old
                : new SmallLuma(frame, Math.max(size.width(), size.height()));
    }

    /**
     * A video has its luma already: taking that costs a tenth of having the browser make colours of
     * it. False where it has none that can be read.
     */
    private boolean readPlane(VideoFrame frame, ImageSize size) {
        var shown = frame.getVisibleRect();
        if (frame.getFormat() == null
                || !PLANAR.contains(frame.getFormat())
                || !frame.isUpright()
                || shown.getWidth() != frame.getDisplayWidth()
                || shown.getHeight() != frame.getDisplayHeight()) {
            return false;
        }
        var whole = new ImageSize(frame.getDisplayWidth(), frame.getDisplayHeight());
        coded = reader(coded, whole, size);
        if (!coded.size().equals(size)) {
            return false;
        }
        try {
            if (planes.getLength() != frame.allocationSize()) {
                planes = new Uint8Array(frame.allocationSize());
            }
            var first = Await.await(frame.copyTo(planes)).get(0);
            int bytes = first.getStride() * whole.height();
            if (plane.capacity() < bytes) {
                plane = ByteBuffer.allocateDirect(bytes);
            }
            var rows = new Uint8Array(planes.getBuffer(), first.getOffset(), bytes);
            Uint8Array.fromJavaBuffer(plane).set(rows, 0);
            coded.run(plane, first.getStride(), frame.hasFullRange(), luma);
            return true;
        } catch (JsException e) {
            // What lies on the graphics device cannot always be copied; it can be drawn.
            return false;
        }
    }
}
