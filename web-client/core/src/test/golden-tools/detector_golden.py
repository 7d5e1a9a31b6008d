#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden data for the detectors' ends, from ONNX Runtime and numpy.

    python3 detector_golden.py FOLDER [NANODET]     # needs numpy, pillow, onnxruntime (made with 2.4, 12.3, 1.30)

FOLDER holds yolox_nano_416.onnx (Megvii's YOLOX-nano) and nanodet-plus-m_416.onnx (RangiLyu's
NanoDet-Plus-m); NANODET is the file that `./sightline models fetch nanodet-m` makes. All are Apache-2.0
and run on this repository's own picture of a room (static/samples/media/room.jpg).

Writes ../resources/golden/detect/:
  NAME.rows.bin     the rows of the raw output that matter: little-endian int32 row, then float32 values
  NAME.boxes.csv    what the reference makes of the whole output: label number, score, left, top, right,
                    bottom in source pixels, best first
  letterbox.csv     source width and height -> width and height within 416x416

The references are the models' own: YOLOX's `demo_postprocess` and `multiclass_nms` (class-wise,
yolox/utils/demo_utils.py) and `preproc` (yolox/data/data_augment.py); NanoDet's `distance2bbox`,
`Integral` and `multiclass_nms` (nanodet/model/head). Boxes are in float64 and cut to the frame.
"""
import csv
import pathlib
import sys

import numpy as np
import onnxruntime
from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "resources" / "golden" / "detect"
PICTURE = HERE.parents[4] / "static" / "samples" / "media" / "room.jpg"
EDGE = 416
OVERLAP = 0.45
MEAN = np.array([103.53, 116.28, 123.675], np.float32)
STD = np.array([57.375, 57.12, 58.395], np.float32)


def inner_size(width, height):
    ratio = min(EDGE / height, EDGE / width)
    return int(width * ratio), int(height * ratio)


def letterboxed(image, pad):
    size = inner_size(*image.size)
    boxed = np.full((EDGE, EDGE, 3), pad, np.float32)
    boxed[: size[1], : size[0]] = np.asarray(image.resize(size, Image.BILINEAR))
    return boxed[..., ::-1]


def cells(strides, middle):
    grids = []
    for stride in strides:
        edge = -(-EDGE // stride)
        y, x = np.mgrid[0:edge, 0:edge]
        grids.append(np.stack([x.ravel() + middle, y.ravel() + middle, np.full(edge * edge, stride)], 1))
    return np.concatenate(grids).astype(np.float64)


def yolox(raw):
    grid = cells((8, 16, 32), 0)
    stride = grid[:, 2:]
    centre = (raw[:, :2] + grid[:, :2]) * stride
    half = np.exp(raw[:, 2:4].astype(np.float64)) * stride / 2
    return np.concatenate([centre - half, centre + half], 1), raw[:, 4:5].astype(np.float64) * raw[:, 5:]


def nanodet(strides, middle):
    def decode(raw):
        grid = cells(strides, middle)
        edges = raw[:, 80:].astype(np.float64).reshape(len(raw), 4, -1)
        likely = np.exp(edges - edges.max(2, keepdims=True))
        likely /= likely.sum(2, keepdims=True)
        distance = likely @ np.arange(edges.shape[2]) * grid[:, 2:]
        point = grid[:, :2] * grid[:, 2:]
        boxes = np.concatenate([point - distance[:, :2], point + distance[:, 2:]], 1)
        return np.clip(boxes, 0, EDGE), raw[:, :80].astype(np.float64)

    return decode


def overlap(box, others):
    left_top = np.maximum(box[:2], others[:, :2])
    right_bottom = np.minimum(box[2:], others[:, 2:])
    shared = np.prod(np.clip(right_bottom - left_top, 0, None), 1)
    area = np.prod(others[:, 2:] - others[:, :2], 1)
    return shared / (np.prod(box[2:] - box[:2]) + area - shared)


def suppressed(boxes, scores, least):
    kept = []
    for label in range(scores.shape[1]):
        left = np.where(scores[:, label] >= least)[0]
        left = left[np.argsort(-scores[left, label], kind="stable")]
        while len(left):
            best, left = left[0], left[1:]
            kept.append((label, scores[best, label], *boxes[best]))
            left = left[overlap(boxes[best], boxes[left]) <= OVERLAP]
    return sorted(kept, key=lambda box: -box[1])[:100]


def make(name, model, tensor, decode, image, least):
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    raw = session.run(None, {session.get_inputs()[0].name: tensor[None]})[0][0]
    boxes, scores = decode(raw)
    rows = np.where(scores.max(1) >= least)[0]
    with open(OUT / f"{name}.rows.bin", "wb") as out:
        for row in rows:
            out.write(np.int32(row).astype("<i4").tobytes() + raw[row].astype("<f4").tobytes())
    scale = min(EDGE / image.width, EDGE / image.height)
    limits = np.array([image.width, image.height] * 2)
    with open(OUT / f"{name}.boxes.csv", "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        for label, score, *box in suppressed(boxes, scores, least):
            table.writerow([label, f"{score:.7f}", *(f"{v:.4f}" for v in np.clip(np.array(box) / scale, 0, limits))])
    print(name, len(raw), "rows,", len(rows), "of them matter")


def main():
    folder = pathlib.Path(sys.argv[1])
    OUT.mkdir(parents=True, exist_ok=True)
    image = Image.open(PICTURE).convert("RGB")
    planes = (2, 0, 1)
    make("yolox", folder / "yolox_nano_416.onnx", letterboxed(image, 114).transpose(planes).copy(), yolox, image, 0.05)
    normal = ((letterboxed(image, 0) - MEAN) / STD).transpose(planes).copy()
    make("nanodet-plus", folder / "nanodet-plus-m_416.onnx", normal, nanodet((8, 16, 32, 64), 0), image, 0.2)
    if len(sys.argv) > 2:
        make("nanodet", sys.argv[2], normal, nanodet((8, 16, 32), 0.5), image, 0.2)
    rng = np.random.default_rng(5)
    sizes = [(640, 480), (1280, 720), (720, 1280), (768, 432), (480, 270), (1920, 1080), (416, 416), (417, 415), (3, 2)]
    sizes += [tuple(int(v) for v in rng.integers(16, 5000, 2)) for _ in range(60)]
    with open(OUT / "letterbox.csv", "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([w, h, *inner_size(w, h)] for w, h in sizes)


if __name__ == "__main__":
    main()
