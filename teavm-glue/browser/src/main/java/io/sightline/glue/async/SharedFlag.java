// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.async;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/**
 * A flag in memory that a page and its worker share. A worker that computes sees it raised at once,
 * where a message would wait for a turn of its event loop. It travels in a message as it is.
 */
@JSClass(transparent = true)
public abstract class SharedFlag implements JSObject {
    private SharedFlag() {}

    /** A flag that is down; null where the page may not share memory (it is not isolated). */
    @JSBody(
            script =
                    "return globalThis.crossOriginIsolated && globalThis.SharedArrayBuffer ? new Int32Array(new "
                            + "SharedArrayBuffer(4)) : null;")
    public static native SharedFlag make();

    /** Raises it, for good. */
    public void raise() {
        raise(this);
    }

    @JSBody(params = "flag", script = "Atomics.store(flag, 0, 1);")
    private static native void raise(SharedFlag flag);

    /** Whether it is raised. */
    public boolean isRaised() {
        return isRaised(this);
    }

    @JSBody(params = "flag", script = "return Atomics.load(flag, 0) === 1;")
    private static native boolean isRaised(SharedFlag flag);
}
