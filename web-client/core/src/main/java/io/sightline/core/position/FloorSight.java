// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.camera.Intrinsics;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import io.sightline.core.metres.CameraMetres;
import io.sightline.core.space.FloorPlane;
import io.sightline.core.space.Point;

/**
 * Where places of the floor are seen by a camera that hangs level.
 *
 * @param lens of the frames
 * @param floor under the camera
 */
public record FloorSight(Intrinsics lens, FloorPlane floor) {
    /** By a camera's calibration; null where its height over the floor is not known. */
    public static FloorSight of(CameraMetres camera, ImageSize frame) {
        return Double.isNaN(camera.height())
                ? null
                : new FloorSight(
                        camera.lens().scaledTo(frame), level(camera.pitch(), camera.height()));
    }

    /**
     * The floor under a camera that hangs level.
     *
     * @param pitch radians downwards
     * @param height of the lens, metres
     */
    public static FloorPlane level(double pitch, double height) {
        return new FloorPlane(new Point(0, -Math.cos(pitch), -Math.sin(pitch)), height, 1, 0);
    }

    /**
     * Where a place of the floor falls on the frame, 0 to 1 within it.
     *
     * @param across metres to the right of the camera's foot
     * @param away metres forward from it
     * @return null where it lies behind the camera
     */
    public ImagePoint seen(double across, double away) {
        var point =
                floor.right()
                        .times(across)
                        .plus(floor.forward().times(away))
                        .minus(floor.up().times(floor.height()));
        if (!(point.z() > 1e-3)) {
            return null;
        }
        var size = lens.size();
        return new ImagePoint(
                (lens.fx() * point.x() / point.z() + lens.cx()) / size.width(),
                (lens.fy() * point.y() / point.z() + lens.cy()) / size.height());
    }
}
