// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.transformers;

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

    /** One run of the decoder. */
    @JSClass(transparent = true)
    public abstract static class Step implements JSObject {
        private Step() {}

        /** Logits of the last token, one for each id, in the script's memory. */
        public Float32Array logits() {
            return logits(this);
        }

        @JSBody(params = "step", script = "return step.logits;")
        private static native Float32Array logits(Step step);

        /** The keys and values up to and with the tokens of this run. */
        public KeyValues keyValues() {
            return keyValues(this);
        }

        @JSBody(params = "step", script = "return step.keyValues;")
        private static native KeyValues keyValues(Step step);
    }

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

    /**
     * Embeds tokens.
     *
     * @return [ids, hidden], in the script's memory, the caller's own
     */
    public JSPromise<Float32Array> embed(int[] ids) {
        return embed(this, Transformers.tensors(), ids);
    }

    @JSBody(
            params = {"model", "Tensor", "ids"},
            script =
                    "return model.encode_text({input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), "
                            + "[1, ids.length])}).then(e => e.ort_tensor.getData(true));")
    private static native JSPromise<Float32Array> embed(
            PictureLanguageModel model, JSObject tensorClass, int[] ids);

    /**
     * Runs the decoder on embedded tokens.
     *
     * @param embedded [count, hidden]
     * @param count tokens
     * @param before the keys and values of the tokens before them; null at the start
     */
    public JSPromise<Step> decode(Float32Array embedded, int count, KeyValues before) {
        int past = before == null ? 0 : before.length();
        return decode(this, Transformers.tensors(), embedded, count, before, past);
    }

    // A decoder that has no input to say so gives logits for every token; the last row is taken.
    @JSBody(
            params = {"model", "Tensor", "embedded", "count", "before", "past"},
            script =
                    "const all = past + count; return model.forward({inputs_embeds: new Tensor('float32', "
                            + "embedded, [1, count, embedded.length / count]), attention_mask: new Tensor('int64', "
                            + "new BigInt64Array(all).fill(1n), [1, all]), position_ids: new Tensor('int64', "
                            + "BigInt64Array.from({length: count}, (_, i) => BigInt(past + i)), [1, count]), "
                            + "past_key_values: before, num_logits_to_keep: new Tensor('int64', [1n], [])})"
                            + ".then(async output => { const keyValues = {}; for (const name in output) if "
                            + "(name.startsWith('present')) keyValues[name.replace('present', 'past_key_values')] = "
                            + "output[name]; const size = output.logits.dims.at(-1); const logits = await "
                            + "output.logits.ort_tensor.getData(true); return {keyValues, logits: "
                            + "logits.subarray(logits.length - size)}; });")
    private static native JSPromise<Step> decode(
            PictureLanguageModel model,
            JSObject tensorClass,
            Float32Array embedded,
            int count,
            KeyValues before,
            int past);

    /** Frees it. */
    public JSPromise<JSUndefined> dispose() {
        return dispose(this);
    }

    @JSBody(params = "model", script = "return model.dispose();")
    private static native JSPromise<JSUndefined> dispose(PictureLanguageModel model);
}
