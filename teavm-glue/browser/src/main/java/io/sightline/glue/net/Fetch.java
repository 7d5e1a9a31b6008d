// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.net;

import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSPromise;

/** Requests, nearly all of them to the site's own server (Fetch Standard). */
public final class Fetch {
    private Fetch() {}

    /** Asks for a resource. */
    @JSBody(params = "url", script = "return fetch(url);")
    public static native JSPromise<Response> fetch(String url);

    /**
     * Asks for a resource, whatever cache it comes from.
     *
     * @param signal stops it
     */
    @JSBody(
            params = {"url", "signal"},
            script = "return fetch(url, {signal: signal});")
    public static native JSPromise<Response> fetch(String url, AbortSignal signal);

    /** Asks for the headers alone. */
    @JSBody(params = "url", script = "return fetch(url, {method: 'HEAD'});")
    public static native JSPromise<Response> head(String url);

    /** Asks for a resource that must be as fresh as the server has it. */
    @JSBody(params = "url", script = "return fetch(url, {cache: 'no-cache'});")
    public static native JSPromise<Response> fresh(String url);

    /**
     * Asks for a resource from a byte on; a server that cannot do so answers 200 with all of it.
     * The browser's own cache is left out: the caller keeps what it gets.
     *
     * @param signal stops it
     * @param from first byte wanted
     */
    public static JSPromise<Response> from(String url, AbortSignal signal, double from) {
        return from > 0 ? part(url, signal, "bytes=" + (long) from + "-") : whole(url, signal);
    }

    @JSBody(
            params = {"url", "signal", "range"},
            script =
                    "return fetch(url, {signal: signal, cache: 'no-store', headers: {Range: range}});")
    private static native JSPromise<Response> part(String url, AbortSignal signal, String range);

    @JSBody(
            params = {"url", "signal"},
            script = "return fetch(url, {signal: signal, cache: 'no-store'});")
    private static native JSPromise<Response> whole(String url, AbortSignal signal);
}
