# SPDX-License-Identifier: Apache-2.0
"""Trains the demonstration model on the CPU, from nothing or from where an earlier run stopped.

    python train.py RUN_FOLDER --minutes 60 [--threads 1] [--start-from model.pt]

First the vision encoder learns to see (what is where in a frame), then all of it learns to talk, on images and on windows
of one to eight frames cut out of clips. RUN_FOLDER gets model.pt, tokenizer.json and training.json.
"""
from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

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

FRAME_COUNT_WEIGHTS = {1: .5, 2: .8, 3: 1, 4: 1, 5: 4, 6: .8, 7: .5, 8: 1.2}
FRAMES_PER_CLIP_BATCH, IMAGES_PER_BATCH, FRAMES_PER_SEEING_BATCH = 72, 28, 96
QUESTIONS_PER_PROMPT, TURNS_PER_CONVERSATION = 8, 4
GATHERING_LAYER, COMPARING_LAYER = 1, 2
WALKS_SHARE = .35
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


class Trainer:
    def __init__(self, model: SmolVLMForConditionalGeneration, tokenizer: Tokenizer, images: Images, clips: Clips) -> None:
        self.model, self.images, self.clips = model, images, clips
        self.rng, self.numpy_rng = random.Random(3), np.random.default_rng(3)
        self.prompts = PromptBuilder(tokenizer, self.rng)
        self.heads = network.auxiliary_heads()
        self.image_targets = torch.tensor([network.scene_targets(scene) for scene in images.scenes])
        self.clip_targets = torch.tensor([[network.scene_targets(scene) for scene in story] for story in clips.stories])
        self.walks = [i for i, story in enumerate(clips.stories) if happened(story).moves]
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

    def seeing_loss(self) -> dict[str, Tensor]:
        """Single frames, half of them out of clips; the decoder rests."""
        half = FRAMES_PER_SEEING_BATCH // 2
        image = self.numpy_rng.choice(len(self.images.scenes), half)
        clip, frame = self.numpy_rng.choice(len(self.clips.stories), half), self.numpy_rng.integers(0, 8, half)
        pixels = np.concatenate([self.images.pixels[image], self.clips.pixels[clip, frame]])
        targets = torch.cat([self.image_targets[image], self.clip_targets[clip, frame]])
        return {"scene": self.heads["scene"].loss(self._features(pixels).flatten(1), targets)}

    def image_loss(self) -> dict[str, Tensor]:
        chosen = self.numpy_rng.choice(len(self.images.scenes), IMAGES_PER_BATCH)
        features = self._features(self.images.pixels[chosen])
        prompts = [self.prompts.image(ask_some([self.images.scenes[i]], self.rng, QUESTIONS_PER_PROMPT, clip=False))
                   for i in chosen]
        return {"image": self._text_loss(prompts, features),
                **self._frame_losses(features, prompts, self.image_targets[chosen])}

    def clip_loss(self) -> dict[str, Tensor]:
        count = self.rng.choices(list(FRAME_COUNT_WEIGHTS), list(FRAME_COUNT_WEIGHTS.values()))[0]
        chosen = self._some_clips(max(8, FRAMES_PER_CLIP_BATCH // (count + 1)))
        windows = [telling_window(self.rng, self.clips.stories[i], count) for i in chosen]
        shown = [[self.clips.stories[i][j] for j in at] for i, at in zip(chosen, windows)]
        rows, columns = np.repeat(chosen, count), np.concatenate(windows)
        with torch.no_grad():  # Images teach the encoder to see; clips teach the decoder, in half the time.
            features = self._features(self.clips.pixels[rows, columns])
        prompts = [self.prompts.clip(ask_some(frames, self.rng, QUESTIONS_PER_PROMPT, clip=True), count)
                   for frames in shown]
        losses = {"clip": self._text_loss(prompts, features),
                  **self._frame_losses(features, prompts, self.clip_targets[rows, columns])}
        if count > 1:
            changes = [network.change_targets(frames[i - 1] if i else None, frame)
                       for frames in shown for i, frame in enumerate(frames)]
            losses["change"] = self.heads["change"].loss(self._frame_ends(prompts, COMPARING_LAYER), torch.tensor(changes))
        return losses

    def _some_clips(self, count: int) -> np.ndarray:
        """At random, but with walks more often than they were painted: else "does not move" is nearly always right."""
        anyone = self.numpy_rng.choice(len(self.clips.stories), count)
        walker = self.numpy_rng.choice(self.walks, count)
        return np.where(self.numpy_rng.random(count) < WALKS_SHARE, walker, anyone)

    def _features(self, pixels: np.ndarray) -> Tensor:
        return network.features_of(self.model, network.normalised(torch.from_numpy(pixels)))

    def _frame_losses(self, features: Tensor, prompts: list[Prompt], targets: Tensor) -> dict[str, Tensor]:
        return {"scene": self.heads["scene"].loss(features.flatten(1), targets),
                "gathered": self.heads["gathered"].loss(self._frame_ends(prompts, GATHERING_LAYER), targets)}

    def _frame_ends(self, prompts: list[Prompt], layer: int) -> Tensor:
        """The decoder's state at the last token of every frame, in order."""
        return torch.cat([self.states[layer][i, p.frame_ends] for i, p in enumerate(prompts)])

    def _text_loss(self, prompts: list[Prompt], features: Tensor) -> Tensor:
        """The loss on the answers."""
        ids, labels = _padded([p.ids for p in prompts], 2), _padded([p.labels for p in prompts], IGNORE)
        weights, positions = _padded([p.weights for p in prompts], 0.0), _padded([p.positions for p in prompts], 0)
        visible = _visible(_padded([p.blocks for p in prompts], -1))
        embeddings = network.embeddings_of(self.model, ids, features)
        states = self.model.model.text_model(inputs_embeds=embeddings, attention_mask=visible[:, None],
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
    length = blocks.shape[1]
    return same & torch.ones(length, length, dtype=torch.bool).tril() | torch.eye(length, dtype=torch.bool)


LOSS_WEIGHTS = {"scene": 1.0, "gathered": .5, "change": .5, "image": 1.0, "clip": 1.0}


def train(trainer: Trainer, folder: Path, minutes: float, seeing: float, peak_rate: float) -> dict:
    """Runs for so many minutes, the first share of them for seeing alone."""
    parameters = trainer.parameters()
    optimizer = torch.optim.AdamW(parameters, lr=peak_rate, weight_decay=.02, betas=(.9, .98))
    running: dict[str, float] = {}
    history, step, started, saved = [], 0, time.monotonic(), 0.0
    while (spent := (time.monotonic() - started) / 60) < minutes:
        for group in optimizer.param_groups:
            group["lr"] = peak_rate * _schedule(step, spent, minutes)
        if spent < seeing * minutes:
            losses = trainer.seeing_loss()
        else:
            losses = trainer.image_loss() if step % 5 < 2 else trainer.clip_loss()
        optimizer.zero_grad()
        sum(LOSS_WEIGHTS[name] * loss for name, loss in losses.items()).backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        for name, loss in losses.items():
            running[name] = .97 * running.get(name, loss.item()) + .03 * loss.item()
        if step % 50 == 0:
            history.append({"step": step, "minutes": round(spent, 2), **{k: round(v, 4) for k, v in running.items()}})
            print(history[-1], flush=True)
        if spent - saved > 3:
            save(trainer, folder)
            saved = spent
        step += 1
    save(trainer, folder)
    return {"minutes": minutes, "steps": step, "history": history[::max(1, len(history) // 20)]}


def _schedule(step: int, spent: float, minutes: float) -> float:
    """Warm-up, then a cosine over the whole run."""
    cosine = .02 + .98 * .5 * (1 + math.cos(math.pi * spent / minutes))
    return min(1, (step + 1) / 50) * cosine


def save(trainer: Trainer, folder: Path) -> None:
    torch.save(trainer.model.state_dict(), folder / "model.pt")
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
    earlier: Path | None = arguments.start_from
    tokenizer = Tokenizer.from_file(str(earlier / "tokenizer.json")) if earlier else network.train_tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    model = SmolVLMForConditionalGeneration(network.configuration(tokenizer))
    trainer = Trainer(model, tokenizer, images, clips)
    if earlier:
        model.load_state_dict(torch.load(earlier / "model.pt"))
        trainer.heads.load_state_dict(torch.load(earlier / "heads.pt"), strict=False)
    report = train(trainer, folder, arguments.minutes, arguments.seeing, arguments.rate)
    (folder / "training.json").write_text(json.dumps(report, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seeing", type=float, default=.2, help="share of the time for seeing alone")
    parser.add_argument("--rate", type=float, default=1.5e-3, help="highest learning rate")
    parser.add_argument("--start-from", type=Path, help="folder of an earlier run")
    parser.add_argument("--seed", type=int, default=0, help="another number paints other pictures")
    parser.add_argument("--painted", type=Path, help="folder that keeps the painted pictures, by default the run's")
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--clips", type=int, default=3_000)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--painters", type=int, default=1, help="processes that paint")
    return parser.parse_args()


if __name__ == "__main__":
    main()
