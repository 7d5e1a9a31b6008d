#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden data for the box filter, from a plain Kalman filter with full eight by eight matrices.

    python3 track_golden.py        # needs numpy (made with numpy 2.4.6)

State (cx, cy, aspect, height) and its change a second; F, H, Q, R as in Zhang et al., "ByteTrack", ECCV 2022, whose
unit of time is a frame at 30 a second; Q grows in proportion to the time. Joseph's form of the update, so that no
algebra is shared with what it is held against. Writes ../resources/golden/track/filter.csv: for each step the time
passed, whether a box was measured, that box (x, y, width, height), then for each of the four: value, change, variance
of the value, covariance, variance of the change.
"""
import pathlib

import numpy as np

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden" / "track"
RATE = 30.0


def measure(box):
    x, y, w, h = box
    return np.array([x + w / 2, y + h / 2, w / h, h])


def deviations(h):
    place, change = h / 20, h / 160 * RATE
    return np.array([place, place, 1e-2, place]), np.array([change, change, 1e-5 * RATE, change])


def main():
    rng = np.random.default_rng(11)
    rows = []
    for run in range(3):
        truth = np.array([300.0 + 40 * run, 200.0, 0.4, 180.0])
        speed = np.array([90.0, -12.0, 0.0, 20.0 * (run - 1)])
        box = None
        for step in range(40):
            dt = 1 / RATE if run == 0 else float(rng.choice([0.01, 1 / 30, 0.1, 0.35]))
            if step:
                truth = truth + dt * speed
            noisy = truth * (1 + 0.02 * rng.standard_normal(4))
            h = noisy[3]
            box = (noisy[0] - noisy[2] * h / 2, noisy[1] - h / 2, noisy[2] * h, h)
            if step == 0:
                z = measure(box)
                place, change = deviations(z[3])
                mean = np.concatenate([z, np.zeros(4)])
                first = np.concatenate([place * [2, 2, 1, 2], change * [10, 10, 1, 10]])
                cov = np.diag(first**2)
                seen = 1
                dt = 0.0
            else:
                f = np.eye(8)
                f[:4, 4:] = dt * np.eye(4)
                place, change = deviations(mean[3])
                q = np.diag(np.concatenate([place, change]) ** 2) * dt * RATE
                mean = f @ mean
                cov = f @ cov @ f.T + q
                seen = int(rng.random() < 0.8)
                if seen:
                    h_ = np.eye(4, 8)
                    place, _ = deviations(mean[3])
                    r = np.diag(np.array([place[0], place[1], 1e-1, place[3]]) ** 2)
                    s = h_ @ cov @ h_.T + r
                    k = np.linalg.solve(s, h_ @ cov).T
                    mean = mean + k @ (measure(box) - h_ @ mean)
                    left = np.eye(8) - k @ h_
                    cov = left @ cov @ left.T + k @ r @ k.T
            row = [run, dt, seen, *box]
            for i in range(4):
                row += [mean[i], mean[i + 4], cov[i, i], cov[i, i + 4], cov[i + 4, i + 4]]
            rows.append(",".join(repr(v) if isinstance(v, int) else repr(float(v)) for v in row))
    OUT.mkdir(parents=True, exist_ok=True)
    head = ["run", "dt", "seen", "x", "y", "width", "height"]
    for name in ["cx", "cy", "aspect", "tall"]:
        head += [name, name + "-change", name + "-variance", name + "-covariance", name + "-change-variance"]
    (OUT / "filter.csv").write_text(",".join(head) + "\n" + "\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
