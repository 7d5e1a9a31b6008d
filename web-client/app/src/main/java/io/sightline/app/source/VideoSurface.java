// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.source;

import io.sightline.app.dom.Browser;
import io.sightline.app.measure.FrameSource;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.media.MediaStream;
import io.sightline.glue.media.VideoElements;
import io.sightline.glue.media.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.events.Registration;
import org.teavm.jso.dom.html.HTMLVideoElement;

/**
 * The page's video element while one source uses it: its events, its new frames, also in a hidden
 * tab, and its frames as objects that can be transferred.
 */
final class VideoSurface {
    /** How often a hidden page looks for a new frame, milliseconds; the browser may stretch it. */
    private static final int HIDDEN_LOOK = 100;

    private final HTMLVideoElement video;
    private final List<Registration> registrations = new ArrayList<>();
    private Signal signal;
    private int frameRequest;
    private int timer;
    private double lookedAt = -1;
    private boolean closed;

    /** Hears of new frames. */
    interface Signal {
        void frame();
    }

    VideoSurface(HTMLVideoElement video) {
        this.video = video;
        video.setMuted(true);
    }

    HTMLVideoElement video() {
        return video;
    }

    void load(String url) {
        video.setSrc(url);
        video.load();
    }

    void load(MediaStream stream) {
        VideoElements.setStream(video, stream);
    }

    /** Size of the present frame, or null before there is one. */
    ImageSize size() {
        int width = video.getVideoWidth();
        int height = video.getVideoHeight();
        return width < 1 || height < 1 ? null : new ImageSize(width, height);
    }

    <T extends Event> void on(String type, EventListener<T> handler) {
        registrations.add(video.onEvent(type, handler));
    }

    /** Tells of every new frame from now on. */
    void watchFrames(Signal newSignal) {
        signal = newSignal;
        if (VideoElements.tellFrames()) {
            requestFrame();
        }
        // Without frame callbacks, or in a hidden tab, which gets none, the clock tells.
        timer = Window.setInterval(this::look, HIDDEN_LOOK);
    }

    void play() {
        // A refusal (no gesture, or closed meanwhile) leaves it paused, and its "pause" event tells
        // so.
        VideoElements.play(video).catchError(failure -> null);
    }

    /** Hands over the present frame. */
    void grab(FrameSource.Taker taker) {
        var size = size();
        if (closed || size == null || video.getReadyState() < HTMLVideoElement.HAVE_CURRENT_DATA) {
            taker.none();
            return;
        }
        var frame = Browser.has("VideoFrame") ? frameOf(video) : null;
        if (frame != null) {
            if (frame.getDisplayWidth() == size.width()
                    && frame.getDisplayHeight() == size.height()) {
                taker.take(frame, size);
                return;
            }
            // A clip that a phone turned: the frame is not, the bitmap is.
            frame.close();
        }
        ImageBitmap.of(video)
                .then(
                        bitmap -> {
                            taker.take(
                                    bitmap, new ImageSize(bitmap.getWidth(), bitmap.getHeight()));
                            return null;
                        },
                        failure -> {
                            taker.none();
                            return null;
                        });
    }

    void close() {
        closed = true;
        if (frameRequest != 0) {
            VideoElements.cancelFrame(video, frameRequest);
        }
        Window.clearInterval(timer);
        for (var registration : registrations) {
            registration.dispose();
        }
        video.pause();
        VideoElements.setStream(video, null);
        video.removeAttribute("src");
        video.load();
    }

    private void requestFrame() {
        frameRequest =
                VideoElements.requestFrame(
                        video,
                        (now, info) -> {
                            if (!closed) {
                                lookedAt = video.getCurrentTime();
                                signal.frame();
                                requestFrame();
                            }
                        });
    }

    private void look() {
        if (VideoElements.tellFrames() && !Browser.hidden() || video.isPaused()) {
            return;
        }
        double at = video.getCurrentTime();
        if (at != lookedAt) {
            lookedAt = at;
            signal.frame();
        }
    }

    @JSBody(
            params = "video",
            script =
                    "try { return new VideoFrame(video, { timestamp: Math.round(video.currentTime * 1e6) "
                            + "}); } catch (e) { return null; }")
    private static native VideoFrame frameOf(HTMLVideoElement video);
}
