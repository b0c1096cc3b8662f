"""A chunk of households as columns of bounds, and what is known of them (`Known`): presumptions filled in,
wrong values set aside as problems.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from knowledge.rules.calendar import add_years
from knowledge.rules.columnar.arrange import HOUSEHOLD, MEMBER, Arranged
from knowledge.rules.columnar.convert import Converted, convert, default
from knowledge.rules.columnar.given import Givens, givens, stated_any
from knowledge.rules.columnar.kinship import Kinship, kinship
from knowledge.rules.columnar.known import Known, State
from knowledge.rules.columnar.problems import Problems
from knowledge.rules.columnar.series import full
from knowledge.rules.compile import Snapshot
from knowledge.rules.facts import AS_OF, Fact
from knowledge.rules.functions import MAX_PEOPLE, MAX_VEHICLES
from knowledge.rules.kinds import Kind
from knowledge.rules.regions import Regions
from knowledge.rules.shape import Shape, why

SIZE = "household_size"
REGION = "region"


@dataclass(frozen=True)
class Encoded:
    """The columns of a chunk by what a tape loads, and what is known.

    `open_lists` are the households whose list may lack people, None where none is open.
    """

    columns: dict[Hashable, pl.Series]
    known: Known
    wrong: pl.Series
    givens: Givens
    open_lists: pl.Series | None


@dataclass
class Encoder:
    """Encodes chunks for one snapshot and day. `strict` presumes nothing."""

    snapshot: Snapshot
    shape: Shape
    regions: Regions
    today: int
    strict: bool

    def encode(self, chunk: Arranged, problems: Problems) -> Encoded:
        """The columns of a chunk. `wrong` are the households with a value that cannot be."""
        return _Chunk(self, chunk, problems).encoded()


@dataclass
class _Chunk:
    encoder: Encoder
    chunk: Arranged
    problems: Problems
    columns: dict[Hashable, pl.Series] = field(default_factory=dict)
    states: dict[tuple[str, str], State] = field(default_factory=dict)
    fills: list[tuple[Hashable, pl.Series, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.facts = self.encoder.snapshot.sources.facts
        households = self.chunk.households.height
        self.wrong = np.zeros(households, bool)
        self.homes: dict[str, Any] = {
            "household": np.arange(households),
            "stated": np.arange(households),
            "member": self.chunk.geometry.home.to_numpy(),
            "vehicle": self.chunk.geometry.owner.to_numpy(),
        }
        self.frames = {
            "household": self.chunk.households,
            "stated": self.chunk.households,
            "member": self.chunk.people,
            "vehicle": self.chunk.vehicles,
        }

    def encoded(self) -> Encoded:
        words = tuple(self.facts.by_entity["member"]["relation"].options.labels)
        kin = kinship(self.chunk, words, self._set_aside)
        self._region()
        for fact in self.facts:
            self._fact(fact, kin)
        self._fill()
        given = givens(self.encoder.snapshot, self.encoder.shape, self.encoder.strict, self.chunk.households)
        for ids, text in given.problems:
            self._set_aside(ids, text)
        self.columns |= given.columns
        missing = self._missing(kin)
        self.columns["relation"] = pl.Series(kin.relation)
        self.columns["relation to head"] = pl.Series(kin.to_head)
        known = Known(
            self.states,
            {(fact.entity, fact.id): fact.type for fact in self.facts},
            given.states,
            missing,
            bool((kin.relation & (kin.relation - 1)).any()),
            bool((kin.to_head & (kin.to_head - 1)).any()),
        )
        open_ = self.columns.get(("missing", "people"))
        lists = None if open_ is None else open_ > 0
        return Encoded(self.columns, known, pl.Series(self.wrong), given, lists)

    def _set_aside(self, rows: np.ndarray, text: str) -> None:
        self.problems.add(self.chunk.households[HOUSEHOLD][rows], text)
        self.wrong[rows] = True

    def _region(self) -> None:
        """The address line as the facts it stands for; each different one is read once."""
        frame = self.chunk.households
        if "region" not in frame.columns:
            return
        lines = frame["region"].cast(pl.String)
        found: dict[str, dict[str, str]] = {}
        for line in lines.unique().drop_nulls():
            read = self.encoder.regions.read(line)
            if isinstance(read, str):
                self._set_aside(
                    (lines == line).fill_null(False).arg_true().to_numpy(), f"household.region: {read}"
                )
            else:
                found[line] = read
        parts = {
            name: lines.replace_strict(
                {line: read.get(name) for line, read in found.items()}, default=None, return_dtype=pl.String
            )
            for name in (fact.id for fact in self.facts if fact.entry.asked_by == REGION)
        }
        self.frames["household"] = frame.with_columns(**parts)

    def _fact(self, fact: Fact, kin: Kinship) -> None:
        frame, key = self.frames[fact.entity], (fact.entity, fact.id)
        unknown = default(fact)
        if key == ("member", "married"):
            self._keep(fact, *_married(kin), unknown)
        elif key == ("member", "birth_date"):
            self._birth(fact, frame)
        elif fact.id not in frame.columns or fact.entry.asked_by not in (None, REGION):
            self._keep(fact, None, None, unknown)
        else:
            found = convert(fact, frame[fact.id])
            self._report(fact, frame[fact.id], found)
            self._keep(fact, found.low, found.high, unknown)

    def _report(self, fact: Fact, column: pl.Series, found: Converted) -> None:
        if found.wrong is None:
            return
        rows = found.wrong.arg_true()
        first = column[rows[0]]
        path = {"member": "members.", "vehicle": "household.vehicles."}.get(fact.entity, f"{fact.entity}.")
        shown = str(first.to_list()) if isinstance(first, pl.Series) else str(first)
        self._set_aside(
            np.unique(self.homes[fact.entity][rows.to_numpy()]), f"{path}{fact.id}: {why(fact, shown)}"
        )

    def _birth(self, fact: Fact, frame: pl.DataFrame) -> None:
        today = self.encoder.today
        unknown = add_years(today, -130), today + 300
        low = high = None
        if fact.id in frame.columns:
            found = convert(fact, frame[fact.id])
            self._report(fact, frame[fact.id], found)
            low = high = found.low
            late = (low > today + 366).fill_null(False)
            if late.any():
                rows = np.unique(self.homes["member"][late.to_numpy()])
                self._set_aside(rows, "members.birth_date: 태어날 날이 너무 멉니다. 생년월일을 확인하세요.")
        if "age" in frame.columns:
            low, high = self._age(frame["age"].cast(pl.Int64), low)
        self._keep(fact, low, high, unknown)

    def _age(self, age: pl.Series, birth: pl.Series | None) -> tuple[pl.Series, pl.Series]:
        """The first and last birthday of an age, for those whose birthday is not stated."""
        today = self.encoder.today
        good = age.is_between(0, 130)
        if not good.all():
            rows = np.unique(self.homes["member"][(~good).fill_null(False).to_numpy()])
            self._set_aside(rows, "members.age: 0~130의 만 나이를 적으세요.")
        inside = age.clip(0, 130).cast(pl.UInt32)
        first = pl.Series([add_years(today, -n - 1) + 1 for n in range(131)])[inside]
        last = pl.Series([add_years(today, -n) for n in range(131)])[inside]
        if birth is None:
            return first, last
        differs = ((birth < first) | (birth > last)).fill_null(False)
        if differs.any():
            rows = np.unique(self.homes["member"][differs.to_numpy()])
            self._set_aside(rows, "members.age: 생년월일로 센 나이와 다릅니다. 하나만 적으세요.")
        return first.zip_with(birth.is_null(), birth), last.zip_with(birth.is_null(), birth)

    def _keep(
        self, fact: Fact, low: pl.Series | None, high: pl.Series | None, unknown: tuple[Any, Any]
    ) -> None:
        """A fact's columns: presumed where it may be, its whole range where nothing is known."""
        key, presumed = (fact.entity, fact.id), self._presumed(fact)
        if low is None or high is None:
            if presumed is None:
                self.states[key] = (int(unknown[0]), int(unknown[1]))
                return
            if presumed[1] is None:
                self.states[key] = presumed[0]
                return
            dtype = pl.Boolean if fact.type.kind is Kind.TRUTH else pl.Int64
            low = high = full(None, self.frames[fact.entity].height, dtype)
        if presumed is not None and low.null_count():
            value = bool(presumed[0][0]) if fact.type.kind is Kind.TRUTH else presumed[0][0]
            if presumed[1] is None:
                self.states[key] = "certain"
                self.fills.append((("low", *key), low, value))
                return
            low = high = self._unless(fact, low, value, presumed[1])
        if not low.null_count() and low is high:
            self.states[key] = "certain"
            self.columns["low", *key] = low
            return
        self.states[key] = "open"
        self.fills.append((("low", *key), low, unknown[0]))
        if fact.type.kind is not Kind.CHOICE:
            self.fills.append((("high", *key), high, unknown[1]))

    def _unless(self, fact: Fact, low: pl.Series, value: Any, barred: pl.Series) -> pl.Series:
        """A presumption that some households bar."""
        rows = pl.Series(barred.to_numpy()[self.homes[fact.entity]])
        return pl.Series([value], dtype=low.dtype).zip_with(low.is_null() & ~rows, low)

    def _fill(self) -> None:
        """Put what is unknown into its columns, all columns of a length at once."""
        by_length: dict[int, list[tuple[Hashable, pl.Series, Any]]] = {}
        for fill in self.fills:
            by_length.setdefault(len(fill[1]), []).append(fill)
        for fills in by_length.values():
            frame = pl.DataFrame([column.alias(str(n)) for n, (_, column, _) in enumerate(fills)])
            filled = frame.select(pl.col(str(n)).fill_null(value) for n, (_, _, value) in enumerate(fills))
            self.columns |= {key: filled[str(n)] for n, (key, _, _) in enumerate(fills)}

    def _presumed(self, fact: Fact) -> tuple[tuple[int, int], pl.Series | None] | None:
        """What is taken for granted of a fact, and for which households it is not; None: nothing is."""
        entry = fact.entry
        if self.encoder.strict or entry.presume is None:
            return None
        value = (self.encoder.today,) * 2 if entry.presume == AS_OF else fact.encode(entry.presume)
        if value is None:
            return None
        return value, stated_any(self.chunk.households, entry.presume_unless)

    def _missing(self, kin: Kinship) -> dict[str, Any]:
        """Who may be missing from the lists."""
        frame, geometry = self.chunk.households, self.chunk.geometry
        closed = np.zeros(frame.height, bool)
        if "members_complete" in frame.columns:
            closed = frame["members_complete"].fill_null(False).to_numpy()
        found: dict[str, Any] = {"people": 0, "spouse": 0, "vehicles": 0}
        if not closed.all():
            people = np.where(closed, 0, self._missing_people())
            spouse = np.where(closed[geometry.home.to_numpy()] | kin.spouse_known, 0, 1)
            for kind, numbers in (("people", people), ("spouse", spouse)):
                found[kind] = "open" if numbers.any() else 0
                self.columns["missing", kind] = pl.Series(numbers.astype(np.int64))
        if "vehicles" not in frame.columns:
            found["vehicles"] = MAX_VEHICLES
        elif frame["vehicles"].null_count():
            found["vehicles"] = "open"
            unknown = frame["vehicles"].is_null().to_numpy()
            self.columns["missing", "vehicles"] = pl.Series(
                np.where(unknown, MAX_VEHICLES, 0).astype(np.int64)
            )
        return found

    def _missing_people(self) -> Any:
        """How many people an open list may lack: up to the stated size, else up to the most there may be."""
        frame = self.chunk.households
        if SIZE not in frame.columns:
            return MAX_PEOPLE
        named = self.chunk.people[MEMBER].is_not_null().to_numpy()
        listed = np.bincount(self.homes["member"][named], minlength=frame.height)
        size = frame[SIZE].cast(pl.Int64)
        return np.where(size.is_null(), MAX_PEOPLE, np.maximum(size.fill_null(0).to_numpy() - listed, 0))


def _married(kin: Kinship) -> tuple[pl.Series | None, pl.Series | None]:
    if (kin.married < 0).all():
        return None, None
    frame = pl.DataFrame({"married": kin.married})
    found = frame.select(pl.when(pl.col("married") >= 0).then(pl.col("married") == 1)).to_series()
    return found, found
