# SPDX-License-Identifier: Apache-2.0
"""Clips: a scene in which at most one thing happens to the person, and a ball may roll.

What a clip shows is always read back from its frames (`happened`), never from the story it was made with: a window cut
out of a longer clip may no longer hold the event.
"""
from __future__ import annotations

import random
from dataclasses import dataclass, replace

from scene import Person, Scene, chair_for, random_person, random_scene

STORY_FRAMES = 8
"""Length of the clips that windows are cut from, and the most frames of one training prompt."""

_STORIES = {"nobody": 1.7, "still": 1, "walk": 2.2, "enter": 2.2, "leave": 1.4, "pick up": 2, "put down": .8,
            "sit down": 2, "stand up": .8}
_CLEARLY_MOVED, _CLEARLY_STILL = .2, .035


@dataclass(frozen=True)
class Happened:
    """What happens from the first to the last of some frames. None: too small to say yes or no."""
    person: bool
    moves: int | None
    """-1 to the left, 1 to the right, 0 not."""
    enters: bool
    leaves: bool
    picks_up: bool
    puts_down: bool
    sits_down: bool
    stands_up: bool
    ball_rolls: bool | None

    @property
    def acts(self) -> bool:
        """Whether the person does something within the frames."""
        return bool(self.moves or self.enters or self.leaves or self.picks_up or self.puts_down or self.sits_down
                    or self.stands_up)


def random_story(rng: random.Random, frames: int = STORY_FRAMES, story: str | None = None) -> list[Scene]:
    """A clip of so many frames, with a story drawn at random or the one named."""
    story = story or rng.choices(list(_STORIES), list(_STORIES.values()))[0]
    start = random_scene(rng)
    start = _cast(start, story, rng)
    turn = rng.randint(1, frames - 1)
    people = _act(start.person, story, turn, frames, rng)
    balls = _roll(start, frames, rng)
    return [replace(start, person=person, balls=row) for person, row in zip(people, balls)]


def window(rng: random.Random, frames: list[Scene], count: int) -> list[int]:
    """Indices of `count` evenly spaced frames, somewhere in the clip."""
    stride = rng.randint(1, max(1, (len(frames) - 1) // max(1, count - 1))) if count > 1 else 1
    first = rng.randint(0, len(frames) - 1 - stride * (count - 1))
    return [first + stride * i for i in range(count)]


def telling_window(rng: random.Random, frames: list[Scene], count: int) -> list[int]:
    """As `window`, with a liking for those in which the person does something, so that yes is not too rare."""
    for _ in range(3):
        chosen = window(rng, frames, count)
        if happened([frames[i] for i in chosen]).acts:
            break
    return chosen


def happened(frames: list[Scene]) -> Happened:
    steps = list(zip(frames, frames[1:]))
    both = [(before.person, after.person) for before, after in steps if before.person and after.person]
    return Happened(
        person=any(frame.person for frame in frames),
        moves=_direction([frame.person.x for frame in frames if frame.person]),
        enters=any(not before.person and after.person for before, after in steps),
        leaves=any(before.person and not after.person for before, after in steps),
        picks_up=any(not before.holds_tool and after.holds_tool for before, after in both),
        puts_down=any(before.holds_tool and not after.holds_tool for before, after in both),
        sits_down=any(not before.sits and after.sits for before, after in both),
        stands_up=any(before.sits and not after.sits for before, after in both),
        ball_rolls=_any_rolls(frames))


def _direction(xs: list[float]) -> int | None:
    if not xs or max(xs) - min(xs) <= _CLEARLY_STILL:
        return 0
    if max(xs) - min(xs) < _CLEARLY_MOVED:
        return None
    return 1 if xs[-1] > xs[0] else -1


def _any_rolls(frames: list[Scene]) -> bool | None:
    ways = [_direction([frame.balls[i].x for frame in frames]) for i in range(len(frames[0].balls))]
    if any(ways):
        return True
    return None if None in ways else False


# ---- making stories -----------------------------------------------------------------------------------------------


def _cast(scene: Scene, story: str, rng: random.Random) -> Scene:
    """The scene as the story needs it: with or without a person, standing, and with a chair to sit on."""
    if story == "nobody":
        return replace(scene, person=None)
    person = scene.person or replace(random_person(rng), holds_tool=rng.random() < .5)
    if story in ("sit down", "stand up"):
        return replace(scene, person=replace(person, sits=False), chair=chair_for(person))
    if story in ("walk", "enter", "leave"):
        return replace(scene, person=replace(person, sits=False))
    return replace(scene, person=person)


def _act(person: Person | None, story: str, turn: int, frames: int, rng: random.Random) -> list[Person | None]:
    """The person in each frame; `turn` is the first frame after the change."""
    if person is None:
        return [None] * frames
    if story == "walk":
        return _walk(person, frames, rng)
    if story in ("enter", "leave"):
        here = _visit(person, frames, rng)
        if story == "enter":
            return [None] * turn + here[:frames - turn]
        return here[:turn] + [None] * (frames - turn)
    before, after = _change(person, story)
    return [_sway(before if i < turn else after, rng) for i in range(frames)]


def _change(person: Person, story: str) -> tuple[Person, Person]:
    if story == "pick up":
        return replace(person, holds_tool=False), replace(person, holds_tool=True)
    if story == "put down":
        return replace(person, holds_tool=True), replace(person, holds_tool=False)
    if story == "sit down":
        return replace(person, sits=False), replace(person, sits=True)
    if story == "stand up":
        return replace(person, sits=True), replace(person, sits=False)
    return person, person


def _walk(person: Person, frames: int, rng: random.Random) -> list[Person | None]:
    span = rng.uniform(.4, .76)
    start = rng.uniform(.12, .88 - span)
    xs = _path(start, span, frames, rng)
    return [replace(person, x=x, strides=bool(i % 2)) for i, x in enumerate(xs)]


def _visit(person: Person, frames: int, rng: random.Random) -> list[Person | None]:
    """Someone who stands, or walks, while in the room."""
    return _walk(person, frames, rng) if rng.random() < .4 else [_sway(person, rng) for _ in range(frames)]


def _sway(person: Person, rng: random.Random) -> Person:
    return replace(person, x=person.x + rng.uniform(-.008, .008))


def _path(start: float, span: float, frames: int, rng: random.Random) -> list[float]:
    xs = [start + span * i / (frames - 1) for i in range(frames)]
    return xs if rng.random() < .5 else xs[::-1]


def _roll(scene: Scene, frames: int, rng: random.Random) -> list[tuple]:
    if not scene.balls or rng.random() < .5:
        return [scene.balls] * frames
    # The rolling ball keeps to its own lane at the back, where it passes behind the others without hiding them.
    first, *rest = scene.balls
    rest = [replace(ball, y=.92) for ball in rest]
    span = rng.uniform(.45, .8)
    xs = _path(rng.uniform(.08, .92 - span), span, frames, rng)
    return [(replace(first, x=x, y=.79), *rest) for x in xs]
