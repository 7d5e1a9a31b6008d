#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden data for the accuracy figures, from numpy's least squares and OpenCV's resize.

    python3 accuracy_golden.py        # needs numpy and cv2 (made with numpy 1.24.2, OpenCV 4.6.0)

Writes ../resources/golden/accuracy/: CASE-prediction.bin (a model's output at its own size), CASE-metres.bin (measured
depth, 0 where missing), both little-endian float32 row-major, and expected.csv.
"""
import pathlib

import cv2
import numpy as np

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden" / "accuracy"
NEAR, FAR = 0.2, 10.0


def score(prediction, metres):
    valid = (metres >= NEAR) & (metres <= FAR)
    d = prediction[valid].astype(np.float64)
    z = metres[valid].astype(np.float64)
    (scale, shift), *_ = np.linalg.lstsq(np.stack([d, np.ones_like(d)], 1), 1 / z, rcond=None)
    p = np.clip(1 / np.maximum(scale * d + shift, 1 / FAR), NEAR, FAR)
    ratio = np.maximum(p / z, z / p)
    return [scale, shift, np.mean(np.abs(p - z) / z), np.mean(ratio < 1.25), np.sqrt(np.mean((p - z) ** 2)),
            np.corrcoef(d, 1 / z)[0, 1], int(valid.sum())]


def main():
    rng = np.random.default_rng(7)
    OUT.mkdir(parents=True, exist_ok=True)
    rows = ["case,width,height,toWidth,toHeight,scale,shift,absRel,delta1,rmse,correlation,pixels"]
    for case, (w, h, tw, th, noise) in {
        "clean": (28, 42, 48, 64, 0.0), "noisy": (42, 28, 64, 48, 0.08), "behind": (56, 42, 40, 30, 0.35),
    }.items():
        y, x = np.mgrid[0:th, 0:tw]
        metres = 1.2 + 6 * y[::-1] / th + 0.8 * np.sin(x / 7.0)
        metres[(x // 9 + y // 7) % 5 == 0] *= 0.55
        metres[rng.random((th, tw)) < 0.12] = 0
        metres[0, :5] = [0.199, 0.2, 10, 10.01, np.nan]
        metres = metres.astype("<f4")
        full = np.where(metres > 0, metres, 3.0)
        full = np.nan_to_num(full, nan=3.0).astype(np.float64)
        small = cv2.resize(14 / full - 1.5, (w, h), interpolation=cv2.INTER_AREA if noise == 0 else cv2.INTER_LINEAR)
        prediction = (small + noise * small.std() * 3 * rng.standard_normal(small.shape)).astype("<f4")
        (OUT / f"{case}-prediction.bin").write_bytes(prediction.tobytes())
        (OUT / f"{case}-metres.bin").write_bytes(metres.tobytes())
        resized = cv2.resize(prediction, (tw, th), interpolation=cv2.INTER_LINEAR)
        rows.append(",".join([case, *map(str, (w, h, tw, th)), *(repr(float(v)) for v in score(resized, metres)[:-1]),
                              str(score(resized, metres)[-1])]))
    (OUT / "expected.csv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
