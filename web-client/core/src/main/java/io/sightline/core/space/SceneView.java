// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.space;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.value.Fields;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is seen of a scene in space, and from where: all that {@code scene.wgsl} needs beside the
 * map and the picture.
 *
 * @param canvas size of what is drawn, pixels
 * @param camera that looks
 * @param lens that the map was seen through, at any size
 * @param law how deep its values lie; null while nobody knows, and {@link DepthLaw#assumed} applies
 * @param nearIsSmall of the map
 * @param surface a surface, else points
 * @param from far end of what is shown, 0 (far) to 1 (near) of the map's scale
 * @param to near end, likewise
 */
public record SceneView(
        ImageSize canvas,
        OrbitCamera camera,
        Intrinsics lens,
        DepthLaw law,
        boolean nearIsSmall,
        boolean surface,
        double from,
        double to) {
    /** Length of the kernel's settings. */
    public static final int BYTES = 144;

    /** Half the edge of a point, in pixels of the map: neighbours overlap a little. */
    private static final double RADIUS = 0.6;

    /** Half the least edge of a point on the canvas, pixels. */
    private static final double LEAST_RADIUS = 0.75;

    private static final double NEAR = 0.02;

    /** The same from elsewhere. */
    public SceneView from(OrbitCamera other) {
        return new SceneView(canvas, other, lens, law, nearIsSmall, surface, from, to);
    }

    /** The law in force for a map of this range. */
    public DepthLaw lawOf(DepthRange range) {
        return law == null ? DepthLaw.assumed(range, nearIsSmall) : law;
    }

    /** What is left of a map of this range. */
    public DepthLaw.Kept keptOf(DepthRange range) {
        return DepthLaw.Kept.of(range, nearIsSmall, from, to);
    }

    /** Width by height. */
    public double aspect() {
        return (double) canvas.width() / canvas.height();
    }

    /**
     * Writes the kernel's settings.
     *
     * @param into from its start, in its own byte order
     * @param map size of the map
     * @param range of its values
     */
    public void put(ByteBuffer into, ImageSize map, DepthRange range) {
        var k = lens.scaledTo(map);
        var depth = lawOf(range);
        var kept = keptOf(range);
        var matrix =
                product(
                        camera.projection(aspect(), NEAR, camera.distance() + 2 * depth.farthest()),
                        camera.view());
        for (int i = 0; i < 16; ++i) {
            into.putFloat(i * 4, matrix[i]);
        }
        double focal = 1 / Math.tan(Math.toRadians(camera.degrees()) / 2);
        into.putFloat(64, (float) (1 / k.fx()))
                .putFloat(68, (float) (1 / k.fy()))
                .putFloat(72, (float) k.cx())
                .putFloat(76, (float) k.cy())
                .putFloat(80, (float) depth.scale())
                .putFloat(84, (float) depth.shift())
                .putFloat(88, (float) depth.farthest())
                .putFloat(92, (float) DepthMesh.JUMP)
                .putInt(96, map.width())
                .putInt(100, map.height())
                .putInt(104, depth.inverse() ? 1 : 0)
                .putFloat(108, (float) DepthMesh.steepest(k, 1))
                .putFloat(112, (float) (RADIUS / k.fx() * focal / aspect()))
                .putFloat(116, (float) (RADIUS / k.fy() * focal))
                .putFloat(120, (float) (2 * LEAST_RADIUS / canvas.width()))
                .putFloat(124, (float) (2 * LEAST_RADIUS / canvas.height()))
                .putFloat(128, kept.least())
                .putFloat(132, kept.most())
                .putFloat(136, (float) DepthMesh.FOOT);
    }

    private static float[] product(float[] a, float[] b) {
        var result = new float[16];
        for (int column = 0; column < 4; ++column) {
            for (int row = 0; row < 4; ++row) {
                double sum = 0;
                for (int k = 0; k < 4; ++k) {
                    sum += (double) a[k * 4 + row] * b[column * 4 + k];
                }
                result[column * 4 + row] = (float) sum;
            }
        }
        return result;
    }

    /** As it is sent. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("width", canvas.width());
        map.put("height", canvas.height());
        map.put("targetX", camera.target().x());
        map.put("targetY", camera.target().y());
        map.put("targetZ", camera.target().z());
        map.put("yaw", camera.yaw());
        map.put("pitch", camera.pitch());
        map.put("distance", camera.distance());
        map.put("degrees", camera.degrees());
        map.put("lens", lens.toMap());
        if (law != null) {
            map.put("law", law.toMap());
        }
        map.put("nearIsSmall", nearIsSmall);
        map.put("surface", surface);
        map.put("from", from);
        map.put("to", to);
        return map;
    }

    /** What was sent; a fault names its path. */
    public static SceneView of(Fields fields) {
        return new SceneView(
                new ImageSize(
                        fields.whole("width", 1, 1 << 14), fields.whole("height", 1, 1 << 14)),
                new OrbitCamera(
                        new Point(
                                fields.number("targetX"),
                                fields.number("targetY"),
                                fields.number("targetZ")),
                        fields.number("yaw"),
                        fields.number("pitch"),
                        fields.number("distance"),
                        fields.number("degrees")),
                Intrinsics.of(fields.object("lens")),
                fields.has("law") ? DepthLaw.of(fields.object("law")) : null,
                fields.flag("nearIsSmall"),
                fields.flag("surface"),
                fields.number("from"),
                fields.number("to"));
    }
}
