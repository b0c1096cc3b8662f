"""Danger that is told without a word for it (이제 다 내려놓고 싶어요), by meaning.

Weights over the vector that a question has anyway, learned from the examples of alike.yaml against ordinary
questions and facts (`ieum evals hear`). They fit one embedder's question side: for another one, and while
there is none, nothing is heard and the cues of crisis.yaml remain.
"""

from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import Field

from knowledge.errors import CatalogError
from knowledge.language.datafile import DataModel, read_data

EXAMPLES = Path(__file__).with_name("alike.yaml")
WEIGHTS = Path(__file__).with_name("alike.npz")
CALM = "calm"


class Examples(DataModel):
    """alike.yaml: examples of each kind of danger, and what sounds alike and is none.

    `least`: from this probability on it is a danger; `beside`: from this share of the danger on, the second
    kind's call is told too.
    """

    least: float = Field(gt=0, lt=1)
    beside: float = Field(gt=0, lt=1)
    kinds: dict[str, list[str]] = Field(min_length=1)
    calm: list[str] = Field(min_length=1)

    @classmethod
    def read(cls, path: Path = EXAMPLES) -> "Examples":
        """Raises `CatalogError` with file and line where the file is wrong."""
        examples = read_data(path, cls)
        said = [one for of_kind in (*examples.kinds.values(), examples.calm) for one in of_kind]
        if twice := {one for one in said if said.count(one) > 1}:
            raise CatalogError(f"같은 보기가 두 번 있습니다: {sorted(twice)[0]}. 하나를 지우세요.", path)
        return examples


class Unspoken:
    """Hears danger in the vector of a question; made once, read when it is first needed."""

    def __init__(self, weights: Path = WEIGHTS, examples: Path = EXAMPLES) -> None:
        """Raises `CatalogError` where the examples are wrong."""
        self._path, self._examples = weights, Examples.read(examples)

    @cached_property
    def _learned(self) -> tuple[str, list[str], np.ndarray, np.ndarray]:
        with np.load(self._path) as held:
            return str(held["identity"]), [str(one) for one in held["kinds"]], held["weights"], held["bias"]

    @property
    def identity(self) -> str:
        """The embedder's question side for which the weights were learned."""
        return self._learned[0]

    def kinds(self, identity: str, vector: np.ndarray) -> tuple[str, ...]:
        """The kinds of danger in a vector of length 1, the likeliest first; empty where there is none."""
        fits, names, weights, bias = self._learned
        if identity != fits:
            return ()
        scores = vector @ weights + bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        found = {name: float(share) for name, share in zip(names, shares, strict=True) if name != CALM}
        danger = sum(found.values())
        if danger < self._examples.least:
            return ()
        likely = sorted(found, key=lambda name: -found[name])
        return tuple(
            name for name in likely[:2] if name == likely[0] or found[name] >= self._examples.beside * danger
        )
