// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.media;

import io.sightline.glue.canvas.Closeable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.canvas.CanvasImageSource;

/**
 * A frame of a video or camera. Must be closed: a source stops when too many of its frames are
 * open.
 */
@JSClass(transparent = true)
public abstract class VideoFrame implements CanvasImageSource, Closeable {
    /** Width to show it at, in pixels. */
    @JSProperty
    public abstract int getDisplayWidth();

    /** Height to show it at, in pixels. */
    @JSProperty
    public abstract int getDisplayHeight();

    /** Width of its pixels. */
    @JSProperty
    public abstract int getCodedWidth();

    /** Height of its pixels. */
    @JSProperty
    public abstract int getCodedHeight();

    /** Time in microseconds since the source's start. */
    @JSProperty
    public abstract double getTimestamp();

    /** Pixel format, for example NV12, I420, RGBA; null where it is not known. */
    @JSProperty
    public abstract String getFormat();

    @Override
    public abstract void close();

    /** Another handle on the same picture; to be closed too. */
    public final VideoFrame copy() {
        return copy(this);
    }

    /**
     * A frame of what is shown now by a video, canvas or bitmap.
     *
     * @param timestamp in microseconds
     */
    @JSBody(
            params = {"source", "timestamp"},
            script = "return new VideoFrame(source, { timestamp: timestamp });")
    public static native VideoFrame of(JSObject source, double timestamp);

    // Object.clone would be in the way of a method called clone.
    @JSBody(params = "frame", script = "return frame.clone();")
    private static native VideoFrame copy(JSObject frame);
}
