// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.media;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/** Frames straight from a track ({@code MediaStreamTrackProcessor}), where the browser has it. */
public final class TrackFrames {
    private TrackFrames() {}

    /** Whether this realm has it. */
    @JSBody(script = "return typeof MediaStreamTrackProcessor === 'function';")
    public static native boolean supported();

    /** Reads a track's frames; one waits to be read, the latest. */
    @JSBody(
            params = "track",
            script =
                    "return new MediaStreamTrackProcessor({ track: track, maxBufferSize: 1 }).readable.getReader();")
    public static native Reader read(MediaTrack track);

    /** Reads frame after frame. */
    public interface Reader extends JSObject {
        /** The next frame; to be closed by the reader. */
        JSPromise<Result> read();

        /** Ends it. */
        JSPromise<JSUndefined> cancel();
    }

    /** A frame, or the end. */
    public interface Result extends JSObject {
        /** Whether the track has ended; there is no frame then. */
        @JSProperty("done")
        boolean isDone();

        /** The frame. */
        @JSProperty
        VideoFrame getValue();
    }
}
