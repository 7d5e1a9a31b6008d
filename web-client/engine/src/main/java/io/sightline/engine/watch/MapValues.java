// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.watch;

import io.sightline.core.position.DepthValues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Float32Array;

/** A depth map's values in the module's memory; one buffer serves all. */
final class MapValues {
    private ByteBuffer bytes = ByteBuffer.allocateDirect(4);

    /**
     * The values; valid until the next call.
     *
     * @param values a Float32Array, or null
     */
    DepthValues of(Object values) {
        if (!(values instanceof JSObject object)) {
            return null;
        }
        Float32Array array = object.cast();
        int length = array.getLength();
        if (bytes.capacity() < 4 * length) {
            bytes = ByteBuffer.allocateDirect(4 * length).order(ByteOrder.nativeOrder());
        }
        FloatBuffer floats = bytes.clear().order(ByteOrder.nativeOrder()).asFloatBuffer();
        Float32Array.fromJavaBuffer(floats).set(array, 0);
        return DepthValues.of(floats::get);
    }
}
