// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

/**
 * What comes out of a model.
 *
 * @param name the graph's output
 * @param kind {@code relative} (inverse depth, scale and shift unknown), {@code metric} (metres) or
 *     {@code boxes}
 * @param near {@code large} where larger values are nearer, {@code small} where smaller are; null
 *     for boxes
 * @param unit of a metric map, {@code metres}; else null
 * @param most the largest value that a metric map can say, in its unit; else 0
 * @param decoder for boxes, how raw values become boxes, such as {@code yolox}; else null
 */
public record ModelOutput(
        String name, String kind, String near, String unit, int most, String decoder) {}
