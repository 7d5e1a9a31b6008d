// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.talk;

import io.sightline.app.dom.Browser;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.error.JsException;
import io.sightline.glue.media.VideoElements;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.dom.html.HTMLVideoElement;

/**
 * Reads single frames of a clip through a video element of its own, so that what plays on the stage
 * plays on. Its methods block.
 */
final class ClipReader implements AutoCloseable {
    /** At its very end a clip has no frame any more, seconds. */
    private static final double END = 0.05;

    /** A place that no clip reaches: going there makes the browser find the length. */
    private static final double BEYOND = 1e7;

    /** A browser shows a frame soon after it went there, if it shows it at all; milliseconds. */
    private static final int SHOWN_WITHIN = 1000;

    private final HTMLVideoElement video;
    private final int edge;

    private ClipReader(HTMLVideoElement video, int edge) {
        this.video = video;
        this.edge = edge;
    }

    /**
     * Opens a clip.
     *
     * @param edge frames are scaled so that neither edge is longer, pixels
     */
    static ClipReader open(HTMLVideoElement video, String address, int edge) {
        var reader = new ClipReader(video, edge);
        var shown = reader.shown();
        video.setAttribute("preload", "auto");
        video.setSrc(address);
        video.load();
        var event = Await.await(Browser.first(video, "loadeddata error"));
        if (event.getType().equals("error") || video.getVideoWidth() < 1) {
            reader.close();
            throw new SightlineException(ErrorCode.BAD_INPUT, "clip-unreadable");
        }
        await(shown);
        return reader;
    }

    /** Seconds. */
    double length() {
        if (!isLength(video.getDuration())) {
            // A recorded WebM may have no length in its header.
            seek(BEYOND);
        }
        double length =
                isLength(video.getDuration()) ? video.getDuration() : video.getCurrentTime();
        if (!isLength(length)) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "clip-unreadable");
        }
        return length;
    }

    /** When the last frame is shown, about; seconds. */
    double end() {
        return Math.max(END, length() - END);
    }

    /** The frame at a time; the caller's to close. */
    ImageBitmap at(double seconds) {
        seek(Math.max(0, Math.min(seconds, end())));
        var size =
                FrameTaker.within(
                        new ImageSize(video.getVideoWidth(), video.getVideoHeight()), edge);
        return Await.await(ImageBitmap.resized(video, size.width(), size.height()));
    }

    /** How much the frame at a time differs from the one that the meter saw before. */
    double change(double seconds, ChangeMeter meter) {
        seek(Math.max(0, Math.min(seconds, end())));
        return meter.next(video);
    }

    @Override
    public void close() {
        video.removeAttribute("src");
        video.load();
    }

    private void seek(double seconds) {
        if (video.getCurrentTime() == seconds) {
            return;
        }
        var shown = shown();
        var moved = Browser.first(video, "seeked error");
        video.setCurrentTime(seconds);
        if (Await.await(moved).getType().equals("error")) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "clip-unreadable");
        }
        await(shown);
    }

    /** Kept when the next frame is shown; null where that is not told, as in a hidden tab. */
    private JSPromise<JSUndefined> shown() {
        if (Browser.hidden() || !VideoElements.tellFrames()) {
            return null;
        }
        return new JSPromise<>(
                (resolve, reject) ->
                        VideoElements.requestFrame(
                                video, (now, info) -> resolve.accept(JSUndefined.instance())));
    }

    /** A browser says that it went to a place before it shows the frame of that place. */
    private static void await(JSPromise<JSUndefined> shown) {
        if (shown != null) {
            try {
                Await.await(shown, SHOWN_WITHIN);
            } catch (JsException e) {
                // The tab was hidden meanwhile: what the element has is taken.
                return;
            }
        }
    }

    private static boolean isLength(double seconds) {
        return seconds > 0 && seconds < BEYOND;
    }
}
