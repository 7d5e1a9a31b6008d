// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.glue.async.Await;
import io.sightline.glue.async.EventLoop;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.clip.ClipOutput;
import io.sightline.glue.error.JsException;
import java.util.List;
import org.teavm.jso.file.Blob;

/** Makes a short clip of kept frames, one after the other, whenever the stream leaves time. */
final class ClipMaker {
    /** Longer alerts are shown by their first part: a clip is to be glanced at. */
    private static final double MOST_SECONDS = 20;

    /** A frame is shown no longer, as where nothing was kept for a while. */
    private static final double MOST_SHOWN = 1;

    /** Bits a second. */
    private static final int BITRATE = 1_000_000;

    private ClipMaker() {}

    /**
     * A clip, or why there is none.
     *
     * @param clip WebM; null for none
     * @param why there is none, the end of a text's key; empty where there is one
     */
    record Made(Blob clip, String why) {
        /** No clip. */
        static Made none(String why) {
            return new Made(null, why);
        }
    }

    /** Makes it. Blocks its thread, and no other for longer than a frame takes to be drawn. */
    static Made make(List<KeptFrames.Timed> frames) {
        if (frames.size() < 2) {
            return Made.none("few");
        }
        var size = frames.get(0).size();
        // VP8 wants even edges.
        int width = Math.max(2, size.width() & ~1);
        int height = Math.max(2, size.height() & ~1);
        try {
            if (!Await.await(ClipOutput.possible(width, height, BITRATE)).booleanValue()) {
                return Made.none("unsupported");
            }
            var canvas = new OffscreenCanvas(width, height);
            var context = canvas.context();
            var output = ClipOutput.start(canvas, BITRATE);
            double at = 0;
            for (int i = 0; i < frames.size() && at < MOST_SECONDS; ++i) {
                var frame = frames.get(i);
                double next = i + 1 < frames.size() ? frames.get(i + 1).t() : frame.t() + 0.2;
                double shown = Math.min(MOST_SHOWN, next - frame.t());
                EventLoop.spare();
                var bitmap = Await.await(ImageBitmap.of(frame.file()));
                context.drawImage(bitmap, 0, 0, width, height);
                bitmap.close();
                Await.await(output.add(at, shown));
                at += shown;
            }
            return new Made(output.finish(), "");
        } catch (JsException e) {
            System.err.println("A clip could not be made: " + e.getMessage());
            return Made.none("failed");
        }
    }
}
