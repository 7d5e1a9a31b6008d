# SPDX-License-Identifier: Apache-2.0
"""Trains the demonstration model, from nothing, from where an earlier run stopped, or from the files that ship.

    python train.py RUN_FOLDER --minutes 60 [--threads 1] [--start-from RUN_FOLDER | --start-from-files ../model]
    python train.py RUN_FOLDER --minutes 5 --device cuda --batch 4 --builders 14 --painters 16 --start-from-files ../model

First the vision encoder learns to see (what is where in a frame), then all of it learns to talk, on images and on windows
of one to eight frames cut out of clips. RUN_FOLDER gets model.pt, tokenizer.json and training.json.
"""
from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import time
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Callable, Iterator

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import SmolVLMForConditionalGeneration

import network
import prompt
from clip import happened, telling_window
from dataset import TRAINING_SEED, Clips, Images, kept, paint_clips, paint_images
from network import IGNORE
from questions import Question, ask_some
from restore import restore
from scene import Scene

FRAME_COUNT_WEIGHTS = {1: .5, 2: .8, 3: 1, 4: 1, 5: 4, 6: .8, 7: .5, 8: 1.2}
FRAMES_PER_CLIP_BATCH, IMAGES_PER_BATCH, FRAMES_PER_SEEING_BATCH = 72, 28, 96
QUESTIONS_PER_PROMPT, TURNS_PER_CONVERSATION = 8, 4
GATHERING_LAYER, COMPARING_LAYER = 1, 2
WALKS_SHARE, SITS_SHARE = .3, .2
MOST_AHEAD = 64
DECISION_WEIGHT = 3.0
"""Of the first word of an answer, which decides it; the words after it mostly follow."""


@dataclass
class Prompt:
    """Token ids with their labels, positions and blocks. Block 0 sees what came before; any other sees the prefix and
    itself only, so that many questions share the frames of one prompt without seeing each other."""
    ids: list[int]
    labels: list[int]
    weights: list[float]
    positions: list[int]
    blocks: list[int]
    frame_ends: list[int]


class PromptBuilder:
    def __init__(self, tokenizer: Tokenizer, rng: random.Random) -> None:
        self.tokenizer, self.rng = tokenizer, rng
        self.around_image = tokenizer.token_to_id(prompt.AROUND_IMAGE)

    def image(self, questions: list[Question]) -> Prompt:
        return self._build(prompt.image_prefix(self._system()), questions, clip=False)

    def clip(self, questions: list[Question], frames: int) -> Prompt:
        prefix = prompt.clip_prefix(*prompt.random_times(self.rng, frames), self._system())
        return self._build(prefix, questions, clip=True)

    def _system(self) -> str | None:
        return self.rng.choice(prompt.SYSTEM_MESSAGES) if self.rng.random() < .1 else None

    def _build(self, prefix: str, questions: list[Question], clip: bool) -> Prompt:
        ids = self._encode(prefix)
        length = len(ids)
        frame_ends = [i for i, token in enumerate(ids) if token == self.around_image][1::2]
        built = Prompt(ids, [IGNORE] * length, [0.0] * length, list(range(length)), [0] * length, frame_ends)
        if self.rng.random() < .3:
            self._add_conversation(built, questions[:TURNS_PER_CONVERSATION], clip)
        else:
            for block, question in enumerate(questions, start=1):
                self._add_turn(built, prompt.question(question.text, clip), question.answer, length, block)
        return built

    def _add_conversation(self, built: Prompt, questions: list[Question], clip: bool) -> None:
        for turn, question in enumerate(questions):
            text = prompt.next_question(question.text) if turn else prompt.question(question.text, clip)
            self._add_turn(built, text, question.answer, built.positions[-1] + 1, 0)

    def _add_turn(self, built: Prompt, text: str, answer: str, position: int, block: int) -> None:
        asked, said = self._encode(text), self._encode(prompt.answer(answer))
        count = len(asked) + len(said)
        built.ids += asked + said
        built.labels += [IGNORE] * len(asked) + said
        built.weights += [0.0] * len(asked) + [DECISION_WEIGHT] + [1.0] * (len(said) - 1)
        built.positions += range(position, position + count)
        built.blocks += [block] * count

    def _encode(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids


@dataclass
class Batch:
    """What one step learns from: frames by their places in the painted sets, and prompts about them."""
    kind: str
    """"seeing" (no prompts), "image" or "clip"."""
    images: np.ndarray
    """Indices of painted images."""
    clips: np.ndarray
    """(n, 2): painted clip, frame. They follow the images."""
    targets: Tensor
    """What is in each frame."""
    prompts: list[Prompt]
    changes: list[list[int]]


class BatchMaker:
    """Draws batches. It touches no pixels, so that other processes can do it."""

    def __init__(self, tokenizer: Tokenizer, images: Images, clips: Clips, scale: float, seed: int) -> None:
        self.rng, self.numpy_rng = random.Random(seed), np.random.default_rng(seed)
        self.prompts = PromptBuilder(tokenizer, self.rng)
        self.scenes, self.stories, self.scale = images.scenes, clips.stories, scale
        events = [happened(story) for story in clips.stories]
        self.walks = [i for i, event in enumerate(events) if event.moves]
        self.sits = [i for i, story in enumerate(clips.stories)
                     if 0 < sum(bool(scene.person and scene.person.sits) for scene in story) < len(story)]

    def seeing(self) -> Batch:
        """Single frames, half of them out of clips; the decoder rests."""
        half = round(self.scale * FRAMES_PER_SEEING_BATCH / 2)
        images = self.numpy_rng.choice(len(self.scenes), half)
        clips = np.stack([self.numpy_rng.choice(len(self.stories), half), self.numpy_rng.integers(0, 8, half)], 1)
        scenes = [self.scenes[i] for i in images] + [self.stories[i][j] for i, j in clips]
        return Batch("seeing", images, clips, _targets(scenes), [], [])

    def image(self) -> Batch:
        chosen = self.numpy_rng.choice(len(self.scenes), round(self.scale * IMAGES_PER_BATCH))
        prompts = [self.prompts.image(ask_some([self.scenes[i]], self.rng, QUESTIONS_PER_PROMPT, clip=False))
                   for i in chosen]
        return Batch("image", chosen, np.zeros((0, 2), int), _targets([self.scenes[i] for i in chosen]), prompts, [])

    def clip(self) -> Batch:
        count = self.rng.choices(list(FRAME_COUNT_WEIGHTS), list(FRAME_COUNT_WEIGHTS.values()))[0]
        chosen = self._some_clips(round(self.scale * max(8, FRAMES_PER_CLIP_BATCH // (count + 1))))
        windows = [telling_window(self.rng, self.stories[i], count) for i in chosen]
        shown = [[self.stories[i][j] for j in at] for i, at in zip(chosen, windows)]
        prompts = [self.prompts.clip(ask_some(frames, self.rng, QUESTIONS_PER_PROMPT, clip=True), count)
                   for frames in shown]
        changes = [network.change_targets(frames[i - 1] if i else None, frame)
                   for frames in shown for i, frame in enumerate(frames)] if count > 1 else []
        places = np.stack([np.repeat(chosen, count), np.concatenate(windows)], 1)
        return Batch("clip", np.zeros(0, int), places, _targets([scene for frames in shown for scene in frames]),
                     prompts, changes)

    def _some_clips(self, count: int) -> np.ndarray:
        """At random, but with walks, and with people who sit for a part of it, more often than they were painted: else
        "does not move" and "nobody sits" are nearly always right."""
        anyone = self.numpy_rng.choice(len(self.stories), count)
        drawn = self.numpy_rng.random(count)
        walker, sitter = self.numpy_rng.choice(self.walks, count), self.numpy_rng.choice(self.sits, count)
        return np.where(drawn < WALKS_SHARE, walker, np.where(drawn < WALKS_SHARE + SITS_SHARE, sitter, anyone))


def _targets(scenes: list[Scene]) -> Tensor:
    return torch.tensor([network.scene_targets(scene) for scene in scenes])


class Batches:
    """Batches one after the other, made ahead by other processes where there are some."""

    def __init__(self, maker: Callable[[int], BatchMaker], builders: int) -> None:
        self.pool = get_context("fork").Pool(builders, _start_builder, [maker]) if builders else None
        if not builders:
            _start_builder(maker)

    def of(self, kinds: Iterator[str]) -> Iterator[Batch]:
        return self.pool.imap(_build, kinds, chunksize=1) if self.pool else map(_build, kinds)

    def close(self) -> None:
        if self.pool:
            self.pool.terminate()


_maker: BatchMaker | None = None


def _start_builder(maker: Callable[[int], BatchMaker]) -> None:
    global _maker
    torch.set_num_threads(1)
    _maker = maker(random.SystemRandom().getrandbits(31))


def _build(kind: str) -> Batch:
    return getattr(_maker, kind)()


class Trainer:
    def __init__(self, model: SmolVLMForConditionalGeneration, images: Images, clips: Clips, device: str) -> None:
        self.device = torch.device(device)
        self.model = model.to(self.device)
        self.heads = network.auxiliary_heads().to(self.device)
        self.images, self.clips = (torch.from_numpy(one.pixels).to(self.device) for one in (images, clips))
        # The decoder's states after each layer. Frames are gathered by the second and compared by the third of its layers,
        # early enough for the question to read the result.
        self.states: dict[int, Tensor] = {}
        for i, layer in enumerate(model.model.text_model.layers):
            layer.register_forward_hook(partial(self._keep_state, i))

    def parameters(self) -> list[nn.Parameter]:
        return [*self.model.parameters(), *self.heads.parameters()]

    def _keep_state(self, index: int, _module, _inputs, output) -> None:
        self.states[index] = output[0] if isinstance(output, tuple) else output

    # ---- what one step minimises ----

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        # Images teach the encoder to see; clips teach the decoder, in half the time.
        with torch.set_grad_enabled(batch.kind != "clip"):
            features = self._features(batch)
        targets = batch.targets.to(self.device)
        losses = {"scene": self.heads["scene"].loss(features.flatten(1), targets)}
        if not batch.prompts:
            return losses
        losses[batch.kind] = self._text_loss(batch.prompts, features)
        losses["gathered"] = self.heads["gathered"].loss(self._frame_ends(batch.prompts, GATHERING_LAYER), targets)
        if batch.changes:
            changes = torch.tensor(batch.changes, device=self.device)
            losses["change"] = self.heads["change"].loss(self._frame_ends(batch.prompts, COMPARING_LAYER), changes)
        return losses

    def _features(self, batch: Batch) -> Tensor:
        clip, frame = torch.from_numpy(batch.clips).T
        pixels = torch.cat([self.images[torch.from_numpy(batch.images)], self.clips[clip, frame]])
        return network.features_of(self.model, network.normalised(pixels))

    def _frame_ends(self, prompts: list[Prompt], layer: int) -> Tensor:
        """The decoder's state at the last token of every frame, in order."""
        rows = [i for i, p in enumerate(prompts) for _ in p.frame_ends]
        return self.states[layer][rows, [end for p in prompts for end in p.frame_ends]]

    def _text_loss(self, prompts: list[Prompt], features: Tensor) -> Tensor:
        """The loss on the answers."""
        ids, labels, weights, positions, blocks = (
            _padded([getattr(p, part) for p in prompts], filler).to(self.device)
            for part, filler in (("ids", 2), ("labels", IGNORE), ("weights", 0.0), ("positions", 0), ("blocks", -1)))
        embeddings = network.embeddings_of(self.model, ids, features)
        states = self.model.model.text_model(inputs_embeds=embeddings, attention_mask=_visible(blocks)[:, None],
                                             position_ids=positions, use_cache=False).last_hidden_state
        answers = labels[:, 1:] != IGNORE
        losses = F.cross_entropy(self.model.lm_head(states[:, :-1][answers]), labels[:, 1:][answers], reduction="none")
        weight = weights[:, 1:][answers]
        return (losses * weight).sum() / weight.sum()


def _padded(rows: list[list], filler: float) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])


def _visible(blocks: Tensor) -> Tensor:
    """(batch, queries, keys): causal, within the own block and what is common to all."""
    same = (blocks[:, None, :] == 0) | (blocks[:, None, :] == blocks[:, :, None])
    square = torch.ones(blocks.shape[1], blocks.shape[1], dtype=torch.bool, device=blocks.device)
    return same & square.tril() | torch.eye(blocks.shape[1], dtype=torch.bool, device=blocks.device)


LOSS_WEIGHTS = {"scene": 1.0, "gathered": .5, "change": .5, "image": 1.0, "clip": 1.0}


def train(trainer: Trainer, batches: Batches, folder: Path, minutes: float, seeing: float, peak_rate: float) -> dict:
    """Runs for so many minutes, the first share of them for seeing alone."""
    parameters = trainer.parameters()
    optimizer = torch.optim.AdamW(parameters, lr=peak_rate, weight_decay=.02, betas=(.9, .98))
    running: dict[str, float] = {}
    history, step, started, saved = [], 0, time.monotonic(), 0.0

    def kinds() -> Iterator[str]:
        for i in itertools.count():
            seen = (time.monotonic() - started) / 60 >= seeing * minutes
            yield "seeing" if not seen else "image" if i % 5 < 2 else "clip"

    for batch in batches.of(_not_too_far_ahead(kinds(), lambda: step)):
        spent = (time.monotonic() - started) / 60
        if spent >= minutes:
            break
        for group in optimizer.param_groups:
            group["lr"] = peak_rate * _schedule(step, spent, minutes)
        losses = trainer.losses(batch)
        optimizer.zero_grad()
        sum(LOSS_WEIGHTS[name] * loss for name, loss in losses.items()).backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        if step % 10 < 5:
            for name, loss in losses.items():
                running[name] = .95 * running.get(name, loss.item()) + .05 * loss.item()
        if step % 50 == 0:
            history.append({"step": step, "minutes": round(spent, 2), **{k: round(v, 4) for k, v in running.items()}})
            print(history[-1], flush=True)
        if spent - saved > 3:
            save(trainer, folder)
            saved = spent
        step += 1
    batches.close()
    save(trainer, folder)
    return {"minutes": minutes, "steps": step, "history": history[::max(1, len(history) // 20)]}


def _not_too_far_ahead(kinds: Iterator[str], step: Callable[[], int]) -> Iterator[str]:
    """A pool takes all work at once that it is given."""
    for i, kind in enumerate(kinds):
        while i > step() + MOST_AHEAD:
            time.sleep(.002)
        yield kind


def _schedule(step: int, spent: float, minutes: float) -> float:
    """Warm-up, then a cosine over the whole run."""
    cosine = .02 + .98 * .5 * (1 + math.cos(math.pi * spent / minutes))
    return min(1, (step + 1) / 50) * cosine


def save(trainer: Trainer, folder: Path) -> None:
    torch.save({name: weight.cpu() for name, weight in trainer.model.state_dict().items()}, folder / "model.pt")
    torch.save(trainer.heads.state_dict(), folder / "heads.pt")


def main() -> None:
    arguments = _arguments()
    torch.manual_seed(0)
    torch.set_num_threads(arguments.threads)
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    painted: Path = arguments.painted or folder
    images = kept(painted / "images.pickle",
                  lambda: paint_images(TRAINING_SEED + arguments.seed, arguments.images, arguments.painters))
    clips = kept(painted / "clips.pickle",
                 lambda: paint_clips(TRAINING_SEED + arguments.seed, arguments.clips, arguments.painters))
    print(f"painted in {time.monotonic() - began:.0f} s", flush=True)
    earlier, files = arguments.start_from, arguments.start_from_files
    known = earlier or files
    tokenizer = Tokenizer.from_file(str(known / "tokenizer.json")) if known else network.train_tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    model = SmolVLMForConditionalGeneration(network.configuration(tokenizer))
    if files:
        restore(model, files)
    # Before the GPU is touched: a process forked afterwards could not run.
    batches = Batches(partial(BatchMaker, tokenizer, images, clips, arguments.batch), arguments.builders)
    trainer = Trainer(model, images, clips, arguments.device)
    if earlier:
        model.load_state_dict(torch.load(earlier / "model.pt"))
        trainer.heads.load_state_dict(torch.load(earlier / "heads.pt", map_location=arguments.device), strict=False)
    report = train(trainer, batches, folder, arguments.minutes, arguments.seeing, arguments.rate)
    (folder / "training.json").write_text(json.dumps(report, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seeing", type=float, default=.2, help="share of the time for seeing alone")
    parser.add_argument("--rate", type=float, default=1.5e-3, help="highest learning rate")
    parser.add_argument("--start-from", type=Path, help="folder of an earlier run")
    parser.add_argument("--start-from-files", type=Path, help="folder of an exported model; the heads start anew")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--batch", type=float, default=1, help="times the size of a batch")
    parser.add_argument("--builders", type=int, default=0, help="processes that make batches ahead")
    parser.add_argument("--seed", type=int, default=0, help="another number paints other pictures")
    parser.add_argument("--painted", type=Path, help="folder that keeps the painted pictures, by default the run's")
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--clips", type=int, default=3_000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--painters", type=int, default=1, help="processes that paint")
    return parser.parse_args()


if __name__ == "__main__":
    main()
