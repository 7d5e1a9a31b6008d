#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""People that YOLOX-nano finds on a clip, for the tracker: figures alone, nothing of the clip.

    python3 track_clip_golden.py CLIP yolox_nano_416.onnx 10 768 432

needs numpy, onnxruntime and ffmpeg (made with numpy 2.4.6, of one-by-one-0-95s.mp4, Intel IoT DevKit sample-videos,
CC BY 4.0). Arguments: the clip, the detector, frames a second, the clip's width and height. Letterbox to 416 with grey
114 at the right and below, BGR, no scaling of values; scores from 0.1, suppression at an IoU of 0.45. Writes
../resources/golden/track/one-by-one.csv: seconds, score, x, y, width, height in source pixels.
"""
import pathlib
import subprocess
import sys

import numpy as np
import onnxruntime as ort

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden" / "track"
SIDE = 416
LEAST, SAME = 0.1, 0.45


def suppressed(boxes, scores):
    order = np.argsort(-scores, kind="stable")
    kept = []
    while len(order):
        i, rest = order[0], order[1:]
        kept.append(i)
        shared = np.clip(np.minimum(boxes[i, 2:], boxes[rest, 2:]) - np.maximum(boxes[i, :2], boxes[rest, :2]), 0, None)
        shared = shared[:, 0] * shared[:, 1]
        areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        order = rest[shared / (areas[i] + areas[rest] - shared) <= SAME]
    return kept


def main():
    clip, model, rate, width, height = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
    ratio = min(SIDE / width, SIDE / height)
    scale = f"fps={rate},scale={int(width * ratio)}:{int(height * ratio)},pad={SIDE}:{SIDE}:0:0:color=0x727272"
    pipe = subprocess.Popen(["ffmpeg", "-v", "error", "-i", clip, "-vf", scale, "-f", "rawvideo", "-pix_fmt", "bgr24", "-"],
                            stdout=subprocess.PIPE)
    session = ort.InferenceSession(model)
    name = session.get_inputs()[0].name
    cells, strides = [], []
    for stride in (8, 16, 32):
        n = SIDE // stride
        y, x = np.mgrid[0:n, 0:n]
        cells.append(np.stack([x, y], -1).reshape(-1, 2))
        strides.append(np.full((n * n, 1), stride))
    cells, strides = np.concatenate(cells).astype(np.float32), np.concatenate(strides).astype(np.float32)
    rows, frame = ["time,score,x,y,width,height"], 0
    while len(data := pipe.stdout.read(SIDE * SIDE * 3)) == SIDE * SIDE * 3:
        image = np.frombuffer(data, np.uint8).reshape(SIDE, SIDE, 3).transpose(2, 0, 1)[None].astype(np.float32)
        out = session.run(None, {name: image})[0][0]
        middle, half = (out[:, :2] + cells) * strides, np.exp(out[:, 2:4]) * strides / 2
        scores = out[:, 4] * out[:, 5]
        sure = scores >= LEAST
        boxes, scores = np.concatenate([middle - half, middle + half], 1)[sure] / ratio, scores[sure]
        for i in suppressed(boxes, scores) if len(boxes) else []:
            x0, y0, x1, y1 = boxes[i]
            rows.append(f"{frame / rate:.3f},{scores[i]:.3f},{x0:.1f},{y0:.1f},{x1 - x0:.1f},{y1 - y0:.1f}")
        frame += 1
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "one-by-one.csv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
