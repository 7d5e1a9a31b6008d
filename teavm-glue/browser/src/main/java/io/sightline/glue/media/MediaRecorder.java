// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.media;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSProperty;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventTarget;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.file.Blob;

/**
 * Writes a stream to a file, in parts. Events: {@code dataavailable} for each part, {@code error},
 * and {@code stop} after the last part.
 */
@JSClass(transparent = true)
public abstract class MediaRecorder implements EventTarget {
    /** True where the browser can write a type, with its coding. */
    @JSBody(
            params = "type",
            script =
                    "return typeof MediaRecorder === 'function' && MediaRecorder.isTypeSupported(type);")
    public static native boolean writes(String type);

    /** A recorder of a stream; throws {@code NotSupportedError} for what it cannot write. */
    @JSBody(
            params = {"stream", "type", "bitRate"},
            script =
                    "return new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: bitRate });")
    public static native MediaRecorder of(MediaStream stream, String type, int bitRate);

    /** What a canvas shows, each time that it is drawn on. */
    @JSBody(params = "canvas", script = "return canvas.captureStream();")
    public static native MediaStream streamOf(HTMLCanvasElement canvas);

    /** Starts, and hands over a part at least so often, milliseconds. */
    public abstract void start(int slice);

    /** Ends; the last part and {@code stop} follow. */
    public abstract void stop();

    /** "inactive", "recording" or "paused". */
    @JSProperty
    public abstract String getState();

    /** The part that a {@code dataavailable} event hands over. */
    @JSBody(params = "event", script = "return event.data;")
    public static native Blob part(Event event);

    /** What an {@code error} event says. */
    @JSBody(
            params = "event",
            script = "return String(event.error ? event.error.message : event.type);")
    public static native String message(Event event);
}
