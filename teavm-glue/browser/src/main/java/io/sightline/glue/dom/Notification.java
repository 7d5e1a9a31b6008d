// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.events.MouseEvent;

/** A notification of the system; Android's browsers have them for service workers only. */
@JSClass
public class Notification implements JSObject {
    /**
     * Shows one; another with the same {@code tag} takes its place.
     *
     * @param options as for the browser's constructor
     */
    public Notification(String title, JSObject options) {}

    /** Takes it away. */
    public native void close();

    /** Who hears of a click. */
    @JSProperty("onclick")
    public native void setOnClick(EventListener<MouseEvent> listener);

    /** Whether this browser has them, here: granted, denied, default (not asked), unsupported. */
    @JSBody(
            script =
                    "return typeof Notification === 'function' && isSecureContext ? "
                            + "Notification.permission : 'unsupported';")
    public static native String permission();

    /** Asks the user; only while a gesture of his is being handled. */
    @JSBody(script = "return Notification.requestPermission();")
    public static native JSPromise<JSString> ask();
}
