// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;

/** All frames of a track, decoded one after the other (mediabunny, {@code VideoSampleSink}). */
@JSClass(name = "VideoSampleSink")
@JSModule("mediabunny")
public final class ClipFrames implements JSObject {
    /** Of that track. */
    public ClipFrames(ClipTrack track) {}

    /** From the first frame on. */
    public native Walk samples();

    /** From the frame that is shown at a time on, seconds. */
    public native Walk samples(double seconds);

    /** Those that are shown at some times, seconds; null where there is none. */
    public native Walk samplesAtTimestamps(JSArray<JSNumber> seconds);

    /** The frame that is shown at a time, seconds; null before the first. */
    public native JSPromise<ClipFrame> getSample(double seconds);

    /** Goes from frame to frame. */
    public interface Walk extends JSObject {
        /** The next frame, or the end. Rejects where the clip cannot be read on. */
        JSPromise<Step> next();
    }

    /** A frame, or the end. */
    public interface Step extends JSObject {
        /** Whether the end is reached; there is no frame then. */
        @JSProperty("done")
        boolean isDone();

        /** The frame; null where there is none at a time that was asked for. */
        @JSProperty
        ClipFrame getValue();
    }

    /** Ends a walk before its end. */
    @JSBody(params = "walk", script = "return walk.return();")
    public static native JSPromise<Step> end(Walk walk);
}
