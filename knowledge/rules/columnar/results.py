"""From a chunk's columns to the table of results: a row for each household, program and unit.

| column | meaning |
|---|---|
| household_id | the household |
| program, unit | ids of the program and of its unit |
| member_id | the applicant where each person is judged; null for the household's unit, or where nobody is judged |
| verdict | eligible, ineligible, unknown |
| amount | won (or percent) where it is certain; else amount_min and amount_max; null for what is not paid |
| band | clear, near, over, far_over; null where there is none or it is unknown |
"""

from collections.abc import Iterator, Sequence

import polars as pl

from knowledge.rules.columnar.arrange import HOUSEHOLD, MEMBER, Arranged
from knowledge.rules.columnar.encode import Encoded
from knowledge.rules.columnar.outcomes import BANDS, INELIGIBLE, UNKNOWN, Outcome
from knowledge.rules.compile import Snapshot

VERDICTS = pl.Enum(["ineligible", "unknown", "eligible"])
_BANDS = pl.Enum(list(BANDS))
Value = pl.Series | int


class Results:
    """Writes results in the columns above."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.programs = pl.Enum(list(snapshot.sources.programs))
        self.units = pl.Enum(list(snapshot.sources.units))

    @property
    def schema(self) -> dict[str, pl.DataType | type[pl.DataType]]:
        """The columns and their types."""
        return {
            HOUSEHOLD: pl.String,
            "program": self.programs,
            "unit": self.units,
            MEMBER: pl.String,
            "verdict": VERDICTS,
            "amount": pl.Int64,
            "amount_min": pl.Int64,
            "amount_max": pl.Int64,
            "band": _BANDS,
        }

    def frame(
        self, chunk: Arranged, outcomes: Sequence[Outcome], values: Sequence[Value], encoded: Encoded
    ) -> pl.DataFrame:
        """The results of a chunk, program by program."""
        rest = iter(values)
        maker = _Maker(chunk, encoded)
        parts = [part for found in outcomes for part in maker.parts(found, [next(rest) for _ in found.operands])]
        if not parts:
            return pl.DataFrame(schema=self.schema)
        table = pl.concat(parts)
        households = chunk.households[HOUSEHOLD].cast(pl.String)
        members = chunk.people[MEMBER]
        return table.select(
            households[table["home"]].alias(HOUSEHOLD),
            pl.col("program").cast(self.programs),
            pl.col("unit").cast(self.units),
            members.replace("", None)[table["person"]].alias(MEMBER) if len(members) else pl.lit(None),
            pl.col("verdict").cat.to(VERDICTS),
            "amount",
            "amount_min",
            "amount_max",
            pl.col("band").cat.to(_BANDS),
        )


class _Maker:
    """Makes the rows of each program of one chunk."""

    def __init__(self, chunk: Arranged, encoded: Encoded) -> None:
        geometry = chunk.geometry
        self.geometry = geometry
        self.homes = pl.Series(range(chunk.households.height), dtype=pl.UInt32)
        self.people = pl.Series(range(geometry.people), dtype=pl.UInt32)
        missing = encoded.columns.get(("missing", "people"))
        self.missing = None if missing is None else missing > 0

    def parts(self, found: Outcome, values: list[Value]) -> Iterator[pl.DataFrame]:
        """The rows of a program."""
        home = self.geometry.home if found.each else self.homes
        count = len(home)
        verdict, listed, *more = (_full(value, count) for value in values)
        paid = [more.pop(0), more.pop(0)] if found.low is not None else []
        person = self.people if found.each else _nulls(count, pl.UInt32)
        columns = [home.alias("home"), person.alias("person"), verdict.cast(pl.UInt8).alias("verdict")]
        columns += _amounts(paid, verdict, count)
        columns.append(_band(more, count))
        frame = _shaped(pl.DataFrame(columns), found)
        if found.each and isinstance(values[1], pl.Series):
            frame = frame.filter(listed)
            yield from self._nobody(found, listed)
        elif found.each and not values[1]:
            frame = frame.clear()
            yield from self._nobody(found, listed)
        yield frame

    def _nobody(self, found: Outcome, listed: pl.Series) -> Iterator[pl.DataFrame]:
        """A row for each household of which nobody is looked at."""
        having = self.geometry.home.filter(listed)
        lacking = pl.repeat(True, len(self.homes), dtype=pl.Boolean, eager=True).scatter(having.unique(), False)
        home = self.homes.filter(lacking)
        verdict = _full(INELIGIBLE, len(home)).cast(pl.UInt8)
        if self.missing is not None:
            open_ = self.missing.filter(lacking)
            verdict = pl.Series([UNKNOWN], dtype=pl.UInt8).zip_with(open_, verdict)
        columns = [
            home.alias("home"),
            _nulls(len(home), pl.UInt32).alias("person"),
            verdict.alias("verdict"),
            *_amounts([], verdict, len(home)),
            _band([], len(home)),
        ]
        yield _shaped(pl.DataFrame(columns), found)


def _shaped(frame: pl.DataFrame, found: Outcome) -> pl.DataFrame:
    return frame.with_columns(pl.lit(found.program).alias("program"), pl.lit(found.unit).alias("unit"))


def _full(value: Value, count: int) -> pl.Series:
    if isinstance(value, pl.Series):
        return value
    dtype = pl.Boolean if isinstance(value, bool) else pl.Int64
    return pl.repeat(value, count, dtype=dtype, eager=True)


def _nulls(count: int, dtype: type[pl.DataType]) -> pl.Series:
    return pl.repeat(None, count, dtype=dtype, eager=True)


def _amounts(paid: list[pl.Series], verdict: pl.Series, count: int) -> list[pl.Series]:
    """The certain amount, or its bounds; null where nothing is paid."""
    names = ("amount", "amount_min", "amount_max")
    if not paid:
        return [_nulls(count, pl.Int64).alias(name) for name in names]
    low, high = paid
    nothing = pl.Series([None], dtype=pl.Int64)
    payable = verdict != INELIGIBLE
    if low is high:
        rest = _nulls(count, pl.Int64)
        return [low.zip_with(payable, nothing).alias("amount"), rest.alias(names[1]), rest.alias(names[2])]
    same = low == high
    open_ = payable & ~same
    return [
        low.zip_with(payable & same, nothing).alias("amount"),
        low.zip_with(open_, nothing).alias("amount_min"),
        high.zip_with(open_, nothing).alias("amount_max"),
    ]


def _band(both: list[pl.Series], count: int) -> pl.Series:
    if not both:
        return _nulls(count, pl.UInt8).alias("band")
    best, worst = (side.cast(pl.UInt8) for side in both)
    return best.zip_with(best == worst, pl.Series([None], dtype=pl.UInt8)).alias("band")
