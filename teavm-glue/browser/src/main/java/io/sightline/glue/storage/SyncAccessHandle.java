// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.storage;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.ArrayBufferView;

/** An open file, read and written at once; in workers only (File System Standard). */
@JSClass(transparent = true)
public abstract class SyncAccessHandle implements JSObject {
    private SyncAccessHandle() {}

    /** Its length, bytes. */
    public native double getSize();

    /** Reads from a place; how many bytes were read. */
    @JSBody(
            params = {"target", "at"},
            script = "return this.read(target, {at: at});")
    public native double read(ArrayBufferView target, double at);

    /** Writes to a place; how many bytes were written. Throws QuotaExceededError. */
    @JSBody(
            params = {"source", "at"},
            script = "return this.write(source, {at: at});")
    public native double write(ArrayBufferView source, double at);

    /** Cuts or grows it. */
    public native void truncate(double size);

    /** Makes what was written lasting. */
    public native void flush();

    /** Lets go of it. */
    public native void close();
}
