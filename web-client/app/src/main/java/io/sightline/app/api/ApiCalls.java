// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.api;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.app.source.Opener;
import io.sightline.app.text.Texts;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageLimits;
import io.sightline.glue.async.Await;
import io.sightline.glue.canvas.ImageBitmap;
import io.sightline.glue.error.CodedException;
import io.sightline.glue.error.JsErrors;
import io.sightline.glue.net.AbortSignal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.file.Blob;

/** What all calls of the public API share: promises, failures and arguments. */
public final class ApiCalls {
    private final Texts texts;

    /** With these texts for messages. */
    public ApiCalls(Texts texts) {
        this.texts = texts;
    }

    /** Does a call's work in a thread of its own, so that it may block. */
    public interface Work {
        /** Does it; may block. */
        JSObject work();
    }

    /** Something that is done at once. */
    interface Act {
        void act();
    }

    /** The JavaScript form of a failure. */
    static JSObject error(Texts texts, Throwable thrown) {
        var failure = Teller.asFailure(thrown);
        var detail = new LinkedHashMap<String, Object>(failure.values());
        detail.put("reason", failure.reason());
        return JsErrors.toJs(
                new CodedException(
                        "SightlineError", failure.code().wire(), texts.of(failure), detail));
    }

    /** As above, with these texts. */
    public JSObject error(Throwable failure) {
        return error(texts, failure);
    }

    /** The promise of what the work gives. */
    public JSObject promise(Work work) {
        return new JSPromise<JSObject>(
                (resolve, reject) ->
                        new Thread(
                                        () -> {
                                            JSObject result;
                                            try {
                                                result = work.work();
                                            } catch (Throwable e) {
                                                reject.accept(error(e));
                                                return;
                                            }
                                            resolve.accept(result);
                                        })
                                .start());
    }

    JSObject now(Act act) {
        return new JSPromise<JSObject>(
                (resolve, reject) -> {
                    try {
                        act.act();
                    } catch (RuntimeException e) {
                        reject.accept(error(e));
                        return;
                    }
                    resolve.accept(JSUndefined.instance());
                });
    }

    /** The failure of a call with a wrong argument. */
    public static SightlineException argument(String name, String wanted) {
        return new SightlineException(
                ErrorCode.BAD_INPUT, "bad-argument", Map.of("name", name, "wanted", wanted));
    }

    /** The signal among the options, or null; one that was given up already is refused. */
    public static AbortSignal signal(JSObject options) {
        var signal = JsFunctions.get(options, "signal");
        if (signal == null) {
            return null;
        }
        if (!Browser.isA(signal, "AbortSignal")) {
            throw argument("signal", "an AbortSignal");
        }
        var abort = (AbortSignal) signal;
        if (abort.isAborted()) {
            throw new SightlineException(ErrorCode.ABORTED, "aborted");
        }
        return abort;
    }

    /** A function among the options, or null. */
    public static JSObject function(JSObject options, String name) {
        var function = JsFunctions.get(options, name);
        if (function != null && !JsFunctions.isFunction(function)) {
            throw argument(name, "a function");
        }
        return function;
    }

    /** A picture of the caller's as a bitmap of ours. Blocks. */
    public static ImageBitmap bitmap(Opener opener, JSObject image, String name) {
        check(image, name);
        // The caller keeps his; the worker closes what it gets.
        return Browser.isA(image, "Blob")
                ? opener.bitmap((Blob) image)
                : Await.await(ImageBitmap.of(image));
    }

    /** Refuses what cannot be a picture, or holds none any more. */
    public static void check(JSObject image, String name) {
        if (image != null && Browser.isA(image, "Blob")) {
            return;
        }
        if (image == null || !Browser.isA(image, "ImageBitmap")) {
            throw argument(name, "a Blob or ImageBitmap");
        }
        var given = (ImageBitmap) image;
        ImageLimits.check(given.getWidth(), given.getHeight());
    }
}
