// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Uint8Array;

/** Checksums by the browser; in secure contexts alone. */
public final class Digest {
    private static final String HEX = "0123456789abcdef";

    private Digest() {}

    /** The SHA-256 of bytes: 32 bytes. */
    @JSBody(params = "bytes", script = "return crypto.subtle.digest('SHA-256', bytes);")
    public static native JSPromise<ArrayBuffer> sha256(ArrayBuffer bytes);

    /** As above. */
    @JSBody(params = "bytes", script = "return crypto.subtle.digest('SHA-256', bytes);")
    public static native JSPromise<ArrayBuffer> sha256(Uint8Array bytes);

    /** The SHA-1 of bytes, which git names its blobs by: 20 bytes. */
    @JSBody(params = "bytes", script = "return crypto.subtle.digest('SHA-1', bytes);")
    public static native JSPromise<ArrayBuffer> sha1(Uint8Array bytes);

    /** Bytes as lower-case hexadecimal digits. */
    public static String hex(ArrayBuffer bytes) {
        var view = new Uint8Array(bytes);
        var text = new StringBuilder();
        for (var i = 0; i < view.getLength(); i++) {
            text.append(HEX.charAt(view.get(i) >> 4)).append(HEX.charAt(view.get(i) & 15));
        }
        return text.toString();
    }
}
