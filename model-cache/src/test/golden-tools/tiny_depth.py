# SPDX-License-Identifier: Apache-2.0
"""A tiny network with every operator of Depth Anything V2's Core ML form, and what it computes.

Writes model.mil, weight.bin (random, ours) and, for several input sizes, the output as numpy computes it
operator by operator, independently of the translator and of ONNX. Position embedding: DINOv2's
interpolate_pos_encoding in PyTorch's bicubic arithmetic.

usage: tiny_depth.py OUT_FOLDER            (python3 with numpy)
"""
import math
import struct
import sys
from pathlib import Path

import numpy as np

OUT = Path(sys.argv[1])
PATCH, GRID, C, HEADS = 14, 5, 8, 2
EDGE, CELLS = PATCH * GRID, GRID * GRID
SIZES = [(70, 70), (42, 70), (84, 56), (14, 28)]
rng = np.random.default_rng(20261121)


class Blob:
    """weight.bin: a 64-byte header, then records of 64 bytes followed by their data, aligned to 64."""

    def __init__(self):
        self.data = bytearray(struct.pack("<II", 0, 2) + bytes(56))
        self.count = 0

    def add(self, array):
        raw = array.astype(np.float16).tobytes()
        offset = len(self.data)
        self.data += struct.pack("<IIQQ", 0xDEADBEEF, 1, len(raw), offset + 64) + bytes(40)
        self.data += raw + bytes(-len(raw) % 64)
        self.count += 1
        return offset


blob, lines, steps, shapes = Blob(), [], [], {}


def tensor(kind, shape):
    return f"tensor<{kind}, [{', '.join(map(str, shape))}]>"


def const(name, kind, shape, text):
    kinded = tensor(kind, shape)
    lines.append(f'{kinded} {name} = const()[name = tensor<string, []>("{name}"), val = {kinded}({text})];')
    return name


def ints(name, values):
    return const(name, "int32", [len(values)], "[" + ", ".join(map(str, values)) + "]")


def scalar(name, kind, text):
    return const(name, kind, [], text)


def weight(name, shape, scale=0.3):
    array = (rng.standard_normal(shape) * scale).astype(np.float16)
    text = ('BLOBFILE(path = tensor<string, []>("@model_path/weights/weight.bin"), '
            f"offset = tensor<uint64, []>({blob.add(array)}))")
    const(name, "fp16", list(shape), text)
    values[name] = array.astype(np.float64)
    return name


values = {}


def op(name, kind, shape, run, /, **args):
    shapes[name] = list(shape)
    text = ", ".join(f"{k} = {v if isinstance(v, str) else '(' + ', '.join(v) + ')'}" for k, v in sorted(args.items()))
    lines.append(f'{tensor("fp16", shape)} {name} = {kind}({text})[name = tensor<string, []>("{name}")];')
    steps.append((name, run))
    return name


def conv2d(x, w, b, stride, pad):
    n, c, h, wd = x.shape
    o, _, kh, kw = w.shape
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    oh, ow = (h + 2 * pad - kh) // stride + 1, (wd + 2 * pad - kw) // stride + 1
    y = np.zeros((n, o, oh, ow))
    for i in range(oh):
        for j in range(ow):
            y[:, :, i, j] = np.tensordot(x[:, :, i * stride:i * stride + kh, j * stride:j * stride + kw], w,
                                         ([1, 2, 3], [1, 2, 3]))
    return y + (0 if b is None else b[None, :, None, None])


def conv(name, x, cin, cout, k, out, stride=1, pad=0, bias=True):
    w = weight(name + "_weight", (cout, cin, k, k), 1 / math.sqrt(cin * k * k))
    args = dict(x=x, weight=w, strides=ints(name + "_strides", [stride] * 2), pad=ints(name + "_pad", [pad] * 4),
                dilations=ints(name + "_dilations", [1, 1]), groups=scalar(name + "_groups", "int32", "1"),
                pad_type=scalar(name + "_pad_type", "string", '"custom"' if pad else '"valid"'))
    if bias:
        args["bias"] = weight(name + "_bias", (cout,))
    return op(name, "conv", [1, cout, out, out],
              lambda v, gh, gw: conv2d(v[x], v[w], v.get(name + "_bias"), stride, pad), **args)


def conv_transpose(name, x, cin, cout, k, out):
    w = weight(name + "_weight", (cin, cout, k, k))
    b = weight(name + "_bias", (cout,))

    def run(v, gh, gw):
        n, c, h, wd = v[x].shape
        y = np.zeros((n, cout, h * k, wd * k))
        for i in range(h):
            for j in range(wd):
                y[:, :, i * k:(i + 1) * k, j * k:(j + 1) * k] = np.tensordot(v[x][:, :, i, j], v[w], ([1], [0]))
        return y + v[b][None, :, None, None]

    return op(name, "conv_transpose", [1, cout, out, out], run, x=x, weight=w, bias=b,
              strides=ints(name + "_strides", [k, k]), pad=ints(name + "_pad", [0] * 4),
              dilations=ints(name + "_dilations", [1, 1]), groups=scalar(name + "_groups", "int32", "1"),
              pad_type=scalar(name + "_pad_type", "string", '"valid"'),
              output_shape=ints(name + "_output_shape", [1, cout, out, out]))


def norm(name, x):
    g, b = weight(name + "_gamma", (C,), 1), weight(name + "_beta", (C,))

    def run(v, gh, gw):
        a = v[x]
        m, s = a.mean(-1, keepdims=True), a.var(-1, keepdims=True)
        return (a - m) / np.sqrt(s + float.fromhex("0x1.1p-20")) * v[g] + v[b]

    return op(name, "layer_norm", [1, CELLS + 1, C], run, x=x, gamma=g, beta=b, axes=ints(name + "_axes", [-1]),
              epsilon=scalar(name + "_epsilon", "fp16", "0x1.1p-20"))


def linear(name, x, cin, cout):
    w, b = weight(name + "_weight", (cout, cin)), weight(name + "_bias", (cout,))
    return op(name, "linear", shapes[x][:-1] + [cout], lambda v, gh, gw: v[x] @ v[w].T + v[b], x=x, weight=w, bias=b)


def two(name, kind, x, y, shape=None):
    f = {"add": np.add, "mul": np.multiply, "sub": np.subtract}[kind]
    return op(name, kind, shape or shapes[x], lambda v, gh, gw: f(v[x], v[y]), x=x, y=y)


def reshape(name, x, shape, real):
    return op(name, "reshape", shape, lambda v, gh, gw: v[x].reshape(real(gh, gw)), x=x, shape=ints(name + "_to", shape))


def transpose(name, x, perm):
    return op(name, "transpose", [shapes[x][p] for p in perm], lambda v, gh, gw: v[x].transpose(perm), x=x,
              perm=ints(name + "_perm", perm))


def flags(name, values):
    return const(name, "bool", [len(values)], "[" + ", ".join("true" if f else "false" for f in values) + "]")


def pick(name, x, index):
    shape = shapes[x]
    return op(name, "slice_by_index", shape[1:], lambda v, gh, gw: v[x][index], x=x,
              begin=ints(name + "_begin", [index] + [0] * 4), end=ints(name + "_end", [index + 1] + shape[1:]),
              end_mask=flags(name + "_end_mask", [False] + [True] * 4),
              squeeze_mask=flags(name + "_squeeze_mask", [True] + [False] * 4))


def relu(name, x):
    return op(name, "relu", shapes[x], lambda v, gh, gw: np.maximum(v[x], 0), x=x)


def upsample(name, x, edge, real):
    def run(v, gh, gw):
        a = v[x]
        oh, ow = real(gh, gw)

        def axis(n, o):
            m = np.zeros((o, n))
            for i in range(o):
                p = i * (n - 1) / (o - 1) if o > 1 else 0
                f = min(int(p), n - 1)
                m[i, f] += 1 - (p - f)
                m[i, min(f + 1, n - 1)] += p - f
            return m

        return np.einsum("ai,bj,ncij->ncab", axis(a.shape[2], oh), axis(a.shape[3], ow), a)

    return op(name, "upsample_bilinear", [1, shapes[x][1], edge, edge], run, x=x,
              align_corners=scalar(name + "_align_corners", "bool", "true"),
              scale_factor_height=scalar(name + "_scale_h", "fp32", "0x1p+1"),
              scale_factor_width=scalar(name + "_scale_w", "fp32", "0x1p+1"))


def cubic(n, o):
    """PyTorch bicubic (a = -0.75, half-pixel, edges repeated) with scale (o + 0.1) / n."""
    m, a, step = np.zeros((o, n)), -0.75, n / (o + 0.1)
    for i in range(o):
        c = (i + 0.5) * step - 0.5
        f = math.floor(c)
        for j in range(f - 1, f + 3):
            t = abs(c - j)
            k = (a + 2) * t**3 - (a + 3) * t**2 + 1 if t <= 1 else a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a if t < 2 else 0
            m[i, min(max(j, 0), n - 1)] += k
    return m


def positions(v, gh, gw):
    p = v["pos_embed"]
    if (gh, gw) == (GRID, GRID):
        return p
    g = np.einsum("ai,bj,ijc->abc", cubic(GRID, gh), cubic(GRID, gw), p[0, 1:].reshape(GRID, GRID, C))
    return np.concatenate([p[:, :1], g.reshape(1, gh * gw, C)], 1)


# Normalisation, as the app's image input does it; the translator must check and drop it.
const("scale", "fp32", [], "0x1.010102p-8")
lines.append(f'{tensor("fp32", [1, 3, EDGE, EDGE])} scaled = mul(x = image, y = scale)[name = tensor<string, []>("scaled")];')
scalar("half", "string", '"fp16"')
lines.append(f'{tensor("fp16", [1, 3, EDGE, EDGE])} image_half = cast(dtype = half, x = scaled)[name = tensor<string, []>("image_half")];')
const("mean", "fp16", [1, 3, 1, 1], "[[[[0x1.f0cp-2]], [[0x1.d3p-2]], [[0x1.9fcp-2]]]]")
lines.append(f'{tensor("fp16", [1, 3, EDGE, EDGE])} centred = sub(x = image_half, y = mean)[name = tensor<string, []>("centred")];')
const("inverse_std", "fp16", [1, 3, 1, 1], "[[[[0x1.178p+2]], [[0x1.1dcp+2]], [[0x1.1c8p+2]]]]")
lines.append(f'{tensor("fp16", [1, 3, EDGE, EDGE])} pixels = mul(x = centred, y = inverse_std)[name = tensor<string, []>("pixels")];')

T = CELLS + 1
D = C // HEADS
conv("patches", "pixels", 3, C, PATCH, GRID, stride=PATCH)
reshape("patches_flat", "patches", [1, C, CELLS], lambda gh, gw: (1, C, gh * gw))
transpose("tokens", "patches_flat", [0, 2, 1])
weight("class_token", (1, 1, C))
scalar("one", "int32", "1")
scalar("interleave", "bool", "false")
op("with_class", "concat", [1, T, C], lambda v, gh, gw: np.concatenate([v["class_token"], v["tokens"]], 1), axis="one",
   interleave="interleave", values=["class_token", "tokens"])
weight("pos_embed", (1, T, C), 1)
op("placed", "add", [1, T, C], lambda v, gh, gw: v["with_class"] + positions(v, gh, gw), x="with_class", y="pos_embed")
norm("norm1", "placed")
linear("qkv_flat", "norm1", C, 3 * C)
reshape("qkv_split", "qkv_flat", [1, T, 3, HEADS, D], lambda gh, gw: (1, gh * gw + 1, 3, HEADS, D))
transpose("qkv", "qkv_split", [2, 0, 3, 1, 4])
pick("q_raw", "qkv", 0)
scalar("root", "fp16", "0x1p-1")
values["root"] = np.float64(0.5)
two("q", "mul", "q_raw", "root")
pick("k", "qkv", 1)
pick("v", "qkv", 2)
scalar("no", "bool", "false")
scalar("yes", "bool", "true")
op("scores", "matmul", [1, HEADS, T, T], lambda v, gh, gw: v["q"] @ v["k"].swapaxes(-1, -2), x="q", y="k",
   transpose_x="no", transpose_y="yes")
scalar("last", "int32", "-1")


def softmax(v, gh, gw):
    e = np.exp(v["scores"] - v["scores"].max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


op("attention", "softmax", [1, HEADS, T, T], softmax, x="scores", axis="last")
op("mixed", "matmul", [1, HEADS, T, D], lambda v, gh, gw: v["attention"] @ v["v"], x="attention", y="v",
   transpose_x="no", transpose_y="no")
transpose("mixed_back", "mixed", [0, 2, 1, 3])
reshape("joined", "mixed_back", [1, T, C], lambda gh, gw: (1, gh * gw + 1, C))
linear("projected", "joined", C, C)
weight("layer_scale", (C,))
two("scaled1", "mul", "projected", "layer_scale")
two("residual1", "add", "placed", "scaled1")
norm("norm2", "residual1")
linear("wide", "norm2", C, 4 * C)
scalar("exact", "string", '"EXACT"')
erf = np.vectorize(math.erf)
op("active", "gelu", [1, T, 4 * C], lambda v, gh, gw: 0.5 * v["wide"] * (1 + erf(v["wide"] / math.sqrt(2))), x="wide",
   mode="exact")
linear("narrow", "active", 4 * C, C)
two("residual2", "add", "residual1", "narrow")
op("cells", "slice_by_index", [1, CELLS, C], lambda v, gh, gw: v["residual2"][:, 1:], x="residual2",
   begin=ints("cells_begin", [0, 1, 0]), end=ints("cells_end", [1, T, C]),
   end_mask=flags("cells_end_mask", [True, True, True]))
transpose("cells_back", "cells", [0, 2, 1])
reshape("map", "cells_back", [1, C, GRID, GRID], lambda gh, gw: (1, C, gh, gw))
conv("project", "map", C, 6, 1, GRID)
conv_transpose("enlarged", "project", 6, 4, 2, 2 * GRID)
conv("reduced", "project", 6, 4, 3, (GRID + 1) // 2, stride=2, pad=1)
relu("reduced_on", "reduced")
upsample("reduced_up", "reduced_on", GRID, lambda gh, gw: (gh, gw))
conv("side", "project", 6, 4, 3, GRID, pad=1, bias=False)
two("together", "add", "reduced_up", "side")
upsample("together_up", "together", 2 * GRID, lambda gh, gw: (2 * gh, 2 * gw))
two("fused", "add", "together_up", "enlarged")
conv("mixed_head", "fused", 4, 3, 3, 2 * GRID, pad=1)
upsample("full", "mixed_head", EDGE, lambda gh, gw: (14 * gh, 14 * gw))
conv("head", "full", 3, 1, 1, EDGE)
relu("positive", "head")
op("squeezed", "squeeze", [1, EDGE, EDGE], lambda v, gh, gw: v["positive"][:, 0], x="positive",
   axes=ints("squeezed_axes", [1]))
scalar("single", "string", '"fp32"')
lines.append(f'{tensor("fp32", [1, EDGE, EDGE])} depth = cast(dtype = single, x = squeezed)[name = tensor<string, []>("depth")];')

struct.pack_into("<I", blob.data, 0, blob.count)
body = "".join(f"            {line}\n" for line in lines)
mil = ('program(1.0)\n[buildInfo = dict<tensor<string, []>, tensor<string, []>>({{"made-by", "tiny_depth.py"}})]\n{\n'
       f'    func main<ios15>({tensor("fp32", [1, 3, EDGE, EDGE])} image) {{\n{body}        }} -> (depth);\n}}')
OUT.mkdir(parents=True, exist_ok=True)
(OUT / "model.mil").write_text(mil)
(OUT / "weight.bin").write_bytes(bytes(blob.data))
for height, width in SIZES:
    n = 3 * height * width
    v = dict(values)
    # Exact in single precision and the same in Java.
    v["pixels"] = (((np.arange(n, dtype=np.int64) * 7919) % 2001 - 1000) / 500).reshape(1, 3, height, width)
    for name, run in steps:
        v[name] = run(v, height // PATCH, width // PATCH)
    out = v["squeezed"].astype("<f4")
    assert out.shape == (1, height, width) and out.std() > 0.01, (out.shape, out.std())
    (OUT / f"depth-{height}x{width}.bin").write_bytes(out.tobytes())
    print(height, width, float(out.min()), float(out.max()), float(out.std()), float((out > 0).mean()))
