// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.camera;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pinhole camera without distortion. Its axes are x right, y down, z forward; a point at (X, Y,
 * Z) falls on the picture at {@code (fx X / Z + cx, fy Y / Z + cy)}, where the centre of the top
 * left pixel is (0.5, 0.5). Depth is Z, along the optical axis, not the length of the line of
 * sight.
 *
 * @param size of the picture, pixels
 * @param fx focal length across, pixels
 * @param fy focal length down, pixels
 * @param cx where the optical axis meets the picture, pixels from the left
 * @param cy where the optical axis meets the picture, pixels from the top
 */
public record Intrinsics(ImageSize size, double fx, double fy, double cx, double cy) {
    /** What a webcam sees across, as a rule 60 to 78 degrees. */
    public static final double WEBCAM_DEGREES = 67;

    /** The narrowest view that is taken, degrees across: a telescope. */
    public static final double LEAST_DEGREES = 2;

    /** The widest view that a pinhole can stand for, degrees across. */
    public static final double MOST_DEGREES = 150;

    /** Views outside this are rare for the cameras that people have. */
    private static final double USUAL_LEAST_DEGREES = 25;

    private static final double USUAL_MOST_DEGREES = 125;

    /** Refuses what no camera can be. */
    public Intrinsics {
        if (!(fx > 0 && fy > 0 && fx < 1e9 && fy < 1e9)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "intrinsics-focal", Map.of("fx", fx, "fy", fy));
        }
        if (!(Math.abs(cx - size.width() / 2.0) <= size.width()
                && Math.abs(cy - size.height() / 2.0) <= size.height())) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT, "intrinsics-centre", Map.of("cx", cx, "cy", cy));
        }
    }

    /**
     * A camera with square pixels, its axis through the middle of the picture.
     *
     * @param degrees that the picture spans across
     */
    public static Intrinsics ofFieldOfView(ImageSize size, double degrees) {
        if (!(degrees >= LEAST_DEGREES && degrees <= MOST_DEGREES)) {
            throw new SightlineException(
                    ErrorCode.BAD_INPUT,
                    "field-of-view",
                    Map.of("found", degrees, "least", LEAST_DEGREES, "most", MOST_DEGREES));
        }
        double focal = 0.5 * size.width() / Math.tan(Math.toRadians(degrees) / 2);
        return new Intrinsics(size, focal, focal, 0.5 * size.width(), 0.5 * size.height());
    }

    /** What a webcam is taken for until somebody knows better. */
    public static Intrinsics webcam(ImageSize size) {
        return ofFieldOfView(size, WEBCAM_DEGREES);
    }

    /** Degrees that the picture spans across. */
    public double degreesAcross() {
        return Math.toDegrees(Math.atan(cx / fx) + Math.atan((size.width() - cx) / fx));
    }

    /** Degrees that the picture spans down. */
    public double degreesDown() {
        return Math.toDegrees(Math.atan(cy / fy) + Math.atan((size.height() - cy) / fy));
    }

    /** False for views that are possible but rare, so that a slip is noticed. */
    public boolean usual() {
        double degrees = degreesAcross();
        return degrees >= USUAL_LEAST_DEGREES
                && degrees <= USUAL_MOST_DEGREES
                && Math.abs(Math.log(fx / fy)) < 0.2;
    }

    /** X for each metre of depth, at a column of the picture, pixels. */
    public double across(double x) {
        return (x - cx) / fx;
    }

    /** Y for each metre of depth, at a row of the picture, pixels. */
    public double down(double y) {
        return (y - cy) / fy;
    }

    /** The length of the line of sight for each metre of depth, at least 1. */
    public double sight(double x, double y) {
        double a = across(x);
        double d = down(y);
        return Math.sqrt(1 + a * a + d * d);
    }

    /** The same view with other numbers of pixels. */
    public Intrinsics scaledTo(ImageSize to) {
        double kx = (double) to.width() / size.width();
        double ky = (double) to.height() / size.height();
        return new Intrinsics(to, fx * kx, fy * ky, cx * kx, cy * ky);
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("width", (double) size.width());
        map.put("height", (double) size.height());
        map.put("fx", fx);
        map.put("fy", fy);
        map.put("cx", cx);
        map.put("cy", cy);
        return map;
    }

    /** What was kept; a fault names its path. */
    public static Intrinsics of(Fields fields) {
        return new Intrinsics(
                new ImageSize(
                        fields.whole("width", 1, 1 << 20), fields.whole("height", 1, 1 << 20)),
                fields.number("fx"),
                fields.number("fy"),
                fields.number("cx"),
                fields.number("cy"));
    }
}
