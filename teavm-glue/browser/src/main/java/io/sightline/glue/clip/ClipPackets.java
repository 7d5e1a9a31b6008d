// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.clip;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/**
 * The encoded frames of a track in the order of decoding (mediabunny, {@code EncodedPacketSink}).
 * What a file calls a key frame is believed only where its bytes say so too.
 */
@JSClass(name = "EncodedPacketSink")
@JSModule("mediabunny")
public final class ClipPackets implements JSObject {
    /** Of that track. */
    public ClipPackets(ClipTrack track) {}

    private native JSPromise<ClipPacket> getFirstKeyPacket(JSObject options);

    private native JSPromise<ClipPacket> getKeyPacket(double seconds, JSObject options);

    private native JSPromise<ClipPacket> getNextPacket(ClipPacket packet, JSObject options);

    private native JSPromise<ClipPacket> getNextKeyPacket(ClipPacket packet, JSObject options);

    /** The first key frame; null: none. */
    public JSPromise<ClipPacket> firstKey() {
        return getFirstKeyPacket(verified());
    }

    /** The key frame that what is shown at a time depends on; null before the first. */
    public JSPromise<ClipPacket> key(double seconds) {
        return getKeyPacket(seconds, verified());
    }

    /** The next; null after the last. */
    public JSPromise<ClipPacket> after(ClipPacket packet) {
        return getNextPacket(packet, verified());
    }

    /** The next key frame; null after the last. */
    public JSPromise<ClipPacket> keyAfter(ClipPacket packet) {
        return getNextKeyPacket(packet, verified());
    }

    @JSBody(script = "return { verifyKeyPackets: true };")
    private static native JSObject verified();
}
