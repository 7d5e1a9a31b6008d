// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.position;

import io.sightline.core.depth.DepthSampler;

/**
 * A depth map where it lies, with the background's if it is known.
 *
 * @param map row-major, of the size that the scene states
 * @param background of the same size and unit, with nothing in it that moves; null where it is not
 *     learnt
 */
public record DepthValues(DepthSampler.Elements map, DepthSampler.Elements background) {
    /** A map alone. */
    public static DepthValues of(DepthSampler.Elements map) {
        return new DepthValues(map, null);
    }
}
