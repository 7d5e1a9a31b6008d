# SPDX-License-Identifier: Apache-2.0
"""Held-out accuracy by question type and calibration of the exported files, as a browser would run them.

    python evaluate.py MODEL_FOLDER [--size 400]

Writes eval.json and calibration.json next to the model. The temperature is fitted on one set of pictures; all else is
measured on another. Neither was trained on.
"""
from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

import numpy as np

import prompt
from clip import STORY_FRAMES, telling_window
from dataset import CALIBRATION_SEED, TEST_SEED, Clips, Images, paint_clips, paint_images
from questions import Question, ask, ask_record, types_for
from runtime import SUFFIXES, Context, OnnxModel
from scene import Scene

_BINS = 15


@dataclass(frozen=True)
class Shown:
    """Frames that the model has read, with what they show."""
    group: str
    frames: list[Scene]
    context: Context

    @property
    def clip(self) -> bool:
        return self.group != "image"


@dataclass(frozen=True)
class Result:
    group: str
    question: Question
    correct: bool
    margin: float | None
    """Log odds of yes, for yes/no questions."""
    ended: bool = True
    got: str = ""


# ---- showing and asking -------------------------------------------------------------------------------------------


def show_images(model: OnnxModel, images: Images) -> Iterator[Shown]:
    for pixels, scene in zip(images.pixels, images.scenes):
        yield Shown("image", [scene], model.read(prompt.image_prefix(), model.features(pixels[None])))


def show_clips(model: OnnxModel, clips: Clips, lengths: list[int], group: str, rng: random.Random) -> Iterator[Shown]:
    for i, (pixels, story) in enumerate(zip(clips.pixels, clips.stories)):
        count = lengths[i % len(lengths)]
        chosen = telling_window(rng, story, count)
        prefix = prompt.clip_prefix(*prompt.random_times(rng, count))
        yield Shown(group, [story[j] for j in chosen], model.read(prefix, model.features(pixels[chosen])))


def ask_all(model: OnnxModel, shown: Shown, rng: random.Random, yes_no_only: bool = False) -> Iterator[Result]:
    for kind in types_for(clip=shown.clip):
        if yes_no_only and not kind.yes_no:
            continue
        question = ask(kind, shown.frames, rng)
        if question:
            yield check(model, shown.group, shown.context, question, prompt.question(question.text, shown.clip))
    if not yes_no_only:
        for question in (_alert_as_json(shown, rng), ask_record(shown.frames, rng)):
            yield check(model, shown.group, shown.context, question, prompt.question(question.text, shown.clip))


def ask_second_turns(model: OnnxModel, shown: Shown, rng: random.Random) -> Iterator[Result]:
    """Yes/no questions as the second turn, after the model's own answer to the first."""
    kinds = [kind for kind in types_for(clip=shown.clip) if kind.yes_no]
    first, *rest = [question for kind in rng.sample(kinds, 5) if (question := ask(kind, shown.frames, rng))]
    text = prompt.question(first.text, shown.clip)
    context = model.continued(shown.context, text, model.answer(shown.context, text)[0])
    for question in rest:
        yield check(model, "second turn", context, question, prompt.next_question(question.text))


def check(model: OnnxModel, group: str, context: Context, question: Question, text: str) -> Result:
    if question.type.yes_no:
        margin = model.yes_no_margin(context, text)
        return Result(group, question, (margin > 0) == (question.answer == "Yes."), margin)
    got, ended = model.answer(context, text)
    return Result(group, question, got == question.answer, None, ended, got)


def _alert_as_json(shown: Shown, rng: random.Random) -> Question:
    alerts = [kind for kind in types_for(clip=shown.clip) if kind.reasons]
    question = ask(rng.choice(alerts), shown.frames, rng, as_json=True)
    return Question(_named(question, "alert as JSON"), question.text, question.answer)


def _named(question: Question, name: str):
    return type(question.type)(name, question.type.wordings, question.type.holds, None, question.type.reasons)


# ---- figures ------------------------------------------------------------------------------------------------------


def table(results: list[Result]) -> dict:
    """By group and type: how many, the share answered exactly, and what always giving the commonest answer would get."""
    by_type: dict[str, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for result in results:
        by_type[result.group][result.question.type.name].append(result)
    return {group: {name: _row(rows) for name, rows in kinds.items()} for group, kinds in by_type.items()}


def _row(rows: list[Result]) -> dict:
    commonest = Counter(row.question.answer for row in rows).most_common(1)[0][1]
    figures = {"n": len(rows), "accuracy": _share(row.correct for row in rows), "baseline": round(commonest / len(rows), 3)}
    if rows[0].question.type.reasons:
        figures["verdict"] = _share(("true" in row.got) == ("true" in row.question.answer) for row in rows)
    return figures | ({} if rows[0].margin is not None else {"ended": _share(row.ended for row in rows)})


def _share(flags: Iterator[bool]) -> float:
    return round(float(np.mean(list(flags))), 4)


def probability(margins: np.ndarray, temperature: float) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(margins / temperature, -50, 50)))


def fit_temperature(margins: np.ndarray, truth: np.ndarray) -> float:
    """The temperature that makes the right answers likeliest, to half a per cent."""
    candidates = np.exp(np.arange(np.log(.2), np.log(5), .005))
    return float(min(candidates, key=lambda t: negative_log_likelihood(probability(margins, t), truth)))


def negative_log_likelihood(yes: np.ndarray, truth: np.ndarray) -> float:
    return float(-np.log(np.clip(np.where(truth, yes, 1 - yes), 1e-12, 1)).mean())


def calibration_error(yes: np.ndarray, truth: np.ndarray) -> float:
    """Expected calibration error of p(yes), 15 bins of equal width."""
    bins = np.minimum((yes * _BINS).astype(int), _BINS - 1)
    return float(sum(abs((yes[at] - truth[at]).sum()) for i in range(_BINS) if (at := bins == i).any()) / len(yes))


def calibration_figures(margins: np.ndarray, truth: np.ndarray, temperature: float) -> dict:
    yes = probability(margins, temperature)
    return {"ece": round(calibration_error(yes, truth), 4), "brier": round(float(((yes - truth) ** 2).mean()), 4),
            "negative_log_likelihood": round(negative_log_likelihood(yes, truth), 4)}


def margins_of(results: list[Result]) -> tuple[np.ndarray, np.ndarray]:
    rows = [result for result in results if result.margin is not None]
    return np.array([row.margin for row in rows]), np.array([row.question.answer == "Yes." for row in rows])


# ---- all of it ----------------------------------------------------------------------------------------------------


def run(model: OnnxModel, images: Images, clips: Clips, yes_no_only: bool) -> list[Result]:
    rng = random.Random(99)
    half = 2 * len(clips.stories) // 3
    five = Clips(clips.pixels[:half], clips.stories[:half])
    others = Clips(clips.pixels[half:], clips.stories[half:])
    results = []
    for i, shown in enumerate([*show_images(model, images), *show_clips(model, five, [5], "five frames", rng),
                               *show_clips(model, others, [2, 3, 4, 6, 7, STORY_FRAMES], "two to eight frames", rng)]):
        results += ask_all(model, shown, rng, yes_no_only)
        if i % 3 == 0:
            results += ask_second_turns(model, shown, rng)
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=400, help="test images; as many clips and a half")
    arguments = parser.parse_args()
    size, folder = arguments.size, arguments.folder
    images, clips = paint_images(TEST_SEED, size), paint_clips(TEST_SEED, 3 * size // 2)
    tuning = paint_images(CALIBRATION_SEED, size // 2), paint_clips(CALIBRATION_SEED, size // 2)
    held_out, calibrations = {}, {}
    for precision in SUFFIXES:
        model = OnnxModel(folder, precision)
        temperature = fit_temperature(*margins_of(run(model, *tuning, yes_no_only=True)))
        results = run(model, images, clips, yes_no_only=False)
        held_out[precision] = table(results)
        margins, truth = margins_of(results)
        calibrations[precision] = {"temperature": round(temperature, 3), "answers": len(truth),
                                   "before": calibration_figures(margins, truth, 1.0),
                                   "after": calibration_figures(margins, truth, temperature)}
        _print(precision, held_out[precision], calibrations[precision])
        if precision == "fp32":
            wrong = Counter((row.group, row.question.text) for row in results if not row.correct)
            print("most often wrong:", wrong.most_common(12))
    whole = calibrations["fp32"]
    (folder / "calibration.json").write_text(json.dumps({
        "temperature": whole["temperature"], "ece": whole["after"]["ece"],
        "method": "p(yes) = sigmoid((logsumexp(yes logits) - logsumexp(no logits)) / temperature), first answer token",
        "by_precision": calibrations}, indent=1) + "\n")
    (folder / "eval.json").write_text(json.dumps({"held_out": held_out}, indent=1) + "\n")


def _print(precision: str, figures: dict, calibration: dict) -> None:
    print(precision, calibration)
    for group, kinds in figures.items():
        for name, row in kinds.items():
            print(f"{precision} {group:20} {name:16}", row, flush=True)


if __name__ == "__main__":
    main()
