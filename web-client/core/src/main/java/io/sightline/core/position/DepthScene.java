// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.Metres;
import io.sightline.core.metres.Polarity;
import io.sightline.core.space.FloorPlane;
import io.sightline.core.space.Point;
import io.sightline.core.space.PointCloud;

/**
 * What is known of the scene that a stream shows, beside what moves in it.
 *
 * @param frame size of the frames, source pixels
 * @param map size of the depth maps; null without depth
 * @param range of the maps' values, which the relative distance goes by; null without depth
 * @param polarity which end of the values is near; null without depth
 * @param metres what the values mean in metres; null where nothing is calibrated
 * @param lens of the frames; null where nothing is calibrated
 * @param floor that the scene stands on; null where none was found
 */
public record DepthScene(
        ImageSize frame,
        ImageSize map,
        DepthRange range,
        Polarity polarity,
        Metres metres,
        Intrinsics lens,
        FloorPlane floor) {
    /** Refuses what does not belong together. */
    public DepthScene {
        boolean depth = map != null;
        if (depth != (range != null)
                || depth != (polarity != null)
                || !depth && metres != null
                || (metres == null) != (lens == null)
                || metres == null && floor != null
                || lens != null && !lens.size().equals(frame)) {
            throw new IllegalArgumentException("not a scene: " + frame + ", " + map);
        }
    }

    /** A scene whose depth is not known. */
    public static DepthScene flat(ImageSize frame) {
        return new DepthScene(frame, null, null, null, null, null, null);
    }

    /** A scene whose maps mean nothing in metres. */
    public static DepthScene relative(
            ImageSize frame, ImageSize map, DepthRange range, Polarity polarity) {
        return new DepthScene(frame, map, range, polarity, null, null, null);
    }

    /** True where distances are in metres. */
    public boolean calibrated() {
        return metres != null;
    }

    /** The relative distance of a value, 0 (near) to 1 (far). */
    public double relative(double value) {
        double place = range.position((float) value);
        return polarity == Polarity.LARGE ? 1 - place : place;
    }

    /** The relative distance of a position, 0 (near) to 1 (far); NaN where not known. */
    public double relative(Position position) {
        if (position == null || Double.isNaN(position.distance())) {
            return Double.NaN;
        }
        if (!position.metres()) {
            return position.distance();
        }
        return calibrated() ? relative(metres.value(position.distance())) : Double.NaN;
    }

    /** A place of the floor in camera coordinates, metres. */
    public Point onFloor(double across, double away) {
        return floor.right()
                .times(across)
                .plus(floor.forward().times(away))
                .minus(floor.up().times(floor.height()));
    }

    /**
     * Where a point falls on the frame, 0 to 1 within it; null when it is not before the camera.
     */
    public ImagePoint seen(Point point) {
        if (!(point.z() > 0)) {
            return null;
        }
        return new ImagePoint(
                (lens.fx() * point.x() / point.z() + lens.cx()) / frame.width(),
                (lens.fy() * point.y() / point.z() + lens.cy()) / frame.height());
    }

    /**
     * The place of the floor that a place of the frame shows, unless something stands before it.
     *
     * @param x source pixels from the left
     * @param y source pixels from the top
     * @return in camera coordinates; null above the horizon
     */
    public Point floorAt(double x, double y) {
        var ray = PointCloud.lift(lens, x, y, 1);
        double down = -floor.up().dot(ray);
        return down > 1e-6 ? ray.times(floor.height() / down) : null;
    }

    /** Metres to the right of the camera, along the floor. */
    public double across(Point point) {
        return floor.right().dot(point);
    }

    /** Metres forward from the camera, along the floor. */
    public double away(Point point) {
        return floor.forward().dot(point);
    }
}
