"""How the rows of households, people, vehicles and pairs lie to each other in one chunk.

Households come in the order of their size, largest first, and their people follow each other, the head
first. So whoever has an n-th fellow member is a prefix of the people, and repeating or gathering over pairs
is done by slices.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from knowledge.rules.columnar.tape import Table

Counts = npt.NDArray[np.int64]
_SUMS: dict[str, Callable[..., Any]] = {"sum": np.add, "max": np.maximum}


def _index(values: Counts) -> pl.Series:
    return pl.Series(values.astype(np.uint32))


@dataclass(frozen=True)
class Blocks:
    """The n-th items of all rows that have one: `order` lines the items up block by block (None: they
    are), each block holds items of the first `lengths[n]` rows.
    """

    order: pl.Series | None
    lengths: tuple[int, ...]


class Geometry:
    """The index of a chunk. `sizes` are the people of each household, falling; `owners` the household of
    each vehicle, in order.
    """

    def __init__(self, sizes: Counts, owners: Counts) -> None:
        households, most = len(sizes), int(sizes[0]) if len(sizes) else 0
        starts = np.concatenate([[0], np.cumsum(sizes)])[:-1].astype(np.int64)
        ends = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        with_item = [int(np.searchsorted(-sizes, -slot, side="left")) for slot in range(most)]
        home = np.repeat(np.arange(households), sizes)
        self.people = int(ends[-1])
        self.prefixes = tuple(int(ends[count]) for count in with_item)
        items = [starts[home[:length]] + slot for slot, length in enumerate(self.prefixes)]
        self.item = _index(np.concatenate(items) if items else np.zeros(0, np.int64))
        self.home, self.owner, self.heads = _index(home), _index(owners), _index(starts)
        self._equal = _equal(sizes, starts)
        self._pairs = Blocks(None, self.prefixes)
        self._vehicles, self._rank = _vehicle_blocks(owners, households)
        anchors = [np.arange(length) for length in self.prefixes]
        anchor = _index(np.concatenate(anchors) if anchors else np.zeros(0, np.int64))
        self._of = {Table.PERSON: self.home, Table.VEHICLE: self.owner, Table.PAIR: anchor}
        self.lengths = {
            Table.HOUSEHOLD: households,
            Table.PERSON: self.people,
            Table.VEHICLE: len(owners),
            Table.PAIR: sum(self.prefixes),
        }

    def move(self, column: pl.Series, table: Table, way: str) -> pl.Series:
        """A column repeated for the rows of a larger table (see `Tape.move`)."""
        if way == "item":
            return column[self.item]
        if way == "anchor":
            return pl.concat([column.slice(0, length) for length in self.prefixes], rechunk=True)
        return column[self.owner if table is Table.VEHICLE else self.home]

    def gather(self, column: pl.Series, how: str, table: Table) -> pl.Series:
        """`any`, `sum` or `max` over the items of each row."""
        if how == "any":
            return self._any(column, table)
        if table is Table.PAIR:
            return _gather(column, self._pairs, how)
        if table is Table.PERSON:
            return self._people(column, _SUMS[how])
        nothing = pl.Series([0], dtype=column.dtype)
        found = _gather(column, self._vehicles, how) if len(column) else column
        return pl.concat([found, nothing], rechunk=True)[self._rank]

    def _people(self, column: pl.Series, combined: Callable[..., Any]) -> pl.Series:
        """The people of each household combined: of households of one size they are a rectangle."""
        values = column.to_numpy()
        found = np.empty(self.lengths[Table.HOUSEHOLD], values.dtype)
        for first, end, start, size in self._equal:
            people, own = values[start : start + (end - first) * size].reshape(-1, size), found[first:end]
            own[:] = people[:, 0]
            for slot in range(1, size):
                combined(own, people[:, slot], out=own)
        return pl.Series(found)

    def _any(self, column: pl.Series, table: Table) -> pl.Series:
        """Whose items have one that holds: where few do, they are looked up from the item's side."""
        if table is Table.PERSON and 2 * column.sum() > len(column):
            return self._people(column, np.logical_or)
        holds = np.zeros(self.lengths[Table.PERSON if table is Table.PAIR else Table.HOUSEHOLD], bool)
        holds[self._of[table].filter(column).to_numpy()] = True
        return pl.Series(holds)


def _equal(sizes: Counts, starts: Counts) -> list[tuple[int, int, int, int]]:
    """The households of each size, which follow each other: the first, the one after the last, where their
    people start, and the size.
    """
    ends = [*np.flatnonzero(np.diff(sizes)) + 1, len(sizes)] if len(sizes) else []
    firsts = [0, *ends[:-1]]
    return [
        (int(f), int(e), int(starts[f]), int(sizes[f])) for f, e in zip(firsts, ends, strict=False) if e > f
    ]


def _vehicle_blocks(owners: Counts, households: int) -> tuple[Blocks, pl.Series]:
    """The blocks of vehicles, and where each household's result lies (the last: no vehicle)."""
    counts = np.bincount(owners, minlength=households)
    order = np.argsort(-counts, kind="stable")
    having = int((counts > 0).sum())
    rank = np.full(households, having, np.int64)
    rank[order[:having]] = np.arange(having)
    starts = np.searchsorted(owners, np.arange(households))
    blocks, lengths = [], []
    for slot in range(int(counts.max()) if households else 0):
        length = int((counts > slot).sum())
        blocks.append(starts[order[:length]] + slot)
        lengths.append(length)
    return Blocks(
        _index(np.concatenate(blocks) if blocks else np.zeros(0, np.int64)), tuple(lengths)
    ), _index(rank)


def _gather(column: pl.Series, blocks: Blocks, how: str) -> pl.Series:
    if blocks.order is not None:
        column = column[blocks.order]
    end = len(column)
    found: pl.Series | None = None
    for length in reversed(blocks.lengths):
        block = column.slice(end - length, length)
        end -= length
        if found is None:
            found = block
            continue
        first = _combine(block.slice(0, len(found)), found, how)
        found = pl.concat([first, block.slice(len(found))], rechunk=True) if length > len(found) else first
    return column if found is None else found


def _combine(a: pl.Series, b: pl.Series, how: str) -> pl.Series:
    if how == "sum":
        return a + b
    return a.zip_with(a > b, b)
