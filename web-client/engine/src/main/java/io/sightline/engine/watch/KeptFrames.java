// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.alert.ClipChoice;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.canvas.OffscreenContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.file.Blob;

/**
 * The frames of the last while, for questions and evidence: packed as JPEG, so that many fit, and
 * no larger than what the language model sees of them. Bounded in number and in time.
 */
final class KeptFrames {
    /** Longest edge, pixels: a cut-out of it still fills the language model's square. */
    private static final int EDGE = 960;

    /** About 60 KB each. */
    private static final int MOST = 240;

    /** The longest that a question reaches back, and its waiting. */
    private static final double SECONDS = 90;

    private final ArrayDeque<Kept> frames = new ArrayDeque<>();
    private OffscreenCanvas canvas;
    private OffscreenContext context;

    private record Kept(double t, ImageSize source, ImageSize size, JSPromise<Blob> file) {}

    /**
     * Keeps a frame.
     *
     * @param t stream time, seconds
     * @param image of that size
     */
    void keep(double t, JSObject image, ImageSize source) {
        double scale = Math.min(1, (double) EDGE / Math.max(source.width(), source.height()));
        var size =
                new ImageSize(
                        Math.max(1, (int) Math.round(source.width() * scale)),
                        Math.max(1, (int) Math.round(source.height() * scale)));
        if (canvas == null
                || canvas.getWidth() != size.width()
                || canvas.getHeight() != size.height()) {
            canvas = new OffscreenCanvas(size.width(), size.height());
            context = canvas.context();
            context.setImageSmoothingQuality("high");
        }
        context.drawImage(image, 0, 0, size.width(), size.height());
        // Taken from the canvas now, packed by and by.
        frames.addLast(new Kept(t, source, size, canvas.toBlob("image/jpeg")));
        while (frames.size() > MOST || t - frames.peekFirst().t() > SECONDS) {
            frames.removeFirst();
        }
    }

    /** Forgets all, as for another stream. */
    void clear() {
        frames.clear();
    }

    /** Cut-outs for the language model; those that are not there any more are left out. Blocks. */
    List<ImageBitmap> bitmaps(List<ClipChoice.Frame> chosen) {
        var bitmaps = new ArrayList<ImageBitmap>();
        for (var frame : chosen) {
            var kept = at(frame.t());
            if (kept != null) {
                bitmaps.add(cut(kept, frame));
            }
        }
        return bitmaps;
    }

    /** Holds cut-outs, whatever is let go meanwhile; those that are gone already are left out. */
    List<Held> hold(List<ClipChoice.Frame> chosen) {
        var held = new ArrayList<Held>();
        for (var frame : chosen) {
            var kept = at(frame.t());
            if (kept != null) {
                held.add(new Held(kept, frame));
            }
        }
        return held;
    }

    /** A cut-out that is held. */
    static final class Held {
        private final Kept kept;
        private final ClipChoice.Frame frame;

        private Held(Kept kept, ClipChoice.Frame frame) {
            this.kept = kept;
            this.frame = frame;
        }

        /** Its stream time, seconds. */
        double t() {
            return frame.t();
        }

        /** As JPEG. Blocks. */
        Blob file() {
            var bitmap = cut(kept, frame);
            var out = new OffscreenCanvas(bitmap.getWidth(), bitmap.getHeight());
            out.context().drawImage(bitmap, 0, 0);
            bitmap.close();
            return Await.await(out.toBlob("image/jpeg"));
        }
    }

    /** Whole frames between two times, by time, as files. */
    List<Timed> between(double from, double to) {
        var files = new ArrayList<Timed>();
        for (var kept : frames) {
            if (kept.t() >= from && kept.t() <= to) {
                files.add(new Timed(kept.t(), kept.size(), kept.file()));
            }
        }
        return files;
    }

    /** A frame that is packed, by and by, as JPEG. */
    static final class Timed {
        private final double t;
        private final ImageSize size;
        private final JSPromise<Blob> file;

        private Timed(double t, ImageSize size, JSPromise<Blob> file) {
            this.t = t;
            this.size = size;
            this.file = file;
        }

        /** Stream time, seconds. */
        double t() {
            return t;
        }

        /** Pixels. */
        ImageSize size() {
            return size;
        }

        /** The file. Blocks. */
        Blob file() {
            return Await.await(file);
        }
    }

    /** The whole frame that is nearest to a time, of those between two others; null for none. */
    Timed nearest(double t, double from, double to) {
        Kept best = null;
        for (var kept : frames) {
            boolean within = kept.t() >= from && kept.t() <= to;
            if (within && (best == null || Math.abs(kept.t() - t) < Math.abs(best.t() - t))) {
                best = kept;
            }
        }
        return best == null ? null : new Timed(best.t(), best.size(), best.file());
    }

    private Kept at(double t) {
        for (var kept : frames) {
            if (Math.abs(kept.t() - t) < 1e-6) {
                return kept;
            }
        }
        return null;
    }

    private static ImageBitmap cut(Kept kept, ClipChoice.Frame frame) {
        double scale = (double) kept.size().width() / kept.source().width();
        var crop = frame.crop();
        int x = within((int) Math.round(crop.x() * scale), kept.size().width() - 1);
        int y = within((int) Math.round(crop.y() * scale), kept.size().height() - 1);
        int width = (int) Math.round(crop.width() * scale);
        int height = (int) Math.round(crop.height() * scale);
        return Await.await(
                ImageBitmap.cropped(
                        Await.await(kept.file()),
                        x,
                        y,
                        Math.max(1, Math.min(width, kept.size().width() - x)),
                        Math.max(1, Math.min(height, kept.size().height() - y))));
    }

    private static int within(int value, int most) {
        return Math.max(0, Math.min(most, value));
    }
}
