// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.steady;

/**
 * What brings a map's values to those of another: {@code scale * value + shift}.
 *
 * @param scale above zero
 * @param shift in the other map's unit
 */
public record Alignment(float scale, float shift) {
    /** Leaves values as they are. */
    public static final Alignment NONE = new Alignment(1, 0);

    /** A value, aligned. */
    public float of(float value) {
        return scale * value + shift;
    }
}
