// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.transformers;

import io.sightline.glue.net.Response;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.JSTopLevel;
import org.teavm.jso.core.JSPromise;

/** What {@code @huggingface/transformers} (4.3) exports beside its models. */
@JSClass
@JSModule("@huggingface/transformers")
public final class Transformers implements JSObject {
    private Transformers() {}

    /** Answers a request for one of a model's files. */
    @JSFunctor
    public interface Files extends JSObject {
        /**
         * The file.
         *
         * @param url as the library builds it: a path that ends in the file's own path
         */
        JSPromise<Response> file(String url);
    }

    /**
     * Lets the library have its files from here alone: it makes no request and keeps no cache of
     * its own. A file that is not there must be answered with status 404, also an optional one.
     */
    public static void useFiles(Files files) {
        useFiles(getEnv(), files);
    }

    // localModelPath must be a path: with a whole URL the tokenizer's files are not found (4.3.1).
    @JSBody(
            params = {"env", "files"},
            script =
                    "env.allowRemoteModels = false; env.allowLocalModels = true; env.localModelPath = '/'; "
                            + "env.useBrowserCache = false; env.useWasmCache = false; env.useCustomCache = false; "
                            + "env.fetch = url => files(String(url.url || url));")
    private static native void useFiles(JSObject env, Files files);

    @JSTopLevel
    @JSModule("@huggingface/transformers")
    @JSProperty
    private static native JSObject getEnv();

    /** The class of the library's tensors. */
    @JSTopLevel
    @JSModule("@huggingface/transformers")
    @JSProperty("Tensor")
    static native JSObject tensors();

    /** The loader of tokenizers. */
    @JSTopLevel
    @JSModule("@huggingface/transformers")
    @JSProperty("AutoTokenizer")
    static native JSObject tokenizers();

    /** The loader of models that take pictures and words. */
    @JSTopLevel
    @JSModule("@huggingface/transformers")
    @JSProperty("AutoModelForImageTextToText")
    static native JSObject models();
}
