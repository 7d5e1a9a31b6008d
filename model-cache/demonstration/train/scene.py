# SPDX-License-Identifier: Apache-2.0
"""The drawn world: a room with at most one person, a chair, a box and up to three balls.

A scene is plain numbers; positions are fractions of the picture's width and height, y downwards. The same scene can be
painted at any size, so that nothing the model learns depends on one resolution or one way of scaling it down.
"""
from __future__ import annotations

import io
import math
import random
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

FRAME_SIZE = 128
"""Side of the square that the model sees, in pixels."""

COLOURS = {"red": (210, 35, 35), "blue": (40, 70, 215), "green": (35, 160, 60), "yellow": (240, 210, 40)}
COLOUR_NAMES = list(COLOURS)
MAX_BALLS = 3

Rgb = tuple[int, int, int]

_WALLS = [(205, 200, 190), (180, 195, 205), (220, 215, 180), (170, 170, 175)]
_FLOORS = [(130, 100, 75), (110, 110, 110), (140, 120, 95), (95, 85, 80)]
_SKINS = [(230, 190, 160), (200, 150, 115), (120, 80, 60)]
_TROUSERS = [(40, 40, 60), (70, 60, 50), (25, 25, 25)]
_CHAIR = (120, 60, 130)
_SMALL_SIZES = [(160, 120), (176, 99), (160, 120), (200, 150)]
_CAMERA_SIZES = [(320, 240), (320, 180), (320, 240), (640, 480)]
_BALL_SLOTS = [.1, .3, .5, .7, .9]


@dataclass(frozen=True)
class Person:
    x: float
    height: float
    foot: float
    shirt: str
    skin: Rgb
    trousers: Rgb
    side: int
    """The side of the tool and of the knees of someone who sits: -1 left, 1 right."""
    tool_angle: float
    holds_tool: bool = False
    sits: bool = False
    strides: bool = False


@dataclass(frozen=True)
class Ball:
    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Chair:
    x: float
    foot: float
    unit: float
    """An eighth of the height of the person whom it fits."""


@dataclass(frozen=True)
class Room:
    wall: Rgb
    floor: Rgb
    horizon: float
    window: float | None
    light: float
    noise: float


@dataclass(frozen=True)
class Scene:
    room: Room
    person: Person | None = None
    chair: Chair | None = None
    box: Box | None = None
    balls: tuple[Ball, ...] = ()


# ---- random scenes ------------------------------------------------------------------------------------------------


def random_room(rng: random.Random) -> Room:
    return Room(wall=_jittered(rng.choice(_WALLS), rng), floor=_jittered(rng.choice(_FLOORS), rng),
                horizon=rng.uniform(.42, .55), window=rng.uniform(.08, .7) if rng.random() < .35 else None,
                light=rng.uniform(.8, 1.15), noise=rng.uniform(0, 6))


def random_person(rng: random.Random) -> Person:
    return Person(x=rng.uniform(.12, .88), height=rng.uniform(.54, .74), foot=rng.uniform(.78, .93),
                  shirt=rng.choice(COLOUR_NAMES), skin=rng.choice(_SKINS), trousers=rng.choice(_TROUSERS),
                  side=rng.choice([-1, 1]), tool_angle=rng.uniform(-.5, .5))


def random_balls(rng: random.Random) -> tuple[Ball, ...]:
    count = rng.choices(range(MAX_BALLS + 1), [.4, .3, .18, .12])[0]
    return tuple(Ball(x=slot + rng.uniform(-.02, .02), y=rng.uniform(.82, .91), radius=rng.uniform(.065, .085),
                      colour=rng.choice(COLOUR_NAMES)) for slot in rng.sample(_BALL_SLOTS, count))


def random_box(rng: random.Random) -> Box | None:
    return Box(rng.uniform(.12, .88), rng.uniform(.74, .88), rng.uniform(.18, .25)) if rng.random() < .42 else None


def chair_for(person: Person) -> Chair:
    return Chair(person.x, person.foot, person.height / 8)


def random_scene(rng: random.Random) -> Scene:
    person = random_person(rng) if rng.random() < .62 else None
    chair = None
    if person:
        person = replace(person, holds_tool=rng.random() < .5)
        pose = rng.random()
        if pose < .3:
            person, chair = replace(person, sits=True), chair_for(person)
        elif pose < .42:
            chair = chair_for(person)
    if chair is None and rng.random() < .25:
        chair = chair_for(random_person(rng))
    return Scene(random_room(rng), person, chair, random_box(rng), random_balls(rng))


def _jittered(colour: Rgb, rng: random.Random, by: int = 18) -> Rgb:
    red, green, blue = (min(255, max(0, value + rng.randint(-by, by))) for value in colour)
    return red, green, blue


# ---- painting -----------------------------------------------------------------------------------------------------


def random_size(rng: random.Random) -> tuple[int, int]:
    """Mostly small, which is quick to paint; now and then the size of a camera's frame."""
    return rng.choice(_CAMERA_SIZES if rng.random() < .2 else _SMALL_SIZES)


def paint(scene: Scene, size: tuple[int, int], rng: random.Random) -> Image.Image:
    """The scene as a picture of this size; `rng` draws the sensor noise."""
    image = Image.new("RGB", size, scene.room.wall)
    painter = _Painter(ImageDraw.Draw(image), *size)
    painter.room(scene.room)
    if scene.chair:
        painter.chair(scene.chair)
    if scene.box:
        painter.box(scene.box)
    if scene.person:
        painter.person(scene.person)
    for ball in scene.balls:
        painter.ball(ball)
    return _lit(image, scene.room, rng)


def to_model_pixels(image: Image.Image, rng: random.Random | None = None) -> np.ndarray:
    """The picture squashed to the model's square, uint8 (128, 128, 3).

    With `rng` the way of scaling is drawn at random, plain sampling without anti-aliasing included: browsers, video
    decoders and image libraries all scale differently, and the answer must not depend on it.
    """
    target = (FRAME_SIZE, FRAME_SIZE)
    if rng is None:
        return np.asarray(image.resize(target, Image.BILINEAR))
    if rng.random() < .2:
        image = _compressed(image, rng)
    if rng.random() < .2:
        scale = rng.choice([256, 512]) / max(image.size)
        image = image.resize((round(image.width * scale), round(image.height * scale)), Image.BILINEAR)
    if rng.random() < .25:
        unfiltered = (image.width / FRAME_SIZE, 0, 0, 0, image.height / FRAME_SIZE, 0)
        return np.asarray(image.transform(target, Image.AFFINE, unfiltered, Image.BILINEAR))
    return np.asarray(image.resize(target, rng.choice([Image.BILINEAR, Image.BICUBIC, Image.LANCZOS, Image.BOX])))


def _compressed(image: Image.Image, rng: random.Random) -> Image.Image:
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=rng.randint(50, 92))
    return Image.open(packed).convert("RGB")


def _lit(image: Image.Image, room: Room, rng: random.Random) -> Image.Image:
    """Brightness of the room and sensor noise, which is laid over in blocks when the picture is large."""
    lit = np.asarray(image.point([min(255, round(value * room.light)) for value in range(256)] * 3), np.int16)
    grain = max(1, image.width // 160)
    shape = (-(-image.height // grain), -(-image.width // grain), 3)
    noise = np.random.default_rng(rng.getrandbits(32)).standard_normal(shape, np.float32) * room.noise
    noise = noise.astype(np.int16).repeat(grain, 0).repeat(grain, 1)[:image.height, :image.width]
    return Image.fromarray((lit + noise).clip(0, 255).astype(np.uint8))


@dataclass
class _Painter:
    """Draws parts of a scene, given in fractions, in pixels."""
    draw: ImageDraw.ImageDraw
    width: int
    height: int

    def room(self, room: Room) -> None:
        horizon = room.horizon * self.height
        self.draw.rectangle([0, horizon, self.width, self.height], fill=room.floor)
        skirting = tuple(int(value * .6) for value in room.floor)
        self.draw.line([0, horizon, self.width, horizon], fill=skirting, width=self._stroke(.015))
        if room.window is not None:
            left = room.window * self.width
            frame = [left, .1 * self.height, left + .2 * self.width, .3 * self.height]
            self.draw.rectangle(frame, fill=(200, 225, 245), outline=(120, 120, 120))

    def box(self, box: Box) -> None:
        width = box.width * self.width
        left, bottom = box.x * self.width - width / 2, box.y * self.height
        tall = box.width * self.height * 1.1
        edge = (80, 50, 20)
        self.draw.rectangle([left, bottom - tall, left + width, bottom], fill=(185, 125, 60), outline=edge,
                            width=self._stroke(.01))
        self.draw.line([left, bottom - tall / 2, left + width, bottom - tall / 2], fill=edge, width=self._stroke(.01))

    def ball(self, ball: Ball) -> None:
        radius, x, y = ball.radius * self.height, ball.x * self.width, ball.y * self.height
        self.draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=COLOURS[ball.colour],
                          outline=(30, 30, 30), width=self._stroke(.008))

    def chair(self, chair: Chair) -> None:
        unit, x, foot = chair.unit * self.height, chair.x * self.width, chair.foot * self.height
        seat = foot - 1.6 * unit
        for side in (-1, 1):
            self.draw.line([x + side * 1.2 * unit, seat, x + side * 1.3 * unit, foot], fill=_CHAIR,
                           width=max(2, int(unit * .35)))
        self.draw.rectangle([x - 1.5 * unit, seat - 2.6 * unit, x + 1.5 * unit, seat - .4 * unit], fill=_CHAIR)
        self.draw.rectangle([x - 1.5 * unit, seat, x + 1.5 * unit, seat + .5 * unit], fill=_CHAIR)

    def person(self, person: Person) -> None:
        """Eight units tall; someone who sits has the hip on the seat and is 1.8 units lower."""
        unit, x, foot = person.height * self.height / 8, person.x * self.width, person.foot * self.height
        top = foot - (6.2 if person.sits else 8) * unit
        if person.sits:
            self._bent_legs(person, unit, x, top, foot)
        else:
            self._straight_legs(person, unit, x, top, foot)
        shirt = COLOURS[person.shirt]
        self.draw.rectangle([x - unit, top + 2 * unit, x + unit, top + 4.8 * unit], fill=shirt)
        self.draw.ellipse([x - .85 * unit, top, x + .85 * unit, top + 1.9 * unit], fill=person.skin)
        hand_x = x + person.side * 2.1 * unit
        hand_y = top + (3.2 if person.holds_tool else 4) * unit
        sleeve = max(2, int(unit * .6))
        shoulder = top + 2.4 * unit
        self.draw.line([x + person.side * unit, shoulder, hand_x, hand_y], fill=shirt, width=sleeve)
        self.draw.line([x - person.side * unit, shoulder, x - person.side * 1.5 * unit, top + 4.6 * unit], fill=shirt,
                       width=sleeve)
        if person.holds_tool:
            self._hammer(person, unit, hand_x, hand_y)
        fist = .35 * unit
        self.draw.ellipse([hand_x - fist, hand_y - fist, hand_x + fist, hand_y + fist], fill=person.skin)

    def _straight_legs(self, person: Person, unit: float, x: float, top: float, foot: float) -> None:
        spread = .6 * unit + (.7 * unit if person.strides else 0)
        for side in (-1, 1):
            self.draw.line([x + side * .4 * unit, top + 4.6 * unit, x + side * spread, foot], fill=person.trousers,
                           width=max(2, int(unit * .8)))

    def _bent_legs(self, person: Person, unit: float, x: float, top: float, foot: float) -> None:
        hip, knee = top + 4.6 * unit, x + person.side * 2.4 * unit
        thick = max(2, int(unit * .9))
        self.draw.line([x, hip, knee, hip], fill=person.trousers, width=thick)
        self.draw.line([knee, hip - thick / 2, knee, foot], fill=person.trousers, width=thick)

    def _hammer(self, person: Person, unit: float, hand_x: float, hand_y: float) -> None:
        reach_x, reach_y = math.sin(person.tool_angle) * 3.2 * unit, math.cos(person.tool_angle) * 3.2 * unit
        end_x, end_y = hand_x + reach_x, hand_y - reach_y
        self.draw.line([hand_x - reach_x / 2, hand_y + reach_y / 2, end_x, end_y], fill=(25, 22, 20),
                       width=max(2, int(unit * .65)))
        self.draw.rectangle([end_x - 1.2 * unit, end_y - .55 * unit, end_x + 1.2 * unit, end_y + .55 * unit],
                            fill=(70, 75, 85))

    def _stroke(self, fraction: float) -> int:
        return max(1, round(fraction * self.height))
