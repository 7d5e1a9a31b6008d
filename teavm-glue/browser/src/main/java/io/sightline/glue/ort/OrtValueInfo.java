// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.ort;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;

/** Name, type and shape of an input or output. */
public interface OrtValueInfo extends JSObject {
    /** Its name. */
    @JSProperty
    String getName();

    /** Whether it is a tensor; only then are there type and shape. */
    @JSProperty("isTensor")
    boolean isTensor();

    /** Element type, for example float32. */
    @JSProperty
    String getType();

    /** Dimensions: numbers, or names of free ones. */
    @JSProperty
    JSArrayReader<JSObject> getShape();
}
