// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.gpu;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.JSTopLevel;

/** The texts of the kernels, as the worker's entry brings them. */
@JSClass
@JSModule("kernels")
final class KernelTexts implements JSObject {
    private KernelTexts() {}

    /** Frame to tensor. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getPrepare();

    /** Range of a map. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getRange();

    /** Picture of a map. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getColour();

    /** Scene of a map. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getScene();

    /** Half to single precision. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getWiden();

    /** Small luma of a frame. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getLuma();

    /** Stabiliser's maps. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getSteady();

    /** Frame and map, pixel for pixel. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getLay();

    /** Blur by depth. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getBlur();

    /** Matte by depth. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getMatte();

    /** An object in the scene. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getObject();

    /** Pictures put together. */
    @JSTopLevel
    @JSModule("kernels")
    @JSProperty
    static native String getCompose();

    /**
     * A kernel whose tensors are of a type.
     *
     * @param half in half precision, for devices with "shader-f16"
     */
    static String of(String text, boolean half) {
        return (half ? "enable f16; alias Value = f16;\n" : "alias Value = f32;\n") + text;
    }
}
