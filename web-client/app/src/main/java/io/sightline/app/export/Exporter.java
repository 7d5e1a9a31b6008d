// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.export;

import io.sightline.app.dom.Browser;
import io.sightline.app.effect.EffectDesk;
import io.sightline.app.measure.DepthMap;
import io.sightline.app.measure.Measurer;
import io.sightline.app.measure.Picture;
import io.sightline.app.state.Store;
import io.sightline.core.depth.DepthSampler;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.export.FileNames;
import io.sightline.core.export.MapText;
import io.sightline.core.export.Npy;
import io.sightline.core.export.Ply;
import io.sightline.core.export.Png16;
import io.sightline.core.export.ProbesCsv;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Ruler;
import io.sightline.core.space.DepthLaw;
import io.sightline.core.space.DepthMesh;
import io.sightline.core.space.PointCloud;
import io.sightline.glue.async.Await;
import io.sightline.glue.buffer.Views;
import io.sightline.glue.canvas.OffscreenCanvas;
import io.sightline.glue.dom.Blobs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.typedarrays.Uint8ClampedArray;

/** Turns what is measured into files. Its methods block. */
public final class Exporter {
    /** What can be exported. */
    public static final List<String> KINDS =
            List.of(
                    "frame-png",
                    "depth-png16",
                    "depth-npy",
                    "pointcloud-ply",
                    "mesh-ply",
                    "probes-csv",
                    "cutout-png",
                    "effect-png");

    private final Store store;
    private final Measurer measurer;
    private final Picture picture;
    private final EffectDesk effects;

    /**
     * @param store of the page
     * @param measurer of depth
     * @param picture the frame that belongs to it
     * @param effects on that frame
     */
    public Exporter(Store store, Measurer measurer, Picture picture, EffectDesk effects) {
        this.store = store;
        this.measurer = measurer;
        this.picture = picture;
        this.effects = effects;
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
        return switch (what) {
            case "cutout-png" -> effects.cutOut();
            case "effect-png" -> effects.png();
            case "depth-npy" -> npy(depth);
            case "depth-png16" -> png16(depth);
            case "probes-csv" -> probes(depth);
            default -> space(depth, what.equals("mesh-ply"));
        };
    }

    /** The name under which a file is saved. */
    public String fileName(String what) {
        var source = store.state().source().name();
        return switch (what) {
            case "depth-png16" -> FileNames.of(source, "depth", ".png");
            case "depth-npy" -> FileNames.of(source, "depth", ".npy");
            case "pointcloud-ply" -> FileNames.of(source, "points", ".ply");
            case "mesh-ply" -> FileNames.of(source, "mesh", ".ply");
            case "probes-csv" -> FileNames.of(source, "probes", ".csv");
            case "cutout-png" -> FileNames.of(source, "cutout", ".png");
            case "effect-png" -> FileNames.of(source, "effect", ".png");
            default -> FileNames.of(source, "frame", ".png");
        };
    }

    private static Blob npy(DepthMap depth) {
        var data = Await.await(depth.values());
        var header = Npy.header(depth.size().height(), depth.size().width());
        return Browser.blob(Int8Array.copyFromJavaArray(header), data, "application/octet-stream");
    }

    private Blob png16(DepthMap depth) {
        var values = values(depth);
        var range = depth.range();
        var model = store.state().model();
        var ruler = store.state().ruler();
        var png =
                Png16.encode(
                        values,
                        depth.size().width(),
                        depth.size().height(),
                        range.least(),
                        range.greatest(),
                        MapText.of(
                                model.entry().contract(),
                                model(),
                                store.state().source().name(),
                                ruler.lens(),
                                ruler.kept() == null,
                                depth.size()),
                        Exporter::deflate);
        return Blobs.of(Int8Array.copyFromJavaArray(png), "image/png");
    }

    private static byte[] deflate(byte[] data) {
        var packed = Blobs.deflated(Blobs.of(Int8Array.copyFromJavaArray(data), ""));
        return new Int8Array(Await.await(packed)).copyToJavaArray();
    }

    /** Points or a surface, coloured by the picture. */
    private Blob space(DepthMap map, boolean surface) {
        var size = map.size();
        int count = size.width() * size.height();
        var depth = values(map);
        var range = map.range();
        boolean small = store.state().model().entry().contract().near().equals("small");
        var ruler = store.state().ruler();
        var law = ruler.tells() ? DepthLaw.of(ruler.metres()) : DepthLaw.assumed(range, small);
        var look = store.state().settings().look();
        var kept = DepthLaw.Kept.of(range, small, look.from() / 100.0, look.to() / 100.0);
        law.all(depth, kept, depth, count);
        var comments = new ArrayList<String>();
        comments.add("made by Sightline from one picture: " + store.state().source().name());
        comments.add("model: " + model());
        comments.add("axes: x right, y up, z towards the camera, which is at the origin");
        comments.add(
                "field of view: "
                        + ruler.lens().degreesAcross()
                        + " degrees across"
                        + (ruler.kept() == null ? ", assumed" : ""));
        if (ruler.tells()) {
            comments.add("unit: metre");
        } else {
            comments.add("unit: unknown; not calibrated, shape only");
            comments.add(
                    "assumed: the near end of the map lies at 1, its far end at "
                            + DepthLaw.ASSUMED_FAR);
        }
        if (look.cuts()) {
            comments.add("part: " + look.from() + " to " + look.to() + " % of the range, from far");
        }
        var lens = ruler.lens().scaledTo(size);
        var colours = picture(size);
        var file =
                surface
                        ? Ply.mesh(
                                DepthMesh.of(
                                        depth, colours, lens, law.farthest(), DepthMesh.JUMP, 1),
                                comments)
                        : Ply.points(
                                PointCloud.of(depth, colours, lens, law.farthest(), 1), comments);
        return Blobs.of(Views.bytes(file), "application/octet-stream");
    }

    /** What the probe and the pins read. */
    private Blob probes(DepthMap depth) {
        var state = store.state();
        var readings = new ArrayList<ProbesCsv.Reading>();
        var ruler = state.ruler();
        Float32Array data = Await.await(depth.values());
        if (state.probe().point() != null) {
            readings.add(reading("probe", state.probe().point(), depth, data, ruler));
        }
        for (var pin : state.probe().pins()) {
            readings.add(reading(Integer.toString(pin.number()), pin.point(), depth, data, ruler));
        }
        if (readings.isEmpty()) {
            throw new SightlineException(ErrorCode.BAD_INPUT, "no-probes");
        }
        var contract = state.model().entry().contract();
        var text =
                ProbesCsv.of(
                        readings,
                        state.measurement().frame(),
                        contract.kind(),
                        contract.near(),
                        state.source().name(),
                        model());
        return Blobs.of(JSString.valueOf(text), "text/csv");
    }

    private static ProbesCsv.Reading reading(
            String name, ImagePoint point, DepthMap depth, Float32Array data, Ruler ruler) {
        double value = DepthSampler.at(data::get, depth.size(), point);
        if (!ruler.tells()) {
            return new ProbesCsv.Reading(name, point, value, null, null);
        }
        double metres = ruler.metres().metres(value);
        var size = ruler.lens().size();
        return new ProbesCsv.Reading(
                name,
                point,
                value,
                ruler.distance(value, point.u(), point.v()),
                Double.isInfinite(metres) || Double.isNaN(metres)
                        ? null
                        : PointCloud.lift(
                                ruler.lens(),
                                point.u() * size.width(),
                                point.v() * size.height(),
                                metres));
    }

    private String model() {
        var model = store.state().model();
        return model.entry().id() + "/" + model.running().variant();
    }

    private static FloatBuffer values(DepthMap depth) {
        var values =
                ByteBuffer.allocateDirect(depth.size().width() * depth.size().height() * 4)
                        .order(ByteOrder.nativeOrder());
        // A cast to what all typed arrays have in common would ask for a class that browsers have
        // not.
        Float32Array data = Await.await(depth.values());
        Views.put(values, data);
        values.flip();
        return values.asFloatBuffer();
    }

    /** The picture on show at the map's size, four bytes a pixel. */
    private ByteBuffer picture(ImageSize size) {
        var canvas = new OffscreenCanvas(size.width(), size.height());
        var context = canvas.readableContext();
        context.setImageSmoothingQuality("high");
        context.drawImage(picture.canvas(), 0, 0, size.width(), size.height());
        Uint8ClampedArray pixels =
                context.getImageData(0, 0, size.width(), size.height()).getData();
        var rgba = ByteBuffer.allocateDirect(size.width() * size.height() * 4);
        Views.put(rgba, pixels);
        return rgba.flip();
    }

    private static SightlineException nothing() {
        return new SightlineException(ErrorCode.BAD_INPUT, "nothing-measured");
    }
}
