// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.detect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What {@code golden-tools/detector_golden.py} wrote. */
final class Golden {
    private Golden() {}

    /** The raw output: the rows that matter, the others zero. */
    static FloatBuffer raw(String name, int rows, int values) throws IOException {
        var raw = FloatBuffer.allocate(rows * values);
        var file = ByteBuffer.wrap(bytes(name + ".rows.bin")).order(ByteOrder.LITTLE_ENDIAN);
        while (file.hasRemaining()) {
            int row = file.getInt();
            for (int i = 0; i < values; ++i) {
                raw.put(row * values + i, file.getFloat());
            }
        }
        return raw;
    }

    static List<double[]> table(String name) throws IOException {
        var lines = new ArrayList<double[]>();
        for (var line : new String(bytes(name), StandardCharsets.UTF_8).split("\n")) {
            var cells = line.split(",");
            var numbers = new double[cells.length];
            for (int i = 0; i < cells.length; ++i) {
                numbers[i] = Double.parseDouble(cells[i]);
            }
            lines.add(numbers);
        }
        return lines;
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = Golden.class.getResourceAsStream("/golden/detect/" + name)) {
            return in.readAllBytes();
        }
    }
}
