// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.file.Blob;

/** URLs of the page's own for blobs, and resolution of URLs. */
public final class ObjectUrl {
    private ObjectUrl() {}

    /** A URL for a blob; keeps the blob in memory until revoked. */
    @JSBody(params = "blob", script = "return URL.createObjectURL(blob);")
    public static native String create(Blob blob);

    /** Gives a URL up. */
    @JSBody(params = "url", script = "URL.revokeObjectURL(url);")
    public static native void revoke(String url);

    /** A URL made absolute against another; throws a {@code TypeError} where it is none. */
    @JSBody(
            params = {"url", "base"},
            script = "return new URL(url, base).href;")
    public static native String resolve(String url, String base);

    /** Where this realm was loaded from: the page's or the worker's URL. */
    @JSBody(script = "return location.href;")
    public static native String location();
}
