// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.error.SightlineException;
import io.sightline.core.steady.Alignment;
import io.sightline.core.steady.AlignmentError;
import io.sightline.core.steady.Anchor;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calibration of one camera, as it is kept between visits. A relative map's scale and shift
 * belong to one model and one size of its input, and to a camera that stands where it stood.
 *
 * @param camera what it is kept under
 * @param label its name, for people
 * @param model that made the map
 * @param mapWidth of the model's input, pixels
 * @param mapHeight of the model's input, pixels
 * @param lens of the picture
 * @param metres what the values mean
 * @param pitch radians downwards
 * @param height of the lens over the floor, metres; NaN when unknown
 * @param madeAt milliseconds since 1970
 * @param doubted what happened since that speaks against it, until a person says that it holds;
 *     null when nothing did
 * @param anchor what the map was when it was made; null where that was not kept
 */
public record CameraMetres(
        String camera,
        String label,
        String model,
        int mapWidth,
        int mapHeight,
        Intrinsics lens,
        Metres metres,
        double pitch,
        double height,
        double madeAt,
        Doubt doubted,
        Anchor anchor) {
    /** Fewer values than this share of a map beside the calibrated range are not worth a word. */
    private static final double SHARE = 0.2;

    private static final double NEGATIVE_SHARE = 0.01;

    /** One whose map was not kept. */
    public CameraMetres(
            String camera,
            String label,
            String model,
            int mapWidth,
            int mapHeight,
            Intrinsics lens,
            Metres metres,
            double pitch,
            double height,
            double madeAt,
            Doubt doubted) {
        this(
                camera, label, model, mapWidth, mapHeight, lens, metres, pitch, height, madeAt,
                doubted, null);
    }

    /** With what the map is now. */
    public CameraMetres anchored(Anchor now) {
        return new CameraMetres(
                camera, label, model, mapWidth, mapHeight, lens, metres, pitch, height, madeAt,
                doubted, now);
    }

    /**
     * The same for maps of another scale and shift.
     *
     * @param alignment what brings their values to those of the map that it was made with
     */
    public CameraMetres before(Alignment alignment) {
        return before(alignment, AlignmentError.NONE);
    }

    /** The same for maps that were held against its anchor, and fit; as sure as they do. */
    public CameraMetres before(Anchor.Fit fit) {
        return before(fit.alignment(), fit.error());
    }

    private CameraMetres before(Alignment alignment, AlignmentError error) {
        if (!(metres instanceof RelativeMetres relative)) {
            return this;
        }
        return new CameraMetres(
                camera,
                label,
                model,
                mapWidth,
                mapHeight,
                lens,
                relative.before(alignment, error),
                pitch,
                height,
                madeAt,
                doubted,
                anchor == null ? null : anchor.before(alignment));
    }

    /**
     * What speaks against using it now.
     *
     * @param nowModel that makes the map now
     * @param nowWidth of its input now
     * @param nowHeight of its input now
     */
    public List<Doubt> doubts(String nowModel, int nowWidth, int nowHeight) {
        var doubts = new ArrayList<Doubt>();
        boolean relative = metres instanceof RelativeMetres;
        // A metric model's metres are the same from every stand.
        if (doubted != null && (relative || doubted != Doubt.MOVED)) {
            doubts.add(doubted);
        }
        if (!model.equals(nowModel)
                || relative && (mapWidth != nowWidth || mapHeight != nowHeight)) {
            doubts.add(Doubt.MODEL);
        }
        if (!lens.usual()) {
            doubts.add(Doubt.VIEW);
        }
        return doubts;
    }

    /** Whether nothing that is known so far keeps it from being used; the same arguments. */
    public boolean holds(String nowModel, int nowWidth, int nowHeight) {
        var doubts = doubts(nowModel, nowWidth, nowHeight);
        return !doubts.contains(Doubt.MODEL)
                && !doubts.contains(Doubt.MOVED)
                && !doubts.contains(Doubt.SHARED);
    }

    /**
     * What a map's values say against it.
     *
     * @param values some or all of a map
     */
    public static List<Doubt> doubts(Metres metres, float[] values) {
        int beyond = 0;
        int beside = 0;
        for (float value : values) {
            switch (metres.at(value).trust()) {
                case BEYOND -> ++beyond;
                case BESIDE -> ++beside;
                default -> {}
            }
        }
        var doubts = new ArrayList<Doubt>();
        if (beyond > NEGATIVE_SHARE * values.length) {
            doubts.add(Doubt.NEGATIVE);
        }
        if (beside > SHARE * values.length) {
            doubts.add(Doubt.BESIDE);
        }
        return doubts;
    }

    /** The same, doubted, or no longer (null). */
    public CameraMetres doubted(Doubt doubt) {
        return new CameraMetres(
                camera, label, model, mapWidth, mapHeight, lens, metres, pitch, height, madeAt,
                doubt, anchor);
    }

    /** The same, kept for a camera under another name. */
    public CameraMetres under(String newCamera) {
        return new CameraMetres(
                newCamera, label, model, mapWidth, mapHeight, lens, metres, pitch, height, madeAt,
                doubted, anchor);
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("camera", camera);
        map.put("label", label);
        map.put("model", model);
        map.put("mapWidth", (double) mapWidth);
        map.put("mapHeight", (double) mapHeight);
        map.put("lens", lens.toMap());
        if (metres instanceof RelativeMetres relative) {
            map.put("relative", relative.toMap());
        } else if (metres instanceof MetricMetres metric) {
            map.put("metric", metric.toMap());
        }
        map.put("pitch", pitch);
        if (!Double.isNaN(height)) {
            map.put("height", height);
        }
        map.put("madeAt", madeAt);
        if (doubted != null) {
            map.put("doubted", doubted.id());
        }
        if (anchor != null) {
            map.put("anchor", anchor.values());
        }
        return map;
    }

    /** What was kept, or null when it does not fit: a camera is then not calibrated. */
    public static CameraMetres of(Object kept) {
        try {
            var fields = Fields.of(kept);
            var camera = fields.text("camera");
            return new CameraMetres(
                    camera,
                    // Those of old have their name after the kind of the source.
                    fields.text("label", camera.substring(camera.indexOf(':') + 1)),
                    fields.text("model"),
                    fields.whole("mapWidth", 1, 1 << 20),
                    fields.whole("mapHeight", 1, 1 << 20),
                    Intrinsics.of(fields.object("lens")),
                    fields.has("metric")
                            ? MetricMetres.of(fields.object("metric"))
                            : RelativeMetres.of(fields.object("relative")),
                    fields.number("pitch"),
                    fields.number("height", Double.NaN),
                    fields.number("madeAt"),
                    Doubt.ofId(fields.text("doubted", "")),
                    fields.has("anchor")
                            ? Anchor.of(fields.doubles("anchor", Anchor.COUNT))
                            : null);
        } catch (SightlineException | IllegalArgumentException e) {
            return null;
        }
    }
}
