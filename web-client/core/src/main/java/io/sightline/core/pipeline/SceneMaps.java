// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.pipeline;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthSampler;
import io.sightline.core.detect.Box;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.CameraMetres;
import io.sightline.core.metres.MetricMetres;
import io.sightline.core.position.DepthScene;
import io.sightline.core.position.DepthValues;
import io.sightline.core.position.FloorSight;
import io.sightline.core.steady.Alignment;
import io.sightline.core.steady.Anchor;
import io.sightline.core.steady.Backdrop;
import java.util.Arrays;
import java.util.List;

/**
 * What a stream's depth maps say together: each is brought to the scale of what the camera sees
 * where nobody is ({@link Backdrop}), so that a place is as far away on one as on the other. Not
 * safe for use by two threads.
 */
final class SceneMaps {
    /** What a body's outline may lie beside its box: a share of the map's long edge. */
    private static final double MARGIN = 0.02;

    private final ImageSize frame;
    private Backdrop backdrop;
    private byte[] covered;
    private DepthScene scene;
    private DepthValues values;

    /**
     * @param frame size of the frames, source pixels
     */
    SceneMaps(ImageSize frame) {
        this.frame = frame;
        scene = DepthScene.flat(frame);
    }

    /**
     * Takes what the models saw.
     *
     * @param depth the map's values; null where {@code seen} has no map
     * @param before boxes of what stands before the background, source pixels
     */
    void next(Seen seen, DepthValues depth, List<Box> before) {
        values = null;
        if (seen.map() == null) {
            return;
        }
        if (depth == null) {
            scene = sceneOf(seen, seen.range(), seen.camera());
            return;
        }
        if (backdrop == null || !backdrop.size().equals(seen.map())) {
            backdrop = new Backdrop(seen.map());
            covered = new byte[(int) seen.map().pixels()];
        }
        cover(before);
        var camera = seen.camera();
        boolean metric = camera != null && camera.metres() instanceof MetricMetres;
        var alignment = backdrop.next(depth.map(), covered, !metric);
        if (alignment == null) {
            scene = sceneOf(seen, seen.range(), metric ? camera : anchored(camera, depth.map()));
            values = depth;
            return;
        }
        var range = backdrop.range();
        scene =
                sceneOf(
                        seen,
                        range.isConstant() ? aligned(seen.range(), alignment) : range,
                        metric ? camera : anchored(camera, backdrop::at));
        values = new DepthValues(i -> alignment.of(depth.map().at(i)), backdrop::at);
    }

    /** The scene, as of the last map. */
    DepthScene scene() {
        return scene;
    }

    /** The last frame's depth; null where it had none. Valid while the map's values are. */
    DepthValues values() {
        return values;
    }

    private void cover(List<Box> before) {
        Arrays.fill(covered, (byte) 0);
        int width = backdrop.size().width();
        int height = backdrop.size().height();
        double across = (double) width / frame.width();
        double down = (double) height / frame.height();
        double margin = MARGIN * Math.max(width, height);
        for (var box : before) {
            int left = (int) Math.max(0, Math.floor(box.x() * across - margin));
            int right = (int) Math.min(width, Math.ceil(box.right() * across + margin));
            int top = (int) Math.max(0, Math.floor(box.y() * down - margin));
            int bottom = (int) Math.min(height, Math.ceil(box.bottom() * down + margin));
            for (int y = top; y < bottom && left < right; ++y) {
                Arrays.fill(covered, y * width + left, y * width + right, (byte) 1);
            }
        }
    }

    /**
     * The calibration in the scale of a map, or of the backdrop; null where that shows something
     * else than when the camera was calibrated: no number is better than a wrong one.
     */
    private CameraMetres anchored(CameraMetres camera, DepthSampler.Elements map) {
        if (camera == null || camera.anchor() == null) {
            return camera;
        }
        var places = Anchor.places();
        var now = new double[places.size()];
        for (int i = 0; i < now.length; ++i) {
            now[i] = DepthSampler.at(map, backdrop.size(), places.get(i));
        }
        var fit = camera.anchor().fit(now);
        return !fit.known()
                ? camera
                : fit.alignment() == null ? null : camera.before(fit.alignment());
    }

    private static DepthRange aligned(DepthRange range, Alignment alignment) {
        return new DepthRange(
                alignment.of(range.least()),
                alignment.of(range.greatest()),
                alignment.of(range.low()),
                alignment.of(range.high()));
    }

    private DepthScene sceneOf(Seen seen, DepthRange range, CameraMetres camera) {
        if (camera == null) {
            return DepthScene.relative(frame, seen.map(), range, seen.polarity());
        }
        return new DepthScene(
                frame,
                seen.map(),
                range,
                seen.polarity(),
                camera.metres(),
                camera.lens().scaledTo(frame),
                Double.isNaN(camera.height())
                        ? null
                        : FloorSight.level(camera.pitch(), camera.height()));
    }
}
