# SPDX-License-Identifier: Apache-2.0
"""Prompts of SmolVLM2, character by character, as its processor writes them.

A prompt is given in two parts: the frames, up to their last special token, and the question with what surrounds it. Cut
anywhere else, the parts would not have the tokens of the whole.
"""
from __future__ import annotations

import random

IMAGE_TOKENS = 16
"""Tokens of one frame: 8 x 8 patches, four to one by the pixel shuffle."""

START, END_OF_TURN, IMAGE, AROUND_IMAGE, GLOBAL_IMAGE = (
    "<|im_start|>", "<end_of_utterance>", "<image>", "<fake_token_around_image>", "<global-img>")

CLIP_GAP = "\n\n"

_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

SYSTEM_MESSAGES = ["You are a helpful assistant.", "You watch a room.", "Answer briefly.",
                   "You are a camera assistant. Answer the question about the picture."]

CHAT_TEMPLATE = (
    "<|im_start|>{% for message in messages %}{{message['role'] | capitalize}}"
    "{% if message['content'][0]['type'] == 'image' %}{{':'}}{% else %}{{': '}}{% endif %}"
    "{% for line in message['content'] %}{% if line['type'] == 'text' %}{{line['text']}}"
    "{% elif line['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}<end_of_utterance>\n{% endfor %}"
    "{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}")


def frame() -> str:
    return AROUND_IMAGE + GLOBAL_IMAGE + IMAGE * IMAGE_TOKENS + AROUND_IMAGE


def image_prefix(system: str | None = None) -> str:
    return _opening(system) + "User:" + frame()


def clip_prefix(times: list[float], duration: float, system: str | None = None) -> str:
    """`times` and `duration` in seconds; both are shown rounded down, as the reference does."""
    seconds = int(duration)
    clock = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    text = (f"{_opening(system)}User: You are provided the following series of {_COUNTS[len(times)]} frames from a "
            f"{clock} [H:MM:SS] video.\n")
    for time in times:
        text += f"\nFrame from {int(time) // 60:02d}:{int(time) % 60:02d}:" + frame()
    return text


def question(text: str, clip: bool) -> str:
    """What follows the frames, up to where the answer starts."""
    return f"{CLIP_GAP if clip else ''}{text}{END_OF_TURN}\nAssistant:"


def next_question(text: str) -> str:
    """A further turn of the same conversation."""
    return "\nUser: " + question(text, clip=False)


def answer(text: str) -> str:
    return f" {text}{END_OF_TURN}"


def random_times(rng: random.Random, count: int) -> tuple[list[float], float]:
    start = rng.choice([0, 0, rng.randint(0, 300)])
    step = rng.choice([1, 1, 1, 2, 5, .5, .25])
    times = [start + step * i for i in range(count)]
    return times, rng.choice([times[-1], times[-1] - start + step, times[-1] + rng.randint(0, 30)])


def _opening(system: str | None) -> str:
    return START + (f"System: {system}{END_OF_TURN}\n" if system else "")
