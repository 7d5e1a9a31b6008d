// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.media;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.dom.events.EventTarget;

/**
 * The computer's cameras and screens. The event {@code devicechange} comes when one is plugged in
 * or out.
 */
@JSClass(transparent = true)
public abstract class MediaDevices implements EventTarget {
    /** The devices, or null where the page is not in a secure context. */
    @JSBody(script = "return navigator.mediaDevices || null;")
    public static native MediaDevices get();

    /**
     * Asks for a camera. Rejected with {@code NotAllowedError} (refused), {@code NotFoundError}
     * (none), {@code NotReadableError} (in use elsewhere) or {@code OverconstrainedError}.
     */
    public abstract JSPromise<MediaStream> getUserMedia(JSObject constraints);

    /** Asks for a screen, window or tab. Rejected with {@code NotAllowedError} where refused. */
    public abstract JSPromise<MediaStream> getDisplayMedia(JSObject constraints);

    /** What devices there are; names and ids are empty until a permission was given. */
    public abstract JSPromise<JSArrayReader<Device>> enumerateDevices();

    /** Whether screens can be captured; phones cannot. */
    @JSBody(script = "return !!(navigator.mediaDevices && navigator.mediaDevices.getDisplayMedia);")
    public static native boolean canCaptureScreen();

    /**
     * Constraints for a camera: about that size.
     *
     * @param deviceId of the camera; null for any
     */
    @JSBody(
            params = {"deviceId", "width", "height", "frameRate"},
            script =
                    "return { audio: false, video: Object.assign({ width: { ideal: width }, height: { ideal: "
                            + "height }, frameRate: { ideal: frameRate } }, deviceId === null ? {} : { deviceId: { "
                            + "exact: deviceId } }) };")
    public static native JSObject camera(String deviceId, int width, int height, int frameRate);

    /** Constraints for a screen. */
    @JSBody(script = "return { audio: false, video: true };")
    public static native JSObject screen();

    /** A device. */
    public interface Device extends JSObject {
        /** One of videoinput, audioinput, audiooutput. */
        @JSProperty
        String getKind();

        /** Its name; empty until a permission was given. */
        @JSProperty
        String getLabel();

        /** Its id for this site. */
        @JSProperty
        String getDeviceId();
    }
}
