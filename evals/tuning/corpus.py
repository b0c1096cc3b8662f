"""Documents to choose from while learning: the fixed vectors of all their views, scored as search does."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import numpy as np
import torch
from torch.nn import functional

from knowledge.library.embedders.cached import CachedEmbedder
from knowledge.library.units import units_of
from knowledge.library.views import views_of
from knowledge.records import Passage

_ALIKE = 0.955
"""From this cosine on two documents are so alike that neither is a wrong answer to the other's questions."""


class Corpus:
    """`D` of search for every document: the mean of the best cosines of a unit's whole, window and piece."""

    def __init__(
        self,
        passages: Sequence[Passage],
        name: Callable[[Passage], str],
        embedder: CachedEmbedder,
        same_need: Mapping[str, frozenset[str]],
    ) -> None:
        """`name` gives the id by which a passage's document is aimed at."""
        self.ids: list[str] = []
        wholes, windows, pieces = _Views(), _Views(), _Views()
        owners: list[int] = []
        ordered = sorted(passages, key=lambda passage: (name(passage), passage.document_key, passage.ordinal))
        for document, group in groupby(ordered, key=name):
            self.ids.append(document)
            for _, edition in groupby(group, key=lambda passage: passage.document_key):
                for unit in units_of(list(edition)):
                    views = views_of(unit)
                    vectors = embedder.embed_passages(views.texts)
                    split = 1 + len(views.windows)
                    wholes.add(vectors[:1], len(owners))
                    windows.add(vectors[1:split], len(owners))
                    pieces.add(vectors[split:], len(owners))
                    owners.append(len(self.ids) - 1)
        self.places = {document: at for at, document in enumerate(self.ids)}
        self._owners = torch.tensor(owners)
        self._views = [view.tensors() for view in (wholes, windows, pieces)]
        self.no_wrong_answers = self._alike(same_need)

    def scores(self, questions: torch.Tensor) -> torch.Tensor:
        """(questions, documents), from vectors of length 1."""
        units = torch.stack(
            [_best(questions @ vectors.T, of, len(self._owners)) for vectors, of in self._views]
        ).mean(0)
        return _best(units, self._owners, len(self.ids))

    def _alike(self, same_need: Mapping[str, frozenset[str]]) -> torch.Tensor:
        vectors, _ = self._views[0]
        sums = torch.zeros(len(self.ids), vectors.shape[1]).index_add(0, self._owners, vectors)
        means = functional.normalize(sums, dim=-1)
        alike = (means @ means.T) > _ALIKE
        for document, others in same_need.items():
            for other in others:
                if document in self.places and other in self.places:
                    alike[self.places[document], self.places[other]] = True
        return alike


class _Views:
    def __init__(self) -> None:
        self._vectors: list[np.ndarray] = []
        self._units: list[int] = []

    def add(self, vectors: np.ndarray, unit: int) -> None:
        self._vectors.append(vectors)
        self._units += [unit] * len(vectors)

    def tensors(self) -> tuple[torch.Tensor, torch.Tensor]:
        return torch.from_numpy(np.concatenate(self._vectors)), torch.tensor(self._units)


def _best(values: torch.Tensor, owners: torch.Tensor, count: int) -> torch.Tensor:
    """The best value of each owner."""
    empty = torch.full((len(values), count), -1.0)
    return empty.scatter_reduce(1, owners.expand(len(values), -1), values, "amax")
