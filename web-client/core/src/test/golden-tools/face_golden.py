#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden data for the face detector's end, in numpy alone.

    ffmpeg -i classroom-3s.mp4 -frames:v 1 -vf crop=192:192:56:78 -f rawvideo -pix_fmt rgb24 faces.rgb
    python3 face_golden.py face_detection_full_range.tflite faces.rgb

The clip is Intel's sample of a classroom (CC BY 4.0); the model is out of npm's @mediapipe/face_detection
(Apache-2.0) and is run as its own file says by model-cache's real_blazeface.py.

Writes ../resources/golden/detect/ blazeface.rows.bin and blazeface.boxes.csv, of the form that
detector_golden.py tells; source pixels are half a pixel of the input. What is not written has a logit
of -100. The reference is MediaPipe's: SsdAnchorsCalculator, TensorsToDetectionsCalculator and
NonMaxSuppressionCalculator's WeightedNonMaxSuppression, with the options of face_detection_full_range.pbtxt.
"""
import csv
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[4] / "model-cache" / "src" / "test" / "golden-tools"))
import real_blazeface  # noqa: E402

OUT = HERE.parent / "resources" / "golden" / "detect"
EDGE, STRIDE, LEAST, OVERLAP, SCALE = 192, 4, 0.2, 0.3, 0.5


def anchors():
    cells = EDGE // STRIDE
    return [((column + 0.5) / cells, (line + 0.5) / cells) for line in range(cells) for column in range(cells)]


def detections(places, logits):
    scores = 1 / (1 + np.exp(-np.clip(logits[:, 0].astype(np.float64), -100, 100)))
    found = []
    for (x, y), place, score in zip(anchors(), places.astype(np.float64), scores):
        if score >= LEAST:
            cx, cy, w, h = place[0] / EDGE + x, place[1] / EDGE + y, place[2] / EDGE, place[3] / EDGE
            found.append((score, np.array([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2])))
    return found


def iou(a, b):
    shared = np.prod(np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None))
    return shared / (np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - shared)


def weighted(found):
    left = sorted(found, key=lambda one: -one[0])
    kept = []
    while left:
        best = left[0]
        same = [one for one in left if iou(best[1], one[1]) > OVERLAP]
        left = [one for one in left if iou(best[1], one[1]) <= OVERLAP]
        kept.append((best[0], sum(s * box for s, box in same) / sum(s for s, _ in same), len(same)))
    return kept


def main():
    pixels = np.fromfile(sys.argv[2], np.uint8).reshape(1, EDGE, EDGE, 3)
    places, logits = (v.astype(np.float32) for v in real_blazeface.run(sys.argv[1], pixels / 127.5 - 1))
    raw = np.concatenate([places, logits], 1)
    rows = np.where(1 / (1 + np.exp(-logits[:, 0])) >= LEAST / 4)[0]
    with open(OUT / "blazeface.rows.bin", "wb") as out:
        for row in rows:
            out.write(np.int32(row).astype("<i4").tobytes() + raw[row].astype("<f4").tobytes())
    faces = weighted(detections(places, logits))
    with open(OUT / "blazeface.boxes.csv", "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        for score, box, _ in faces:
            table.writerow([0, f"{score:.7f}", *(f"{v:.4f}" for v in np.clip(box * EDGE / SCALE, 0, EDGE / SCALE))])
    print(len(rows), "rows;", [(round(float(score), 2), count) for score, _, count in faces])


if __name__ == "__main__":
    main()
