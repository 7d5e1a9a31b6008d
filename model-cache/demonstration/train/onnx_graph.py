# SPDX-License-Identifier: Apache-2.0
"""A small builder for ONNX graphs, and storing their weights at half size."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, ValueInfoProto, helper, numpy_helper

CONTRIB = "com.microsoft"
_OPSET, _IR_VERSION = 17, 8
_WORTH_HALVING = 64
"""Elements from which on an initialiser is stored as float16."""


def value(name: str, kind: int, shape: list) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, shape)


class Graph:
    """Collects nodes and initialisers; every method returns the name of what it made."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._initialisers: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, array: np.ndarray) -> str:
        if name not in self._initialisers:
            self._initialisers[name] = numpy_helper.from_array(np.asarray(array), name)
        return name

    def integers(self, *values: int) -> str:
        return self.constant("int64_" + "_".join(map(str, values)).replace("-", "minus"), np.array(values, np.int64))

    def integer(self, number: int) -> str:
        return self.constant(f"int64_scalar_{number}", np.array(number, np.int64))

    def op(self, kind: str, inputs: list[str], name: str, domain: str = "", **attributes) -> str:
        return self.op_with_outputs(kind, inputs, name, [f"{name}/output"], domain, **attributes)[0]

    def op_with_outputs(self, kind: str, inputs: list[str], name: str, outputs: list[str], domain: str = "",
                        **attributes) -> list[str]:
        self._nodes.append(helper.make_node(kind, inputs, outputs, name=name, domain=domain, **attributes))
        return outputs

    def linear(self, x: str, weight: np.ndarray, name: str, bias: np.ndarray | None = None) -> str:
        """`weight` is (outputs, inputs), as in PyTorch."""
        product = self.op("MatMul", [x, self.constant(f"{name}.weight", weight.T)], f"{name}/MatMul")
        return product if bias is None else self.op("Add", [product, self.constant(f"{name}.bias", bias)], f"{name}/Add")

    def reshape(self, x: str, shape: tuple[int, ...], name: str) -> str:
        """0 keeps a dimension, -1 infers one."""
        return self.op("Reshape", [x, self.integers(*shape)], name)

    def transpose(self, x: str, order: list[int], name: str) -> str:
        return self.op("Transpose", [x], name, perm=order)

    def model(self, name: str, inputs: list[ValueInfoProto], outputs: list[ValueInfoProto]) -> onnx.ModelProto:
        graph = helper.make_graph(self._nodes, name, inputs, outputs, list(self._initialisers.values()))
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(CONTRIB, 1)],
                                 ir_version=_IR_VERSION, producer_name="sightline-demonstration")


def save_halved(model: onnx.ModelProto, path: Path) -> None:
    """Stores weights as float16 with a Cast to float32 behind each: half the bytes, and still float32 arithmetic, so that
    it runs where there is no float16. Runtimes fold the Casts when they load the file."""
    graph = model.graph
    casts = []
    for initialiser in graph.initializer:
        if initialiser.data_type != TensorProto.FLOAT or np.prod(initialiser.dims) < _WORTH_HALVING:
            continue
        name, half = initialiser.name, f"{initialiser.name}_half"
        initialiser.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(initialiser).astype(np.float16), half))
        casts.append(helper.make_node("Cast", [half], [name], name=f"{name}/Cast", to=TensorProto.FLOAT))
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.save(model, path)
