// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;

/** A clip's picture track. */
public interface ClipTrack extends JSObject {
    /** Width to show it at, pixels. */
    @JSProperty
    int getDisplayWidth();

    /** Height to show it at, pixels. */
    @JSProperty
    int getDisplayHeight();

    /** Its codec, such as avc or vp9; null where it is not known. */
    @JSProperty
    String getCodec();

    /** Its end as its frames tell it, seconds. */
    JSPromise<JSNumber> computeDuration();

    /** How many frames a second it has, from that many of them. */
    JSPromise<Pace> computePacketStats(int frames);

    /** How fast frames follow one another. */
    interface Pace extends JSObject {
        /** Frames a second. */
        @JSProperty
        double getAveragePacketRate();
    }

    /** Whether this browser can decode it. */
    JSPromise<JSBoolean> canDecode();
}
