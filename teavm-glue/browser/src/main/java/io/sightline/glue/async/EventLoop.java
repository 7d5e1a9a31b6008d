// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.async;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/** The browser's event loop, as a thread that computes for long sees it. */
public final class EventLoop {
    private static JSObject bell;

    private EventLoop() {}

    /**
     * Lets everything that waits have its turn: messages, timers, events. Waiting for a promise
     * does not do so where its work is done at once, as that of a model on WebAssembly is: promises
     * settle before the next event. A message to oneself queues behind those that are there,
     * without the 4 ms that a timer takes.
     */
    public static void turn() {
        if (bell == null) {
            bell = bell();
        }
        Await.await(ring(bell));
    }

    /**
     * Waits until nothing more urgent is to be done, but no longer than a tenth of a second, so
     * that what is not urgent gets done in the end.
     */
    public static void spare() {
        Await.await(idle());
    }

    @JSBody(
            script =
                    "const s = globalThis.scheduler; const late = new Promise(r => setTimeout(r, s && "
                            + "s.postTask ? 100 : 8)); return s && s.postTask ? Promise.race([late, "
                            + "s.postTask(() => {}, { priority: 'background' })]) : late;")
    private static native JSPromise<JSUndefined> idle();

    // Made once: a channel made for each turn costs as much as a small model's token.
    @JSBody(
            script =
                    "const c = new MessageChannel(); const waiting = []; c.port1.onmessage = () => "
                            + "waiting.shift()(); return {port: c.port2, waiting: waiting};")
    private static native JSObject bell();

    @JSBody(
            params = "bell",
            script =
                    "return new Promise(r => { bell.waiting.push(r); bell.port.postMessage(0); });")
    private static native JSPromise<JSUndefined> ring(JSObject bell);
}
