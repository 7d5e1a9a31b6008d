// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.ort;

import org.teavm.jso.JSClass;
import org.teavm.jso.JSModule;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSMapLike;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Uint8Array;

/** A model that is ready to run (onnxruntime-common, {@code InferenceSession}). */
@JSClass
@JSModule("onnxruntime-web")
public final class InferenceSession implements JSObject {
    private InferenceSession() {}

    /** Makes a session from a model's bytes, which are copied. */
    public static native JSPromise<InferenceSession> create(
            Uint8Array model, SessionOptions options);

    /** Makes a session from a model's bytes, which are copied. */
    public static native JSPromise<InferenceSession> create(
            ArrayBuffer model, SessionOptions options);

    /** Makes a session from a model at a URL. */
    public static native JSPromise<InferenceSession> create(String url, SessionOptions options);

    /** Names of the inputs. */
    @JSProperty
    public native String[] getInputNames();

    /** Names of the outputs. */
    @JSProperty
    public native String[] getOutputNames();

    /** Name, type and shape of each input. */
    @JSProperty
    public native JSArrayReader<OrtValueInfo> getInputMetadata();

    /** Name, type and shape of each output. */
    @JSProperty
    public native JSArrayReader<OrtValueInfo> getOutputMetadata();

    /** Runs it on named inputs; gives all outputs by name. One run at a time. */
    public native JSPromise<JSMapLike<Tensor>> run(JSMapLike<Tensor> feeds);

    /** Runs it on named inputs; gives these outputs by name. One run at a time. */
    public native JSPromise<JSMapLike<Tensor>> run(JSMapLike<Tensor> feeds, String[] fetches);

    /** Runs it on named inputs into tensors that exist already. One run at a time. */
    public native JSPromise<JSMapLike<Tensor>> run(
            JSMapLike<Tensor> feeds, JSMapLike<Tensor> fetches);

    /** Frees it. */
    public native JSPromise<JSUndefined> release();
}
