// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

import java.nio.ByteBuffer;

/** Puts pictures together by a matte. */
public final class Composite {
    private Composite() {}

    /**
     * A picture over another background: {@code alpha × picture + (1 − alpha) × background}, in
     * light (Porter and Duff 1984, "over").
     *
     * @param rgba four bytes a pixel
     * @param alpha 0 to 1 for each pixel
     * @param background four bytes a pixel
     * @param out four bytes a pixel, opaque; may be any of the above
     */
    public static void over(ByteBuffer rgba, float[] alpha, ByteBuffer background, ByteBuffer out) {
        for (int i = 0; i < alpha.length; ++i) {
            double a = Math.max(0, Math.min(1, alpha[i]));
            for (int c = i * 4; c < i * 4 + 3; ++c) {
                out.put(
                        c,
                        a == 1
                                ? rgba.get(c)
                                : a == 0
                                        ? background.get(c)
                                        : Light.toByte(
                                                a * Light.of(rgba.get(c))
                                                        + (1 - a) * Light.of(background.get(c))));
            }
            out.put(i * 4 + 3, (byte) 255);
        }
    }

    /**
     * The picture with the matte as its alpha, colours untouched (not multiplied), as PNG wants it.
     *
     * @param rgba four bytes a pixel
     * @param alpha 0 to 1 for each pixel
     * @param out four bytes a pixel; may be the picture
     */
    public static void cutOut(ByteBuffer rgba, float[] alpha, ByteBuffer out) {
        for (int i = 0; i < alpha.length; ++i) {
            for (int c = 0; c < 3; ++c) {
                out.put(i * 4 + c, rgba.get(i * 4 + c));
            }
            double a = Math.max(0, Math.min(1, alpha[i])) * (rgba.get(i * 4 + 3) & 255);
            out.put(i * 4 + 3, (byte) Math.round(a));
        }
    }
}
