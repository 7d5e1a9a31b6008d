// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.translate;

import io.sightline.models.onnx.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Weights in the forms they are written in. */
final class Weights {
    /** Smaller ones are kept as they are: they save nothing and cost accuracy. */
    private static final int LEAST_QUANTISED = 20_000;

    private static final float LEAST_RANGE = 1e-8f;
    private static final int CHUNK = 1 << 14;

    private Weights() {}

    /**
     * Whole numbers with a scale per channel.
     *
     * @param values -127..127, row-major
     * @param scales multiplied on, one per channel
     */
    record Quantised(byte[] values, float[] scales) {}

    static boolean isWorthQuantising(int elements) {
        return elements > LEAST_QUANTISED;
    }

    /** [rows, columns] to [columns, rows]. */
    static short[] transposed(short[] matrix, int rows, int columns) {
        var result = new short[matrix.length];
        for (int r = 0; r < rows; ++r) {
            for (int c = 0; c < columns; ++c) {
                result[c * rows + r] = matrix[r * columns + c];
            }
        }
        return result;
    }

    /** Symmetric: the largest magnitude of a channel becomes 127. */
    static Quantised quantise(short[] halves, long[] shape, int axis) {
        int channels = (int) shape[axis];
        int inner = 1;
        for (int i = axis + 1; i < shape.length; ++i) {
            inner *= (int) shape[i];
        }
        var scales = new float[channels];
        for (int i = 0; i < halves.length; ++i) {
            int c = i / inner % channels;
            scales[c] = Math.max(scales[c], Math.abs(Half.toFloat(halves[i])));
        }
        for (int c = 0; c < channels; ++c) {
            scales[c] = Math.max(scales[c], LEAST_RANGE) / 127;
        }
        var values = new byte[halves.length];
        for (int i = 0; i < halves.length; ++i) {
            float steps = Half.toFloat(halves[i]) / scales[i / inner % channels];
            values[i] = (byte) Math.max(-127, Math.min(127, Math.rint(steps)));
        }
        return new Quantised(values, scales);
    }

    static Bytes bytes(byte[] values) {
        return Bytes.of(values);
    }

    static Bytes floats(float[] values) {
        var buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return Bytes.of(buffer.array());
    }

    /** Written piece by piece, as together they are the whole file. */
    static Bytes halves(short[] values) {
        return new Bytes() {
            @Override
            public long length() {
                return 2L * values.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                var chunk = ByteBuffer.allocate(2 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
                for (int at = 0; at < values.length; at += CHUNK) {
                    int count = Math.min(CHUNK, values.length - at);
                    chunk.clear().asShortBuffer().put(values, at, count);
                    out.write(chunk.array(), 0, 2 * count);
                }
            }
        };
    }
}
