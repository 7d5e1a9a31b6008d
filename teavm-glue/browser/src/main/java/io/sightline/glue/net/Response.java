// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.net;

import io.sightline.glue.dom.ByteStream;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.Blob;
import org.teavm.jso.typedarrays.ArrayBuffer;

/** An answer, whose body can be read once. */
@JSClass
public class Response implements JSObject {
    /** An answer with that body and status 200. */
    public Response(JSObject body) {}

    /** An answer with that body. */
    public Response(JSObject body, JSObject options) {}

    /** Whether the status is from 200 to 299. */
    @JSProperty("ok")
    public native boolean isOk();

    /** HTTP status. */
    @JSProperty
    public native int getStatus();

    /** Reason that goes with the status; empty over HTTP/2. */
    @JSProperty
    public native String getStatusText();

    /** Where the answer came from in the end. */
    @JSProperty
    public native String getUrl();

    /** Its headers. */
    @JSProperty
    public native Headers getHeaders();

    /** The body as a stream; null where there is none. */
    @JSProperty
    public native ByteStream getBody();

    /** Whether the body has been read. */
    @JSProperty
    public native boolean isBodyUsed();

    /** The whole body. */
    public native JSPromise<ArrayBuffer> arrayBuffer();

    /** The whole body. */
    public native JSPromise<Blob> blob();

    /** The whole body as text, from UTF-8. */
    public native JSPromise<JSString> text();

    /** The whole body, parsed as JSON. */
    public native JSPromise<JSObject> json();
}
