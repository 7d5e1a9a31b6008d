// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.zip;

import io.sightline.glue.async.Await;
import io.sightline.glue.async.Mailbox;
import io.sightline.glue.error.JsErrors;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.file.Blob;

/**
 * A zip archive that is written file by file, not compressed, since pictures and clips are already.
 * It reads a file when it has written the one before, so that no more than one is in memory; what
 * it wrote, the browser keeps as a blob, on disk where it is large. Its methods block.
 */
public final class ZipWriter {
    private final Mailbox<Wanted> wanted = Mailbox.bounded(2);
    private final JSPromise<Blob> blob;

    /** The archive asks for its next file. */
    private interface Wanted {
        void give(JSObject file);

        void fail(Object reason);
    }

    @JSFunctor
    private interface Next extends JSObject {
        JSPromise<JSObject> next();
    }

    /**
     * Begins one.
     *
     * @param module client-zip
     */
    public ZipWriter(JSObject module) {
        blob = blob(module, this::next);
    }

    private JSPromise<JSObject> next() {
        return new JSPromise<>(
                (resolve, reject) ->
                        wanted.offer(
                                new Wanted() {
                                    @Override
                                    public void give(JSObject file) {
                                        resolve.accept(file);
                                    }

                                    @Override
                                    public void fail(Object reason) {
                                        reject.accept(reason);
                                    }
                                }));
    }

    /**
     * Adds a file.
     *
     * @param name in the archive, with its folders
     * @param content a Blob or a text
     * @param modified milliseconds since 1970
     */
    public void add(String name, JSObject content, double modified) {
        wanted.take().give(file(name, content, modified));
    }

    /** Ends the archive. */
    public Blob finish() {
        wanted.take().give(null);
        return Await.await(blob);
    }

    /** Gives it up. */
    public void fail(Throwable reason) {
        blob.catchError(failure -> null);
        var open = wanted.poll();
        if (open != null) {
            open.fail(JsErrors.toJs(reason));
        }
    }

    @JSBody(
            params = {"name", "content", "modified"},
            script = "return { name: name, input: content, lastModified: new Date(modified) };")
    private static native JSObject file(String name, JSObject content, double modified);

    @JSBody(
            params = {"module", "next"},
            script =
                    "return module.downloadZip({ [Symbol.asyncIterator]: () => ({ next: () => "
                            + "next().then(f => ({ value: f, done: f === null })) }) }).blob();")
    private static native JSPromise<Blob> blob(JSObject module, Next next);
}
