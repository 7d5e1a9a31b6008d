// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** An encoded frame (mediabunny, {@code EncodedPacket}). */
public interface ClipPacket extends JSObject {
    /** When it is shown, seconds. */
    @JSProperty
    double getTimestamp();

    /** Either key or delta. */
    @JSProperty
    String getType();
}
