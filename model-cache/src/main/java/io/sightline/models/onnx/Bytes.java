// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.onnx;

import java.io.IOException;
import java.io.OutputStream;

/** Content of known length that is made when it is written. */
public interface Bytes {
    /** How much {@link #writeTo} writes. */
    long length();

    /** Writes exactly {@link #length} bytes, the same each time. */
    void writeTo(OutputStream out) throws IOException;

    /** Content that is there already. */
    static Bytes of(byte[] content) {
        return new Bytes() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(content);
            }
        };
    }
}
