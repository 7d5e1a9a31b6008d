// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.transformers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;

/** Words to numbers and back ({@code PreTrainedTokenizer}). */
@JSClass(transparent = true)
public abstract class Tokenizer implements JSObject {
    private Tokenizer() {}

    /** Loads the tokenizer of a model. */
    public static JSPromise<Tokenizer> load(String model) {
        return load(Transformers.tokenizers(), model);
    }

    @JSBody(
            params = {"loader", "model"},
            script = "return loader.from_pretrained(model);")
    private static native JSPromise<Tokenizer> load(JSObject loader, String model);

    /** The ids of a text in which special tokens are written out; none is added. */
    public int[] encode(String text) {
        return encode(this, text);
    }

    @JSBody(
            params = {"tokenizer", "text"},
            script =
                    "return Int32Array.from(tokenizer(text, {add_special_tokens: false, return_tensor: "
                            + "false}).input_ids, Number);")
    private static native int[] encode(Tokenizer tokenizer, String text);

    /** The text of ids, special tokens left out; the end may be an incomplete character. */
    public String decode(int[] ids) {
        return ids.length == 0 ? "" : decode(this, ids);
    }

    @JSBody(
            params = {"tokenizer", "ids"},
            script =
                    "return tokenizer.decode(Array.from(ids), {skip_special_tokens: true, "
                            + "clean_up_tokenization_spaces: false});")
    private static native String decode(Tokenizer tokenizer, int[] ids);

    /** The vocabulary's entry of each id, as the tokenizer spells it; null for special tokens. */
    public String[] entries() {
        return entries(this);
    }

    @JSBody(
            params = "tokenizer",
            script =
                    "const entries = []; for (const [text, id] of tokenizer.get_vocab()) entries[id] = text; for "
                            + "(const id of tokenizer._tokenizer.get_added_tokens_decoder().keys()) entries[id] = "
                            + "null; return Array.from(entries, e => e ?? null);")
    private static native String[] entries(Tokenizer tokenizer);
}
