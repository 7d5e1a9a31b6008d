// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.transformers;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSObject;

/**
 * The keys and values that a decoder has computed for a run of tokens. The object is never changed:
 * a run on top of it gives a new one, so several questions can follow the same frames.
 */
@JSClass(transparent = true)
public abstract class KeyValues implements JSObject {
    private KeyValues() {}

    /** How many tokens they stand for. */
    public int length() {
        return length(this);
    }

    @JSBody(
            params = "values",
            script =
                    "for (const name in values) if (name.startsWith('past_key_values.')) return "
                            + "values[name].dims.at(-2); return 0;")
    private static native int length(KeyValues values);

    /** Bytes that they take, on the GPU or in memory. */
    public double bytes() {
        return bytes(this);
    }

    @JSBody(
            params = "values",
            script =
                    "let n = 0; for (const name in values) { const t = values[name]; n += t.size * (t.type === "
                            + "'float16' ? 2 : 4); } return n;")
    private static native double bytes(KeyValues values);

    /** Frees what is on the GPU. They must not be used afterwards. */
    public void dispose() {
        dispose(this);
    }

    @JSBody(
            params = "values",
            script =
                    "for (const name in values) { if (values[name].location === 'gpu-buffer') "
                            + "values[name].dispose(); delete values[name]; }")
    private static native void dispose(KeyValues values);
}
