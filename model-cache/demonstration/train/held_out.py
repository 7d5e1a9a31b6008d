# SPDX-License-Identifier: Apache-2.0
"""Paints the frames that the browser tests ask about, writes what they must hear, and asks the exported files first.

    python held_out.py MODEL_FOLDER OUTPUT_FOLDER

Writes PNG frames, cases.json (questions with their answers) and moments.json (one long clip, and when things happen in
it). Ends with an error if either precision, with any way of scaling the frames, answers otherwise.
"""
from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Callable

import numpy as np
from PIL import Image

import prompt
from clip import Happened, happened, random_story
from dataset import FRAMES_SEED
from questions import BY_NAME, View, ask
from runtime import SUFFIXES, Context, OnnxModel
from scene import FRAME_SIZE, Scene, chair_for, paint, random_person, random_scene

_SIZE = (320, 240)
_CLIP_FRAMES, _LONG_CLIP_FRAMES = 5, 24
_ENTERS_AT, _PICKS_UP_AT, _SITS_DOWN_AT = 8, 13, 18
_WINDOW, _STRIDE = 5, 2

_IMAGE_TYPES = ["person", "nobody", "tool", "sitting", "floor empty", "box", "count", "describe", "alert person",
                "alert tool"]
_CLIP_TYPES = ["person", "moves", "direction", "enters", "picks up", "ball rolls", "describe clip", "alert enters",
               "alert picks up"]
_MOMENTS = [("When does a person enter the room?", "Does a person enter the room?", _ENTERS_AT),
            ("When does someone pick up a tool?", "Does someone pick up a tool?", _PICKS_UP_AT),
            ("When does someone sit down?", "Does someone sit down?", _SITS_DOWN_AT)]

Pixels = Callable[[Image.Image], np.ndarray]


def _smooth(image: Image.Image) -> np.ndarray:
    return np.asarray(image.resize((FRAME_SIZE, FRAME_SIZE), Image.BILINEAR))


def _unfiltered(image: Image.Image) -> np.ndarray:
    steps = (image.width / FRAME_SIZE, 0, 0, 0, image.height / FRAME_SIZE, 0)
    return np.asarray(image.transform((FRAME_SIZE, FRAME_SIZE), Image.AFFINE, steps, Image.BILINEAR))


_SCALINGS: dict[str, Pixels] = {"smooth": _smooth, "unfiltered": _unfiltered}


# ---- what is painted ----------------------------------------------------------------------------------------------


def images() -> dict[str, Scene]:
    return {
        "tool": _first_scene(1, lambda scene: scene.person and scene.person.holds_tool and not scene.person.sits
                             and not scene.box and [ball.colour for ball in scene.balls] == ["red"]),
        "things": _first_scene(2, lambda scene: not scene.person and scene.box and len(scene.balls) == 2
                               and all(ball.colour != "red" for ball in scene.balls)),
        "sitting": _first_scene(3, lambda scene: scene.person and scene.person.sits and not scene.person.holds_tool
                                and View([scene], "red").floor_empty),
        "empty": _first_scene(4, lambda scene: not scene.person and View([scene], "red").floor_empty)}


def clips() -> dict[str, list[Scene]]:
    return {
        "walk": _first_clip(5, "walk", lambda events: events.moves == 1 and events.ball_rolls is False),
        "enter": _first_clip(6, "enter", lambda events: events.enters and events.moves == 0 and events.ball_rolls),
        "pick_up": _first_clip(7, "pick up", lambda events: events.picks_up and events.ball_rolls is False)}


def long_clip() -> list[Scene]:
    """An empty room; someone enters, picks up a tool and sits down."""
    rng = random.Random(FRAMES_SEED + 8)
    person = replace(random_person(rng), x=.45, height=.66, foot=.86)
    room = replace(_quiet(random_scene(rng)), person=None, box=None, balls=(), chair=chair_for(person))
    frames = []
    for i in range(_LONG_CLIP_FRAMES):
        here = replace(person, x=person.x + rng.uniform(-.006, .006), holds_tool=i >= _PICKS_UP_AT,
                       sits=i >= _SITS_DOWN_AT)
        frames.append(replace(room, person=here if i >= _ENTERS_AT else None))
    return frames


def _first_scene(seed: int, wanted: Callable[[Scene], bool]) -> Scene:
    rng = random.Random(FRAMES_SEED + seed)
    while not wanted(scene := _quiet(random_scene(rng))):
        pass
    return scene


def _first_clip(seed: int, story: str, wanted: Callable[[Happened], bool]) -> list[Scene]:
    rng = random.Random(FRAMES_SEED + seed)
    while not wanted(happened(frames := random_story(rng, _CLIP_FRAMES, story))):
        pass
    return [_quiet(frame) for frame in frames]


def _quiet(scene: Scene) -> Scene:
    """Without sensor noise, which would make the files ten times as large."""
    return replace(scene, room=replace(scene.room, noise=0))


# ---- questions ----------------------------------------------------------------------------------------------------


def questions_about(frames: list[Scene], types: list[str], seed: int) -> list[dict]:
    rng = random.Random(seed)
    asked = [question for name in types if (question := ask(BY_NAME[name], frames, rng))]
    colour = BY_NAME["ball colour"]
    red = "Yes." if colour.holds(View(frames, "red")) else "No."
    return [{"question": question.text, "want": question.answer, "yesNo": question.type.yes_no} for question in asked] + [
        {"question": "Is there a red ball?", "want": red, "yesNo": True}]


def write_frames(folder: Path, name: str, frames: list[Scene]) -> list[str]:
    names = [f"{name}.png"] if len(frames) == 1 else [f"{name}_{i:02d}.png" for i in range(len(frames))]
    for file, scene in zip(names, frames):
        paint(scene, _SIZE, random.Random(0)).save(folder / file, optimize=True)
    return names


# ---- asking the files ---------------------------------------------------------------------------------------------


def read(model: OnnxModel, folder: Path, case: dict, scaled: Pixels) -> Context:
    pixels = np.stack([scaled(Image.open(folder / name).convert("RGB")) for name in case["frames"]])
    prefix = prompt.clip_prefix(case["times"], case["duration"]) if "times" in case else prompt.image_prefix()
    return model.read(prefix, model.features(pixels))


def wrong_answers(model: OnnxModel, folder: Path, cases: list[dict], scaled: Pixels) -> list[str]:
    wrong = []
    for case in cases:
        got, _ = model.answer(read(model, folder, case, scaled), prompt.question(case["question"], "times" in case))
        if got != case["want"]:
            wrong.append(f"{case['frames'][0]}: {case['question']} {got} instead of {case['want']}")
    return wrong


def wrong_moments(model: OnnxModel, folder: Path, clip: dict, scaled: Pixels) -> list[str]:
    """Of windows over the clip, the likeliest must hold the change."""
    windows = [range(first, first + _WINDOW) for first in range(0, len(clip["frames"]) - _WINDOW + 1, _STRIDE)]
    contexts = [read(model, folder, {"frames": [clip["frames"][i] for i in window], "duration": _WINDOW,
                                     "times": [clip["times"][i] for i in window]}, scaled) for window in windows]
    wrong = []
    for moment in clip["moments"]:
        text = prompt.question(moment["ask"], clip=True)
        best = windows[int(np.argmax([model.yes_no_margin(context, text) for context in contexts]))]
        if not best[0] < moment["frame"] <= best[-1]:
            wrong.append(f"{moment['ask']} {best} does not hold frame {moment['frame']}")
    return wrong


def main() -> None:
    model_folder, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    cases = []
    for seed, (name, scene) in enumerate(images().items()):
        shown = {"frames": write_frames(folder, name, [scene])}
        cases += [shown | case for case in questions_about([scene], _IMAGE_TYPES, seed)]
    for seed, (name, frames) in enumerate(clips().items()):
        shown = {"frames": write_frames(folder, name, frames), "times": list(range(_CLIP_FRAMES)),
                 "duration": _CLIP_FRAMES}
        cases += [shown | case for case in questions_about(frames, _CLIP_TYPES, seed)]
    clip = {"frames": write_frames(folder, "long", long_clip()), "times": list(range(_LONG_CLIP_FRAMES)),
            "moments": [{"question": question, "ask": asked, "frame": at, "time": at} for question, asked, at in _MOMENTS]}
    (folder / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")
    (folder / "moments.json").write_text(json.dumps(clip, indent=1) + "\n")
    wrong = []
    for precision in SUFFIXES:
        model = OnnxModel(model_folder, precision)
        for name, scaled in _SCALINGS.items():
            answers = wrong_answers(model, folder, cases, scaled) + wrong_moments(model, folder, clip, scaled)
            wrong += [f"{precision}, {name}: {answer}" for answer in answers]
    print(f"{len(cases)} questions and {len(_MOMENTS)} moments, wrong: {len(wrong)}", *wrong, sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
