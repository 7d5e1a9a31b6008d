// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.onnx;

import java.nio.ByteBuffer;

/** A file that is read in pieces: a hundred megabytes of weights need not pass through. */
public interface FileBytes {
    /** How long it is. */
    long length();

    /** Some of it, all within its length; may wait. */
    byte[] read(long from, int count);

    /** A file that is in memory already; read from index 0. */
    static FileBytes of(ByteBuffer bytes) {
        return new FileBytes() {
            @Override
            public long length() {
                return bytes.limit();
            }

            @Override
            public byte[] read(long from, int count) {
                var result = new byte[count];
                bytes.duplicate().position((int) from).get(result);
                return result;
            }
        };
    }
}
