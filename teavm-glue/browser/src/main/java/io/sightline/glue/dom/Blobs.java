// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** What {@code Blob} lacks in the binding. */
public final class Blobs {
    private Blobs() {}

    /** A blob of a typed array, a buffer, a string or another blob. */
    @JSBody(
            params = {"content", "type"},
            script = "return new Blob([content], { type: type });")
    public static native Blob of(JSObject content, String type);

    /** A blob of several, one after the other. */
    @JSBody(
            params = {"parts", "type"},
            script = "return new Blob(parts, { type: type });")
    public static native Blob join(JSObject parts, String type);

    /** Bytes in it; may be more than an int holds. */
    @JSBody(params = "blob", script = "return blob.size;")
    public static native double size(Blob blob);

    /** The bytes from one place up to another. */
    @JSBody(
            params = {"blob", "from", "to"},
            script = "return blob.slice(from, to);")
    public static native Blob slice(Blob blob, double from, double to);

    /** Its content as text, from UTF-8. */
    @JSBody(params = "blob", script = "return blob.text();")
    public static native JSPromise<JSString> text(Blob blob);

    /** Its content as a stream. */
    @JSBody(params = "blob", script = "return blob.stream();")
    public static native ByteStream stream(Blob blob);

    /** Its content, packed in the zlib format (RFC 1950). */
    @JSBody(
            params = "blob",
            script =
                    "return new Response(blob.stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer();")
    public static native JSPromise<ArrayBuffer> deflated(Blob blob);

    /** Whether a value is a blob or file. */
    @JSBody(params = "value", script = "return value instanceof Blob;")
    public static native boolean isBlob(JSObject value);
}
