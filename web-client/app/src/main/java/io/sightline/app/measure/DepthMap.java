// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.measure;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.image.ImageSize;
import io.sightline.core.view.DepthSampler;
import io.sightline.core.view.ImagePoint;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * A depth map where the browser keeps it. Single values are read; the map is never copied into
 * Java.
 *
 * @param data row-major
 * @param size of the map
 * @param range of its values
 */
public record DepthMap(Float32Array data, ImageSize size, DepthRange range) {
    /** The value at a place of the image. */
    public double at(ImagePoint point) {
        return DepthSampler.at(data::get, size, point);
    }
}
