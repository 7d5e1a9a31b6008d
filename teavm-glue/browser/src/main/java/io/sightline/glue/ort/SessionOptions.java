// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.ort;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArray;

/** How a session is made (onnxruntime-common, {@code InferenceSession.SessionOptions}). */
@JSClass(transparent = true)
public abstract class SessionOptions implements JSObject {
    private SessionOptions() {}

    /** Options for one execution provider, "webgpu" or "wasm", without a silent second one. */
    @JSBody(
            params = "provider",
            script =
                    "return {executionProviders: [provider], graphOptimizationLevel: 'all', "
                            + "freeDimensionOverrides: {}};")
    public static native SessionOptions of(String provider);

    /**
     * Fixes a named free dimension of the inputs, so that all that follows from it is folded away
     * at load.
     */
    @JSBody(
            params = {"name", "value"},
            script = "this.freeDimensionOverrides[name] = value;")
    public native void fix(String name, int value);

    /** One of disabled, basic, extended, layout, all. */
    @JSProperty
    public abstract void setGraphOptimizationLevel(String level);

    /** Providers in order of preference: names, or objects with a name and its settings. */
    @JSProperty
    public abstract void setExecutionProviders(JSArray<JSObject> providers);

    /** Whether freed memory is kept for the next allocation. */
    @JSProperty
    public abstract void setEnableCpuMemArena(boolean enable);

    /** Whether a run's commands on the GPU are recorded and played again; shapes must be static. */
    @JSProperty
    public abstract void setEnableGraphCapture(boolean enable);

    /** Where outputs go: cpu or gpu-buffer. */
    @JSProperty
    public abstract void setPreferredOutputLocation(String location);

    /** Files that belong to the model: {@link #externalFile} each. */
    @JSProperty
    public abstract void setExternalData(JSArray<JSObject> files);

    /** From 0 (verbose) to 4 (fatal). */
    @JSProperty
    public abstract void setLogSeverityLevel(int level);

    /** Further settings, as onnxruntime names them. */
    @JSProperty
    public abstract void setExtra(JSObject extra);

    /**
     * A file that belongs to the model: the path that the model names it by, and its bytes or URL.
     */
    @JSBody(
            params = {"path", "data"},
            script = "return {path: path, data: data};")
    public static native JSObject externalFile(String path, JSObject data);

    /** The WebGPU provider with a layout for images, NHWC or NCHW. */
    @JSBody(params = "layout", script = "return {name: 'webgpu', preferredLayout: layout};")
    public static native JSObject webGpu(String layout);

    /** Whether memory is planned for one shape ahead of the run. */
    @JSProperty
    public abstract void setEnableMemPattern(boolean enable);
}
