"""From a chunk's columns to the table of results: a row for each household, program and unit.

| column | meaning |
|---|---|
| household_id | the household |
| program, unit | ids of the program and of its unit |
| member_id | the applicant where each person is judged; null for a household's unit, or where nobody is |
| verdict | eligible, ineligible, unknown |
| amount | won (or percent) where it is certain; null for what is not paid |
| amount_range | `min` and `max` where the amount is not certain yet; else null |
| band | clear, near, over, far_over; null where there is none or it is unknown |
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from knowledge.rules.columnar.arrange import HOUSEHOLD, MEMBER, Arranged
from knowledge.rules.columnar.encode import Encoded
from knowledge.rules.columnar.outcomes import BANDS as WORDS
from knowledge.rules.columnar.outcomes import Outcome
from knowledge.rules.columnar.series import Type, full
from knowledge.rules.compile import Snapshot

VERDICTS = pl.Enum(["ineligible", "unknown", "eligible"])
BANDS = pl.Enum(list(WORDS))
RANGE = pl.Struct({"min": pl.Int64, "max": pl.Int64})
Value = pl.Series | int
_Kept = dict[tuple[int, int], tuple[pl.Series, pl.Series, pl.Series]]


@dataclass
class _Pieces:
    """The rows of the programs so far, each column in pieces; None stands for a piece of nulls."""

    lengths: list[int] = field(default_factory=list)
    programs: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    columns: dict[str, list[pl.Series | None]] = field(default_factory=dict)

    def add(self, found: tuple[int, int], home: pl.Series, columns: dict[str, pl.Series]) -> None:
        """The rows of a program (its number and its unit's)."""
        self.lengths.append(len(home))
        self.programs.append(found[0])
        self.units.append(found[1])
        for name in ("home", "person", "possible", "sure", "low", "high", "band"):
            piece = home if name == "home" else columns.get(name)
            self.columns.setdefault(name, []).append(piece)

    def column(self, name: str, dtype: Type) -> pl.Series:
        """A whole column."""
        pieces = self.columns[name]
        nothing = full(None, max(self.lengths, default=0), dtype)
        return pl.concat(
            [
                nothing.slice(0, length) if piece is None else piece.alias("")
                for piece, length in zip(pieces, self.lengths, strict=True)
            ],
            rechunk=True,
        )

    def words(self, numbers: list[int], words: pl.Enum) -> pl.Series:
        """The word of each row's program or unit."""
        dtype = np.uint8 if len(words.categories) < 256 else np.uint16
        return pl.Series(np.repeat(np.array(numbers, dtype), self.lengths)).cat.to(words)


class Results:
    """Writes results in the columns above."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.programs = pl.Enum(list(snapshot.sources.programs))
        self.units = pl.Enum(list(snapshot.sources.units))
        self.verdicts, self.bands = VERDICTS, BANDS
        self._program = {name: n for n, name in enumerate(snapshot.sources.programs)}
        self._unit = {name: n for n, name in enumerate(snapshot.sources.units)}

    def frame(
        self, chunk: Arranged, outcomes: Sequence[Outcome], values: Sequence[Value], encoded: Encoded
    ) -> pl.DataFrame:
        """The results of a chunk, program by program."""
        geometry, rest, pieces = chunk.geometry, iter(values), _Pieces()
        homes, people = chunk.households[HOUSEHOLD], chunk.people[MEMBER]
        home = homes[geometry.home]
        kept: _Kept = {}
        open_ = encoded.open_lists
        if open_ is None:
            open_ = full(False, len(homes), pl.Boolean)
        for found in outcomes:
            number = self._program[found.program], self._unit[found.unit]
            own = [next(rest) for _ in found.operands]
            if not found.each:
                pieces.add(number, homes, _columns(found, own, len(homes)))
                continue
            columns = {"home": home, "person": people, **_columns(found, own, len(people))}
            shown = _filtered(columns, own[2], kept)
            pieces.add(number, shown.pop("home"), shown)
            alone = _filtered({"home": homes, "possible": open_}, _not(own[3]), {})
            if len(alone["home"]):
                pieces.add(
                    number,
                    alone.pop("home"),
                    {**alone, "sure": full(False, len(alone["possible"]), pl.Boolean)},
                )
        return self._table(chunk, pieces)

    def _table(self, chunk: Arranged, pieces: _Pieces) -> pl.DataFrame:
        possible, sure = pieces.column("possible", pl.Boolean), pieces.column("sure", pl.Boolean)
        amounts = _amounts(pieces, possible)
        return pl.DataFrame(
            [
                pieces.column("home", chunk.households[HOUSEHOLD].dtype).alias(HOUSEHOLD),
                pieces.words(pieces.programs, self.programs).alias("program"),
                pieces.words(pieces.units, self.units).alias("unit"),
                pieces.column("person", chunk.people[MEMBER].dtype).alias(MEMBER),
                (possible.cast(pl.UInt8) + sure.cast(pl.UInt8)).cat.to(VERDICTS).alias("verdict"),
                *amounts,
                pieces.column("band", pl.UInt8).cat.to(BANDS).alias("band"),
            ]
        )


def _amounts(pieces: _Pieces, possible: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The amounts that are certain, and the ranges of the others."""
    low = pieces.column("low", pl.Int64)
    nothing = full(None, 1, pl.Int64)
    if all(one is other for one, other in zip(pieces.columns["low"], pieces.columns["high"], strict=True)):
        return low.zip_with(possible, nothing).alias("amount"), full(None, len(low), RANGE).alias(
            "amount_range"
        )
    high = pieces.column("high", pl.Int64)
    certain = low == high
    ranges = pl.DataFrame([low.alias("min"), high.alias("max")]).to_struct()
    return (
        low.zip_with(possible & certain, nothing).alias("amount"),
        ranges.zip_with(possible & ~certain, full(None, 1, RANGE)).alias("amount_range"),
    )


def _columns(found: Outcome, values: list[Value], count: int) -> dict[str, pl.Series]:
    """A program's columns in full; what it does not have is left out."""
    possible, sure, _, _, *more = values
    columns = {"possible": _series(possible, count, pl.Boolean), "sure": _series(sure, count, pl.Boolean)}
    if found.paid:
        low, high = more.pop(0), more.pop(0)
        columns["low"] = _series(low, count, pl.Int64)
        columns["high"] = columns["low"] if high is low else _series(high, count, pl.Int64)
    if found.band:
        best, worst = (_series(side, count, pl.Int64) for side in more)
        columns["band"] = best.cast(pl.UInt8).zip_with(best == worst, full(None, 1, pl.UInt8))
    return columns


def _filtered(columns: dict[str, pl.Series], where: Value, kept: _Kept) -> dict[str, pl.Series]:
    """The rows of a mask. Many programs look at the same people: what was filtered already is in `kept`."""
    if not isinstance(where, pl.Series):
        return columns if where else {name: column.clear() for name, column in columns.items()}
    found = {}
    for name, column in columns.items():
        key = (id(where), id(column))
        if key not in kept:
            kept[key] = column.filter(where), column, where  # both kept, so that their ids stay theirs
        found[name] = kept[key][0]
    return found


def _not(value: Value) -> Value:
    return ~value if isinstance(value, pl.Series) else not value


def _series(value: Value, count: int, dtype: Type) -> pl.Series:
    return value if isinstance(value, pl.Series) else full(value, count, dtype)
