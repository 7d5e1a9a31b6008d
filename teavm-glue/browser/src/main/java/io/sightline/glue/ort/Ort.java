// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.ort;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.JSTopLevel;

/** What {@code onnxruntime-web} exports beside its classes. */
@JSClass
@JSModule("onnxruntime-web")
public final class Ort implements JSObject {
    private Ort() {}

    /** Settings for all sessions; to be set before the first is created. */
    @JSTopLevel
    @JSModule("onnxruntime-web")
    @JSProperty
    public static native OrtEnv getEnv();
}
