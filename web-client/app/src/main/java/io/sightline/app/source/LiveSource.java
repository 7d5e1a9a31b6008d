// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.source;

import io.sightline.app.dom.Browser;
import io.sightline.app.measure.FrameSource;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.async.Await;
import io.sightline.glue.media.MediaStream;
import io.sightline.glue.media.MediaTrack;
import io.sightline.glue.media.TrackFrames;
import io.sightline.glue.media.VideoFrame;
import org.teavm.jso.canvas.CanvasImageSource;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLVideoElement;

/**
 * A camera or a screen. Where the browser can read the track itself, frames come from there: it
 * goes on in a hidden tab at full rate; else they come from the video element.
 */
public final class LiveSource implements FrameSource {
    private final VideoSurface surface;
    private final HTMLVideoElement video;
    private final MediaTrack track;
    private final String device;
    private final boolean sharesName;
    private final ImageSize size;
    private final SightlineException whenGone;
    private Listener listener;
    private TrackFrames.Reader reader;
    private VideoFrame newest;
    private boolean frozen;
    private boolean closed;

    private LiveSource(
            VideoSurface surface,
            MediaTrack track,
            String device,
            boolean sharesName,
            SightlineException whenGone) {
        this.surface = surface;
        this.video = surface.video();
        this.track = track;
        this.device = device;
        this.sharesName = sharesName;
        this.size = surface.size();
        this.whenGone = whenGone;
    }

    /**
     * Shows a stream. Blocks until its first frame is there.
     *
     * @param device id of the camera for this site; empty when there is none
     * @param sharesName other cameras here have its name
     * @param whenGone what to say when the track ends
     */
    static LiveSource open(
            HTMLVideoElement video,
            MediaStream stream,
            String device,
            boolean sharesName,
            SightlineException whenGone) {
        var surface = new VideoSurface(video);
        var track = stream.getVideoTracks().get(0);
        try {
            surface.load(stream);
            surface.play();
            if (surface.size() == null) {
                Await.await(Browser.first(video, "loadeddata error emptied"));
            }
            if (surface.size() == null) {
                throw new SightlineException(ErrorCode.ABORTED, "aborted");
            }
            return new LiveSource(surface, track, device, sharesName, whenGone);
        } catch (RuntimeException e) {
            surface.close();
            track.stop();
            throw e;
        }
    }

    /** The browser's name of the device, empty when it tells none. */
    String label() {
        return track.getLabel();
    }

    /** The browser's id of the camera for this site, empty when there is none. */
    String device() {
        return device;
    }

    /** True when other cameras here have the same label. */
    boolean sharesName() {
        return sharesName;
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
        return true;
    }

    @Override
    public double length() {
        return 0;
    }

    @Override
    public void start(Listener newListener) {
        listener = newListener;
        track.addEventListener(
                "ended",
                (Event event) -> {
                    if (!closed) {
                        listener.gone(whenGone);
                    }
                });
        if (TrackFrames.supported()) {
            reader = TrackFrames.read(track);
            readNext();
        } else {
            surface.watchFrames(
                    () -> {
                        if (!frozen) {
                            listener.frame();
                        }
                    });
        }
    }

    @Override
    public void grab(Taker taker) {
        if (closed) {
            taker.none();
        } else if (newest != null) {
            var frame = frozen ? newest.copy() : newest;
            if (!frozen) {
                newest = null;
            }
            taker.take(frame, new ImageSize(frame.getDisplayWidth(), frame.getDisplayHeight()));
        } else {
            surface.grab(taker);
        }
    }

    @Override
    public void copy(Taker taker) {
        if (closed || newest == null) {
            grab(taker);
            return;
        }
        var frame = newest.copy();
        taker.take(frame, new ImageSize(frame.getDisplayWidth(), frame.getDisplayHeight()));
    }

    @Override
    public HTMLVideoElement video() {
        return video;
    }

    @Override
    public CanvasImageSource still() {
        return null;
    }

    @Override
    public void play() {
        frozen = false;
        surface.play();
        listener.playing(true);
    }

    @Override
    public void pause() {
        frozen = true;
        video.pause();
        listener.playing(false);
    }

    @Override
    public void seek(double seconds) {
        // What has passed is not kept.
    }

    @Override
    public void loop(boolean loop) {
        // It has no end.
    }

    @Override
    public void close() {
        closed = true;
        if (reader != null) {
            reader.cancel().catchError(failure -> null);
        }
        dropNewest();
        surface.close();
        track.stop();
    }

    /** Reads on and on, with callbacks: a thread for each frame would cost more than the frame. */
    private void readNext() {
        reader.read()
                .then(
                        result -> {
                            if (result.isDone()) {
                                return null;
                            }
                            arrived(result.getValue());
                            readNext();
                            return null;
                        },
                        failure -> null);
    }

    private void arrived(VideoFrame frame) {
        if (closed || frozen) {
            frame.close();
            return;
        }
        dropNewest();
        newest = frame;
        listener.frame();
    }

    private void dropNewest() {
        if (newest != null) {
            newest.close();
            newest = null;
        }
    }
}
