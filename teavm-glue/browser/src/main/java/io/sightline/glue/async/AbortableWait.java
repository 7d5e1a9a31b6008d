// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.async;

import io.sightline.glue.net.AbortSignal;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventListener;

/** A promise raced against a signal, without leaving a listener on the signal. */
final class AbortableWait<T> {
    private final JSPromise<T> promise;
    private final AbortSignal signal;
    private EventListener<Event> listener;

    AbortableWait(JSPromise<T> work, AbortSignal signal) {
        this.signal = signal;
        promise =
                new JSPromise<>(
                        (resolve, reject) -> {
                            if (signal.isAborted()) {
                                reject.accept(signal.getReason());
                            } else {
                                listener = event -> reject.accept(signal.getReason());
                                signal.addEventListener("abort", listener);
                            }
                            work.then(
                                    value -> {
                                        resolve.accept(value);
                                        return null;
                                    },
                                    reason -> {
                                        reject.accept(reason);
                                        return null;
                                    });
                        });
    }

    JSPromise<T> promise() {
        return promise;
    }

    void end() {
        if (listener != null) {
            signal.removeEventListener("abort", listener);
        }
    }
}
