// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.measure;

import io.sightline.core.depth.DepthRange;
import io.sightline.core.depth.DepthSampler;
import io.sightline.core.image.ImagePoint;
import io.sightline.core.image.ImageSize;
import java.util.List;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * A depth map where the browser keeps it: on this page, or in the worker, on the graphics device,
 * of which single values are asked. It is never copied into Java.
 */
public final class DepthMap {
    /** Receives a value. */
    public interface Reader {
        /** The value; NaN where it cannot be had any more. */
        void read(double value);
    }

    private final Float32Array data;
    private final ImageSize size;
    private final DepthRange range;
    private final DistantValues distant;

    /**
     * @param data row-major; null where the worker has it
     * @param size of the map
     * @param range of its values
     * @param distant asks the worker
     */
    DepthMap(Float32Array data, ImageSize size, DepthRange range, DistantValues distant) {
        this.data = data;
        this.size = size;
        this.range = range;
        this.distant = distant;
    }

    /** Width and height of the map, pixels. */
    public ImageSize size() {
        return size;
    }

    /** The range of its values. */
    public DepthRange range() {
        return range;
    }

    /**
     * The value at a place of the image, for what is drawn again and again: where it has to be
     * asked for, the last known one of that place, or NaN, until the page is drawn with the answer.
     */
    public double at(ImagePoint point) {
        return data == null ? distant.at(this, point) : DepthSampler.at(data::get, size, point);
    }

    /** Hands over the value at a place, now or as soon as it is known. */
    public void read(ImagePoint point, Reader reader) {
        if (data == null) {
            distant.read(point, reader);
        } else {
            reader.read(DepthSampler.at(data::get, size, point));
        }
    }

    /** Receives values. */
    interface AllReader {
        /** The values, in the places' order; null where they cannot be had any more. */
        void read(DepthSampler.Elements values);
    }

    /** Hands over the values at some places, now or as soon as they are known. */
    void read(List<ImagePoint> points, AllReader reader) {
        if (data == null) {
            distant.read(points, reader);
        } else {
            reader.read(i -> (float) DepthSampler.at(data::get, size, points.get(i)));
        }
    }

    /**
     * All values, row-major. Those of a stream that is asked for them are of the newest map; {@link
     * #size} and {@link #range} may then be an older one's, unless the stream stands still.
     */
    public JSPromise<Float32Array> values() {
        return data == null ? distant.all() : JSPromise.resolve(data);
    }
}
