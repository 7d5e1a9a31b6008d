// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.typedarrays.Uint8Array;

/** A stream of bytes: the body of an answer, a blob's content. */
public interface ByteStream extends JSObject {
    /** Takes the stream to read it. */
    Reader getReader();

    /** Gives the rest up. */
    JSPromise<JSUndefined> cancel();

    /** Reads a stream piece by piece. */
    interface Reader extends JSObject {
        /** The next piece. */
        JSPromise<Chunk> read();

        /** Gives the rest up. */
        JSPromise<JSUndefined> cancel();

        /** Gives the stream back. */
        void releaseLock();
    }

    /** A piece of a stream. */
    interface Chunk extends JSObject {
        /** Whether the stream has ended; there are no bytes then. */
        @JSProperty("done")
        boolean isDone();

        /** The bytes. */
        @JSProperty
        Uint8Array getValue();
    }
}
