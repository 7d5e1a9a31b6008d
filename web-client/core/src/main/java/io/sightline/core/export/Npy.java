// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

import java.nio.charset.StandardCharsets;

/**
 * The header of a NumPy array file, version 1.0 (numpy.lib.format). The data follows it, row-major.
 */
public final class Npy {
    private Npy() {}

    /**
     * The header of a [height, width] array of little-endian 32-bit floats.
     *
     * @return bytes that come before the data; a multiple of 64, as the format wants
     */
    public static byte[] header(int height, int width) {
        var text =
                "{'descr': '<f4', 'fortran_order': False, 'shape': ("
                        + height
                        + ", "
                        + width
                        + "), }";
        int prefix = 10;
        int padded = (prefix + text.length() + 1 + 63) / 64 * 64;
        var header = new byte[padded];
        header[0] = (byte) 0x93;
        var magic = "NUMPY".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, header, 1, magic.length);
        header[6] = 1;
        header[8] = (byte) (padded - prefix);
        header[9] = (byte) (padded - prefix >> 8);
        var body = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(body, 0, header, prefix, body.length);
        for (int i = prefix + body.length; i < padded - 1; ++i) {
            header[i] = ' ';
        }
        header[padded - 1] = '\n';
        return header;
    }
}
