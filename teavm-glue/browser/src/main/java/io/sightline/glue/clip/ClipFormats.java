// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.JSTopLevel;

/** The formats that can be read. */
@JSClass
@JSModule("mediabunny")
final class ClipFormats implements JSObject {
    private ClipFormats() {}

    @JSTopLevel
    @JSModule("mediabunny")
    @JSProperty("ALL_FORMATS")
    static native JSObject getAll();
}
