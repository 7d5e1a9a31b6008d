// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.async;

import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/** The browser's event loop, as a thread that computes for long sees it. */
public final class EventLoop {
    private EventLoop() {}

    /**
     * Lets everything that waits have its turn: messages, timers, events. Waiting for a promise
     * does not do so where its work is done at once, as that of a model on WebAssembly is: promises
     * settle before the next event. A message to oneself queues behind those that are there,
     * without the 4 ms that a timer takes.
     */
    public static void turn() {
        Await.await(message());
    }

    @JSBody(
            script =
                    "return new Promise(r => { const c = new MessageChannel(); c.port1.onmessage = () => { "
                            + "c.port1.close(); r(); }; c.port2.postMessage(0); });")
    private static native JSPromise<JSUndefined> message();
}
