// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.media;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.dom.events.EventTarget;

/**
 * A camera's or screen's pictures. The event {@code ended} comes when the device is unplugged or
 * the user stops sharing, not after {@link #stop}; {@code mute} and {@code unmute} when pictures
 * fail to come.
 */
public interface MediaTrack extends EventTarget {
    /** Either video or audio. */
    @JSProperty
    String getKind();

    /** The device's name. */
    @JSProperty
    String getLabel();

    /** Either live or ended. */
    @JSProperty
    String getReadyState();

    /** Whether no pictures come at the moment. */
    @JSProperty("muted")
    boolean isMuted();

    /** Whether pictures are let through; black ones come while not. */
    @JSProperty
    void setEnabled(boolean enabled);

    /** What the pictures are like now. */
    Settings getSettings();

    /** Asks for other pictures. */
    JSPromise<JSUndefined> applyConstraints(JSObject constraints);

    /** Ends it and frees the device. */
    void stop();

    /** What the pictures are like. */
    interface Settings extends JSObject {
        /** Width in pixels. */
        @JSProperty
        int getWidth();

        /** Height in pixels. */
        @JSProperty
        int getHeight();

        /** Pictures a second; 0 where not known. */
        @JSProperty
        double getFrameRate();

        /** The device's id; null where there is none. */
        @JSProperty
        String getDeviceId();
    }
}
