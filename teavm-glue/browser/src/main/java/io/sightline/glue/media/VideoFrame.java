// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.media;

import io.sightline.glue.canvas.Closeable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.canvas.CanvasImageSource;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Uint8Array;

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

    /** The part of its pixels that is shown. */
    @JSProperty
    public abstract Rectangle getVisibleRect();

    /** Bytes that {@link #copyTo} writes. */
    public abstract int allocationSize();

    /** Writes the shown pixels, plane after plane. */
    public abstract JSPromise<JSArray<Plane>> copyTo(Uint8Array into);

    @Override
    public abstract void close();

    /** Whether something is one; never where the browser has none. */
    @JSBody(
            params = "object",
            script = "return typeof VideoFrame === 'function' && object instanceof VideoFrame;")
    public static native boolean is(JSObject object);

    /** Whether its rows are shown from left to right, the first on top. */
    public final boolean isUpright() {
        return upright(this);
    }

    /** Whether its luma goes from 0 to 255, and not, as is usual in videos, from 16 to 235. */
    public final boolean hasFullRange() {
        return fullRange(this);
    }

    /** A part of a picture, pixels. */
    public interface Rectangle extends JSObject {
        /** Its width. */
        @JSProperty
        double getWidth();

        /** Its height. */
        @JSProperty
        double getHeight();
    }

    /** Where a plane lies in what was written. */
    public interface Plane extends JSObject {
        /** Where it begins, bytes. */
        @JSProperty
        int getOffset();

        /** From one row to the next, bytes. */
        @JSProperty
        int getStride();
    }

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

    @JSBody(params = "frame", script = "return !frame.rotation && !frame.flip;")
    private static native boolean upright(JSObject frame);

    @JSBody(params = "frame", script = "return frame.colorSpace.fullRange === true;")
    private static native boolean fullRange(JSObject frame);

    // Object.clone would be in the way of a method called clone.
    @JSBody(params = "frame", script = "return frame.clone();")
    private static native VideoFrame copy(JSObject frame);
}
