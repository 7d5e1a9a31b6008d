// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader of binary PLY, written from the format's description (Greg Turk, 1994), not from our
 * writer: elements and properties in the order that the header gives them.
 *
 * @param comments of the header
 * @param properties names of a vertex's properties
 * @param vertices each vertex's values, in that order
 */
public record PlyFile(List<String> comments, List<String> properties, double[][] vertices) {
    /** Reads a file of vertices. */
    public static PlyFile read(byte[] bytes) {
        int at = 0;
        var lines = new ArrayList<String>();
        do {
            int end = at;
            while (bytes[end] != '\n') {
                ++end;
            }
            lines.add(new String(bytes, at, end - at, StandardCharsets.US_ASCII));
            at = end + 1;
        } while (!lines.get(lines.size() - 1).equals("end_header"));
        if (!lines.get(0).equals("ply")
                || !lines.get(1).equals("format binary_little_endian 1.0")) {
            throw new AssertionError("not a binary PLY: " + lines);
        }
        var comments = new ArrayList<String>();
        var names = new ArrayList<String>();
        var types = new ArrayList<String>();
        int count = -1;
        for (var line : lines.subList(2, lines.size() - 1)) {
            var words = line.split(" ");
            switch (words[0]) {
                case "comment" -> comments.add(line.substring("comment ".length()));
                case "element" -> {
                    if (count >= 0 || !words[1].equals("vertex")) {
                        throw new AssertionError("an element too many: " + line);
                    }
                    count = Integer.parseInt(words[2]);
                }
                case "property" -> {
                    types.add(words[1]);
                    names.add(words[2]);
                }
                default -> throw new AssertionError("what is " + line);
            }
        }
        var data = ByteBuffer.wrap(bytes, at, bytes.length - at).order(ByteOrder.LITTLE_ENDIAN);
        var vertices = new double[count][names.size()];
        for (var vertex : vertices) {
            for (int i = 0; i < vertex.length; ++i) {
                vertex[i] =
                        switch (types.get(i)) {
                            case "float", "float32" -> data.getFloat();
                            case "double", "float64" -> data.getDouble();
                            case "uchar", "uint8" -> data.get() & 255;
                            default -> throw new AssertionError("a type too many: " + types);
                        };
            }
        }
        if (data.hasRemaining()) {
            throw new AssertionError(data.remaining() + " bytes are left");
        }
        return new PlyFile(comments, names, vertices);
    }

    /** Which of a vertex's values a property is. */
    public int index(String property) {
        return properties.indexOf(property);
    }
}
