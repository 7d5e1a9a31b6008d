// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.transformers;

import io.sightline.glue.ort.InferenceSession;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * A model of three parts: a vision encoder, an embedding of tokens and a decoder ({@code
 * AutoModelForImageTextToText}: Idefics3, SmolVLM). Its parts are run one by one, so that what was
 * computed for a frame or a prompt can be used again.
 */
@JSClass(transparent = true)
public abstract class PictureLanguageModel implements JSObject {
    private PictureLanguageModel() {}

    /**
     * Loads a model.
     *
     * @param model its id, under which the files are asked for
     * @param device "webgpu" or "wasm"
     * @param vision precision of the vision encoder, as the library names it: fp32, fp16, q8, q4...
     * @param embedding precision of the embedding
     * @param decoder precision of the decoder
     */
    public static JSPromise<PictureLanguageModel> load(
            String model, String device, String vision, String embedding, String decoder) {
        return load(Transformers.models(), model, device, vision, embedding, decoder);
    }

    @JSBody(
            params = {"loader", "model", "device", "vision", "embedding", "decoder"},
            script =
                    "return loader.from_pretrained(model, {device: device, dtype: {vision_encoder: vision, "
                            + "embed_tokens: embedding, decoder_model_merged: decoder}});")
    private static native JSPromise<PictureLanguageModel> load(
            JSObject loader,
            String model,
            String device,
            String vision,
            String embedding,
            String decoder);

    /**
     * A whole number of the model's configuration, by its path, such as "vision_config.image_size".
     */
    public int setting(String path) {
        return setting(this, path);
    }

    @JSBody(
            params = {"model", "path"},
            script =
                    "const v = path.split('.').reduce((o, k) => o?.[k], model.config); return typeof v === "
                            + "'number' ? v : -1;")
    private static native int setting(PictureLanguageModel model, String path);

    /** The ids that end an answer. */
    public int[] endTokens() {
        return endTokens(this);
    }

    @JSBody(
            params = "model",
            script =
                    "const e = model.generation_config?.eos_token_id ?? model.config.eos_token_id ?? "
                            + "model.config.text_config?.eos_token_id; return Int32Array.from([e].flat());")
    private static native int[] endTokens(PictureLanguageModel model);

    /**
     * Looks at one frame.
     *
     * @param pixels [3, edge, edge]
     * @param edge pixels
     * @return features, [tokens, hidden], in the script's memory
     */
    public JSPromise<Float32Array> see(Float32Array pixels, int edge) {
        return see(this, Transformers.tensors(), pixels, edge);
    }

    @JSBody(
            params = {"model", "Tensor", "pixels", "edge"},
            script =
                    "return model.encode_image({pixel_values: new Tensor('float32', pixels, [1, 1, 3, edge, "
                            + "edge]), pixel_attention_mask: new Tensor('bool', new Uint8Array(edge * edge).fill(1), "
                            + "[1, 1, edge, edge])}).then(f => f.ort_tensor.getData(true));")
    private static native JSPromise<Float32Array> see(
            PictureLanguageModel model, JSObject tensorClass, Float32Array pixels, int edge);

    /** Its embedding and decoder. */
    public Decoder decoder() {
        return new Decoder(session("embed_tokens"), session("decoder_model_merged"));
    }

    private InferenceSession session(String part) {
        return session(this, part);
    }

    @JSBody(
            params = {"model", "part"},
            script = "return model.sessions[part];")
    private static native InferenceSession session(PictureLanguageModel model, String part);

    /** Frees it. */
    public JSPromise<JSUndefined> dispose() {
        return dispose(this);
    }

    @JSBody(params = "model", script = "return model.dispose();")
    private static native JSPromise<JSUndefined> dispose(PictureLanguageModel model);
}
