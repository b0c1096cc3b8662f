"""The vectors of units, read from the cache by content hash and kept for the units asked about lately."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.library.embedders.cached import text_hash
from knowledge.library.units import Unit
from knowledge.library.views import views_of
from knowledge.store.vectors import SqlVectorCache

_MOST_VECTORS = 150_000  # about 230 MB


@dataclass(frozen=True, slots=True)
class UnitVectors:
    """The vectors of one unit's views: rows for the whole, then its windows, then its pieces.

    `window_passages[i]` is the ordinal of the passage of window i, and so is `piece_passages[i]` of piece i.
    """

    rows: np.ndarray
    window_passages: tuple[int, ...]
    piece_passages: tuple[int, ...]

    def match(self, query: np.ndarray) -> tuple[float, int]:
        """The mean of the best cosine of each view, and the ordinal of the nearest window's passage."""
        whole, *others = (self.rows @ query).tolist()
        windows, pieces = others[: len(self.window_passages)], others[len(self.window_passages) :]
        best = max(windows)
        return (whole + best + max(pieces)) / 3, self.window_passages[windows.index(best)]

    def match_each(self, query: np.ndarray) -> dict[int, float]:
        """The same for each passage by its ordinal: with its own windows and pieces, and the whole unit."""
        whole, *others = (self.rows @ query).tolist()
        windows = _best_of_each(self.window_passages, others[: len(self.window_passages)])
        pieces = _best_of_each(self.piece_passages, others[len(self.window_passages) :])
        return {at: (whole + near + pieces.get(at, near)) / 3 for at, near in windows.items()}

    def size(self) -> int:
        """How many vectors there are."""
        return len(self.rows)


class UnitVectorCache:
    """Least recently used units first out. A unit's text never changes, so nothing goes stale."""

    def __init__(self, cache: SqlVectorCache, embedder: str) -> None:
        self._cache = cache
        self._embedder = embedder
        self._units: OrderedDict[str, UnitVectors] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def known(self, unit_ids: Sequence[str]) -> dict[str, UnitVectors]:
        """The units that are in memory."""
        with self._lock:
            found = {unit: self._units[unit] for unit in unit_ids if unit in self._units}
            for unit in found:
                self._units.move_to_end(unit)
        return found

    def load(self, units: Sequence[Unit]) -> dict[str, UnitVectors]:
        """Reads units whose vectors are all in the cache; others are left out until they are made."""
        views = {unit.id: views_of(unit) for unit in units}
        hashes = {text: text_hash(text) for view in views.values() for text in view.texts}
        vectors = self._cache.get_many(self._embedder, list(hashes.values()))
        loaded: dict[str, UnitVectors] = {}
        for unit_id, view in views.items():
            rows = [vectors.get(hashes[text]) for text in view.texts]
            if any(row is None for row in rows) or not view.windows or not view.pieces:
                continue
            matrix = np.stack([row for row in rows if row is not None])
            loaded[unit_id] = UnitVectors(matrix, view.window_passages, view.piece_passages)
        self._keep(loaded)
        return loaded

    def _keep(self, loaded: dict[str, UnitVectors]) -> None:
        with self._lock:
            for unit_id, vectors in loaded.items():
                if unit_id not in self._units:
                    self._units[unit_id] = vectors
                    self._held += vectors.size()
            while self._held > _MOST_VECTORS:
                _, dropped = self._units.popitem(last=False)
                self._held -= dropped.size()


def _best_of_each(owners: Sequence[int], cosines: Sequence[float]) -> dict[int, float]:
    best: dict[int, float] = {}
    for owner, cosine in zip(owners, cosines, strict=True):
        best[owner] = max(cosine, best.get(owner, cosine))
    return best
