// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.export;

import io.sightline.app.dom.Browser;
import io.sightline.app.measure.DepthMap;
import io.sightline.app.measure.Measurer;
import io.sightline.app.measure.Picture;
import io.sightline.app.state.Store;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.export.Npy;
import io.sightline.core.export.Png16;
import io.sightline.glue.async.Await;
import io.sightline.glue.buffer.Views;
import io.sightline.glue.dom.Blobs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int8Array;

/** Turns what is measured into files. Its methods block. */
public final class Exporter {
    /** What can be exported. */
    public static final List<String> KINDS = List.of("frame-png", "depth-png16", "depth-npy");

    private final Store store;
    private final Measurer measurer;
    private final Picture picture;

    /**
     * @param store of the page
     * @param measurer of depth
     * @param picture the frame that belongs to it
     */
    public Exporter(Store store, Measurer measurer, Picture picture) {
        this.store = store;
        this.measurer = measurer;
        this.picture = picture;
    }

    /** A file of the newest result. */
    public Blob export(String what) {
        if (!KINDS.contains(what)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "export-unknown", Map.of("what", what));
        }
        if (what.equals("frame-png")) {
            var png = picture.png();
            if (png == null) {
                throw nothing();
            }
            return Await.await(png);
        }
        var depth = measurer.depth();
        if (depth == null) {
            throw nothing();
        }
        return what.equals("depth-npy") ? npy(depth) : png16(depth);
    }

    /** The name under which a file is saved. */
    public String fileName(String what) {
        var source = store.state().source().name();
        int dot = source.lastIndexOf('.');
        var stem = new StringBuilder();
        var base = dot > 0 ? source.substring(0, dot) : source;
        for (int i = 0; i < base.length(); ++i) {
            char c = base.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '-';
            stem.append(plain ? c : '_');
        }
        if (stem.length() == 0) {
            stem.append("sightline");
        }
        return switch (what) {
            case "depth-png16" -> stem + "-depth.png";
            case "depth-npy" -> stem + "-depth.npy";
            default -> stem + "-frame.png";
        };
    }

    private static Blob npy(DepthMap depth) {
        var data = Await.await(depth.values());
        var header = Npy.header(depth.size().height(), depth.size().width());
        return Browser.blob(Int8Array.copyFromJavaArray(header), data, "application/octet-stream");
    }

    private Blob png16(DepthMap depth) {
        int width = depth.size().width();
        int height = depth.size().height();
        var values = ByteBuffer.allocateDirect(width * height * 4).order(ByteOrder.nativeOrder());
        // A cast to what all typed arrays have in common would ask for a class that browsers have
        // not.
        Float32Array data = Await.await(depth.values());
        Views.put(values, data);
        values.flip();
        var range = depth.range();
        var text = new LinkedHashMap<String, String>();
        var model = store.state().model();
        text.put("Software", "Sightline");
        text.put("kind", model.entry().contract().kind());
        text.put("near", model.entry().contract().near());
        text.put("model", model.entry().id() + "/" + model.running().variant());
        var png =
                Png16.encode(
                        values.asFloatBuffer(),
                        width,
                        height,
                        range.least(),
                        range.greatest(),
                        text);
        return Blobs.of(Int8Array.copyFromJavaArray(png), "image/png");
    }

    private static SightlineException nothing() {
        return new SightlineException(ErrorCode.BAD_INPUT, "nothing-measured");
    }
}
