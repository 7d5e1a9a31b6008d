// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.async;

import io.sightline.glue.error.ErrorMapper;
import io.sightline.glue.error.JsErrors;
import java.util.concurrent.Callable;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/**
 * Answers JavaScript with promises: the work runs on a Java thread of its own, so it may wait, and
 * always settles the promise. For calls now and then; for a stream of events use a {@link Mailbox}
 * and one long-lived thread, since starting a thread costs milliseconds.
 */
public final class Promises {
    private final ErrorMapper errors;

    /**
     * @param errors what the product's exceptions are to JavaScript
     */
    public Promises(ErrorMapper errors) {
        this.errors = errors;
    }

    /**
     * Runs {@code work} and fulfils the promise with its result, or rejects it with the error it
     * threw.
     */
    public <T extends JSObject> JSPromise<T> promise(Callable<T> work) {
        return new JSPromise<>(
                (resolve, reject) ->
                        new Thread(
                                        () -> {
                                            T result;
                                            try {
                                                result = work.call();
                                            } catch (Throwable e) {
                                                reject.accept(JsErrors.toJs(errors.map(e)));
                                                return;
                                            }
                                            resolve.accept(result);
                                        })
                                .start());
    }

    /** As {@link #promise}, for work without a result. */
    public JSPromise<JSUndefined> run(Runnable work) {
        return promise(
                () -> {
                    work.run();
                    return JSUndefined.instance();
                });
    }
}
