# SPDX-License-Identifier: Apache-2.0
"""The tiny SmolVLM: SmolVLM2's architecture with every size cut down, its tokenizer, and heads that only training uses."""
from __future__ import annotations

import random

import torch
import torch.nn.functional as F
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from torch import Tensor, nn
from transformers import SmolVLMConfig, SmolVLMForConditionalGeneration

import prompt
from clip import STORY_FRAMES, random_story
from questions import ask_some
from scene import COLOUR_NAMES, FRAME_SIZE, MAX_BALLS, Scene, random_scene

WIDTH, LAYERS, VOCABULARY, MAX_POSITIONS = 128, 4, 704, 2048
_MERGES_UP_TO = 600
_HORIZONTAL_BINS = 12
IGNORE = -100


# ---- tokenizer ----------------------------------------------------------------------------------------------------


def train_tokenizer() -> Tokenizer:
    """Byte-level BPE with SmolVLM2's special tokens, on the texts of this world."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel(add_prefix_space=True)
    tokenizer.train_from_iterator(_texts(random.Random(5)), trainers.BpeTrainer(
        vocab_size=_MERGES_UP_TO, special_tokens=["<|endoftext|>", prompt.START, "<|im_end|>"],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False))
    special = [prompt.GLOBAL_IMAGE, *(f"<row_{i}_col_{j}>" for i in range(1, 7) for j in range(1, 7)),
               prompt.AROUND_IMAGE, prompt.IMAGE]
    unused = VOCABULARY - tokenizer.get_vocab_size() - len(special) - 1
    special += [f"<|reserved_special_token_{i}|>" for i in range(unused)] + [prompt.END_OF_TURN]
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    return tokenizer


def _texts(rng: random.Random) -> list[str]:
    texts = []
    for _ in range(3000):
        texts += [f"{asked.text} {asked.answer}" for asked in ask_some([random_scene(rng)], rng, 8, clip=False)]
        texts += [f"{asked.text} {asked.answer}" for asked in ask_some(random_story(rng), rng, 8, clip=True)]
        clip = prompt.clip_prefix(*prompt.random_times(rng, rng.randint(1, STORY_FRAMES)))
        texts.append(clip.replace(prompt.frame(), "").replace(prompt.START, ""))
    return texts + [f"System: {message}\nUser: Assistant:" for message in prompt.SYSTEM_MESSAGES] * 300


# ---- model --------------------------------------------------------------------------------------------------------


def configuration(tokenizer: Tokenizer) -> SmolVLMConfig:
    image, end = tokenizer.token_to_id(prompt.IMAGE), tokenizer.token_to_id(prompt.END_OF_TURN)
    return SmolVLMConfig(
        vision_config=dict(hidden_size=WIDTH, intermediate_size=3 * WIDTH, num_hidden_layers=LAYERS,
                           num_attention_heads=4, image_size=FRAME_SIZE, patch_size=16),
        text_config=dict(model_type="llama", hidden_size=WIDTH, intermediate_size=3 * WIDTH, num_hidden_layers=LAYERS,
                         num_attention_heads=4, num_key_value_heads=2, head_dim=32, vocab_size=VOCABULARY,
                         max_position_embeddings=MAX_POSITIONS, rope_theta=10000.0, rms_norm_eps=1e-5, bos_token_id=1,
                         eos_token_id=end, pad_token_id=2, tie_word_embeddings=False),
        scale_factor=2, image_token_id=image, tie_word_embeddings=False, pad_token_id=2)


def normalised(frames: Tensor) -> Tensor:
    """uint8 (n, 128, 128, 3) to what the vision encoder takes: float (n, 3, 128, 128) in -1..1."""
    return frames.permute(0, 3, 1, 2).float().div_(127.5).sub_(1)


def features_of(model: SmolVLMForConditionalGeneration, pixels: Tensor) -> Tensor:
    """(n, 3, 128, 128) to image features (n, 16, 128)."""
    out = model.model.get_image_features(pixels[:, None].contiguous())
    out = out.pooler_output if hasattr(out, "pooler_output") else out
    return out.reshape(pixels.shape[0], prompt.IMAGE_TOKENS, -1)


def embeddings_of(model: SmolVLMForConditionalGeneration, ids: Tensor, features: Tensor) -> Tensor:
    """Token embeddings with the features, in order, in the places of the image tokens."""
    embeddings = model.model.text_model.get_input_embeddings()(ids)
    images = (ids == model.config.image_token_id)[..., None]
    return embeddings.masked_scatter(images, features.reshape(-1, features.shape[-1]))


# ---- auxiliary heads: what is in a frame, and what changed since the one before -----------------------------------
#
# A yes/no answer is one bit per prompt, too thin to learn to see from. These heads give every frame a dense target; they
# read the image features and, inside the decoder, the state at the end of each frame: the first teaches the encoder to
# see, the second teaches the decoder to gather what it is shown and to compare frames. They are thrown away.


class Heads(nn.Module):
    """Linear classifiers over the same input."""

    def __init__(self, inputs: int, classes: list[int]) -> None:
        super().__init__()
        self.heads = nn.ModuleList(nn.Linear(inputs, count) for count in classes)

    def loss(self, inputs: Tensor, targets: Tensor) -> Tensor:
        losses = [F.cross_entropy(head(inputs), targets[:, i], ignore_index=IGNORE)
                  for i, head in enumerate(self.heads)]
        return torch.stack(losses).mean()

    def accuracy(self, inputs: Tensor, targets: Tensor) -> list[float]:
        return [(head(inputs).argmax(-1) == targets[:, i]).float().mean().item() for i, head in enumerate(self.heads)]


_PER_COLOUR = [2, _HORIZONTAL_BINS + 1]
SCENE_CLASSES = [2, 2, 2, _HORIZONTAL_BINS + 1, len(COLOUR_NAMES) + 1, 2, MAX_BALLS + 1,
                 *(_PER_COLOUR * len(COLOUR_NAMES))]
CHANGE_CLASSES = [6, 3, 3, 3]


def auxiliary_heads() -> nn.ModuleDict:
    """`scene` on a frame's features; `gathered` (the scene again) and `change` on the decoder's state after it."""
    return nn.ModuleDict({"scene": Heads(prompt.IMAGE_TOKENS * WIDTH, SCENE_CLASSES),
                          "gathered": Heads(WIDTH, SCENE_CLASSES), "change": Heads(WIDTH, CHANGE_CLASSES)})


def scene_targets(scene: Scene) -> list[int]:
    person = scene.person
    targets = [int(person is not None), int(bool(person and person.holds_tool)), int(bool(person and person.sits)),
               _bin(person.x) if person else 0, COLOUR_NAMES.index(person.shirt) + 1 if person else 0,
               int(scene.box is not None), len(scene.balls)]
    for colour in COLOUR_NAMES:
        xs = [ball.x for ball in scene.balls if ball.colour == colour]
        targets += [int(bool(xs)), _bin(min(xs)) if xs else 0]
    return targets


def change_targets(before: Scene | None, after: Scene) -> list[int]:
    """Of the person, the tool, the pose and the balls since the frame before; nothing to learn on the first frame."""
    if before is None:
        return [IGNORE] * len(CHANGE_CLASSES)
    old, new = before.person, after.person
    if not (old and new):
        person = 0 if not (old or new) else 1 if new else 2
        return [person, IGNORE, IGNORE, _ball_change(before, after)]
    person = 3 + _sign(new.x - old.x)
    return [person, _flag_change(old.holds_tool, new.holds_tool),
            _flag_change(old.sits, new.sits), _ball_change(before, after)]


def _ball_change(before: Scene, after: Scene) -> int:
    return max((_sign(new.x - old.x) for old, new in zip(before.balls, after.balls)), default=0)


def _flag_change(old: bool, new: bool) -> int:
    return 0 if old == new else 1 if new else 2


def _sign(shift: float) -> int:
    """0 still, 1 to the right, 2 to the left."""
    return 0 if abs(shift) < .03 else 1 if shift > 0 else 2


def _bin(x: float) -> int:
    return 1 + min(_HORIZONTAL_BINS - 1, max(0, int(x * _HORIZONTAL_BINS)))
