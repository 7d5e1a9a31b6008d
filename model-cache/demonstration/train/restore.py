# SPDX-License-Identifier: Apache-2.0
"""Reads the weights back out of exported files, so that training can go on from a model of which only these were kept."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, numpy_helper
from transformers import SmolVLMForConditionalGeneration

from onnx_smolvlm import Weights, decoder, embed_tokens, vision_encoder


def restore(model: SmolVLMForConditionalGeneration, folder: Path) -> None:
    """Loads `folder/onnx/*.onnx` (the float32 files, whose weights are stored as float16) into a model.

    Which initialiser holds which weight is found by exporting random numbers, of which no two arrays are alike, and
    looking where each went: the exporter is the one place that knows the names.
    """
    random = np.random.default_rng(0)
    state = model.state_dict()
    probes = {name: random.standard_normal(weight.shape, np.float32) for name, weight in state.items()}
    found: dict[str, torch.Tensor] = {}
    graphs = {"vision_encoder": vision_encoder(model.config, Weights(probes), fused=False),
              "embed_tokens": embed_tokens(model.config, Weights(probes)),
              "decoder_model_merged": decoder(model.config, Weights(probes), fused=False)}
    for part, graph in graphs.items():
        stored = {one.name: one for one in onnx.load(folder / "onnx" / f"{part}.onnx").graph.initializer}
        for probe in graph.graph.initializer:
            if probe.data_type != TensorProto.FLOAT:
                continue
            kept = stored.get(probe.name) or stored.get(f"{probe.name}_half")
            _match(probes, numpy_helper.to_array(probe), numpy_helper.to_array(kept), found)
    missing = sorted(set(state) - set(found))
    if missing:
        raise ValueError(f"not in {folder}: {', '.join(missing)}")
    model.load_state_dict(found)


def _match(probes: dict[str, np.ndarray], probe: np.ndarray, kept: np.ndarray, found: dict[str, torch.Tensor]) -> None:
    for name, array in probes.items():
        for turned, back in ((array, kept), (array.T, kept.T)):
            if turned.shape == probe.shape and np.array_equal(turned, probe):
                found[name] = torch.from_numpy(np.ascontiguousarray(back, np.float32))
                return
