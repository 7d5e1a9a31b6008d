// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.media;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.dom.html.HTMLVideoElement;

/** What {@code HTMLVideoElement} lacks in the binding. */
public final class VideoElements {
    private VideoElements() {}

    /** What is known of a frame that a video shows. */
    public interface FrameInfo extends JSObject {
        /** Its place in the video, in seconds. */
        @JSProperty
        double getMediaTime();

        /** Frames shown so far. */
        @JSProperty
        double getPresentedFrames();

        /** Width in pixels. */
        @JSProperty
        int getWidth();

        /** Height in pixels. */
        @JSProperty
        int getHeight();
    }

    /** Told when a frame is shown; must not wait. */
    @JSFunctor
    public interface FrameCallback extends JSObject {
        /**
         * A frame is shown.
         *
         * @param now in milliseconds, as {@code performance.now()}
         */
        void frame(double now, FrameInfo info);
    }

    /** Whether this browser tells of frames that are shown. */
    @JSBody(script = "return 'requestVideoFrameCallback' in HTMLVideoElement.prototype;")
    public static native boolean tellFrames();

    /** Calls back once, when the next frame is shown; gives an id. */
    @JSBody(
            params = {"video", "callback"},
            script = "return video.requestVideoFrameCallback(callback);")
    public static native int requestFrame(HTMLVideoElement video, FrameCallback callback);

    /** Takes a callback back. */
    @JSBody(
            params = {"video", "id"},
            script = "video.cancelVideoFrameCallback(id);")
    public static native void cancelFrame(HTMLVideoElement video, int id);

    /** Shows a stream; null shows nothing. */
    @JSBody(
            params = {"video", "stream"},
            script = "video.srcObject = stream;")
    public static native void setStream(HTMLVideoElement video, MediaStream stream);

    /**
     * Starts it; rejected with {@code NotAllowedError} or {@code NotSupportedError} where it
     * cannot.
     */
    @JSBody(params = "video", script = "return video.play();")
    public static native JSPromise<JSUndefined> play(HTMLVideoElement video);
}
