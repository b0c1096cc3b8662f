"""An embedder that looks a vector up before it makes one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from knowledge.library.embedders.base import Embedder
from knowledge.library.embedders.text import question_hash, text_hash
from knowledge.library.embedders.vector_file import FileVectorCache

__all__ = ["CachedEmbedder", "VectorCache", "VectorSource", "question_hash", "text_hash"]

_KEPT_AT_ONCE = 64


class VectorSource(Protocol):
    """Vectors that were made before, by the embedder's identity and the hash of the text."""

    def get_many(self, identity: str, hashes: Sequence[str]) -> dict[str, np.ndarray]:
        """Those of ``hashes`` that are there: float32 (dimensions,), of length 1."""
        ...


class VectorCache(VectorSource, Protocol):
    """A source that new vectors are added to."""

    def put_many(self, identity: str, vectors: Mapping[str, np.ndarray]) -> None:
        """Keep vectors by hash; those already there stay."""
        ...


class CachedEmbedder:
    """An ``Embedder`` over another one and a cache.

    A text is looked up in the cache, then in ``shipped`` (vectors that came with the program), and embedded
    only then; what the cache lacked is added to it a few texts at a time, so that a build that is killed goes
    on where it stood. A question asked once (``embed_query``) is not kept.
    """

    def __init__(self, embedder: Embedder, cache: VectorCache, shipped: VectorSource | None = None) -> None:
        self._embedder, self._cache, self._shipped = embedder, cache, shipped

    @classmethod
    def over(
        cls, embedder: Embedder, cache: VectorCache, vector_file: Path | None = None
    ) -> "CachedEmbedder":
        """With the vectors of ``vector_file`` as the shipped ones; a damaged file is logged and left out."""
        return cls(embedder, cache, FileVectorCache(vector_file) if vector_file else None)

    @property
    def identity(self) -> str:
        """See ``Embedder``: that of the embedder beneath."""
        return self._embedder.identity

    @property
    def query_identity(self) -> str:
        """See ``Embedder``: that of the embedder beneath."""
        return self._embedder.query_identity

    @property
    def dimensions(self) -> int:
        """See ``Embedder``."""
        return self._embedder.dimensions

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """See ``Embedder``; equal texts are embedded once."""
        return self._embed(texts, text_hash, self._embedder.embed_passages)

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of questions that are kept, such as a document's example questions: (texts, dimensions)."""

        def embed(questions: Sequence[str]) -> np.ndarray:
            return np.stack([self._embedder.embed_query(question) for question in questions])

        return self._embed(texts, lambda text: question_hash(text, self.query_identity), embed)

    def embed_query(self, text: str) -> np.ndarray:
        """See ``Embedder``; neither looked up nor kept."""
        return self._embedder.embed_query(text)

    def _embed(
        self,
        texts: Sequence[str],
        hash_of: Callable[[str], str],
        embed: Callable[[Sequence[str]], np.ndarray],
    ) -> np.ndarray:
        hashes = [hash_of(text) for text in texts]
        known = self._known(hashes)
        missing = {key: text for key, text in zip(hashes, texts, strict=True) if key not in known}
        for keys in _chunks(list(missing)):
            made = dict(zip(keys, embed([missing[key] for key in keys]), strict=True))
            self._cache.put_many(self.identity, made)
            known.update(made)
        vectors = [known[key] for key in hashes]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dimensions)

    def _known(self, hashes: Sequence[str]) -> dict[str, np.ndarray]:
        known = self._cache.get_many(self.identity, hashes)
        if self._shipped is None:
            return known
        found = self._shipped.get_many(self.identity, [key for key in hashes if key not in known])
        self._cache.put_many(self.identity, found)
        return {**known, **found}


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + _KEPT_AT_ONCE] for start in range(0, len(keys), _KEPT_AT_ONCE))
