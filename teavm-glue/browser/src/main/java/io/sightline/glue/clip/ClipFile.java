// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.dom.Blobs;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSTopLevel;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.file.Blob;

/**
 * A clip of any length that is written frame by frame from a canvas (mediabunny over WebCodecs):
 * what is done goes into blobs, which the browser may keep on the disk. Nothing but the pictures
 * and their times is in it.
 */
public final class ClipFile {
    /** Bytes that are gathered before they become a blob. */
    private static final int PIECE = 1 << 20;

    private final Output output;
    private final Pictures pictures;
    private final Pieces pieces = new Pieces();
    private final String type;

    private ClipFile(OffscreenCanvas canvas, boolean mp4, String codec, int bitrate) {
        type = mp4 ? "video/mp4" : "video/webm";
        var target = new Target(stream(pieces::write), targetOptions(PIECE));
        output = new Output(outputOptions(mp4 ? new Mp4() : new WebM(), target));
        pictures = new Pictures(canvas, pictureOptions(codec, bitrate));
    }

    /**
     * The first of some codecs (avc, vp9, vp8, av1) in which this browser can write pictures of
     * that size; null where there is none. Blocks.
     */
    public static String codec(List<String> wanted, int width, int height, int bitrate) {
        var names = new JSArray<JSObject>();
        for (var name : wanted) {
            names.push(JSString.valueOf(name));
        }
        var found =
                Await.await(
                        Encodable.getFirstEncodableVideoCodec(
                                names, sizeOptions(width, height, bitrate)));
        return found == null ? null : found.stringValue();
    }

    /**
     * Begins a file. Blocks.
     *
     * @param canvas what is written of
     * @param mp4 or WebM
     * @param codec one of {@link #codec}
     * @param bitrate bits a second
     */
    public static ClipFile start(OffscreenCanvas canvas, boolean mp4, String codec, int bitrate) {
        var file = new ClipFile(canvas, mp4, codec, bitrate);
        file.output.addVideoTrack(file.pictures);
        Await.await(file.output.start());
        return file;
    }

    /**
     * Writes what the canvas shows; there is room for the next when the promise is kept.
     *
     * @param at its time, seconds
     * @param shown how long it is shown, seconds
     */
    public JSPromise<JSUndefined> add(double at, double shown) {
        return pictures.add(at, shown);
    }

    /** Ends the file. Blocks. */
    public Blob finish() {
        Await.await(output.finalizeFile());
        return pieces.whole(type);
    }

    /** Gives it up; what was written is let go. Blocks. */
    public void cancel() {
        pieces.clear();
        Await.await(output.cancel());
    }

    /** What was written, in the order of the file. The writer goes back to mend headers. */
    private static final class Pieces {
        private final List<Piece> all = new ArrayList<>();

        private record Piece(double from, double to, Blob content) {}

        void write(JSObject bytes, double at) {
            var content = Blobs.of(bytes, "");
            double end = at + Blobs.size(content);
            var next = new ArrayList<Piece>();
            boolean placed = false;
            for (var piece : all) {
                if (piece.to() <= at) {
                    next.add(piece);
                    continue;
                }
                if (piece.from() < at) {
                    next.add(cut(piece, piece.from(), at));
                }
                if (!placed) {
                    next.add(new Piece(at, end, content));
                    placed = true;
                }
                if (piece.to() > end) {
                    next.add(cut(piece, Math.max(piece.from(), end), piece.to()));
                }
            }
            if (!placed) {
                next.add(new Piece(at, end, content));
            }
            all.clear();
            all.addAll(next);
        }

        private static Piece cut(Piece piece, double from, double to) {
            return new Piece(
                    from, to, Blobs.slice(piece.content(), from - piece.from(), to - piece.from()));
        }

        Blob whole(String type) {
            var parts = new JSArray<JSObject>();
            double end = 0;
            for (var piece : all) {
                if (piece.from() != end) {
                    throw new IllegalStateException("the file has a hole at " + end);
                }
                end = piece.to();
                parts.push(piece.content());
            }
            clear();
            return Blobs.join(parts, type);
        }

        void clear() {
            all.clear();
        }
    }

    @JSFunctor
    private interface Sink extends JSObject {
        void write(JSObject bytes, double at);
    }

    @JSBody(
            params = "sink",
            script =
                    "return new WritableStream({ write: (chunk) => sink(chunk.data, chunk.position) });")
    private static native JSObject stream(Sink sink);

    @JSBody(params = "size", script = "return { chunked: true, chunkSize: size };")
    private static native JSObject targetOptions(int size);

    @JSBody(
            params = {"format", "target"},
            script = "return { format: format, target: target };")
    private static native JSObject outputOptions(JSObject format, JSObject target);

    @JSBody(
            params = {"codec", "bitrate"},
            script = "return { codec: codec, bitrate: bitrate };")
    private static native JSObject pictureOptions(String codec, int bitrate);

    @JSBody(
            params = {"width", "height", "bitrate"},
            script = "return { width: width, height: height, bitrate: bitrate };")
    private static native JSObject sizeOptions(int width, int height, int bitrate);

    @JSClass
    @JSModule("mediabunny")
    private static final class Encodable implements JSObject {
        private Encodable() {}

        @JSTopLevel
        @JSModule("mediabunny")
        static native JSPromise<JSString> getFirstEncodableVideoCodec(
                JSObject names, JSObject options);
    }

    @JSClass(name = "Mp4OutputFormat")
    @JSModule("mediabunny")
    private static final class Mp4 implements JSObject {
        Mp4() {}
    }

    @JSClass(name = "WebMOutputFormat")
    @JSModule("mediabunny")
    private static final class WebM implements JSObject {
        WebM() {}
    }

    @JSClass(name = "StreamTarget")
    @JSModule("mediabunny")
    private static final class Target implements JSObject {
        Target(JSObject stream, JSObject options) {}
    }

    @JSClass(name = "CanvasSource")
    @JSModule("mediabunny")
    private static final class Pictures implements JSObject {
        Pictures(OffscreenCanvas canvas, JSObject options) {}

        native JSPromise<JSUndefined> add(double at, double shown);
    }

    @JSClass(name = "Output")
    @JSModule("mediabunny")
    private static final class Output implements JSObject {
        Output(JSObject options) {}

        native void addVideoTrack(JSObject source);

        native JSPromise<JSUndefined> start();

        native JSPromise<JSUndefined> cancel();

        // Object.finalize would be in the way of a method called finalize.
        final JSPromise<JSUndefined> finalizeFile() {
            return finalizeFile(this);
        }

        @JSBody(params = "output", script = "return output.finalize();")
        private static native JSPromise<JSUndefined> finalizeFile(JSObject output);
    }
}
