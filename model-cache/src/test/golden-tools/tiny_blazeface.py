# SPDX-License-Identifier: Apache-2.0
"""A tiny network with every operator of BlazeFace's TensorFlow Lite form, and what it computes.

Writes model.tflite (random weights, ours), pixels.bin ([1, 3, 12, 20]) and output.bin ([1, 60, 17]): the
output as numpy computes it operator by operator, channels last as the source says it, independently of the
translator and of ONNX. The file is laid out by hand after TensorFlow's schema.fbs.

usage: tiny_blazeface.py OUT_FOLDER            (python3 with numpy)
"""
import struct
import sys
from pathlib import Path

import numpy as np

OUT = Path(sys.argv[1])
HEIGHT, WIDTH = 12, 20
FLOAT32, FLOAT16, INT32 = 0, 1, 2
ADD, CONV, DEPTHWISE, DEQUANTIZE, POOL, RELU, RESHAPE, RESIZE, PAD = 0, 3, 4, 6, 17, 19, 22, 23, 34
SAME, VALID = 0, 1
rng = np.random.default_rng(20261127)
tensors, buffers, operators, values = [], [b""], [], []


# ---- the file: tables as {field: value}; bytes for an octet, int for 32 bits, the rest by reference


class Vector:
    def __init__(self, form, content):
        self.form, self.content = form, content


def put(out, thing):
    """Lays a thing out at the end, what it refers to behind it; where it begins."""
    while len(out) % 4:
        out.append(0)
    later = []
    if isinstance(thing, dict):
        places = {name: 4 + 4 * i for i, name in enumerate(thing)}
        count = max(places, default=-1) + 1
        names = struct.pack(f"<{2 + count}H", 4 + 2 * count, 4 + 4 * len(thing), *(places.get(i, 0) for i in range(count)))
        out += names + b"\0" * (-len(names) % 4)
        start = len(out)
        out += struct.pack("<i", len(names) + -len(names) % 4)
        for value in thing.values():
            if isinstance(value, bytes):
                out += value.ljust(4, b"\0")
            elif isinstance(value, int):
                out += struct.pack("<i", value)
            else:
                later.append((len(out), value))
                out += b"\0\0\0\0"
    elif isinstance(thing, Vector):
        start = len(out)
        out += struct.pack("<I", len(thing.content))
        if thing.form == "octets":
            out += thing.content
        elif thing.form == "wholes":
            out += struct.pack(f"<{len(thing.content)}i", *thing.content)
        else:
            for value in thing.content:
                later.append((len(out), value))
                out += b"\0\0\0\0"
    for place, value in later:
        at = put(out, value)
        out[place : place + 4] = struct.pack("<I", at - place)
    return start


def octet(value):
    return bytes([value])


def tensor(name, shape, kind, data=b""):
    if data:
        buffers.append(data)
    number = len(buffers) - 1 if data else 0
    tensors.append(
        {
            0: Vector("wholes", list(shape)),
            1: octet(kind),
            2: number,
            3: Vector("octets", name.encode()),
        }
    )
    values.append(None)
    return len(tensors) - 1


def operator(code, name, inputs, result, options=None):
    to = tensor(name, result.shape, FLOAT32)
    values[to] = result
    table = {0: code, 1: Vector("wholes", inputs), 2: Vector("wholes", [to])}
    if options is not None:
        table[4] = options
    operators.append(table)
    return to


def weight(name, shape):
    half = (rng.standard_normal(shape) / np.sqrt(np.prod(shape[1:]) or 1)).astype("<f2")
    return operator(DEQUANTIZE, name + "_wide", [tensor(name, shape, FLOAT16, half.tobytes())], half.astype(np.float32))


def whole(name, content):
    array = np.array(content, "<i4")
    at = tensor(name, array.shape, INT32, array.tobytes())
    values[at] = array
    return at


# ---- the arithmetic


def padded(x, rows, columns, stride, padding, lowest=0.0):
    if padding == VALID:
        return x
    by = [(0, 0)]
    for edge, window in ((x.shape[1], rows), (x.shape[2], columns)):
        more = max((-(-edge // stride) - 1) * stride + window - edge, 0)
        by.append((more // 2, more - more // 2))
    return np.pad(x, by + [(0, 0)], constant_values=lowest)


def windows(x, rows, columns, stride):
    height, width = (x.shape[1] - rows) // stride + 1, (x.shape[2] - columns) // stride + 1
    for r in range(rows):
        for c in range(columns):
            yield r, c, x[:, r : r + stride * (height - 1) + 1 : stride, c : c + stride * (width - 1) + 1 : stride]


def conv(x, name, out, edge=1, stride=1, padding=SAME):
    kernel = weight(name + "/kernel", (out, edge, edge, values[x].shape[3]))
    bias = weight(name + "/bias", (out,))
    result = values[bias]
    for r, c, part in windows(padded(values[x], edge, edge, stride, padding), edge, edge, stride):
        result = result + part @ values[kernel][:, r, c].T
    return operator(CONV, name, [x, kernel, bias], result, {0: octet(padding), 1: stride, 2: stride})


def depthwise(x, name, stride=1):
    kernel = weight(name + "/kernel", (1, 3, 3, values[x].shape[3]))
    bias = weight(name + "/bias", (values[x].shape[3],))
    result = values[bias]
    for r, c, part in windows(padded(values[x], 3, 3, stride, SAME), 3, 3, stride):
        result = result + part * values[kernel][0, r, c]
    return operator(DEPTHWISE, name, [x, kernel, bias], result, {0: octet(SAME), 1: stride, 2: stride, 3: 1})


def pool(x, name):
    parts = windows(padded(values[x], 2, 2, 2, SAME, -np.inf), 2, 2, 2)
    result = np.max([part for _, _, part in parts], 0)
    return operator(POOL, name, [x], result, {0: octet(SAME), 1: 2, 2: 2, 3: 2, 4: 2})


def relu(x, name):
    return operator(RELU, name, [x], np.maximum(values[x], 0))


def add(x, y, name):
    return operator(ADD, name, [x, y], values[x] + values[y], {})


def pad(x, name, by):
    return operator(PAD, name, [x, whole(name + "/by", by)], np.pad(values[x], by), {})


def between(x, axis, count):
    edge = x.shape[axis]
    at = np.clip((np.arange(count) + 0.5) * edge / count - 0.5, 0, edge - 1)
    low = np.floor(at).astype(int)
    share = (at - low).reshape([-1 if i == axis else 1 for i in range(4)])
    return np.take(x, low, axis) * (1 - share) + np.take(x, np.minimum(low + 1, edge - 1), axis) * share


def resize(x, name, height, width):
    result = between(between(values[x], 1, height), 2, width).astype(np.float32)
    return operator(RESIZE, name, [x, whole(name + "/size", [height, width])], result, {2: octet(0), 3: octet(1)})


def cells(x, name):
    shape = values[x].shape
    return operator(RESHAPE, name, [x], values[x].reshape(1, -1, shape[3]), {0: Vector("wholes", [1, shape[1] * shape[2], shape[3]])})


picture = tensor("input", (1, HEIGHT, WIDTH, 3), FLOAT32)
values[picture] = rng.standard_normal((1, HEIGHT, WIDTH, 3)).astype(np.float32)
fine = relu(conv(picture, "stem", 6, edge=3, stride=2), "stem/relu")  # 6 × 10
fine = relu(add(fine, conv(depthwise(fine, "a/depthwise"), "a/conv", 6), "a/add"), "a/relu")
coarse = conv(depthwise(fine, "b/depthwise", stride=2), "b/conv", 9, padding=VALID)  # 3 × 5
wide = pad(pool(fine, "b/pool"), "b/pad", [[0, 0], [0, 0], [0, 0], [0, 3]])
coarse = relu(add(wide, coarse, "b/add"), "b/relu")
least = relu(conv(coarse, "c/conv", 4, edge=3, stride=2), "c/relu")  # 2 × 3, both edges odd
least = pad(pool(least, "c/pool"), "c/pad", [[0, 0], [1, 0], [0, 2], [0, 0]])  # 1 × 2, then 2 × 4
up = resize(least, "c/up", 6, 10)
fine = relu(add(conv(fine, "d/conv", 4, padding=VALID), up, "d/add"), "d/relu")
scores = cells(conv(fine, "scores", 1), "scores/cells")
places = cells(conv(fine, "places", 16), "places/cells")

kinds = sorted({table[0] for table in operators})
for table in operators:
    table[0] = kinds.index(table[0])
model = {
    0: 3,
    1: Vector("tables", [{0: octet(kind), 3: kind} for kind in kinds]),
    2: Vector(
        "tables",
        [
            {
                0: Vector("tables", tensors),
                1: Vector("wholes", [picture]),
                2: Vector("wholes", [places, scores]),
                3: Vector("tables", operators),
            }
        ],
    ),
    4: Vector("tables", [{0: Vector("octets", data)} if data else {} for data in buffers]),
}
out = bytearray(b"\0\0\0\0TFL3")
out[:4] = struct.pack("<I", put(out, model))
OUT.mkdir(parents=True, exist_ok=True)
(OUT / "model.tflite").write_bytes(out)
(OUT / "pixels.bin").write_bytes(values[picture].transpose(0, 3, 1, 2).astype("<f4").tobytes())
(OUT / "output.bin").write_bytes(np.concatenate([values[places], values[scores]], 2).astype("<f4").tobytes())
print(len(out), "bytes,", len(operators), "operators,", len(kinds), "kinds")
