// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.storage;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.file.File;

/** A file of the site's private file system. */
@JSClass(transparent = true)
public abstract class FileHandle implements JSObject {
    /** Its name. */
    @JSProperty
    public abstract String getName();

    /** Its content as it is now. */
    public abstract JSPromise<File> getFile();

    /** Bytes in it. */
    public final JSPromise<JSNumber> size() {
        return size(this);
    }

    /**
     * Opens it for reading and writing at any place; in workers alone, and one at a time (else
     * rejected with {@code NoModificationAllowedError}).
     */
    public abstract JSPromise<SyncAccessHandle> createSyncAccessHandle();

    /** Opens it for writing; what is written shows when it is closed. */
    public final JSPromise<Writer> writer(boolean keepContent) {
        return writer(this, keepContent);
    }

    /** Gives it another name in its folder, replacing what has that name. */
    public final JSPromise<JSUndefined> rename(String name) {
        return move(this, name);
    }

    @JSBody(params = "file", script = "return file.getFile().then(f => f.size);")
    private static native JSPromise<JSNumber> size(JSObject file);

    @JSBody(
            params = {"file", "keep"},
            script = "return file.createWritable({ keepExistingData: keep });")
    private static native JSPromise<Writer> writer(JSObject file, boolean keep);

    @JSBody(
            params = {"file", "name"},
            script = "return file.move(name);")
    private static native JSPromise<JSUndefined> move(JSObject file, String name);

    /** Writes a file from any realm. */
    public interface Writer extends JSObject {
        /** Writes at its place; rejected with {@code QuotaExceededError} where there is no room. */
        JSPromise<JSUndefined> write(JSObject data);

        /** Moves to a byte. */
        JSPromise<JSUndefined> seek(double position);

        /** Makes what was written the file's content. */
        JSPromise<JSUndefined> close();

        /** Forgets what was written. */
        JSPromise<JSUndefined> abort();
    }
}
