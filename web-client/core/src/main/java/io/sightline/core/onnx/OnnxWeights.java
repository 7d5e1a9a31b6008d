// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.onnx;

import io.sightline.core.error.SightlineException;

/**
 * What the weights of an ONNX file are, whatever its name says: how many of each kind. Operators
 * that unpack weights of four bits from bytes ({@code MatMulNBits}, {@code GatherBlockQuantized})
 * say so themselves. Field numbers: onnx.proto3 of ONNX 1.16.
 *
 * @param single of 32 bits
 * @param half of 16 bits
 * @param eight of 8 bits
 * @param four of 4 bits
 */
public record OnnxWeights(long single, long half, long eight, long four) {
    private static final int MODEL_GRAPH = 7 << 3 | ProtoReader.BYTES;
    private static final int GRAPH_NODE = 1 << 3 | ProtoReader.BYTES;
    private static final int GRAPH_INITIALIZER = 5 << 3 | ProtoReader.BYTES;
    private static final int NODE_ATTRIBUTE = 5 << 3 | ProtoReader.BYTES;
    private static final int ATTRIBUTE_NAME = 1 << 3 | ProtoReader.BYTES;
    private static final int ATTRIBUTE_NUMBER = 3 << 3;
    private static final int TENSOR_EDGE = 1 << 3;
    private static final int TENSOR_EDGES = 1 << 3 | ProtoReader.BYTES;
    private static final int TENSOR_TYPE = 2 << 3;

    private static final int FLOAT32 = 1;
    private static final int UINT8 = 2;
    private static final int INT8 = 3;
    private static final int FLOAT16 = 10;
    private static final int BFLOAT16 = 16;
    private static final int UINT4 = 21;
    private static final int INT4 = 22;

    /**
     * Reads a file; its weights are stepped over.
     *
     * @throws SightlineException {@code model-corrupt}: "model-not-onnx", "model-cut-off"
     */
    public static OnnxWeights read(FileBytes file) {
        return new Walk(file).model();
    }

    /**
     * The precision of most of them, as the hub names it: fp32, fp16, q8, q4, or q4f16 where what
     * is not of four bits is of 16; empty for a file without weights.
     */
    public String precision() {
        long most = Math.max(Math.max(single, half), Math.max(eight, four));
        if (most == 0) {
            return "";
        }
        if (most == four) {
            return half > single ? "q4f16" : "q4";
        }
        return most == eight ? "q8" : most == half ? "fp16" : "fp32";
    }

    private static final class Walk {
        private final ProtoReader reader;
        private final long length;
        private long single;
        private long half;
        private long eight;
        private long four;
        private boolean packed;

        Walk(FileBytes file) {
            reader = new ProtoReader(file);
            length = file.length();
        }

        OnnxWeights model() {
            while (reader.at() < length) {
                int tag = reader.tag(length);
                if (tag == MODEL_GRAPH) {
                    graph(reader.bytesEnd(length));
                } else {
                    reader.skip(tag, length);
                }
            }
            // Two weights lie in each byte.
            return packed
                    ? new OnnxWeights(single, half, 0, four + 2 * eight)
                    : new OnnxWeights(single, half, eight, four);
        }

        private void graph(long end) {
            while (reader.at() < end) {
                int tag = reader.tag(end);
                if (tag == GRAPH_INITIALIZER) {
                    initializer(reader.bytesEnd(end));
                } else if (tag == GRAPH_NODE) {
                    node(reader.bytesEnd(end));
                } else {
                    reader.skip(tag, end);
                }
            }
        }

        private void node(long end) {
            while (reader.at() < end) {
                int tag = reader.tag(end);
                if (tag == NODE_ATTRIBUTE) {
                    attribute(reader.bytesEnd(end));
                } else {
                    reader.skip(tag, end);
                }
            }
        }

        private void attribute(long end) {
            var name = "";
            long number = 0;
            while (reader.at() < end) {
                int tag = reader.tag(end);
                if (tag == ATTRIBUTE_NAME) {
                    name = reader.text(end);
                } else if (tag == ATTRIBUTE_NUMBER) {
                    number = reader.varint(end);
                } else {
                    reader.skip(tag, end);
                }
            }
            packed |= name.equals("bits") && number == 4;
        }

        private void initializer(long end) {
            long count = 1;
            long type = 0;
            while (reader.at() < end) {
                int tag = reader.tag(end);
                if (tag == TENSOR_EDGE) {
                    count *= reader.varint(end);
                } else if (tag == TENSOR_EDGES) {
                    long edgesEnd = reader.bytesEnd(end);
                    while (reader.at() < edgesEnd) {
                        count *= reader.varint(edgesEnd);
                    }
                } else if (tag == TENSOR_TYPE) {
                    type = reader.varint(end);
                } else {
                    reader.skip(tag, end);
                }
            }
            switch ((int) type) {
                case FLOAT32 -> single += count;
                case FLOAT16, BFLOAT16 -> half += count;
                case UINT8, INT8 -> eight += count;
                case UINT4, INT4 -> four += count;
                default -> {}
            }
        }
    }
}
