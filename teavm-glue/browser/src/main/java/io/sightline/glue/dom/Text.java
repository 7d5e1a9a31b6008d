// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Uint8Array;

/** Text to bytes and back, in UTF-8. */
public final class Text {
    private Text() {}

    /** The bytes of a text. */
    @JSBody(params = "text", script = "return new TextEncoder().encode(text);")
    public static native Uint8Array encode(String text);

    /** The text of bytes; throws a {@code TypeError} where they are not UTF-8. */
    @JSBody(
            params = "bytes",
            script = "return new TextDecoder('utf-8', { fatal: true }).decode(bytes);")
    public static native String decode(Uint8Array bytes);

    /** As above. */
    @JSBody(
            params = "bytes",
            script = "return new TextDecoder('utf-8', { fatal: true }).decode(bytes);")
    public static native String decode(ArrayBuffer bytes);
}
