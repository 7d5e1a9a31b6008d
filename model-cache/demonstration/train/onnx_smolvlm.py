# SPDX-License-Identifier: Apache-2.0
"""SmolVLM as the three ONNX graphs of the hub's web layout: vision encoder, token embeddings, merged decoder.

Attention is written either `fused`, as in the official files (MultiHeadAttention, GroupQueryAttention), or in plain
operators. The float32 files are plain: on WebGPU the fused operators were seen to be wrong beyond 16 tokens.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto
from transformers import SmolVLMConfig

from onnx_graph import CONTRIB, Graph, value

_LAST = 2 ** 62
_MASKED = np.array(-1e9, np.float32)


@dataclass(frozen=True)
class Weights:
    """A state dict of the PyTorch model, as float32 arrays."""
    arrays: dict[str, np.ndarray]

    def __getitem__(self, name: str) -> np.ndarray:
        return self.arrays[name]


# ---- vision -------------------------------------------------------------------------------------------------------


def vision_encoder(config: SmolVLMConfig, weights: Weights, fused: bool) -> onnx.ModelProto:
    """pixel_values (batch, images, 3, side, side) and pixel_attention_mask to image_features (kept, tokens, width)."""
    vision, side = config.vision_config, config.vision_config.image_size
    graph = Graph()
    x = _patches(graph, config, weights, _kept_images(graph, side))
    for i in range(vision.num_hidden_layers):
        x = _vision_layer(graph, vision, weights, i, x, fused)
    x = _layer_norm(graph, weights, "model.vision_model.post_layernorm", "/post_layernorm", x)
    x = _shuffled(graph, config, x)
    projection = weights["model.connector.modality_projection.proj.weight"]
    x = graph.linear(x, projection, "/connector/proj")
    graph.op_with_outputs("Identity", [x], "/image_features", ["image_features"])
    tokens = (side // vision.patch_size // config.scale_factor) ** 2
    return graph.model("vision_encoder", [
        value("pixel_values", TensorProto.FLOAT, ["batch_size", "num_images", 3, side, side]),
        value("pixel_attention_mask", TensorProto.BOOL, ["batch_size", "num_images", side, side])],
        [value("image_features", TensorProto.FLOAT, ["num_kept_images", tokens, config.text_config.hidden_size])])


def _kept_images(graph: Graph, side: int) -> str:
    """Drops the images that only pad a batch; their mask is all false."""
    corner = graph.op("Slice", ["pixel_attention_mask", graph.integers(0, 0), graph.integers(1, 1), graph.integers(2, 3)],
                      "/mask/Slice")
    real = graph.op("NonZero", [graph.reshape(corner, (-1,), "/mask/Reshape")], "/mask/NonZero")
    real = graph.op("Squeeze", [real, graph.integers(0)], "/mask/Squeeze")
    images = graph.reshape("pixel_values", (-1, 3, side, side), "/images/Reshape")
    return graph.op("Gather", [images, real], "/images/Gather", axis=0)


def _patches(graph: Graph, config: SmolVLMConfig, weights: Weights, images: str) -> str:
    vision, name = config.vision_config, "model.vision_model.embeddings."
    x = graph.op("Conv", [images, *(graph.constant(f"{name}{part}", weights[f"{name}patch_embedding.{part}"])
                                    for part in ("weight", "bias"))], "/embeddings/Conv",
                 strides=[vision.patch_size] * 2, kernel_shape=[vision.patch_size] * 2)
    x = graph.reshape(x, (0, vision.hidden_size, -1), "/embeddings/Reshape")
    x = graph.transpose(x, [0, 2, 1], "/embeddings/Transpose")
    positions = graph.constant(f"{name}position", weights[f"{name}position_embedding.weight"])
    return graph.op("Add", [x, positions], "/embeddings/Add")


def _layer_norm(graph: Graph, weights: Weights, parameter: str, name: str, x: str) -> str:
    return graph.op("LayerNormalization", [x, *(graph.constant(f"{parameter}.{part}", weights[f"{parameter}.{part}"])
                                                for part in ("weight", "bias"))], name, axis=-1, epsilon=1e-6)


def _vision_layer(graph: Graph, vision, weights: Weights, index: int, x: str, fused: bool) -> str:
    parameter, name = f"model.vision_model.encoder.layers.{index}.", f"/encoder/layers.{index}"

    def linear(y: str, part: str) -> str:
        return graph.linear(y, weights[f"{parameter}{part}.weight"], f"{name}/{part}", weights[f"{parameter}{part}.bias"])

    y = _layer_norm(graph, weights, f"{parameter}layer_norm1", f"{name}/layer_norm1", x)
    queries, keys, values = (linear(y, f"self_attn.{part}_proj") for part in "qkv")
    attention = _fused_vision_attention if fused else _plain_vision_attention
    y = attention(graph, vision, f"{name}/attention", queries, keys, values)
    x = graph.op("Add", [x, linear(y, "self_attn.out_proj")], f"{name}/Add_attention")
    y = _layer_norm(graph, weights, f"{parameter}layer_norm2", f"{name}/layer_norm2", x)
    y = graph.op("FastGelu", [linear(y, "mlp.fc1")], f"{name}/FastGelu", CONTRIB)
    return graph.op("Add", [x, linear(y, "mlp.fc2")], f"{name}/Add_mlp")


def _fused_vision_attention(graph: Graph, vision, name: str, queries: str, keys: str, values: str) -> str:
    return graph.op("MultiHeadAttention", [queries, keys, values], f"{name}/MultiHeadAttention", CONTRIB,
                    num_heads=vision.num_attention_heads)


def _plain_vision_attention(graph: Graph, vision, name: str, queries: str, keys: str, values: str) -> str:
    heads = vision.num_attention_heads
    size = vision.hidden_size // heads

    def split(x: str, order: list[int], part: str) -> str:
        return graph.transpose(graph.reshape(x, (0, 0, heads, size), f"{name}/{part}/Reshape"), order,
                               f"{name}/{part}/Transpose")

    scores = graph.op("MatMul", [split(queries, [0, 2, 1, 3], "q"), split(keys, [0, 2, 3, 1], "k")], f"{name}/scores")
    scores = graph.op("Mul", [scores, _scale(graph, size)], f"{name}/Mul")
    mixed = graph.op("MatMul", [graph.op("Softmax", [scores], f"{name}/Softmax", axis=-1),
                                split(values, [0, 2, 1, 3], "v")], f"{name}/mixed")
    mixed = graph.transpose(mixed, [0, 2, 1, 3], f"{name}/Transpose")
    return graph.reshape(mixed, (0, 0, vision.hidden_size), f"{name}/Reshape")


def _scale(graph: Graph, head_size: int) -> str:
    return graph.constant("attention_scale", np.array(head_size ** -.5, np.float32))


def _shuffled(graph: Graph, config: SmolVLMConfig, x: str) -> str:
    """The pixel shuffle: neighbouring patches become one token of as many channels."""
    vision, factor = config.vision_config, config.scale_factor
    side, width = vision.image_size // vision.patch_size, vision.hidden_size
    x = graph.reshape(x, (-1, side, side // factor, width * factor), "/connector/Reshape_rows")
    x = graph.transpose(x, [0, 2, 1, 3], "/connector/Transpose_rows")
    x = graph.reshape(x, (-1, side // factor, side // factor, width * factor ** 2), "/connector/Reshape_columns")
    x = graph.transpose(x, [0, 2, 1, 3], "/connector/Transpose_columns")
    return graph.reshape(x, (-1, (side // factor) ** 2, width * factor ** 2), "/connector/Reshape_tokens")


# ---- text ---------------------------------------------------------------------------------------------------------


def embed_tokens(config: SmolVLMConfig, weights: Weights) -> onnx.ModelProto:
    graph = Graph()
    table = graph.constant("model.text_model.embed_tokens.weight", weights["model.text_model.embed_tokens.weight"])
    x = graph.op("Gather", [table, "input_ids"], "/embed_tokens/Gather", axis=0)
    graph.op_with_outputs("Identity", [x], "/inputs_embeds", ["inputs_embeds"])
    return graph.model("embed_tokens", [value("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"])],
                       [value("inputs_embeds", TensorProto.FLOAT,
                              ["batch_size", "sequence_length", config.text_config.hidden_size])])


def decoder(config: SmolVLMConfig, weights: Weights, fused: bool) -> onnx.ModelProto:
    """inputs_embeds, attention_mask, position_ids, the key/value cache and num_logits_to_keep (0 keeps all) to logits."""
    return _Decoder(config, weights, fused).build()


class _Decoder:
    def __init__(self, config: SmolVLMConfig, weights: Weights, fused: bool) -> None:
        self.text, self.weights, self.fused, self.graph = config.text_config, weights, fused, Graph()
        self.cosines, self.sines = self._rotary_tables()
        self.context = self._fused_context() if fused else self._plain_context()

    def build(self) -> onnx.ModelProto:
        graph, text = self.graph, self.text
        x = "inputs_embeds"
        for i in range(text.num_hidden_layers):
            x = self._layer(i, x)
        x = self._norm("model.text_model.norm", "/model/norm", x)
        x = graph.linear(self._kept(x), self.weights["lm_head.weight"], "/lm_head")
        graph.op_with_outputs("Identity", [x], "/logits", ["logits"])
        batch_by_length = ["batch_size", "sequence_length"]
        inputs = [value("inputs_embeds", TensorProto.FLOAT, [*batch_by_length, text.hidden_size]),
                  value("attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"]),
                  value("position_ids", TensorProto.INT64, batch_by_length),
                  value("num_logits_to_keep", TensorProto.INT64, [])]
        outputs = [value("logits", TensorProto.FLOAT, ["batch_size", "num_logits", text.vocab_size])]
        for i in range(text.num_hidden_layers):
            for part in ("key", "value"):
                inputs.append(self._cache(f"past_key_values.{i}.{part}", "past_sequence_length"))
                outputs.append(self._cache(f"present.{i}.{part}", "total_sequence_length"))
        return graph.model("decoder_model_merged", inputs, outputs)

    def _cache(self, name: str, length: str):
        text = self.text
        return value(name, TensorProto.FLOAT, ["batch_size", text.num_key_value_heads, length, text.head_dim])

    def _kept(self, x: str) -> str:
        """The last num_logits_to_keep positions: nobody reads the logits of the prompt's other tokens."""
        start = self.graph.op("Neg", ["num_logits_to_keep"], "/lm_head/Neg")
        start = self.graph.reshape(start, (1,), "/lm_head/Reshape")
        return self.graph.op("Slice", [x, start, self.graph.integers(_LAST), self.graph.integers(1)], "/lm_head/Slice")

    def _rotary_tables(self) -> tuple[str, str]:
        """Computed in the graph: as stored tables they would be a tenth of the file."""
        graph, text = self.graph, self.text
        rates = text.rope_parameters["rope_theta"] ** (-np.arange(0, text.head_dim, 2) / text.head_dim)
        bounds = [graph.constant(f"float_{number}", np.array(number, np.float32))
                  for number in (0, text.max_position_embeddings, 1)]
        positions = graph.op("Range", bounds, "/rotary/Range")
        positions = graph.op("Unsqueeze", [positions, graph.integers(1)], "/rotary/Unsqueeze")
        angles = graph.op("Mul", [positions, graph.constant("rotary_rates", rates.astype(np.float32))], "/rotary/Mul")
        return graph.op("Cos", [angles], "/rotary/Cos"), graph.op("Sin", [angles], "/rotary/Sin")

    def _norm(self, parameter: str, name: str, x: str) -> str:
        weight = self.graph.constant(f"{parameter}.weight", self.weights[f"{parameter}.weight"])
        return self.graph.op("SimplifiedLayerNormalization", [x, weight], name, axis=-1, epsilon=self.text.rms_norm_eps,
                             stash_type=1)

    def _layer(self, index: int, x: str) -> str:
        graph = self.graph
        parameter, name = f"model.text_model.layers.{index}.", f"/model/layers.{index}"

        def linear(y: str, part: str) -> str:
            return graph.linear(y, self.weights[f"{parameter}{part}.weight"], f"{name}/{part}")

        y = self._norm(f"{parameter}input_layernorm", f"{name}/input_layernorm", x)
        queries, keys, values = (linear(y, f"self_attn.{part}_proj") for part in "qkv")
        queries, keys = self._rotated(queries, f"{name}/q"), self._rotated(keys, f"{name}/k")
        attention = self._fused_attention if self.fused else self._plain_attention
        y = linear(attention(index, name, queries, keys, values), "self_attn.o_proj")
        x = graph.op("Add", [x, y], f"{name}/Add_attention")
        y = self._norm(f"{parameter}post_attention_layernorm", f"{name}/post_attention_layernorm", x)
        gate, up = linear(y, "mlp.gate_proj"), linear(y, "mlp.up_proj")
        gate = graph.op("Mul", [gate, graph.op("Sigmoid", [gate], f"{name}/Sigmoid")], f"{name}/Mul_silu")
        y = linear(graph.op("Mul", [gate, up], f"{name}/Mul_up"), "mlp.down_proj")
        return graph.op("Add", [x, y], f"{name}/Add_mlp")

    def _rotated(self, x: str, name: str) -> str:
        return self.graph.op("RotaryEmbedding", [x, "position_ids", self.cosines, self.sines],
                             f"{name}/RotaryEmbedding", CONTRIB, interleaved=0)

    # ---- attention, fused ----

    def _fused_context(self) -> list[str]:
        """seqlens_k and total_sequence_length."""
        graph = self.graph
        seen = graph.op("ReduceSum", ["attention_mask", graph.integers(1)], "/mask/ReduceSum", keepdims=0)
        seen = graph.op("Sub", [seen, graph.integers(1)], "/mask/Sub")
        total = graph.op("Gather", [graph.op("Shape", ["attention_mask"], "/mask/Shape"), graph.integer(1)],
                         "/mask/Gather", axis=0)
        return [graph.op("Cast", [x], f"{x}/Cast", to=TensorProto.INT32) for x in (seen, total)]

    def _fused_attention(self, index: int, name: str, queries: str, keys: str, values: str) -> str:
        text, output = self.text, f"{name}/GroupQueryAttention"
        return self.graph.op_with_outputs(
            "GroupQueryAttention", [queries, keys, values, *self._past(index), *self.context], output,
            [f"{output}/output", *self._present(index)], CONTRIB, num_heads=text.num_attention_heads,
            kv_num_heads=text.num_key_value_heads, scale=float(text.head_dim ** -.5))[0]

    # ---- attention, in plain operators ----

    def _plain_context(self) -> list[str]:
        """What is added to the scores, (batch, 1, 1, queries, keys): 0 for earlier real tokens, very negative for others."""
        graph = self.graph
        total, length = (graph.op("Gather", [graph.op("Shape", [x], f"/mask/{x}/Shape"), graph.integer(1)],
                                  f"/mask/{x}/Gather", axis=0) for x in ("attention_mask", "inputs_embeds"))
        past = graph.op("Sub", [total, length], "/mask/past")
        keys = graph.op("Range", [graph.integer(0), total, graph.integer(1)], "/mask/keys")
        queries = graph.op("Range", [past, total, graph.integer(1)], "/mask/queries")
        queries = graph.op("Unsqueeze", [queries, graph.integers(1)], "/mask/queries/Unsqueeze")
        future = graph.op("Greater", [keys, queries], "/mask/future")
        padding = graph.op("Equal", ["attention_mask", graph.integer(0)], "/mask/padding")
        padding = graph.op("Unsqueeze", [padding, graph.integers(1, 2, 3)], "/mask/padding/Unsqueeze")
        hidden = graph.op("Or", [future, padding], "/mask/hidden")
        nothing = graph.constant("zero", np.array(0, np.float32))
        return [graph.op("Where", [hidden, graph.constant("masked", _MASKED), nothing], "/mask/Where")]

    def _plain_attention(self, index: int, name: str, queries: str, keys: str, values: str) -> str:
        """Queries of heads that share their keys are laid one after another, so that no key has to be repeated."""
        graph, text = self.graph, self.text
        shared, size = text.num_key_value_heads, text.head_dim
        group = text.num_attention_heads // shared
        keys, values = (self._with_past(x, past, present, f"{name}/{part}") for x, past, present, part in
                        zip((keys, values), self._past(index), self._present(index), "kv"))
        queries = graph.reshape(queries, (0, 0, shared, group, size), f"{name}/q/Reshape")
        queries = graph.transpose(queries, [0, 2, 3, 1, 4], f"{name}/q/Transpose")
        queries = graph.reshape(queries, (0, shared, -1, size), f"{name}/q/Reshape_rows")
        scores = graph.op("MatMul", [queries, graph.transpose(keys, [0, 1, 3, 2], f"{name}/k/Transpose_last")],
                          f"{name}/scores")
        scores = graph.op("Mul", [scores, _scale(graph, size)], f"{name}/scores/Mul")
        rows = graph.op("Shape", [scores], f"{name}/scores/Shape")
        by_query = graph.op("Concat", [graph.integers(0, shared, group, -1), graph.op(
            "Slice", [rows, graph.integers(3), graph.integers(4)], f"{name}/scores/Slice")], f"{name}/scores/shape", axis=0)
        scores = graph.op("Reshape", [scores, by_query], f"{name}/scores/Reshape")
        scores = graph.op("Add", [scores, self.context[0]], f"{name}/scores/Add")
        scores = graph.op("Softmax", [scores], f"{name}/Softmax", axis=-1)
        scores = graph.op("Reshape", [scores, rows], f"{name}/weights/Reshape")
        mixed = graph.op("MatMul", [scores, values], f"{name}/mixed")
        mixed = graph.reshape(mixed, (0, shared, group, -1, size), f"{name}/mixed/Reshape")
        mixed = graph.transpose(mixed, [0, 3, 1, 2, 4], f"{name}/mixed/Transpose")
        return graph.reshape(mixed, (0, 0, text.num_attention_heads * size), f"{name}/mixed/Reshape_heads")

    def _with_past(self, x: str, past: str, present: str, name: str) -> str:
        text = self.text
        x = self.graph.reshape(x, (0, 0, text.num_key_value_heads, text.head_dim), f"{name}/Reshape")
        x = self.graph.transpose(x, [0, 2, 1, 3], f"{name}/Transpose")
        return self.graph.op_with_outputs("Concat", [past, x], f"{name}/Concat", [present], axis=2)[0]

    @staticmethod
    def _past(index: int) -> list[str]:
        return [f"past_key_values.{index}.{part}" for part in ("key", "value")]

    @staticmethod
    def _present(index: int) -> list[str]:
        return [f"present.{index}.{part}" for part in ("key", "value")]
