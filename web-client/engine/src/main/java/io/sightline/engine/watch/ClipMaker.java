// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.clip.ClipOutput;
import io.sightline.glue.error.JsException;
import java.util.List;
import org.teavm.jso.file.Blob;

/** Makes a short clip of kept frames. */
final class ClipMaker {
    /** Longer alerts are shown by their first part: a clip is to be glanced at. */
    private static final double MOST_SECONDS = 20;

    /** A frame is shown no longer, as where nothing was kept for a while. */
    private static final double MOST_SHOWN = 1;

    private ClipMaker() {}

    /** A WebM file; null where there are too few frames, or the browser encodes none. Blocks. */
    static Blob make(List<KeptFrames.Timed> frames) {
        if (frames.size() < 2) {
            return null;
        }
        var size = frames.get(0).size();
        // VP8 wants even edges.
        var canvas = new OffscreenCanvas(size.width() & ~1, size.height() & ~1);
        var context = canvas.context();
        try {
            var output = ClipOutput.start(canvas, 1_000_000);
            double at = 0;
            for (int i = 0; i < frames.size() && at < MOST_SECONDS; ++i) {
                var frame = frames.get(i);
                double next = i + 1 < frames.size() ? frames.get(i + 1).t() : frame.t() + 0.2;
                double shown = Math.min(MOST_SHOWN, next - frame.t());
                var bitmap = Await.await(ImageBitmap.of(frame.file()));
                context.drawImage(bitmap, 0, 0, canvas.getWidth(), canvas.getHeight());
                bitmap.close();
                Await.await(output.add(at, shown));
                at += shown;
            }
            return output.finish();
        } catch (JsException e) {
            // Evidence is there without it.
            return null;
        }
    }
}
