// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.media;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;

/** Tracks that belong together: what a camera or screen gives. */
public interface MediaStream extends JSObject {
    /** Whether a track is live. */
    @JSProperty("active")
    boolean isActive();

    /** The video tracks. */
    JSArrayReader<MediaTrack> getVideoTracks();

    /** All tracks. */
    JSArrayReader<MediaTrack> getTracks();
}
