# SPDX-License-Identifier: Apache-2.0
"""A tiny network with every operator of NanoDet's TensorFlow.js form, and what it computes.

Writes model.json, weight.bin (random, ours), pixels.bin and output.bin: the output as numpy computes it
operator by operator, as the source says it (channels last around convolutions), independently of the
translator and of ONNX.

usage: tiny_nanodet.py OUT_FOLDER            (python3 with numpy)
"""
import base64
import json
import sys
from pathlib import Path

import numpy as np

OUT = Path(sys.argv[1])
EDGE = 16
rng = np.random.default_rng(20261127)
nodes, weights, blob, values = [], [], bytearray(), {}


def text(value):
    return {"s": base64.b64encode(value.encode()).decode()}


def constant(name, array, half=True):
    array = np.asarray(array)
    whole = array.dtype.kind == "i"
    nodes.append({"name": name, "op": "Const", "attr": {}})
    entry = {"name": name, "shape": list(array.shape), "dtype": "int32" if whole else "float32"}
    if whole:
        blob.extend(array.astype("<i4").tobytes())
    elif half:
        entry["quantization"] = {"dtype": "float16", "original_dtype": "float32"}
        array = array.astype(np.float16).astype(np.float32)
        blob.extend(array.astype("<f2").tobytes())
    else:
        array = array.astype(np.float32)
        blob.extend(array.astype("<f4").tobytes())
    weights.append(entry)
    values[name] = array
    return name


def node(op, name, inputs, result, **attributes):
    nodes.append({"name": name, "op": op, "input": inputs, "attr": attributes})
    values[name] = result
    return name


def pad(x, name, lowest=None):
    by = constant(name + "/by", np.array([[0, 0], [0, 0], [1, 1], [1, 1]]))
    if lowest is None:
        return node("Pad", name, [x, by], np.pad(values[x], values[by]))
    least = constant(name + "/value", np.array(lowest, np.float32), half=False)
    return node("PadV2", name, [x, by, least], np.pad(values[x], values[by], constant_values=lowest))


def transpose(x, name, order):
    perm = constant(name + "/perm", np.array(order))
    return node("Transpose", name, [x, perm], np.transpose(values[x], order))


def last(x):
    done = x.replace(":", "_") + "/last"
    return done if done in values else transpose(x, done, [0, 2, 3, 1])


def first(x):
    return transpose(x, x + "/first", [0, 3, 1, 2])


def windows(x, rows, columns, stride):
    height = (x.shape[1] - rows) // stride + 1
    width = (x.shape[2] - columns) // stride + 1
    for r in range(rows):
        for c in range(columns):
            yield r, c, x[:, r : r + stride * height : stride, c : c + stride * width : stride]


def sliding(stride):
    return {"data_format": text("NHWC"), "padding": text("VALID"),
            "strides": {"list": {"i": ["1", str(stride), str(stride), "1"]}}}


def conv(x, name, out, edge=1, stride=1, half=True):
    fan = values[x].shape[3]
    w = constant(name + "/w", rng.normal(0, (edge * edge * fan) ** -0.5, (edge, edge, fan, out)), half)
    result = sum(part @ values[w][r, c] for r, c, part in windows(values[x], edge, edge, stride))
    dilations = {"list": {"i": ["1", "1", "1", "1"]}}
    return node("Conv2D", name, [x, w], result, dilations=dilations, **sliding(stride))


def depthwise(x, name, stride=1):
    fan = values[x].shape[3]
    w = constant(name + "/w", rng.normal(0, 0.4, (3, 3, fan, 1)))
    result = sum(part * values[w][r, c, :, 0] for r, c, part in windows(values[x], 3, 3, stride))
    dilations = {"list": {"i": ["1", "1", "1", "1"]}}
    return node("DepthwiseConv2dNative", name, [x, w], result, dilations=dilations, **sliding(stride))


def biased(x, name):
    b = constant(name + "/b", rng.normal(0, 0.3, values[x].shape[3]))
    return node("Add", name, [x, b], values[x] + values[b])


def leaky(x, name):
    return node("LeakyRelu", name, [x], np.where(values[x] > 0, values[x], values[x] * 0.1), alpha={"f": 0.1})


def reshape(x, name, shape):
    # As the source has it: the shape, plus zeros that a comparison once put together.
    plain = constant(name + "/plain", np.array(shape))
    where = constant(name + "/where", np.zeros((0, 1), int))
    length = constant(name + "/length", np.array([len(shape)]))
    no = constant(name + "/no", np.zeros(0, int))
    zero = constant(name + "/zero", np.array(0))
    dense = node("SparseToDense", name + "/dense", [where, length, no, zero], None)
    total = node("AddV2", name + "/shape", [plain, dense], None)
    return node("Reshape", name, [x, total], values[x].reshape(shape))


def concat(xs, name, axis):
    at = constant(name + "/axis", np.array(axis))
    return node("ConcatV2", name, [*xs, at], np.concatenate([values[x] for x in xs], axis))


def split(x, name, sizes, axis):
    by = constant(name + "/sizes", np.array(sizes))
    at = constant(name + "/axis", np.array(axis))
    node("SplitV", name, [x, by, at], None)
    names = [name if i == 0 else f"{name}:{i}" for i in range(len(sizes))]
    for part, piece in zip(names, np.split(values[x], np.cumsum(sizes)[:-1], axis)):
        values[part] = piece
    return names


def resize(x, name, edge):
    """Bilinear between the middles of pixels, ends held."""
    size = constant(name + "/size", np.array([edge, edge]))
    result = values[x]
    for axis in (1, 2):
        count = result.shape[axis]
        at = np.clip((np.arange(edge) + 0.5) * count / edge - 0.5, 0, count - 1)
        low = np.floor(at).astype(int)
        high = np.minimum(low + 1, count - 1)
        share = (at - low).reshape([-1 if i == axis else 1 for i in range(4)])
        result = np.take(result, low, axis) * (1 - share) + np.take(result, high, axis) * share
    halves = {"half_pixel_centers": {"b": True}, "align_corners": {"b": False}}
    return node("ResizeBilinear", name, [x, size], result, **halves)


def grid(x, name, classes, places):
    """A grid's scores and edges, [1, cells, .] each."""
    both = first(biased(conv(last(x), name + "/head", classes + 4 * places), name + "/headed"))
    scores, edges = split(both, name + "/parts", [classes, 4 * places], 1)
    cells = values[x].shape[2] * values[x].shape[3]
    likely = node("Sigmoid", name + "/sigmoid", [scores], 1 / (1 + np.exp(-values[scores])))
    ends = []
    for part, count in ((likely, classes), (edges, 4 * places)):
        flat = reshape(part, part.replace(":", "_") + "/flat", [1, count, cells])
        ends.append(transpose(flat, flat + "/end", [0, 2, 1]))
    return ends


def main():
    pixels = rng.normal(0, 1, (1, 3, EDGE, EDGE)).astype(np.float32)
    shape = {"shape": {"dim": [{"size": str(n)} for n in pixels.shape]}}
    x = node("Placeholder", "picture", [], pixels, shape=shape)
    x = leaky(first(biased(conv(last(pad(x, "in/pad")), "in/conv", 8, edge=3, stride=2), "in/biased")), "in/leaky")
    padded = last(pad(x, "pool/pad", lowest=-3e38))
    most = np.max([part for _, _, part in windows(values[padded], 3, 3, 2)], 0)
    pooled = first(node("MaxPool", "pool", [padded], most, ksize={"list": {"i": ["1", "3", "3", "1"]}}, **sliding(2)))
    deep = first(biased(depthwise(last(pad(x, "deep/pad")), "deep/conv", stride=2), "deep/biased"))
    deep = leaky(first(conv(last(deep), "deep/point", 8, half=False)), "deep/leaky")
    both = concat([pooled, deep], "both", 1)
    shuffled = transpose(reshape(both, "shuffle/apart", [1, 2, 8, 4, 4]), "shuffle/turned", [0, 2, 1, 3, 4])
    shuffled = reshape(shuffled, "shuffle/together", [1, -1, 4, 4])
    kept, other = split(shuffled, "halves", [8, 8], 1)
    other = leaky(first(biased(conv(last(other), "other/conv", 8), "other/biased")), "other/leaky")
    coarse = first(resize(last(other), "down", 2))
    fine = node("Add", "sum", [kept, first(resize(last(coarse), "up", 4))], None)
    values[fine] = values[kept] + values["up/first"]
    ends = [grid(fine, "fine", 3, 2), grid(coarse, "coarse", 3, 2)]
    order = [ends[0][0], ends[1][0], ends[0][1], ends[1][1]]
    for i in (2, 0, 3, 1):  # in any order, as in the source
        nodes.append({"name": f"Identity_{i}" if i else "Identity", "op": "Identity", "input": [order[i]], "attr": {}})
    scores = np.concatenate([values[order[0]], values[order[1]]], 1)
    edges = np.concatenate([values[order[2]], values[order[3]]], 1)
    OUT.mkdir(parents=True, exist_ok=True)
    nodes.reverse()  # nor do the others stand in an order to rely on
    model = {"format": "graph-model", "modelTopology": {"node": nodes},
             "weightsManifest": [{"paths": ["weight.bin"], "weights": weights}]}
    lines = json.dumps(model).replace('{"name"', '\n{"name"')
    (OUT / "model.json").write_text(lines + "\n")
    (OUT / "weight.bin").write_bytes(bytes(blob))
    (OUT / "pixels.bin").write_bytes(pixels.astype("<f4").tobytes())
    (OUT / "output.bin").write_bytes(np.concatenate([scores, edges], 2).astype("<f4").tobytes())


if __name__ == "__main__":
    main()
