# SPDX-License-Identifier: Apache-2.0
"""Runs the exported files as the browser does: features once per frame, frames prefilled once, a fork per question."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

import prompt
from scene import FRAME_SIZE

SUFFIXES = {"fp32": "", "q8": "_quantized"}
_YES, _NO = (" Yes", " yes", " YES", "Yes", "yes", "YES"), (" No", " no", " NO", "No", "no", "NO")
_LONGEST_ANSWER = 60


@dataclass(frozen=True)
class Context:
    """Frames that have been read: the cache of keys and values, which questions only extend a copy of."""
    cache: list[np.ndarray]


class OnnxModel:
    """Questions are given with what surrounds them, as `prompt.question` and `prompt.next_question` write them."""

    def __init__(self, folder: Path, precision: str) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._vision, self._embed, self._decoder = (
            onnxruntime.InferenceSession(folder / "onnx" / f"{part}{SUFFIXES[precision]}.onnx", options,
                                         providers=["CPUExecutionProvider"])
            for part in ("vision_encoder", "embed_tokens", "decoder_model_merged"))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._image, self._end = map(self.tokenizer.token_to_id, (prompt.IMAGE, prompt.END_OF_TURN))
        self._yes, self._no = self._single_tokens(_YES), self._single_tokens(_NO)
        self._caches = [value for value in self._decoder.get_inputs() if value.name.startswith("past_key_values")]

    def features(self, frames: np.ndarray) -> np.ndarray:
        """uint8 (n, 128, 128, 3) to (n, 16, width)."""
        pixels = frames.transpose(0, 3, 1, 2)[None].astype(np.float32) / 127.5 - 1
        mask = np.ones((1, len(frames), FRAME_SIZE, FRAME_SIZE), bool)
        return self._vision.run(None, {"pixel_values": pixels, "pixel_attention_mask": mask})[0]

    def read(self, prefix: str, features: np.ndarray) -> Context:
        return Context(self.forward(self._encode(prefix), features, None)[1])

    def yes_no_margin(self, context: Context, question: str) -> float:
        """Log odds of yes against no: their tokens grouped, at the first token of the answer."""
        logits = self._ask(context, question)[0][-1]
        return float(np.logaddexp.reduce(logits[self._yes]) - np.logaddexp.reduce(logits[self._no]))

    def answer(self, context: Context, question: str) -> tuple[str, bool]:
        """The greedy answer, and whether the model ended it itself."""
        logits, cache = self._ask(context, question)
        tokens: list[int] = []
        while (token := int(logits[-1].argmax())) != self._end and len(tokens) < _LONGEST_ANSWER:
            tokens.append(token)
            logits, cache = self.forward([token], None, cache)
        return self.tokenizer.decode(tokens).strip(), token == self._end

    def continued(self, context: Context, question: str, answer: str) -> Context:
        """The conversation after a turn, for the next one."""
        ids = self._encode(question) + self._encode(prompt.answer(answer))
        return Context(self.forward(ids, None, context.cache)[1])

    def forward(self, ids: list[int], features: np.ndarray | None, cache: list[np.ndarray] | None,
                keep: int = 1) -> tuple[np.ndarray, list[np.ndarray]]:
        """Logits of the last `keep` tokens (0: of all), and the extended cache."""
        embeddings = self._embed.run(None, {"input_ids": np.array([ids])})[0]
        if features is not None:
            embeddings[0, np.array(ids) == self._image] = features.reshape(-1, features.shape[-1])
        if cache is None:
            cache = [np.zeros((1, value.shape[1], 0, value.shape[3]), np.float32) for value in self._caches]
        past = cache[0].shape[2]
        total = past + len(ids)
        logits, *extended = self._decoder.run(None, {
            "inputs_embeds": embeddings, "attention_mask": np.ones((1, total), np.int64),
            "position_ids": np.arange(past, total)[None], "num_logits_to_keep": np.array(keep, np.int64),
            **{value.name: array for value, array in zip(self._caches, cache)}})
        return logits[0], extended

    def _ask(self, context: Context, question: str) -> tuple[np.ndarray, list[np.ndarray]]:
        return self.forward(self._encode(question), None, context.cache)

    def _encode(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def _single_tokens(self, words: tuple[str, ...]) -> list[int]:
        encoded = map(self._encode, words)
        return sorted({ids[0] for ids in encoded if len(ids) == 1})
