# SPDX-License-Identifier: Apache-2.0
"""Writes a trained model in the hub's file layout, ready for transformers.js, and compares it with PyTorch.

    python export.py RUN_FOLDER MODEL_FOLDER
"""
from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import SmolVLMConfig, SmolVLMForConditionalGeneration

import network
import prompt
from onnx_graph import save_halved
from onnx_smolvlm import Weights, decoder, embed_tokens, vision_encoder
from runtime import SUFFIXES, OnnxModel
from scene import FRAME_SIZE


def load(run: Path) -> SmolVLMForConditionalGeneration:
    """The trained model with its weights rounded as the files store them."""
    tokenizer = Tokenizer.from_file(str(run / "tokenizer.json"))
    model = SmolVLMForConditionalGeneration(network.configuration(tokenizer))
    state = torch.load(run / "model.pt")
    model.load_state_dict({name: weight.half().float() for name, weight in state.items()})
    return model.eval()


def write_onnx(model: SmolVLMForConditionalGeneration, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    config = model.config
    weights = Weights({name: weight.numpy() for name, weight in model.state_dict().items()})
    save_halved(vision_encoder(config, weights, fused=False), folder / "vision_encoder.onnx")
    save_halved(embed_tokens(config, weights), folder / "embed_tokens.onnx")
    save_halved(decoder(config, weights, fused=False), folder / "decoder_model_merged.onnx")
    _write_quantised(vision_encoder(config, weights, fused=True), folder / "vision_encoder_quantized.onnx")
    _write_quantised(embed_tokens(config, weights), folder / "embed_tokens_quantized.onnx")
    _write_quantised(decoder(config, weights, fused=True), folder / "decoder_model_merged_quantized.onnx")


def _write_quantised(model: onnx.ModelProto, path: Path) -> None:
    """8-bit weights, quantised activations (dynamic); what stays float is halved."""
    with tempfile.TemporaryDirectory() as folder:
        whole, quantised = Path(folder, "whole.onnx"), Path(folder, "quantised.onnx")
        onnx.save(model, whole)
        quantize_dynamic(whole, quantised, weight_type=QuantType.QUInt8, per_channel=False, reduce_range=False,
                         op_types_to_quantize=["MatMul", "Gather"],
                         extra_options={"EnableSubgraph": False, "MatMulConstBOnly": True,
                                        "DefaultTensorType": TensorProto.FLOAT})
        save_halved(onnx.load(quantised), path)


def write_settings(config: SmolVLMConfig, folder: Path) -> None:
    settings = json.loads(config.to_json_string(use_diff=False))
    settings |= {"architectures": ["SmolVLMForConditionalGeneration"], "_name_or_path": ""}
    _write(folder / "config.json", settings)
    _write(folder / "generation_config.json", {
        "_from_model_config": True, "bos_token_id": config.text_config.bos_token_id,
        "eos_token_id": config.text_config.eos_token_id, "pad_token_id": config.text_config.pad_token_id})
    _write(folder / "processor_config.json", {
        "image_seq_len": prompt.IMAGE_TOKENS, "processor_class": "SmolVLMProcessor"})
    _write(folder / "preprocessor_config.json", {
        "do_convert_rgb": True, "do_image_splitting": True, "do_normalize": True, "do_pad": True, "do_rescale": True,
        "do_resize": True, "image_mean": [.5] * 3, "image_std": [.5] * 3,
        "image_processor_type": "SmolVLMImageProcessor", "max_image_size": {"longest_edge": FRAME_SIZE},
        "processor_class": "SmolVLMProcessor", "resample": 1, "rescale_factor": 1 / 255,
        "size": {"longest_edge": 4 * FRAME_SIZE},
        "video_sampling": {"fps": 1, "max_frames": 64, "video_size": {"longest_edge": FRAME_SIZE}}})
    _write(folder / "tokenizer_config.json", {
        "add_prefix_space": False, "bos_token": prompt.START, "eos_token": prompt.END_OF_TURN,
        "pad_token": "<|im_end|>", "unk_token": "<|endoftext|>", "chat_template": prompt.CHAT_TEMPLATE,
        "clean_up_tokenization_spaces": False, "fake_image_token": prompt.AROUND_IMAGE,
        "global_image_token": prompt.GLOBAL_IMAGE, "image_token": prompt.IMAGE,
        "end_of_utterance_token": prompt.END_OF_TURN, "model_max_length": network.MAX_POSITIONS,
        "processor_class": "SmolVLMProcessor", "tokenizer_class": "GPT2Tokenizer", "truncation_side": "left"})


def parity(model: SmolVLMForConditionalGeneration, folder: Path) -> dict:
    """Each precision against PyTorch on two random frames and a random question, whole and in three pieces."""
    random = np.random.default_rng(0)
    frames = random.integers(0, 256, (2, FRAME_SIZE, FRAME_SIZE, 3), np.uint8)
    image = [model.config.image_token_id] * prompt.IMAGE_TOKENS
    ids = [1, 5, 6, *image, 7, *image, *random.integers(3, 500, 40).tolist()]
    with torch.no_grad():
        features = network.features_of(model, network.normalised(torch.from_numpy(frames)))
        embeddings = network.embeddings_of(model, torch.tensor([ids]), features)
        states = model.model.text_model(inputs_embeds=embeddings).last_hidden_state
        logits = model.lm_head(states)[0].numpy()
    report = {}
    for precision in SUFFIXES:
        files = OnnxModel(folder, precision)
        seen = files.features(frames)
        whole, _ = files.forward(ids, seen, None, keep=0)
        _, cache = files.forward(ids[:-9], seen, None)
        _, cache = files.forward(ids[-9:-1], None, cache)
        last, _ = files.forward(ids[-1:], None, cache)
        report[precision] = {
            "features_largest_difference": float(np.abs(seen - features.numpy()).max()),
            "logits_largest_difference": float(np.abs(whole - logits).max()),
            "same_next_token": float((whole.argmax(-1) == logits.argmax(-1)).mean()),
            "in_pieces_largest_difference": float(np.abs(last[-1] - whole[-1]).max())}
    return report


def _write(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n")


def main() -> None:
    torch.set_num_threads(1)
    run, folder = Path(sys.argv[1]), Path(sys.argv[2])
    model = load(run)
    write_onnx(model, folder / "onnx")
    write_settings(model.config, folder)
    shutil.copy(run / "tokenizer.json", folder)
    report = parity(model, folder)
    _write(folder / "parity.json", report)
    print(json.dumps(report, indent=1))
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            print(f"{path.stat().st_size:9,d}  {path.relative_to(folder)}")


if __name__ == "__main__":
    main()
