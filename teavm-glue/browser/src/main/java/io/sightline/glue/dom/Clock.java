// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.dom;

import org.teavm.jso.JSBody;

/** Times and marks for the browser's profiler. */
public final class Clock {
    private Clock() {}

    /** Milliseconds since this realm began, with fractions; never goes back. */
    @JSBody(script = "return performance.now();")
    public static native double now();

    /** Marks this moment in the profiler. */
    @JSBody(params = "name", script = "performance.mark(name);")
    public static native void mark(String name);

    /** Marks a span in the profiler, both ends as {@link #now} gives them. */
    @JSBody(
            params = {"name", "start", "end"},
            script = "performance.measure(name, { start: start, end: end });")
    public static native void measure(String name, double start, double end);
}
