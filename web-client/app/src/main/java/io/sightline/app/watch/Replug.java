// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.glue.media.MediaDevices;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.dom.events.Event;

/**
 * Opens a camera anew that was unplugged while it was watched, once it is back. Only that one: no
 * other was chosen.
 */
final class Replug {
    /** What was just plugged in may not be ready yet: it is tried again after so long, ms. */
    private static final int AGAIN = 2000;

    private static final int TRIES = 5;

    private final MediaDevices devices = MediaDevices.get();
    private boolean waiting;
    private String device = "";
    private String name = "";

    Replug() {
        if (devices != null) {
            devices.addEventListener("devicechange", (Event event) -> look(TRIES));
        }
    }

    /**
     * Waits for it.
     *
     * @param id of the device for this site; empty where it has none
     * @param label of the device, which tells where there is no id
     */
    void await(String id, String label) {
        waiting = true;
        device = id;
        name = label;
    }

    /** Waits no more: another source was opened, or nothing is watched for. */
    void cancel() {
        waiting = false;
    }

    /** True while a camera is waited for. */
    boolean waiting() {
        return waiting;
    }

    private void look(int tries) {
        if (!waiting) {
            return;
        }
        devices.enumerateDevices()
                .then(
                        list -> {
                            for (int i = 0; waiting && i < list.getLength(); ++i) {
                                var each = list.get(i);
                                boolean same =
                                        device.isEmpty()
                                                ? each.getLabel().equals(name)
                                                : each.getDeviceId().equals(device);
                                if (same && each.getKind().equals("videoinput")) {
                                    open(each.getDeviceId(), tries);
                                    return null;
                                }
                            }
                            return null;
                        },
                        failure -> null);
    }

    /** What comes of it shows as the page's source, and a refusal is told there. */
    private void open(String id, int tries) {
        open(id).catchError(
                        failure -> {
                            if (tries > 1) {
                                Window.setTimeout(() -> look(tries - 1), AGAIN);
                            }
                            return null;
                        });
    }

    @JSBody(
            params = "device",
            script = "return sightline.open({ kind: 'camera', deviceId: device });")
    private static native JSPromise<JSObject> open(String device);
}
