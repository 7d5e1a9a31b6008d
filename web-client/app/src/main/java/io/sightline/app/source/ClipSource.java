// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.source;

import io.sightline.app.dom.Browser;
import io.sightline.app.measure.FrameSource;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageLimits;
import io.sightline.core.image.ImageSize;
import io.sightline.core.source.MediaFault;
import io.sightline.core.value.Clock;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.ObjectUrl;
import io.sightline.glue.net.AbortSignal;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasImageSource;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLVideoElement;
import org.teavm.jso.file.Blob;

/** A recorded clip in the page's video element. */
public final class ClipSource implements FrameSource {
    /** A clip that gets no data for this long has stalled, milliseconds. */
    private static final int STALL = 5000;

    private final VideoSurface surface;
    private final HTMLVideoElement video;
    private final String url;
    private final String objectUrl;
    private final String name;
    private final ImageSize size;
    private final double promised;
    private Listener listener;
    private boolean loop;
    private boolean toldEarly;
    private int stallTimer;

    private ClipSource(
            VideoSurface surface, String url, String objectUrl, String name, boolean loop) {
        this.surface = surface;
        this.video = surface.video();
        this.url = url;
        this.objectUrl = objectUrl;
        this.name = name;
        this.loop = loop;
        this.size = surface.size();
        double duration = video.getDuration();
        // A recorded WebM may have no length in its header: the browser says infinity.
        this.promised = duration > 0 && duration < 1e9 ? duration : 0;
    }

    /** Opens a file. Blocks. */
    static ClipSource open(
            HTMLVideoElement video, Blob blob, String name, boolean loop, AbortSignal signal) {
        var url = ObjectUrl.create(blob);
        try {
            return open(video, url, url, name, loop, signal);
        } catch (RuntimeException e) {
            ObjectUrl.revoke(url);
            throw e;
        }
    }

    /** Opens an address on this site. Blocks. */
    static ClipSource open(
            HTMLVideoElement video, String url, String name, boolean loop, AbortSignal signal) {
        return open(video, url, null, name, loop, signal);
    }

    private static ClipSource open(
            HTMLVideoElement video,
            String url,
            String objectUrl,
            String name,
            boolean loop,
            AbortSignal signal) {
        var surface = new VideoSurface(video);
        try {
            surface.load(url);
            Await.await(Browser.first(video, "loadeddata error"), signal);
            if (errorCode(video) != 0) {
                throw MediaFault.video(errorCode(video), false, 0, name);
            }
            if (surface.size() == null) {
                throw new SightlineException(
                        ErrorCode.BAD_INPUT, "video-empty", Map.of("name", name));
            }
            ImageLimits.check(video.getVideoWidth(), video.getVideoHeight());
            return new ClipSource(surface, url, objectUrl, name, loop);
        } catch (RuntimeException e) {
            surface.close();
            throw e;
        }
    }

    @Override
    public ImageSize size() {
        return size;
    }

    @Override
    public boolean moving() {
        return true;
    }

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public double length() {
        return promised;
    }

    @Override
    public void start(Listener newListener) {
        listener = newListener;
        surface.on("play", (Event event) -> listener.playing(true));
        surface.on("pause", (Event event) -> paused());
        surface.on("timeupdate", (Event event) -> tellTime());
        surface.on(
                "seeked",
                (Event event) -> {
                    tellTime();
                    listener.frame();
                });
        surface.on("ended", (Event event) -> ended());
        surface.on("error", (Event event) -> failed());
        surface.on("waiting", (Event event) -> armStall());
        surface.on("stalled", (Event event) -> armStall());
        surface.on("progress", (Event event) -> disarmStall());
        surface.on("playing", (Event event) -> disarmStall());
        surface.watchFrames(() -> listener.frame());
        listener.frame();
        surface.play();
    }

    @Override
    public void grab(Taker taker) {
        surface.grab(taker);
    }

    @Override
    public HTMLVideoElement video() {
        return video;
    }

    @Override
    public String address() {
        return url;
    }

    @Override
    public CanvasImageSource still() {
        return null;
    }

    @Override
    public void play() {
        surface.play();
    }

    @Override
    public void pause() {
        video.pause();
        listener.playing(false);
    }

    @Override
    public void seek(double seconds) {
        video.setCurrentTime(seconds);
    }

    @Override
    public void loop(boolean newLoop) {
        loop = newLoop;
    }

    @Override
    public void close() {
        disarmStall();
        surface.close();
        if (objectUrl != null) {
            ObjectUrl.revoke(objectUrl);
        }
    }

    private void paused() {
        // At its end a clip pauses for an instant before it starts again: that is no pause.
        if (!(loop && video.isEnded())) {
            listener.playing(!video.isPaused());
        }
    }

    private void tellTime() {
        listener.at(video.getCurrentTime(), promised);
    }

    private void ended() {
        double at = video.getCurrentTime();
        if (!toldEarly && MediaFault.endsEarly(at, promised)) {
            toldEarly = true;
            listener.notice(
                    "video-ends-early",
                    Map.of("at", Clock.text(at), "length", Clock.text(promised)));
        }
        // Not the element's own loop: with it the end, and so a clip cut short, would go unnoticed.
        if (loop) {
            video.setCurrentTime(0);
            surface.play();
        } else {
            listener.playing(false);
        }
    }

    private void failed() {
        disarmStall();
        listener.gone(MediaFault.video(errorCode(video), true, video.getCurrentTime(), name));
    }

    private void armStall() {
        if (stallTimer == 0) {
            double at = video.getCurrentTime();
            stallTimer =
                    Window.setTimeout(
                            () -> {
                                stallTimer = 0;
                                if (!video.isPaused() && video.getCurrentTime() == at) {
                                    listener.notice("video-stalled", Map.of());
                                }
                            },
                            STALL);
        }
    }

    private void disarmStall() {
        if (stallTimer != 0) {
            Window.clearTimeout(stallTimer);
            stallTimer = 0;
        }
    }

    @JSBody(params = "video", script = "return video.error ? video.error.code : 0;")
    private static native int errorCode(HTMLVideoElement video);
}
