// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

import java.util.List;

/**
 * How an image goes into a model.
 *
 * @param name the graph's input
 * @param dtype element type of the tensor
 * @param layout order of the axes, such as NCHW
 * @param multiple height and width are multiples of this
 * @param size fixed [height, width], or empty when any multiple will do
 * @param colour order of the channels, RGB or BGR
 * @param range what 0 and 255 of a pixel become before mean and std: [0, 1] or [0, 255]
 * @param mean subtracted per channel, in the order of {@code colour}
 * @param std divides per channel, in the order of {@code colour}
 * @param fit how an image of another aspect is fitted: {@code aspect} (resized, aspect kept to the
 *     multiple) or {@code letterbox} (aspect kept, padded right and below)
 * @param resize interpolation: {@code cubic} or {@code linear}
 * @param pad pixel value (0..255) of the letterbox, 0 where there is none
 */
public record ImageInput(
        String name,
        String dtype,
        String layout,
        int multiple,
        List<Integer> size,
        String colour,
        List<Double> range,
        List<Double> mean,
        List<Double> std,
        String fit,
        String resize,
        int pad) {}
