"""The cache of embeddings by embedder and content hash. Losing it costs time, never knowledge."""

from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import Engine, select

from knowledge.store.engine import insert_or_keep
from knowledge.store.tables import vectors
from knowledge.store.writing import writing

_CHUNK = 500


class SqlVectorCache:
    """Vectors as little-endian float32, one row a text."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get_many(self, identity: str, hashes: Sequence[str]) -> dict[str, np.ndarray]:
        """The vectors that are cached among `hashes`."""
        found: dict[str, np.ndarray] = {}
        wanted = list(dict.fromkeys(hashes))
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _CHUNK):
                query = select(vectors.c.hash, vectors.c.vector).where(
                    vectors.c.embedder == identity, vectors.c.hash.in_(wanted[start : start + _CHUNK])
                )
                for digest, blob in connection.execute(query):
                    found[digest] = np.frombuffer(blob, dtype="<f4")
        return found

    def all_of(self, identity: str) -> dict[str, np.ndarray]:
        """Every vector of one embedder, by hash."""
        query = select(vectors.c.hash, vectors.c.vector).where(vectors.c.embedder == identity)
        with self._engine.connect() as connection:
            return {digest: np.frombuffer(blob, dtype="<f4") for digest, blob in connection.execute(query)}

    def put_many(self, identity: str, new: Mapping[str, np.ndarray]) -> None:
        """Keeps vectors; one that is there already stays."""
        if not new:
            return
        rows = [
            {"embedder": identity, "hash": digest, "vector": vector.astype("<f4").tobytes()}
            for digest, vector in sorted(new.items())  # in one order, so that two writers cannot deadlock
        ]
        with writing(self._engine) as connection:
            connection.execute(insert_or_keep(self._engine, vectors), rows)
