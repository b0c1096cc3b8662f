"""The encoder of multilingual-e5-small as an ONNX model for onnxruntime.

Input ``embeddings`` (texts, tokens, hidden): the sum of word, position and type embeddings, looked up
outside, so that the large vocabulary stays 4-bit in its file. Output ``means`` (texts, hidden): the mean over
the tokens of the last layer. The texts of a batch have the same length, so nothing is padded and nothing
masked.

Attention, GELU and the layer norms are onnxruntime's fused operators. The matrices are float32: of the
arithmetics that keep the ranking it is the fastest without VNNI and close to it with (see the decision
record).
"""

from dataclasses import dataclass

import numpy as np

from knowledge.library.embedders import onnx_writer
from knowledge.library.embedders.e5_adapter import QueryAdapter
from knowledge.library.embedders.e5_weights import E5Weights, decode

_CONTRIB = "com.microsoft"
_OPERATOR_SETS = {"": 17, _CONTRIB: 1}


@dataclass(frozen=True)
class Encoder:
    """The graph, a few hundred kilobytes, and the matrices (85 MB) that a session is to be given with it.

    A session reads the matrices where they are: whoever keeps the session keeps them too.
    """

    model: bytes
    matrices: dict[str, np.ndarray]


def build(weights: E5Weights, adapter: QueryAdapter | None = None) -> Encoder:
    """The encoder with the weights of the file, and with what was learned for questions added to them."""
    graph = _Graph(weights, adapter)
    states = graph.layer_norm("embeddings", "emb.ln")
    for layer in range(weights.layers):
        states = _encoder_layer(graph, states, f"l{layer}")
    graph.add("ReduceMean", [states], ["means"], axes=[1], keepdims=0)
    model = onnx_writer.model(
        graph.nodes,
        graph.tensors,
        [onnx_writer.float_value("embeddings", ["texts", "tokens", weights.hidden])],
        [onnx_writer.float_value("means", ["texts", weights.hidden])],
        _OPERATOR_SETS,
    )
    return Encoder(model, graph.matrices)


def _encoder_layer(graph: "_Graph", states: str, layer: str) -> str:
    context = graph.attention(states, layer)
    attended = graph.multiply(context, f"{layer}.ao")
    states = graph.skip_layer_norm(attended, states, f"{layer}.ao", f"{layer}.aln")
    wide = graph.bias_gelu(graph.multiply(states, f"{layer}.fi"), f"{layer}.fi")
    narrow = graph.multiply(wide, f"{layer}.fo")
    return graph.skip_layer_norm(narrow, states, f"{layer}.fo", f"{layer}.oln")


class _Graph:
    """Nodes and tensors as they are added."""

    def __init__(self, weights: E5Weights, adapter: QueryAdapter | None) -> None:
        self.weights = weights
        self._adapter = adapter
        self.nodes: list[bytes] = []
        self.tensors: list[bytes] = []
        self.matrices: dict[str, np.ndarray] = {}

    def add(
        self,
        operator: str,
        inputs: list[str],
        outputs: list[str],
        domain: str = "",
        **attributes: onnx_writer.Attribute,
    ) -> None:
        self.nodes.append(onnx_writer.node(operator, inputs, outputs, domain=domain, attributes=attributes))

    def vector(self, *names: str) -> str:
        """The vectors by name, end to end, as a constant inside the graph."""
        values = np.concatenate([self.weights.vector(name) for name in names])
        self.tensors.append(onnx_writer.tensor(names[0], values))
        return names[0]

    def matrix(self, *names: str) -> str:
        """The matrices by name side by side, (inputs, outputs), as a constant apart from the graph."""
        decoded = np.concatenate([self._decoded(name) for name in names])
        values = np.ascontiguousarray(decoded.T)
        self.tensors.append(onnx_writer.external_tensor(names[0], values.shape))
        self.matrices[names[0]] = values
        return names[0]

    def _decoded(self, name: str) -> np.ndarray:
        values = decode(self.weights.matrix(name))
        change = self._adapter.change(name) if self._adapter else None
        return values if change is None else values + change

    def attention(self, states: str, layer: str) -> str:
        """Multi-head self-attention, the projections to query, key and value included."""
        matrix = self.matrix(*(f"{layer}.{part}.w" for part in ("q", "k", "v")))
        bias = self.vector(*(f"{layer}.{part}.b" for part in ("q", "k", "v")))
        output, heads = f"{layer}.context", self.weights.heads
        self.add("Attention", [states, matrix, bias], [output], _CONTRIB, num_heads=heads)
        return output

    def multiply(self, states: str, name: str) -> str:
        """``states`` times the matrix ``<name>.w``, its bias not yet added."""
        output = f"{name}.product"
        self.add("MatMul", [states, self.matrix(f"{name}.w")], [output])
        return output

    def bias_gelu(self, states: str, name: str) -> str:
        output = f"{name}.gelu"
        self.add("BiasGelu", [states, self.vector(f"{name}.b")], [output], _CONTRIB)
        return output

    def layer_norm(self, states: str, name: str) -> str:
        scale, shift = self.vector(f"{name}.w"), self.vector(f"{name}.b")
        self.add("LayerNormalization", [states, scale, shift], [f"{name}.out"], epsilon=self.weights.epsilon)
        return f"{name}.out"

    def skip_layer_norm(self, states: str, skipped: str, bias: str, name: str) -> str:
        """The layer norm of ``states`` + bias + ``skipped``."""
        scale, shift, added = (self.vector(f"{part}") for part in (f"{name}.w", f"{name}.b", f"{bias}.b"))
        inputs, output = [states, skipped, scale, shift, added], f"{name}.out"
        self.add("SkipLayerNormalization", inputs, [output], _CONTRIB, epsilon=self.weights.epsilon)
        return output
