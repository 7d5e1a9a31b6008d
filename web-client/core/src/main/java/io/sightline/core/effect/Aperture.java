// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import io.sightline.core.camera.Intrinsics;

/**
 * How blurred a thin lens shows what is out of focus. The circle of confusion of a lens of focal
 * length f and f-number N, focused at s, has the diameter {@code f² / N · |z − s| / (z (s − f))} on
 * the sensor (Hecht, Optics, 5.2); written in inverse distance it is {@code f² s / (N (s − f)) ·
 * |1/z − 1/s|}: proportional to how far the disparity is from that of the focus. So one number
 * serves calibrated and relative maps alike.
 *
 * @param focus disparity that is sharp: 1 / metres, or a value of a relative map
 * @param strength radius for each unit of disparity, pixels
 * @param most largest radius, pixels
 */
public record Aperture(double focus, double strength, double most) {
    public Aperture {
        if (!(strength >= 0 && most >= 0 && strength < 1e9 && Math.abs(focus) < 1e9)) {
            throw new IllegalArgumentException(
                    "no aperture: focus " + focus + ", strength " + strength + ", most " + most);
        }
    }

    /**
     * A lens as a photographer knows it, for disparity in 1 / metres.
     *
     * @param lens of the picture, which says how large the sensor's image is in pixels
     * @param focalMillimetres of the imagined lens
     * @param fNumber focal length over the diameter of the aperture
     * @param focusMetres what is sharp
     * @param most largest radius, pixels
     */
    public static Aperture thinLens(
            Intrinsics lens,
            double focalMillimetres,
            double fNumber,
            double focusMetres,
            double most) {
        double f = focalMillimetres / 1000;
        if (!(f > 0 && fNumber > 0 && focusMetres > f)) {
            throw new IllegalArgumentException(
                    "a lens of "
                            + focalMillimetres
                            + " mm, f/"
                            + fNumber
                            + " cannot be focused at "
                            + focusMetres
                            + " m");
        }
        // fx pixels stand for f on the sensor.
        double pixels = lens.fx() / f;
        double diameter = f * f * focusMetres / (fNumber * (focusMetres - f)) * pixels;
        return new Aperture(1 / focusMetres, diameter / 2, most);
    }

    /** The radius at a disparity, pixels. */
    public double radius(double disparity) {
        return Math.min(most, strength * Math.abs(disparity - focus));
    }
}
