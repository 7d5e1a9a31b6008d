// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

/**
 * Between the bytes of a picture and light, which alone can be mixed: the transfer function of sRGB
 * (IEC 61966-2-1).
 */
public final class Light {
    private static final float[] OF_BYTE = new float[256];
    private static final int STEPS = 4096;
    private static final byte[] TO_BYTE = new byte[STEPS + 1];

    static {
        for (int i = 0; i < 256; ++i) {
            double c = i / 255.0;
            OF_BYTE[i] = (float) (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        for (int i = 0; i <= STEPS; ++i) {
            // Spaced by the square root, as dark steps are the small ones.
            double light = (double) i / STEPS * i / STEPS;
            double c =
                    light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            TO_BYTE[i] = (byte) Math.round(255 * Math.min(1, c));
        }
    }

    private Light() {}

    /** Light, 0 to 1, of a byte of a picture. */
    public static float of(byte value) {
        return OF_BYTE[value & 255];
    }

    /** The byte of a picture for light, clipped to 0..1. */
    public static byte toByte(double light) {
        double clipped = light > 0 ? Math.min(1, light) : 0;
        return TO_BYTE[(int) (Math.sqrt(clipped) * STEPS + 0.5)];
    }
}
