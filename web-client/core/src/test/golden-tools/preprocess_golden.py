#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden data for the depth model's pre-processing, from OpenCV and numpy.

    python3 preprocess_golden.py        # needs numpy and cv2 (made with numpy 1.24.2, OpenCV 4.6.0)

Writes ../resources/golden/preprocess/:
  NAME.rgba        source pixels, row-major R G B A bytes (alpha is noise: the reference drops it)
  NAME-WxH.bin     the model's input, little-endian float32, planes R, G, B of H rows by W columns
  index.json       every case: source, width, height, target, targetWidth, targetHeight
  sizes.csv        source width and height, short edge -> target width and height

The reference is Depth Anything V2's `image2tensor` (dpt.py) with `Resize`, `NormalizeImage` and
`PrepareForNet` (util/transform.py): RGB / 255 as float64, cv2.resize INTER_CUBIC (a = -0.75, no
antialiasing, replicated border, pixel centres at half-integers), (x - mean) / std, planes, float32.
The size rule is its `lower_bound`, aspect kept, multiple of 14, rounding half to even.
OpenCV takes positions and cubic weights in float32, so exact arithmetic agrees to 8e-5, not better.
"""
import json
import math
import pathlib

import cv2
import numpy as np

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden" / "preprocess"
MEAN = np.array([0.485, 0.456, 0.406])
STD = np.array([0.229, 0.224, 0.225])

# source (w, h) -> targets (w, h)
CASES = {
    (40, 30): [(42, 28), (56, 70), (14, 14)],
    (64, 48): [(56, 42), (126, 98)],
    (97, 61): [(70, 42), (112, 70)],
    (61, 97): [(42, 70), (14, 28)],
    (300, 200): [(378, 252), (42, 28)],
    (28, 42): [(28, 42)],
    (2, 3): [(14, 28)],
    (1, 1): [(14, 14)],
    (37, 1): [(42, 14)],
}


def picture(w, h, rng):
    """A picture with what a resampler gets wrong: ramps, hard edges, thin lines, noise, clipped colours."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float64)
    u, v = (x + 0.5) / w, (y + 0.5) / h
    rgb = np.stack([255 * u, 255 * v, 127.5 * (1 + np.sin(9 * u + 7 * v * v))], -1)
    checks = ((x // 5 + y // 5) % 2).astype(bool) & (u > 0.5) & (v < 0.5)
    rgb[checks] = (255, 255, 0)
    rgb[np.hypot(u - 0.3, v - 0.6) < 0.18] = (0, 20, 255)
    rgb[(x == w // 3)] = 255
    rgb[(y == (2 * h) // 3)] = 0
    noisy = (u < 0.4) & (v < 0.4)
    rgb[noisy] += rng.normal(0, 40, rgb[noisy].shape)
    rgb = np.clip(np.rint(rgb), 0, 255).astype(np.uint8)
    alpha = rng.integers(0, 256, (h, w, 1), dtype=np.uint8)
    return np.ascontiguousarray(np.concatenate([rgb, alpha], -1))


def model_input(rgba, size):
    rgb = rgba[:, :, :3] / 255.0
    resized = cv2.resize(rgb, size, interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(np.transpose((resized - MEAN) / STD, (2, 0, 1))).astype("<f4")


def target_size(w, h, short_edge, multiple=14):
    """Both edges at least short_edge, aspect kept, each to the nearest multiple (half to even)."""
    scale = max(short_edge / w, short_edge / h)

    def constrain(x):
        y = int(np.round(x / multiple) * multiple)
        return y if y >= short_edge else int(math.ceil(x / multiple) * multiple)

    return constrain(scale * w), constrain(scale * h)


def size_table(rng):
    sources = [
        (1, 1), (14, 14), (518, 518), (640, 480), (480, 640), (1280, 720), (720, 1280), (1920, 1080),
        (3840, 2160), (4000, 3000), (3024, 4032), (960, 720), (768, 432), (640, 360), (1, 518), (518, 1),
        (20000, 20000), (20000, 10), (10, 20000), (21, 20), (29, 28), (28, 29), (1037, 1036), (1050, 1036),
        (2072, 2044), (37, 36), (55, 54),
    ]
    edges = [518, 392, 336, 252, 140]
    rows = [(w, h, e) for w, h in sources for e in edges]
    while len(rows) < 200:
        w, h = (int(round(math.exp(rng.uniform(math.log(8), math.log(9000))))) for _ in range(2))
        rows.append((w, h, edges[len(rows) % 5]))
    return rows


def main():
    rng = np.random.default_rng(14)
    OUT.mkdir(parents=True, exist_ok=True)
    index = []
    for (w, h), targets in CASES.items():
        source = f"{w}x{h}.rgba"
        rgba = picture(w, h, rng)
        (OUT / source).write_bytes(rgba.tobytes())
        for tw, th in targets:
            target = f"{w}x{h}-{tw}x{th}.bin"
            (OUT / target).write_bytes(model_input(rgba, (tw, th)).tobytes())
            index.append({"source": source, "width": w, "height": h,
                          "target": target, "targetWidth": tw, "targetHeight": th})
    lines = ",\n".join("  " + json.dumps(entry) for entry in index)
    (OUT / "index.json").write_text("[\n" + lines + "\n]\n")
    table = ["width,height,shortEdge,targetWidth,targetHeight"]
    table += [",".join(map(str, (w, h, e, *target_size(w, h, e)))) for w, h, e in size_table(rng)]
    (OUT / "sizes.csv").write_text("\n".join(table) + "\n")


if __name__ == "__main__":
    main()
