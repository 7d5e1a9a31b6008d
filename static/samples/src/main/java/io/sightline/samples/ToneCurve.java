// SPDX-License-Identifier: Apache-2.0
package io.sightline.samples;

/**
 * From linear light to the screen: exposure, a filmic curve that rolls highlights off, the sRGB
 * transfer function.
 *
 * <p>The curve is K. Narkowicz's fit of the ACES reference curve (2015), a channel at a time.
 */
record ToneCurve(double exposure) {
    /** Packed 0xRRGGBB of linear Rec. 709 radiance. */
    int pack(double r, double g, double b) {
        return level(r) << 16 | level(g) << 8 | level(b);
    }

    private int level(double radiance) {
        double x = Math.max(0, radiance) * exposure;
        double y = x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14);
        double c = Math.max(0, Math.min(1, y));
        double s = c <= 0.0031308 ? 12.92 * c : 1.055 * StrictMath.pow(c, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * s);
    }
}
