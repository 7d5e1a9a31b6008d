#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden tiles of pictures that are looked at in detail, from the reference's own image processor.

    python3 tiles_golden.py     # needs numpy, pillow, torch, transformers (made with 2.4.6, 12.3.0, 2.13.0, 5.18.0)

Writes ../resources/golden/tiles/:
  NAME.png           a drawn picture
  NAME-tiles.png     what the encoder gets to see of it, one view below the other: the tiles row by row, then the whole

The reference is SmolVLMImageProcessorPil (Lanczos, in bytes) with the demonstration model's own preprocessor_config.json:
tiles of 128 after the longest edge was brought to 512, which is SmolVLM2's 512 after 2048 at a quarter of the size. Its
pixel_values are written back as bytes, v * 127.5 + 127.5, which loses nothing: they come of bytes.
"""
import json
import pathlib

import numpy as np
from PIL import Image, ImageDraw
from transformers.models.smolvlm.image_processing_pil_smolvlm import SmolVLMImageProcessorPil

HERE = pathlib.Path(__file__).resolve()
OUT = HERE.parent.parent / "resources" / "golden" / "tiles"
CONFIG = HERE.parents[4] / "model-cache" / "demonstration" / "model" / "preprocessor_config.json"

# Enlarged as a frame of a camera is; made smaller as a photo is; with an aspect that gives way; upright.
SIZES = [(160, 120), (640, 480), (200, 131), (96, 300)]


def picture(w, h):
    """A picture as questions are asked about: soft shades, things with hard edges, thin lines, small writing."""
    big = 4
    y, x = np.mgrid[0:h * big, 0:w * big]
    u, v = x / (w * big), y / (h * big)
    shade = np.stack([90 + 120 * u, 100 + 90 * v, 150 + 60 * np.sin(5 * u + 3 * v)], -1)
    image = Image.fromarray(shade.astype(np.uint8))
    draw = ImageDraw.Draw(image)
    edge = min(w, h) * big
    draw.rectangle([edge * 0.1, edge * 0.15, edge * 0.45, edge * 0.5], fill=(200, 40, 30))
    draw.ellipse([edge * 0.55, edge * 0.3, edge * 0.95, edge * 0.7], fill=(250, 220, 60), outline=(20, 20, 20), width=edge // 60)
    draw.line([0, h * big * 0.97, w * big, h * big * 0.55], fill=(255, 255, 255), width=edge // 80)
    for i in range(8):
        draw.text((edge * 0.08, (0.02 + 0.12 * i) * h * big), "12 EXIT 480", fill=(10, 10, 40), font_size=edge // 12)
    return image.resize((w, h), Image.Resampling.BOX)


def main():
    config = json.loads(CONFIG.read_text())
    for name in ("image_processor_type", "processor_class", "video_sampling"):
        del config[name]
    processor = SmolVLMImageProcessorPil(**config)
    OUT.mkdir(parents=True, exist_ok=True)
    for w, h in SIZES:
        image = picture(w, h)
        image.save(OUT / f"{w}x{h}.png", optimize=True)
        values = processor(image, return_tensors="np")["pixel_values"][0]
        bytes_ = values * 127.5 + 127.5
        assert np.abs(bytes_ - np.rint(bytes_)).max() < 1e-3
        views = np.rint(bytes_).astype(np.uint8).transpose(0, 2, 3, 1)
        Image.fromarray(views.reshape(-1, *views.shape[2:])).save(OUT / f"{w}x{h}-tiles.png", optimize=True)
        print(f"{w}x{h}: {len(views)} views of {views.shape[1:]}")


if __name__ == "__main__":
    main()
