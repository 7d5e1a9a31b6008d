# SPDX-License-Identifier: Apache-2.0
"""Question types with their wordings, and the one right answer for given frames.

An image is one frame. On several frames "is there ..." means in any of them; balls and the box stay the same throughout.
A type gives None where the question does not apply or the frames leave the answer open (someone moved a hand's breadth).
"""
from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import Callable

from clip import Happened, happened
from scene import COLOUR_NAMES, Scene

_NUMBER_WORDS = ["no", "one", "two", "three"]
ALERT_SUFFIX = " Answer as alert: true/false, reason: ..."
JSON_ALERT_SUFFIXES = [' Answer as JSON with alert and reason.',
                       ' Answer as JSON: {"alert": true/false, "reason": "..."}',
                       ' Answer with JSON only: {"alert": boolean, "reason": string}']


@dataclass(frozen=True)
class View:
    """What a question is asked about."""
    frames: list[Scene]
    colour: str
    """The colour that a question about a coloured ball names."""
    events: Happened = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "events", happened(self.frames))

    @property
    def last(self) -> Scene:
        return self.frames[-1]

    @property
    def tool(self) -> bool:
        return any(frame.person and frame.person.holds_tool for frame in self.frames)

    @property
    def sitting(self) -> bool:
        return any(frame.person and frame.person.sits for frame in self.frames)

    @property
    def has_ball(self) -> bool:
        return any(ball.colour == self.colour for ball in self.last.balls)

    @property
    def floor_empty(self) -> bool:
        return not self.last.box and not self.last.balls


@dataclass(frozen=True)
class QuestionType:
    name: str
    wordings: list[str]
    holds: Callable[[View], bool | None] | None = None
    """For yes/no questions and alerts."""
    says: Callable[[View], str | None] | None = None
    """For free text."""
    reasons: tuple[str, str] | None = None
    """For alerts: the reason when it holds, and when it does not."""
    clips_only: bool = False
    images_only: bool = False
    share: float = 1.0
    """How often training asks it; the hard ones more often."""

    @property
    def yes_no(self) -> bool:
        return self.holds is not None and self.reasons is None


@dataclass(frozen=True)
class Question:
    type: QuestionType
    text: str
    answer: str


def position(x: float) -> str:
    return "on the left" if x < .37 else "on the right" if x > .63 else "in the middle"


def near_position_border(x: float) -> bool:
    return min(abs(x - .37), abs(x - .63)) < .02


# ---- free text ----------------------------------------------------------------------------------------------------


def _describe_image(view: View) -> str | None:
    scene, person = view.last, view.last.person
    if not person:
        text = "No person is in the room."
    elif near_position_border(person.x):
        return None
    else:
        text = f"A person in a {person.shirt} shirt {'sits' if person.sits else 'is'} {position(person.x)}"
        text += ", holding a tool." if person.holds_tool else "."
    things = ["a box"] if scene.box else []
    if scene.balls:
        count = len(scene.balls)
        things.append(f"a {scene.balls[0].colour} ball" if count == 1 else f"{_NUMBER_WORDS[count]} balls")
    return text + (f" On the floor: {' and '.join(things)}." if things else " The floor is empty.")


def _describe_clip(view: View) -> str | None:
    events = view.events
    if events.moves is None or events.ball_rolls is None:
        return None
    return _what_the_person_does(view) + (" A ball rolls." if events.ball_rolls else "")


def _what_the_person_does(view: View) -> str:
    events = view.events
    if not events.person:
        return "No person is in the room."
    for happens, text in [(events.enters, "A person enters the room."), (events.leaves, "A person leaves the room."),
                          (events.picks_up, "A person picks up a tool."),
                          (events.puts_down, "A person puts down a tool."),
                          (events.sits_down, "A person sits down."), (events.stands_up, "A person stands up.")]:
        if happens:
            return text
    if events.moves:
        return f"A person walks to the {_side(events.moves)}."
    return "A person sits still." if view.sitting else "A person stands still."


def _direction(view: View) -> str | None:
    if not view.events.person:
        return "There is no person."
    if view.events.moves is None:
        return None
    return f"The person moves to the {_side(view.events.moves)}." if view.events.moves else "The person does not move."


def _side(direction: int) -> str:
    return "right" if direction > 0 else "left"


def _shirt(view: View) -> str | None:
    shirts = [frame.person.shirt for frame in view.frames if frame.person]
    return shirts[0].capitalize() + "." if shirts else None


def _where(view: View) -> str | None:
    person = view.last.person
    if not person:
        return "There is no person."
    return None if near_position_border(person.x) else position(person.x).capitalize() + "."


# ---- yes or no ----------------------------------------------------------------------------------------------------


def _moves(view: View) -> bool | None:
    return None if view.events.moves is None else view.events.moves != 0


def _stays(view: View) -> bool | None:
    if not view.events.person or view.events.moves is None:
        return None
    return view.events.moves == 0


YES_NO = [
    QuestionType("person", [
        "Is there a person?", "Is there a person in the room?", "Is a person in the room?", "Is someone in the room?",
        "Do you see a person?", "Is anyone there?", "Is someone there?", "Is there someone in the room?"],
        holds=lambda view: view.events.person, share=0.5),
    QuestionType("nobody", [
        "Is the room empty?", "Is nobody there?", "Is nobody in the room?", "Is no one in the room?",
        "Is there nobody in the room?", "Is there no person?"],
        holds=lambda view: not view.events.person, share=0.6),
    QuestionType("tool", [
        "Is someone holding a tool?", "Is the person holding a tool?", "Is a person holding a tool?",
        "Does the person hold a tool?", "Is anyone holding a tool?"],
        holds=lambda view: view.tool, share=0.7),
    QuestionType("no tool", [
        "Is nobody holding a tool?", "Is no one holding a tool?", "Is there no tool?"],
        holds=lambda view: not view.tool, share=0.8),
    QuestionType("sitting", [
        "Is someone sitting?", "Is the person sitting?", "Is a person sitting?", "Is anyone sitting?",
        "Is someone sitting on a chair?"],
        holds=lambda view: view.sitting, share=4),
    QuestionType("floor empty", ["Is the floor empty?", "Is the floor clear?", "Is nothing on the floor?"],
                 holds=lambda view: view.floor_empty, share=0.8),
    QuestionType("floor used", ["Is there something on the floor?", "Is anything on the floor?"],
                 holds=lambda view: not view.floor_empty, share=0.6),
    QuestionType("ball colour", [
        "Is there a {colour} ball?", "Is there a {colour} ball in the room?", "Do you see a {colour} ball?"],
        holds=lambda view: view.has_ball, share=3),
    QuestionType("ball", ["Is there a ball?", "Is there a ball in the room?", "Do you see a ball?"],
                 holds=lambda view: bool(view.last.balls), share=0.6),
    QuestionType("box", ["Is there a box?", "Is there a box in the room?", "Do you see a box?"],
                 holds=lambda view: bool(view.last.box), share=0.7),
    QuestionType("moves", ["Is the person moving?", "Does the person move?", "Is someone moving?", "Is someone walking?"],
                 holds=_moves, clips_only=True, share=6),
    QuestionType("stays", ["Does the person stay still?", "Does the person stay in one place?"],
                 holds=_stays, clips_only=True, share=6),
    QuestionType("enters", [
        "Does a person enter the room?", "Did a person enter the room?", "Does someone enter?",
        "Does someone enter the room?"],
        holds=lambda view: view.events.enters, clips_only=True, share=0.9),
    QuestionType("leaves", ["Does the person leave the room?", "Does someone leave?", "Does someone leave the room?"],
                 holds=lambda view: view.events.leaves, clips_only=True, share=0.8),
    QuestionType("picks up", [
        "Does the person pick up a tool?", "Does someone pick up a tool?", "Did the person pick up a tool?"],
        holds=lambda view: view.events.picks_up, clips_only=True, share=1.2),
    QuestionType("sits down", ["Does someone sit down?", "Does the person sit down?", "Did someone sit down?"],
                 holds=lambda view: view.events.sits_down, clips_only=True, share=5),
    QuestionType("ball rolls", ["Does the ball move?", "Is a ball moving?", "Does a ball roll?"],
                 holds=lambda view: view.events.ball_rolls, clips_only=True, share=1.2),
]

FREE_TEXT = [
    QuestionType("count", ["How many balls are there?", "How many balls are in the room?", "Count the balls."],
                 says=lambda view: f"{len(view.last.balls)}.", share=1.5),
    QuestionType("shirt", ["What colour is the shirt?", "What color is the shirt?"], says=_shirt, share=0.7),
    QuestionType("where", ["Where is the person?"], says=_where, images_only=True, share=0.8),
    QuestionType("describe", [
        "Describe the scene.", "Describe the image.", "Can you describe this image?", "What do you see?"],
        says=_describe_image, images_only=True),
    QuestionType("direction", ["Which way does the person move?"], says=_direction, clips_only=True, share=5),
    QuestionType("describe clip", [
        "Describe the video.", "What happens in the video?", "Describe what happens.", "What happens?"],
        says=_describe_clip, clips_only=True, share=2),
]

ALERTS = [
    QuestionType("alert person", ["Alert if a person is in the room."], holds=lambda view: view.events.person,
                 reasons=("a person is in the room", "no person is in the room"), share=0.3),
    QuestionType("alert tool", ["Alert if a person is holding a tool."], holds=lambda view: view.tool,
                 reasons=("a person is holding a tool", "no tool is being held"), share=0.4),
    QuestionType("alert box", ["Alert if there is a box."], holds=lambda view: bool(view.last.box),
                 reasons=("there is a box", "there is no box"), share=0.3),
    QuestionType("alert ball", ["Alert if there is a {colour} ball."], holds=lambda view: view.has_ball,
                 reasons=("there is a {colour} ball", "there is no {colour} ball"), share=1),
    QuestionType("alert sitting", ["Alert if someone is sitting."], holds=lambda view: view.sitting,
                 reasons=("someone is sitting", "nobody is sitting"), share=0.7),
    QuestionType("alert enters", ["Alert if a person enters the room."], holds=lambda view: view.events.enters,
                 reasons=("a person enters the room", "no person enters the room"), clips_only=True, share=0.5),
    QuestionType("alert picks up", ["Alert if a person picks up a tool."], holds=lambda view: view.events.picks_up,
                 reasons=("a person picks up a tool", "no tool is picked up"), clips_only=True, share=0.5),
]

TYPES = YES_NO + FREE_TEXT + ALERTS
BY_NAME = {kind.name: kind for kind in TYPES}

_RECORD = {"person": lambda view: view.events.person, "tool": lambda view: view.tool,
           "box": lambda view: bool(view.last.box), "balls": lambda view: len(view.last.balls),
           "sitting": lambda view: view.sitting}


def types_for(clip: bool) -> list[QuestionType]:
    return [kind for kind in TYPES if not (kind.images_only if clip else kind.clips_only)]


def ask(kind: QuestionType, frames: list[Scene], rng: random.Random, as_json: bool = False) -> Question | None:
    """A question of this type about these frames in one of its wordings, or None where it has no clear answer."""
    view = View(frames, _colour_to_ask(frames[-1], rng))
    text = rng.choice(kind.wordings).format(colour=view.colour)
    if kind.says:
        said = kind.says(view)
        return said and Question(kind, text, said)
    holds = kind.holds(view)
    if holds is None:
        return None
    if kind.yes_no:
        return Question(kind, text, "Yes." if holds else "No.")
    reason = kind.reasons[0 if holds else 1].format(colour=view.colour)
    if as_json:
        return Question(kind, text + rng.choice(JSON_ALERT_SUFFIXES), json.dumps({"alert": holds, "reason": reason}))
    return Question(kind, text + ALERT_SUFFIX, f"alert: {'true' if holds else 'false'}, reason: {reason}")


RECORD = QuestionType("record", ["Describe the scene."])


def ask_record(frames: list[Scene], rng: random.Random) -> Question:
    """A flat JSON object with some of the properties, in any order."""
    view = View(frames, COLOUR_NAMES[0])
    keys = rng.sample(list(_RECORD), rng.randint(1, len(_RECORD)))
    form = ", ".join(f'"{key}": {"number" if key == "balls" else "true/false"}' for key in keys)
    return Question(RECORD, f"{RECORD.wordings[0]} Answer as JSON: {{{form}}}",
                    json.dumps({key: _RECORD[key](view) for key in keys}))


def ask_some(frames: list[Scene], rng: random.Random, count: int, clip: bool) -> list[Question]:
    """Different questions about the same frames, drawn by their shares."""
    kinds = sorted(types_for(clip), key=lambda kind: rng.random() ** (1 / kind.share), reverse=True)
    asked = []
    for kind in kinds:
        question = ask(kind, frames, rng, as_json=rng.random() < .35)
        if question:
            asked.append(question)
        if len(asked) == count:
            break
    if rng.random() < .12:
        asked[-1] = ask_record(frames, rng)
    rng.shuffle(asked)
    return asked


def _colour_to_ask(scene: Scene, rng: random.Random) -> str:
    if scene.balls and rng.random() < .5:
        return rng.choice(scene.balls).colour
    return rng.choice(COLOUR_NAMES)
