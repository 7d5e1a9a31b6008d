// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.storage;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** Bytes that a site uses and may use (Storage Standard). */
public interface Estimate extends JSObject {
    /** Bytes in use, roughly. */
    @JSProperty
    double getUsage();

    /** Bytes that may be used, roughly. */
    @JSProperty
    double getQuota();
}
