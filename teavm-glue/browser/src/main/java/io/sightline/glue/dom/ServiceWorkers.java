// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** The browser's service workers ({@code navigator.serviceWorker}). */
public final class ServiceWorkers {
    private ServiceWorkers() {}

    /** Whether this document may have one. */
    @JSBody(script = "return 'serviceWorker' in navigator;")
    public static native boolean available();

    /**
     * Registers a script for its folder and all below.
     *
     * @return fulfilled when its worker has been installed and is active; where its installation
     *     fails, it stays open
     */
    @JSBody(
            params = "url",
            script =
                    "return navigator.serviceWorker.register(url).then(() => navigator.serviceWorker.ready);")
    public static native JSPromise<JSObject> register(String url);
}
