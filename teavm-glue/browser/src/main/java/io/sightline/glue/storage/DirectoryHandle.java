// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.storage;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSMethod;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/** A folder of the site's private file system. */
@JSClass(transparent = true)
public abstract class DirectoryHandle implements JSObject {
    /** Its name. */
    @JSProperty
    public abstract String getName();

    /**
     * The file of that name; where there is none, made empty, or rejected with {@code
     * NotFoundError}.
     */
    public final JSPromise<FileHandle> file(String name, boolean create) {
        return file(this, name, create);
    }

    /** The folder of that name, made where there is none. */
    public final JSPromise<DirectoryHandle> folder(String name) {
        return folder(this, name);
    }

    /** Removes a file; rejected with {@code NotFoundError} where there is none. */
    @JSMethod("removeEntry")
    public abstract JSPromise<JSUndefined> remove(String name);

    /** Names of all files and folders in it, one by one. */
    @JSMethod("keys")
    public abstract NameIterator names();

    @JSBody(
            params = {"folder", "name", "create"},
            script = "return folder.getFileHandle(name, { create: create });")
    private static native JSPromise<FileHandle> file(JSObject folder, String name, boolean create);

    @JSBody(
            params = {"folder", "name"},
            script = "return folder.getDirectoryHandle(name, { create: true });")
    private static native JSPromise<DirectoryHandle> folder(JSObject folder, String name);
}
