// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;
import org.teavm.jso.browser.TimerHandler;

/** Times and marks for the browser's profiler. */
public final class Clock {
    private Clock() {}

    /** Milliseconds since this realm began, with fractions; never goes back. */
    @JSBody(script = "return performance.now();")
    public static native double now();

    /** Milliseconds since 1970, as the clock on the wall has it; may be put forward and back. */
    @JSBody(script = "return Date.now();")
    public static native double wall();

    /** Calls again and again; in a hidden page the browser may stretch it, in a worker not. */
    @JSBody(
            params = {"milliseconds", "handler"},
            script = "return setInterval(handler, milliseconds);")
    public static native int every(int milliseconds, TimerHandler handler);

    /** Marks this moment in the profiler. */
    @JSBody(params = "name", script = "performance.mark(name);")
    public static native void mark(String name);

    /** Marks a span in the profiler, both ends as {@link #now} gives them. */
    @JSBody(
            params = {"name", "start", "end"},
            script = "performance.measure(name, { start: start, end: end });")
    public static native void measure(String name, double start, double end);
}
