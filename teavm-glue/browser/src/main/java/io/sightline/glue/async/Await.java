// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.async;

import io.sightline.glue.error.JsErrors;
import io.sightline.glue.net.AbortSignal;
import org.teavm.interop.Async;
import org.teavm.interop.AsyncCallback;
import org.teavm.jso.JSBody;
import org.teavm.jso.core.JSPromise;

/**
 * Suspends the running Java thread until a promise settles. TeaVM's own {@code JSPromise.await}
 * drops the reason of a rejection, and never returns where the reason is not an {@code Error}.
 *
 * <p>Only a thread can wait: code called from JavaScript (an event handler, a timer, an export)
 * first starts one, or hands the work to one that runs already ({@link Mailbox}, {@link Promises}).
 */
public final class Await {
    private Await() {}

    /**
     * Waits for a promise.
     *
     * @return the value it is fulfilled with
     * @throws io.sightline.glue.error.JsException with the reason, whatever it is, where the
     *     promise is rejected; an exception that Java had thrown comes back as it was
     */
    public static <T> T await(JSPromise<T> promise) {
        var outcome = settle(promise);
        if (outcome.failure != null) {
            throw Await.<RuntimeException>asIs(outcome.failure);
        }
        return outcome.value;
    }

    // An error told to the callback would stay with TeaVM 0.16's thread and be thrown again by
    // every later wait of it
    // (Fiber.suspend does not clear it), so failures come back as values.
    @Async
    private static native <T> Outcome<T> settle(JSPromise<T> promise);

    // TeaVM's convention for @Async: the implementation has the same name and a callback.
    private static <T> void settle(JSPromise<T> promise, AsyncCallback<Outcome<T>> callback) {
        resolved(promise)
                .then(
                        value -> {
                            callback.complete(new Outcome<>(value, null));
                            return null;
                        },
                        reason -> {
                            callback.complete(new Outcome<>(null, JsErrors.toJava(reason)));
                            return null;
                        });
    }

    // What a library calls a promise may be the value itself; waiting for that must not hang.
    @JSBody(params = "promise", script = "return Promise.resolve(promise);")
    private static native <T> JSPromise<T> resolved(JSPromise<T> promise);

    private record Outcome<T>(T value, Throwable failure) {}

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E asIs(Throwable failure) throws E {
        throw (E) failure;
    }

    /**
     * Waits for a promise, or for the signal to be aborted, whichever comes first. The work behind
     * the promise goes on unless it was given the signal too.
     *
     * @param signal may be null
     * @throws io.sightline.glue.error.JsException with the signal's reason (an {@code AbortError},
     *     a {@code TimeoutError}, or what the caller gave) where it is aborted
     */
    public static <T> T await(JSPromise<T> promise, AbortSignal signal) {
        if (signal == null) {
            return await(promise);
        }
        var race = new AbortableWait<>(promise, signal);
        try {
            return await(race.promise());
        } finally {
            race.end();
        }
    }

    /**
     * Waits for a promise for at most that long.
     *
     * @param milliseconds longest wait
     * @throws io.sightline.glue.error.JsException named {@code TimeoutError} where it takes longer
     */
    public static <T> T await(JSPromise<T> promise, int milliseconds) {
        return await(promise, AbortSignal.timeout(milliseconds));
    }
}
