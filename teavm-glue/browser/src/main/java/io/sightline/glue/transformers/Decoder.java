// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.transformers;

import io.sightline.glue.async.Await;
import io.sightline.glue.ort.InferenceSession;
import io.sightline.glue.ort.OrtValueInfo;
import io.sightline.glue.ort.Tensor;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSMapLike;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSString;
import org.teavm.jso.typedarrays.BigInt64Array;
import org.teavm.jso.typedarrays.Float32Array;
import org.teavm.jso.typedarrays.Uint16Array;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * Embedding and decoder of a {@link PictureLanguageModel}, run on their sessions directly: what the
 * library's own {@code forward} does around a run costs as much as a small model's token. Feeds and
 * the tensors that every run needs are kept between runs. All methods block; one run at a time.
 */
public final class Decoder {
    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";

    private final InferenceSession embedding;
    private final InferenceSession decoder;
    private final JSMapLike<Tensor> idFeeds = JSObjects.create();
    private final JSMapLike<Tensor> feeds = JSObjects.create();
    private final JSArray<JSString> pastNames = new JSArray<>();
    private final JSArray<JSString> presentNames = new JSArray<>();
    private final JSArray<Tensor> nothing = new JSArray<>();
    private final boolean wantsMask;
    private final boolean wantsPositions;
    private final boolean wantsBranch;
    private BigInt64Array ones;
    private BigInt64Array positions;

    /**
     * What a run gave.
     *
     * @param logits of its last token, one for each id, in the script's memory
     * @param keyValues up to and with its tokens
     */
    public record Step(Float32Array logits, KeyValues keyValues) {}

    /** Runs these parts of a model. */
    Decoder(InferenceSession embedding, InferenceSession decoder) {
        this.embedding = embedding;
        this.decoder = decoder;
        boolean mask = false;
        boolean position = false;
        boolean branch = false;
        var inputs = decoder.getInputMetadata();
        for (int i = 0; i < inputs.getLength(); ++i) {
            var name = inputs.get(i).getName();
            if (name.startsWith(PAST)) {
                pastNames.push(JSString.valueOf(name));
                presentNames.push(JSString.valueOf(PRESENT + name.substring(PAST.length())));
                nothing.push(empty(inputs.get(i)));
            }
            mask |= name.equals("attention_mask");
            position |= name.equals("position_ids");
            branch |= name.equals("use_cache_branch");
            if (name.equals("num_logits_to_keep")) {
                feeds.set(name, Tensor.of("int64", ones(1)));
            }
        }
        wantsMask = mask;
        wantsPositions = position;
        wantsBranch = branch;
        reserve(1024);
    }

    /** Keys or values of no token: of the named sizes the batch is one, what is past is none. */
    private static Tensor empty(OrtValueInfo input) {
        var view = input.getType().equals("float16") ? new Uint16Array(0) : new Float32Array(0);
        return new Tensor(input.getType(), view, emptySizes(input.getShape()));
    }

    @JSBody(
            params = "shape",
            script = "return shape.map((n, i) => typeof n === 'number' ? n : i === 0 ? 1 : 0);")
    private static native JSArray<JSNumber> emptySizes(JSArrayReader<JSObject> shape);

    private void reserve(int tokens) {
        ones = ones(tokens);
        positions = ascending(tokens);
    }

    /**
     * Embeds tokens.
     *
     * @return [ids, hidden], in the script's memory, the caller's own
     */
    public Float32Array embed(int... ids) {
        idFeeds.set("input_ids", Tensor.of("int64", wide(ids), 1, ids.length));
        return values(Await.await(embedding.run(idFeeds)).get("inputs_embeds"));
    }

    /**
     * Runs the decoder on embedded tokens.
     *
     * @param embedded [count, hidden]
     * @param count tokens
     * @param before the keys and values of the tokens before them; null at the start
     */
    public Step decode(Float32Array embedded, int count, KeyValues before) {
        int past = before == null ? 0 : before.length();
        int all = past + count;
        if (all > ones.getLength()) {
            reserve(2 * all);
        }
        feeds.set(
                "inputs_embeds",
                Tensor.of("float32", embedded, 1, count, embedded.getLength() / count));
        if (wantsMask) {
            feeds.set("attention_mask", Tensor.of("int64", part(ones, 0, all), 1, all));
        }
        if (wantsPositions) {
            feeds.set("position_ids", Tensor.of("int64", part(positions, past, all), 1, count));
        }
        if (wantsBranch) {
            var branch = new Uint8Array(1);
            branch.set(0, (short) (past > 0 ? 1 : 0));
            feeds.set("use_cache_branch", Tensor.of("bool", branch, 1));
        }
        put(feeds, pastNames, before == null ? nothing : before.tensors());
        var outputs = Await.await(decoder.run(feeds));
        // A decoder that has no input to say so gives logits for every token: the last row counts.
        var logits = outputs.get("logits");
        var dims = logits.getDims();
        var row = last(values(logits), dims[dims.length - 1]);
        return new Step(row, new KeyValues(take(outputs, presentNames), all));
    }

    /** The values of an output, from wherever they are. */
    private static Float32Array values(Tensor output) {
        return output.getLocation().equals("cpu")
                ? output.getData()
                : Await.await(output.getData(true));
    }

    @JSBody(
            params = {"values", "count"},
            script = "return values.subarray(values.length - count);")
    private static native Float32Array last(Float32Array values, int count);

    @JSBody(
            params = {"feeds", "names", "tensors"},
            script = "names.forEach((name, i) => { feeds[name] = tensors[i]; });")
    private static native void put(
            JSMapLike<Tensor> feeds, JSArray<JSString> names, JSArray<Tensor> tensors);

    @JSBody(
            params = {"outputs", "names"},
            script = "return names.map(name => outputs[name]);")
    private static native JSArray<Tensor> take(JSMapLike<Tensor> outputs, JSArray<JSString> names);

    @JSBody(params = "count", script = "return new BigInt64Array(count).fill(1n);")
    private static native BigInt64Array ones(int count);

    @JSBody(params = "count", script = "return new BigInt64Array(count).map((_, i) => BigInt(i));")
    private static native BigInt64Array ascending(int count);

    @JSBody(params = "ids", script = "return BigInt64Array.from(ids, BigInt);")
    private static native BigInt64Array wide(int[] ids);

    @JSBody(
            params = {"numbers", "from", "to"},
            script = "return numbers.subarray(from, to);")
    private static native BigInt64Array part(BigInt64Array numbers, int from, int to);
}
