// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.ort;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.ArrayBufferView;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.webgpu.GPUBuffer;

/** An n-dimensional array (onnxruntime-common, {@code Tensor}). */
@JSClass
@JSModule("onnxruntime-web")
public class Tensor implements JSObject {
    /**
     * A tensor over data in the script's memory, which is not copied until it is run.
     *
     * @param type such as "float32"
     * @param data of the type's array kind
     * @param dims sizes, outermost first; an array of JavaScript's own, since a Java array arrives
     *     as a typed one, which the runtime refuses
     */
    public Tensor(String type, ArrayBufferView data, JSArray<JSNumber> dims) {}

    /** As the constructor. */
    public static Tensor of(String type, ArrayBufferView data, int... dims) {
        return new Tensor(type, data, array(dims));
    }

    /**
     * A tensor over a GPU buffer, which stays the caller's.
     *
     * @param options from {@link #gpuOptions}
     */
    public static native Tensor fromGpuBuffer(GPUBuffer buffer, JSObject options);

    /** What {@link #fromGpuBuffer} is told of the buffer. */
    public static JSObject gpuOptions(String type, int... dims) {
        return gpuOptions(type, array(dims));
    }

    @JSBody(
            params = {"type", "dims"},
            script = "return {dataType: type, dims: dims};")
    private static native JSObject gpuOptions(String type, JSArray<JSNumber> dims);

    private static JSArray<JSNumber> array(int[] values) {
        var array = new JSArray<JSNumber>();
        for (var value : values) {
            array.push(JSNumber.valueOf(value));
        }
        return array;
    }

    /** The GPU buffer that holds the values; throws where they are not on the GPU. */
    @JSProperty
    public native GPUBuffer getGpuBuffer();

    /** One of cpu, cpu-pinned, texture, gpu-buffer, ml-tensor, none. */
    @JSProperty
    public native String getLocation();

    /** Element type. */
    @JSProperty
    public native String getType();

    /** Number of elements. */
    @JSProperty
    public native int getSize();

    /** Sizes, outermost first. */
    @JSProperty
    public native int[] getDims();

    /** Its values; throws when they are on the GPU. */
    @JSProperty
    public native Float32Array getData();

    /** Its values, brought from the GPU when they are there. */
    @SuppressWarnings("checkstyle:MethodName")
    public native JSPromise<Float32Array> getData(boolean releaseData);

    /** Frees it. */
    public native void dispose();
}
