// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.storage;

import io.sightline.glue.net.Response;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSString;
import org.teavm.jso.core.JSUndefined;

/** The site's named caches of answers. */
@JSClass(transparent = true)
public abstract class CacheStorage implements JSObject {
    /** It, or null where the page is not in a secure context. */
    @JSBody(script = "return globalThis.caches || null;")
    public static native CacheStorage get();

    /** The cache of that name, made where there is none. */
    public abstract JSPromise<Cache> open(String name);

    /** Removes a cache; whether there was one. */
    public abstract JSPromise<JSBoolean> delete(String name);

    /** Names of all caches. */
    public abstract JSPromise<JSArrayReader<JSString>> keys();

    /** A cache of answers by URL. */
    public interface Cache extends JSObject {
        /** The answer kept for a URL, or undefined. */
        JSPromise<Response> match(String url);

        /**
         * Keeps an answer, whose body is read for it; rejected with {@code QuotaExceededError} for
         * want of room.
         */
        JSPromise<JSUndefined> put(String url, Response response);

        /** Removes an answer; whether there was one. */
        JSPromise<JSBoolean> delete(String url);
    }
}
