// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSTopLevel;
import org.teavm.jso.core.JSPromise;

/** What this part fetches only when it is used: see {@code watch-page.js}. */
@JSClass
@JSModule("lazy")
final class Lazy implements JSObject {
    private Lazy() {}

    /** client-zip. */
    @JSTopLevel
    @JSModule("lazy")
    static native JSPromise<JSObject> zip();
}
