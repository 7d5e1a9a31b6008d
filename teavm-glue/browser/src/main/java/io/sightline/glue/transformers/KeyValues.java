// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.transformers;

import io.sightline.glue.ort.Tensor;
import org.teavm.jso.core.JSArray;

/**
 * The keys and values that a decoder has computed for a run of tokens. They are never changed: a
 * run on top of them gives new ones, so several questions can follow the same frames.
 */
public final class KeyValues {
    private final JSArray<Tensor> tensors;
    private final int length;

    KeyValues(JSArray<Tensor> tensors, int length) {
        this.tensors = tensors;
        this.length = length;
    }

    /** In the order of the decoder's inputs. */
    JSArray<Tensor> tensors() {
        return tensors;
    }

    /** How many tokens they stand for. */
    public int length() {
        return length;
    }

    /** Bytes that they take, on the GPU or in memory. */
    public double bytes() {
        double sum = 0;
        for (int i = 0; i < tensors.getLength(); ++i) {
            var tensor = tensors.get(i);
            sum += (double) tensor.getSize() * (tensor.getType().equals("float16") ? 2 : 4);
        }
        return sum;
    }

    /** Frees them. They must not be used afterwards. */
    public void dispose() {
        for (int i = 0; i < tensors.getLength(); ++i) {
            if (tensors.get(i).getLocation().equals("gpu-buffer")) {
                tensors.get(i).dispose();
            }
        }
        tensors.setLength(0);
    }
}
