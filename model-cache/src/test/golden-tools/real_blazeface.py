# SPDX-License-Identifier: Apache-2.0
"""BlazeFace full range as its TensorFlow Lite file says it, in numpy, without the translator and ONNX.

    npm pack @mediapipe/face_detection@0.4.1657300184        # then unpack it
    python3 real_blazeface.py face_detection_full_range.tflite ROWS     (python3 with numpy)

Writes every 72nd row of the output on the drawn pixels of RealBlazeFaceTest. As a module it is the
reference of core's detector golden: run() takes [1, 192, 192, 3].
"""
import struct
import sys

import numpy as np

ADD, CONV, DEPTHWISE, DEQUANTIZE, POOL, RELU, RESHAPE, RESIZE, PAD = 0, 3, 4, 6, 17, 19, 22, 23, 34
EDGE = 192
STEP = 72


class Table:
    """A table of a FlatBuffer: fields by number, as TensorFlow's schema.fbs has them."""

    def __init__(self, file, at):
        self.file, self.at = file, at

    def field(self, number):
        names = self.at - struct.unpack_from("<i", self.file, self.at)[0]
        if 4 + 2 * number >= struct.unpack_from("<H", self.file, names)[0]:
            return 0
        offset = struct.unpack_from("<H", self.file, names + 4 + 2 * number)[0]
        return self.at + offset if offset else 0

    def number(self, number, form="<i"):
        place = self.field(number)
        return struct.unpack_from(form, self.file, place)[0] if place else 0

    def follow(self, number):
        place = self.field(number)
        return place + struct.unpack_from("<I", self.file, place)[0] if place else 0

    def table(self, number):
        place = self.follow(number)
        return Table(self.file, place) if place else None

    def vector(self, number, form):
        place = self.follow(number)
        return np.frombuffer(self.file, form, struct.unpack_from("<I", self.file, place)[0], place + 4) if place else np.zeros(0, form)

    def tables(self, number):
        place = self.follow(number) + 4
        return [Table(self.file, place + 4 * i + int(by)) for i, by in enumerate(self.vector(number, "<u4"))]


def padded(x, rows, columns, stride, same, lowest=0.0):
    by = [(0, 0)]
    for edge, window in ((x.shape[1], rows), (x.shape[2], columns)):
        more = max((-(-edge // stride) - 1) * stride + window - edge, 0) if same else 0
        by.append((more // 2, more - more // 2))
    return np.pad(x, by + [(0, 0)], constant_values=lowest)


def windows(x, rows, columns, stride):
    height, width = (x.shape[1] - rows) // stride + 1, (x.shape[2] - columns) // stride + 1
    for r in range(rows):
        for c in range(columns):
            yield r, c, x[:, r : r + stride * (height - 1) + 1 : stride, c : c + stride * (width - 1) + 1 : stride]


def between(x, axis, count):
    edge = x.shape[axis]
    at = np.clip((np.arange(count) + 0.5) * edge / count - 0.5, 0, edge - 1)
    low = np.floor(at).astype(int)
    share = (at - low).reshape([-1 if i == axis else 1 for i in range(4)])
    return np.take(x, low, axis) * (1 - share) + np.take(x, np.minimum(low + 1, edge - 1), axis) * share


def run(path, x, kind=np.float64):
    """The places [2304, 16] and the scores' logits [2304, 1] of a picture."""
    file = open(path, "rb").read()
    model = Table(file, struct.unpack_from("<I", file, 0)[0])
    codes = [max(code.number(0, "<b"), code.number(3)) for code in model.tables(1)]
    graph = model.tables(2)[0]
    buffers = model.tables(4)
    values = {}
    for i, tensor in enumerate(graph.tables(0)):
        data = buffers[tensor.number(2, "<I")].vector(0, "u1")
        if data.size:
            form = {0: "<f4", 1: "<f2", 2: "<i4"}[tensor.number(1, "<b")]
            values[i] = data.view(form).reshape(tensor.vector(0, "<i4"))
    values[int(graph.vector(1, "<i4")[0])] = x.astype(kind)
    for operator in graph.tables(3):
        code, options = codes[operator.number(0)], operator.table(4)
        taken = [values[int(i)] for i in operator.vector(1, "<i4")]
        x = taken[0]
        if code == DEQUANTIZE:
            result = x.astype(kind)
        elif code in (CONV, DEPTHWISE):
            assert not options.number(3 if code == CONV else 4, "<b"), "an activation"
            rows, columns = taken[1].shape[1:3]
            stride = options.number(1)
            result = taken[2]
            for r, c, part in windows(padded(x, rows, columns, stride, options.number(0, "<b") == 0), rows, columns, stride):
                result = result + (part @ taken[1][:, r, c].T if code == CONV else part * taken[1][0, r, c])
        elif code == POOL:
            rows, columns, stride = options.number(4), options.number(3), options.number(1)
            parts = windows(padded(x, rows, columns, stride, options.number(0, "<b") == 0, -np.inf), rows, columns, stride)
            result = np.max([part for _, _, part in parts], 0)
        elif code == ADD:
            result = x + taken[1]
        elif code == RELU:
            result = np.maximum(x, 0)
        elif code == PAD:
            result = np.pad(x, taken[1])
        elif code == RESIZE:
            assert options.number(3, "<b") and not options.number(2, "<b"), "not the middles of pixels"
            result = between(between(x, 1, taken[1][0]), 2, taken[1][1])
        elif code == RESHAPE:
            result = x.reshape(1, -1, x.shape[3])
        else:
            raise SystemExit(f"operator {code}")
        values[int(operator.vector(2, "<i4")[0])] = result
    places, scores = (values[int(i)] for i in graph.vector(2, "<i4"))
    return places[0], scores[0]


if __name__ == "__main__":
    i = np.arange(3 * EDGE * EDGE, dtype=np.int64)
    pixels = (((i * 7919) % 2001 - 1000) / 500).reshape(1, 3, EDGE, EDGE).transpose(0, 2, 3, 1)
    rows = np.concatenate(run(sys.argv[1], pixels), 1)
    rows[::STEP].astype("<f4").tofile(sys.argv[2])
    print(rows.shape, "scores", rows[:, 16].min(), rows[:, 16].max())
