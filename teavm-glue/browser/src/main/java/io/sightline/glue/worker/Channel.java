// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.worker;

import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;

/**
 * One end of a line of messages between two JavaScript realms: a page and its worker, or two ends
 * of a {@code MessageChannel}. Both ends look the same.
 */
public interface Channel {
    /** Takes each message; called from JavaScript, so it must not wait: put it into a mailbox. */
    @FunctionalInterface
    interface MessageHandler {
        /** Takes one. */
        void message(JSObject message);
    }

    /**
     * Told when the other end fails or a message cannot be read; called from JavaScript, so it must
     * not wait.
     */
    @FunctionalInterface
    interface FailureHandler {
        /**
         * Reports it; the reason is a sentence in English, with file and line where they are known.
         */
        void failed(String reason);
    }

    /**
     * Sends a copy of {@code message}, except the parts in {@code transfer} (buffers, frames,
     * bitmaps, ports), which move and are gone here.
     *
     * @throws io.sightline.glue.error.JsException named {@code DataCloneError} where something can
     *     neither be copied nor moved
     */
    void send(JSObject message, JSArray<JSObject> transfer);

    /** Sends a copy of {@code message}. */
    default void send(JSObject message) {
        send(message, new JSArray<>());
    }

    /** Sets who takes the messages. Those that came before wait for it. */
    void onMessage(MessageHandler handler);

    /** Sets who is told of failures. */
    void onFailure(FailureHandler handler);

    /** Closes this end; for a worker's channel on the page, ends the worker at once. */
    void close();
}
