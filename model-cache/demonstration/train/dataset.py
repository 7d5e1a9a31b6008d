# SPDX-License-Identifier: Apache-2.0
"""Painted sets: images and clips with the scenes that they show. One seed gives one set, always the same."""
from __future__ import annotations

import pickle
import random
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Callable, TypeVar

import numpy as np

from clip import STORY_FRAMES, random_story
from scene import FRAME_SIZE, Scene, paint, random_scene, random_size, to_model_pixels

# Training, calibration and test never share a seed; the frames that ship with the tests come from FRAMES_SEED.
TRAINING_SEED, CALIBRATION_SEED, FRAMES_SEED, TEST_SEED = 1_000_000, 2_000_000, 4_000_000, 5_000_000
_CHUNK = 100


@dataclass(frozen=True)
class Images:
    pixels: np.ndarray
    """uint8 (n, 128, 128, 3)."""
    scenes: list[Scene]


@dataclass(frozen=True)
class Clips:
    pixels: np.ndarray
    """uint8 (n, 8, 128, 128, 3)."""
    stories: list[list[Scene]]


def paint_images(seed: int, count: int, painters: int = 1) -> Images:
    chunks = _paint_chunks(_image_chunk, seed, count, painters)
    return Images(np.concatenate([pixels for pixels, _ in chunks]), [scene for _, part in chunks for scene in part])


def paint_clips(seed: int, count: int, painters: int = 1) -> Clips:
    chunks = _paint_chunks(_clip_chunk, seed + 500_000, count, painters)
    return Clips(np.concatenate([pixels for pixels, _ in chunks]), [story for _, part in chunks for story in part])


Painted = TypeVar("Painted", Images, Clips)


def kept(path: Path, paint: Callable[[], Painted]) -> Painted:
    """What is painted once and then read from the file, for runs that go on from earlier ones."""
    if not path.exists():
        path.write_bytes(pickle.dumps(paint(), protocol=pickle.HIGHEST_PROTOCOL))
    return pickle.loads(path.read_bytes())


def _paint_chunks(paint_chunk, seed: int, count: int, painters: int) -> list:
    work = [(seed + i, min(_CHUNK, count - i * _CHUNK)) for i in range(-(-count // _CHUNK))]
    if painters == 1:
        return [paint_chunk(part) for part in work]
    with Pool(painters) as pool:
        return pool.map(paint_chunk, work, chunksize=1)


def _image_chunk(work: tuple[int, int]) -> tuple[np.ndarray, list[Scene]]:
    seed, count = work
    rng = random.Random(seed)
    scenes = [random_scene(rng) for _ in range(count)]
    return np.stack([to_model_pixels(paint(scene, random_size(rng), rng), rng) for scene in scenes]), scenes


def _clip_chunk(work: tuple[int, int]) -> tuple[np.ndarray, list[list[Scene]]]:
    seed, count = work
    rng = random.Random(seed)
    pixels = np.zeros((count, STORY_FRAMES, FRAME_SIZE, FRAME_SIZE, 3), np.uint8)
    stories = [random_story(rng) for _ in range(count)]
    for clip, story in zip(pixels, stories):
        size = random_size(rng)
        for i, scene in enumerate(story):
            clip[i] = to_model_pixels(paint(scene, size, rng), rng)
    return pixels, stories
