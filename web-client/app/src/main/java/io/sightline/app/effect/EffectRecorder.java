// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.effect;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.export.Recording;
import io.sightline.core.image.ImageSize;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.dom.Clock;
import io.sightline.glue.media.MediaRecorder;
import io.sightline.glue.media.MediaStream;
import java.util.Map;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.file.Blob;

/**
 * Records a canvas to a file. The parts are kept as they come, so whatever ends a recording, what
 * there is of it is handed over.
 */
final class EffectRecorder {
    /** A part at least so often, milliseconds. */
    private static final int SLICE = 1000;

    /** Hears of a recording. */
    interface Listener {
        /** It goes on. */
        void grew();

        /**
         * It has ended.
         *
         * @param file with what was recorded; null when that is nothing
         * @param why "asked", or a key of "notice.recording-"
         */
        void ended(Blob file, String type, double seconds, String why);
    }

    private final Listener listener;
    private MediaRecorder recorder;
    private MediaStream stream;
    private JSArray<Blob> parts;
    private String type;
    private ImageSize size;
    private double bytes;
    private double began;
    private String why;

    EffectRecorder(Listener listener) {
        this.listener = listener;
    }

    /** True while it records. */
    boolean running() {
        return recorder != null;
    }

    /** Seconds so far. */
    double seconds() {
        return running() ? (Clock.now() - began) / 1000 : 0;
    }

    /** Bytes so far. */
    double bytes() {
        return bytes;
    }

    /** The type that is written. */
    String type() {
        return type;
    }

    /** The size at which it began. */
    ImageSize size() {
        return size;
    }

    /** Starts; throws where the browser cannot. */
    void start(HTMLCanvasElement canvas) {
        type = Recording.type(MediaRecorder::writes);
        if (type == null) {
            throw new SightlineException(ErrorCode.UNSUPPORTED, "recording-unsupported");
        }
        MediaRecorder made;
        try {
            stream = MediaRecorder.streamOf(canvas);
            made = MediaRecorder.of(stream, type, Recording.BIT_RATE);
            parts = new JSArray<>();
            bytes = 0;
            why = "asked";
            listen(made);
            made.start(SLICE);
        } catch (RuntimeException e) {
            throw new SightlineException(
                    ErrorCode.INTERNAL,
                    "recording-failed",
                    Map.of("cause", String.valueOf(e.getMessage())));
        }
        size = new ImageSize(canvas.getWidth(), canvas.getHeight());
        began = Clock.now();
        recorder = made;
    }

    private void listen(MediaRecorder made) {
        made.addEventListener("dataavailable", (Event event) -> take(MediaRecorder.part(event)));
        made.addEventListener(
                "error",
                (Event event) -> {
                    System.err.println("The recording failed: " + MediaRecorder.message(event));
                    // The browser sends what it has and then stops by itself.
                    why = "broken";
                });
        made.addEventListener("stop", (Event event) -> ended());
    }

    private void take(Blob part) {
        if (Blobs.size(part) > 0) {
            parts.push(part);
            bytes += Blobs.size(part);
        }
        if (running()) {
            if (Recording.full(seconds(), bytes)) {
                stop("full");
            }
            listener.grew();
        }
    }

    /**
     * Ends it; the file follows.
     *
     * @param reason as told to the listener
     */
    void stop(String reason) {
        if (running() && recorder.getState().equals("recording")) {
            why = reason;
            recorder.stop();
        }
    }

    private void ended() {
        double seconds = seconds();
        recorder = null;
        var tracks = stream.getTracks();
        for (int i = 0; i < tracks.getLength(); ++i) {
            tracks.get(i).stop();
        }
        var file = bytes > 0 ? join(parts, type) : null;
        parts = null;
        listener.ended(file, type, seconds, why);
    }

    @JSBody(
            params = {"parts", "type"},
            script = "return new Blob(parts, { type: type });")
    private static native Blob join(JSArray<Blob> parts, String type);
}
