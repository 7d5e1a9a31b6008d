// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.storage;

import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSPromise;

/** The origin private file system (File System Standard) and what it may use (Storage Standard). */
public final class Opfs {
    private Opfs() {}

    /** True where the browser has it here. */
    @JSBody(
            script =
                    "return !!(globalThis.navigator && navigator.storage && navigator.storage.getDirectory);")
    public static native boolean available();

    /** Its top folder. Rejects where the user or the embedding page forbids storage. */
    @JSBody(script = "return navigator.storage.getDirectory();")
    public static native JSPromise<DirectoryHandle> root();

    /** Asks that the browser does not clear the storage when space is short; gives the answer. */
    @JSBody(script = "return navigator.storage.persist();")
    public static native JSPromise<JSBoolean> persist();

    /** What this site uses and may use. */
    @JSBody(script = "return navigator.storage.estimate();")
    public static native JSPromise<Estimate> estimate();
}
