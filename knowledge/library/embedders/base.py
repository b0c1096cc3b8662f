"""What an embedder is."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np


class Embedder(Protocol):
    """Turns text into vectors whose cosine says how near two texts are in meaning.

    An embedder may be used from several threads at once. Texts may be anything a person or a file holds: they
    are composed (NFC), cleaned and cut to a bound first.
    """

    @property
    def identity(self) -> str:
        """Model, weights and arithmetic; vectors of different identities must not be compared."""
        ...

    @property
    def query_identity(self) -> str:
        """The same for questions, which may be read by a side of their own that is learned anew."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of texts to be found: float32 (texts, dimensions), each of length 1."""
        ...

    def embed_query(self, text: str) -> np.ndarray:
        """The vector of a question: float32 (dimensions,), of length 1."""
        ...


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows scaled to length 1 (a zero row stays zero), as float32."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
