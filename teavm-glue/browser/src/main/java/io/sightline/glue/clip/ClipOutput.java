// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.dom.Blobs;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** A WebM file that is written frame by frame from a canvas (mediabunny over WebCodecs, VP8). */
public final class ClipOutput {
    private final Target target;
    private final File file;
    private final Pictures pictures;

    private ClipOutput(Target target, File file, Pictures pictures) {
        this.target = target;
        this.file = file;
        this.pictures = pictures;
    }

    /**
     * Whether this browser encodes such pictures at all.
     *
     * @param bitrate bits a second
     */
    @JSBody(
            params = {"width", "height", "bitrate"},
            script =
                    "return typeof VideoEncoder !== 'function' ? Promise.resolve(false) : "
                            + "VideoEncoder.isConfigSupported({ codec: 'vp8', width: width, height: "
                            + "height, bitrate: bitrate }).then(s => !!s.supported, () => false);")
    public static native JSPromise<JSBoolean> possible(int width, int height, int bitrate);

    /**
     * Begins a file. Blocks.
     *
     * @param canvas what is written of
     * @param bitrate bits a second
     */
    public static ClipOutput start(OffscreenCanvas canvas, int bitrate) {
        var target = new Target();
        var file = new File(fileOptions(new WebM(), target));
        var pictures = new Pictures(canvas, pictureOptions(bitrate));
        file.addVideoTrack(pictures);
        Await.await(file.start());
        return new ClipOutput(target, file, pictures);
    }

    /**
     * Writes what the canvas shows.
     *
     * @param at its time, seconds
     * @param shown how long it is shown, seconds
     */
    public JSPromise<JSUndefined> add(double at, double shown) {
        return pictures.add(at, shown);
    }

    /** Ends the file. Blocks. */
    public Blob finish() {
        Await.await(file.finalizeFile());
        return Blobs.of(target.getBuffer(), "video/webm");
    }

    @JSBody(
            params = {"format", "target"},
            script = "return { format: format, target: target };")
    private static native JSObject fileOptions(JSObject format, JSObject target);

    @JSBody(params = "bitrate", script = "return { codec: 'vp8', bitrate: bitrate };")
    private static native JSObject pictureOptions(int bitrate);

    @JSClass(name = "WebMOutputFormat")
    @JSModule("mediabunny")
    private static final class WebM implements JSObject {
        WebM() {}
    }

    @JSClass(name = "BufferTarget")
    @JSModule("mediabunny")
    private static final class Target implements JSObject {
        Target() {}

        @JSProperty
        native ArrayBuffer getBuffer();
    }

    @JSClass(name = "CanvasSource")
    @JSModule("mediabunny")
    private static final class Pictures implements JSObject {
        Pictures(OffscreenCanvas canvas, JSObject options) {}

        native JSPromise<JSUndefined> add(double at, double shown);
    }

    @JSClass(name = "Output")
    @JSModule("mediabunny")
    private static final class File implements JSObject {
        File(JSObject options) {}

        native void addVideoTrack(JSObject source);

        native JSPromise<JSUndefined> start();

        // Object.finalize would be in the way of a method called finalize.
        final JSPromise<JSUndefined> finalizeFile() {
            return finalizeFile(this);
        }

        @JSBody(params = "file", script = "return file.finalize();")
        private static native JSPromise<JSUndefined> finalizeFile(JSObject file);
    }
}
