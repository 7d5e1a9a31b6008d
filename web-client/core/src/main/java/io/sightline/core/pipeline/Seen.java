// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.detect.Box;
import io.sightline.core.detect.Detection;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.CameraMetres;
import io.sightline.core.metres.Polarity;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the models saw of a frame, without the depth map's values.
 *
 * @param detections null where there is no detector: what moves is all that is known
 * @param map size of the depth map; null without depth
 * @param range of its values; null without depth
 * @param polarity which end of them is near; null without depth
 * @param camera what they mean in metres; null where that is not known
 * @param failure why one of the models did not look, a word; empty where all did
 */
public record Seen(
        List<Detection> detections,
        ImageSize map,
        DepthRange range,
        Polarity polarity,
        CameraMetres camera,
        String failure) {
    /** Most detections of a frame. */
    public static final int MOST = 300;

    /** The failure where there is no detector, though it alone was to look. */
    public static final String NO_DETECTOR = "no-detector";

    /** Nothing was seen, for this reason. */
    public static Seen failed(String why) {
        return new Seen(null, null, null, null, null, why);
    }

    /** As it travels. */
    public Map<String, Object> toMap() {
        var all = new LinkedHashMap<String, Object>();
        if (detections != null) {
            var list = new ArrayList<Object>();
            for (var detection : detections) {
                var box = detection.box();
                var item = new LinkedHashMap<String, Object>();
                item.put("label", detection.label());
                item.put("score", detection.score());
                item.put("x", box.x());
                item.put("y", box.y());
                item.put("width", box.width());
                item.put("height", box.height());
                list.add(item);
            }
            all.put("detections", list);
        }
        if (map != null) {
            all.put("mapWidth", map.width());
            all.put("mapHeight", map.height());
            all.put("least", range.least());
            all.put("greatest", range.greatest());
            all.put("low", range.low());
            all.put("high", range.high());
            all.put("near", polarity == Polarity.SMALL ? "small" : "large");
        }
        if (camera != null) {
            all.put("camera", camera.toMap());
        }
        all.put("failure", failure);
        return all;
    }

    /** Reads what travelled. */
    public static Seen of(Object value) {
        var fields = Fields.of(value);
        List<Detection> detections = null;
        if (fields.has("detections")) {
            detections = new ArrayList<>();
            for (var item : fields.objects("detections", 0, MOST)) {
                detections.add(
                        new Detection(
                                item.text("label"),
                                item.number("score"),
                                new Box(
                                        item.number("x"),
                                        item.number("y"),
                                        item.number("width"),
                                        item.number("height"))));
            }
        }
        boolean depth = fields.has("mapWidth");
        return new Seen(
                detections,
                depth
                        ? new ImageSize(
                                fields.whole("mapWidth", 1, 1 << 14),
                                fields.whole("mapHeight", 1, 1 << 14))
                        : null,
                depth
                        ? new DepthRange(
                                (float) fields.number("least"),
                                (float) fields.number("greatest"),
                                (float) fields.number("low"),
                                (float) fields.number("high"))
                        : null,
                depth
                        ? fields.text("near").equals("small") ? Polarity.SMALL : Polarity.LARGE
                        : null,
                depth && fields.has("camera") ? CameraMetres.of(fields.raw("camera")) : null,
                fields.text("failure"));
    }
}
