// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.onnx;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes into and comes out of an ONNX file. The file is walked to its end, so that one that was
 * cut off is noticed, but its weights are stepped over. Field numbers: onnx.proto3 of ONNX 1.16.
 *
 * @param inputs of the graph, without its weights
 * @param outputs of the graph
 * @param opset of the standard operators
 * @param nodes how many operators
 */
public record OnnxHeader(List<OnnxValue> inputs, List<OnnxValue> outputs, long opset, int nodes) {
    private static final int MODEL_GRAPH = 7 << 3 | ProtoReader.BYTES;
    private static final int MODEL_OPSET = 8 << 3 | ProtoReader.BYTES;
    private static final int GRAPH_NODE = 1 << 3 | ProtoReader.BYTES;
    private static final int GRAPH_INITIALIZER = 5 << 3 | ProtoReader.BYTES;
    private static final int GRAPH_INPUT = 11 << 3 | ProtoReader.BYTES;
    private static final int GRAPH_OUTPUT = 12 << 3 | ProtoReader.BYTES;
    private static final int TENSOR_NAME = 8 << 3 | ProtoReader.BYTES;
    private static final int TENSOR_LOCATION = 14 << 3;
    private static final int OPSET_DOMAIN = 1 << 3 | ProtoReader.BYTES;
    private static final int OPSET_VERSION = 2 << 3;
    private static final int VALUE_NAME = 1 << 3 | ProtoReader.BYTES;
    private static final int VALUE_TYPE = 2 << 3 | ProtoReader.BYTES;
    private static final int TYPE_TENSOR = 1 << 3 | ProtoReader.BYTES;
    private static final int TENSOR_TYPE = 1 << 3;
    private static final int TENSOR_SHAPE = 2 << 3 | ProtoReader.BYTES;
    private static final int SHAPE_EDGE = 1 << 3 | ProtoReader.BYTES;
    private static final int EDGE_VALUE = 1 << 3;

    /**
     * Reads a file.
     *
     * @throws SightlineException {@code model-corrupt}: "model-not-onnx", "model-cut-off"; {@code
     *     bad-input}: "model-external" when its weights lie in a second file
     */
    public static OnnxHeader read(FileBytes file) {
        return new Walk(file).model();
    }

    private static final class Walk {
        private final ProtoReader reader;
        private final long length;
        private final List<OnnxValue> inputs = new ArrayList<>();
        private final List<OnnxValue> outputs = new ArrayList<>();
        private final Set<String> weights = new HashSet<>();
        private long opset;
        private int nodes;

        Walk(FileBytes file) {
            reader = new ProtoReader(file);
            length = file.length();
        }

        OnnxHeader model() {
            boolean graph = false;
            boolean first = true;
            while (reader.at() < length) {
                int tag = reader.tag(length);
                // Nearly every writer begins with the format's version; other files do not.
                if (first && tag >> 3 > 20) {
                    throw reader.notOnnx();
                }
                first = false;
                if (tag == MODEL_GRAPH) {
                    graph = true;
                    graph(reader.bytesEnd(length));
                } else if (tag == MODEL_OPSET) {
                    opset(reader.bytesEnd(length));
                } else {
                    reader.skip(tag, length);
                }
            }
            if (!graph) {
                throw reader.notOnnx();
            }
            if (opset == 0) {
                // Every model has one; writers put it after the graph.
                throw new SightlineException(
                        ErrorCode.MODEL_CORRUPT,
                        "model-cut-off",
                        Map.of("found", (double) length, "wanted", (double) length + 1));
            }
            inputs.removeIf(value -> weights.contains(value.name()));
            return new OnnxHeader(List.copyOf(inputs), List.copyOf(outputs), opset, nodes);
        }

        private void opset(long end) {
            var domain = "";
            long version = 0;
            while (reader.at() < end) {
                int tag = reader.tag(end);
                if (tag == OPSET_DOMAIN) {
                    domain = reader.text(end);
                } else if (tag == OPSET_VERSION) {
                    version = reader.varint(end);
                } else {
                    reader.skip(tag, end);
                }
            }
            if (domain.isEmpty() || domain.equals("ai.onnx")) {
                opset = version;
            }
        }

        private void graph(long end) {
            while (reader.at() < end) {
                int tag = reader.tag(end);
                switch (tag) {
                    case GRAPH_NODE -> {
                        ++nodes;
                        reader.skip(tag, end);
                    }
                    case GRAPH_INITIALIZER -> initializer(reader.bytesEnd(end));
                    case GRAPH_INPUT -> inputs.add(value(reader.bytesEnd(end)));
                    case GRAPH_OUTPUT -> outputs.add(value(reader.bytesEnd(end)));
                    default -> reader.skip(tag, end);
                }
            }
        }

        private void initializer(long end) {
            var name = "";
            while (reader.at() < end) {
                int tag = reader.tag(end);
                if (tag == TENSOR_NAME) {
                    name = reader.text(end);
                } else if (tag == TENSOR_LOCATION) {
                    if (reader.varint(end) == 1) {
                        throw new SightlineException(ErrorCode.BAD_INPUT, "model-external");
                    }
                } else {
                    reader.skip(tag, end);
                }
            }
            weights.add(name);
        }

        private OnnxValue value(long end) {
            var name = "";
            var type = OnnxValue.type(0);
            List<Long> shape = null;
            while (reader.at() < end) {
                int tag = reader.tag(end);
                if (tag == VALUE_NAME) {
                    name = reader.text(end);
                } else if (tag == VALUE_TYPE) {
                    long typeEnd = reader.bytesEnd(end);
                    while (reader.at() < typeEnd) {
                        int inner = reader.tag(typeEnd);
                        if (inner != TYPE_TENSOR) {
                            reader.skip(inner, typeEnd);
                            continue;
                        }
                        long tensorEnd = reader.bytesEnd(typeEnd);
                        while (reader.at() < tensorEnd) {
                            int field = reader.tag(tensorEnd);
                            if (field == TENSOR_TYPE) {
                                type = OnnxValue.type(reader.varint(tensorEnd));
                            } else if (field == TENSOR_SHAPE) {
                                shape = shape(reader.bytesEnd(tensorEnd));
                            } else {
                                reader.skip(field, tensorEnd);
                            }
                        }
                    }
                } else {
                    reader.skip(tag, end);
                }
            }
            return new OnnxValue(name, type, shape);
        }

        private List<Long> shape(long end) {
            var shape = new ArrayList<Long>();
            while (reader.at() < end) {
                int tag = reader.tag(end);
                if (tag != SHAPE_EDGE) {
                    reader.skip(tag, end);
                    continue;
                }
                long edge = OnnxValue.OPEN;
                long edgeEnd = reader.bytesEnd(end);
                while (reader.at() < edgeEnd) {
                    int field = reader.tag(edgeEnd);
                    if (field == EDGE_VALUE) {
                        long value = reader.varint(edgeEnd);
                        edge = value > 0 ? value : OnnxValue.OPEN;
                    } else {
                        reader.skip(field, edgeEnd);
                    }
                }
                shape.add(edge);
            }
            return List.copyOf(shape);
        }
    }
}
