// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import io.sightline.core.image.ImageSize;

/**
 * How a detector is called: one float tensor [1, 3, height, width] in, one [1, cells, values] out.
 *
 * @param input name of the input
 * @param output name of the output
 * @param size of the input, pixels
 * @param blueFirst the planes are blue, green, red instead of red, green, blue
 * @param full what 255 becomes before mean and deviation: 1 or 255
 * @param mean subtracted from each plane, in the planes' order
 * @param std divides each plane after that, in the planes' order
 * @param pad value of a pixel beside the frame, 0 to 255
 * @param decoder how raw values become boxes, as {@link BoxDecoder#of} knows it
 */
public record DetectorContract(
        String input,
        String output,
        ImageSize size,
        boolean blueFirst,
        float full,
        float[] mean,
        float[] std,
        int pad,
        String decoder) {}
