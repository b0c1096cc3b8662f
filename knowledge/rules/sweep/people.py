"""Who lives together in a synthetic household: its shape, the relations and the ages."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.rules.sweep.margins import Margins

Numbers = npt.NDArray[np.int64]
RELATIONS = ("head", "spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other")
_HEAD, _SPOUSE, _CHILD, _PARENT, _SIBLING = (
    RELATIONS.index(r) for r in ("head", "spouse", "child", "parent", "sibling")
)


class People(NamedTuple):
    """The people of all households: the row of the household, the relation (a number), the age in days."""

    home: Numbers
    relation: Numbers
    age_days: Numbers


def drawn(random: np.random.Generator, weights: dict[str, float], count: int) -> Numbers:
    """Numbers of words by weight."""
    share = np.array(list(weights.values()), float)
    found: Numbers = random.choice(len(share), count, p=share / share.sum())
    return found


def people(random: np.random.Generator, margins: Margins, count: int) -> People:
    """The people of so many households, the head first."""
    names = list(margins.sizes)
    sizes = np.array(names)[drawn(random, {str(k): v for k, v in margins.sizes.items()}, count)]
    shapes = sorted({shape for weights in margins.shapes.values() for shape in weights})
    shape = np.zeros(count, np.int64)
    for size in names:
        rows = np.flatnonzero(sizes == size)
        words = list(margins.shapes[size])
        shape[rows] = np.array([shapes.index(w) for w in words])[
            drawn(random, margins.shapes[size], len(rows))
        ]
    head = np.zeros(count, np.int64)
    for number, name in enumerate(shapes):
        rows = np.flatnonzero(shape == number)
        ranges = margins.head_ages[name]
        chosen = np.array(ranges)[drawn(random, {str(n): r[2] for n, r in enumerate(ranges)}, len(rows))]
        head[rows] = random.integers(chosen[:, 0], chosen[:, 1] + 1) if len(rows) else 0
    home = np.repeat(np.arange(count), sizes)
    slot = np.arange(len(home)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    relation = _relations(np.array(shapes)[shape[home]], slot, sizes[home])
    return People(home, relation, _ages(random, head[home], relation))


def _relations(shape: npt.NDArray[np.str_], slot: Numbers, size: Numbers) -> Numbers:
    """What each one is to the head, by the shape of the household."""
    paired = np.isin(shape, ["couple", "couple_children", "three_generations"])
    found = np.full(len(slot), _CHILD)
    found[(slot == 1) & paired] = _SPOUSE
    found[(slot == size - 1) & (shape == "three_generations")] = _PARENT
    found[(slot > 0) & (shape == "siblings")] = _SIBLING
    found[slot == 0] = _HEAD
    return found


def _ages(random: np.random.Generator, head: Numbers, relation: Numbers) -> Numbers:
    years = head.astype(float)
    count = len(head)
    years = np.where(relation == _SPOUSE, head - random.integers(-3, 7, count), years)
    years = np.where(relation == _SIBLING, head - random.integers(-6, 7, count), years)
    years = np.where(relation == _CHILD, head - random.integers(24, 40, count), years)
    years = np.where(relation == _PARENT, head + random.integers(23, 36, count), years)
    young = np.isin(relation, [_HEAD, _SPOUSE])
    years = np.clip(years, np.where(young, 19, 0), 105)
    days: Numbers = (years * 365.25).astype(np.int64) + random.integers(0, 365, count)
    return days
