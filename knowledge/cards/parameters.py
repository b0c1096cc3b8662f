"""Dated parameters: the only place where a figure stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any

from knowledge.cards.files import CatalogFile, Place
from knowledge.cards.schema import Confidence, Dimension, ParameterEntry, PeriodEntry

Key = tuple[str, ...]

UNPUBLISHED = "아직 고시되지 않음"
UNCONFIRMED = "확인되지 않음"


class Unit(StrEnum):
    """The closed list of units; a month's, a year's and a day's won are read alike, as won."""

    WON = "won"
    WON_PER_MONTH = "won_per_month"
    WON_PER_YEAR = "won_per_year"
    WON_PER_DAY = "won_per_day"
    WON_PER_HOUR = "won_per_hour"
    PERCENT = "percent"
    PERCENT_PER_MONTH = "percent_per_month"
    PERCENT_PER_YEAR = "percent_per_year"
    AGE = "age"
    YEARS = "years"
    MONTHS = "months"
    DAYS = "days"
    HOURS = "hours"
    TIMES = "times"
    PERSONS = "persons"
    CC = "cc"
    COUNT = "count"

    def show(self, value: Decimal) -> str:
        """The value as a person reads it: 6,494,738원, 4.17%, 65세."""
        return f"{value.normalize():,f}{self.suffix}"

    @property
    def suffix(self) -> str:
        """What follows a value: 원, %, 세; nothing for a count."""
        return _SUFFIX[self]


_SUFFIX = {
    Unit.WON: "원",
    Unit.WON_PER_MONTH: "원",
    Unit.WON_PER_YEAR: "원",
    Unit.WON_PER_DAY: "원",
    Unit.WON_PER_HOUR: "원",
    Unit.PERCENT: "%",
    Unit.PERCENT_PER_MONTH: "%",
    Unit.PERCENT_PER_YEAR: "%",
    Unit.AGE: "세",
    Unit.YEARS: "년",
    Unit.MONTHS: "개월",
    Unit.DAYS: "일",
    Unit.HOURS: "시간",
    Unit.TIMES: "회",
    Unit.PERSONS: "명",
    Unit.CC: "cc",
    Unit.COUNT: "",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One value with where it stands and how sure it is."""

    key: Key
    value: Decimal
    confidence: Confidence
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Period:
    """The values of a parameter from a day to a day, both included; `end` None is open."""

    start: date
    end: date | None
    figures: Mapping[Key, Figure]
    note: str | None
    line: int

    def holds(self, day: date) -> bool:
        """Whether these values are in force on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure by its dimensions and dates. Periods are in order and do not overlap."""

    id: str
    term: str
    concept: str
    unit: Unit
    by: tuple[Dimension, ...]
    periods: tuple[Period, ...]
    file: CatalogFile
    line: int

    def on(self, day: date) -> Period | None:
        """The period in force on that day; None where nothing was published (yet)."""
        return next((period for period in self.periods if period.holds(day)), None)

    def figure(self, day: date, key: Key = ()) -> Figure | None:
        """The figure for a key on a day, None where it is not known."""
        period = self.on(day)
        return period.figures.get(key) if period else None

    def absent(self, day: date) -> str:
        """What to say for an unknown figure: not published yet, or, up to the last period, not confirmed."""
        last = self.periods[-1]
        return UNCONFIRMED if day < last.start or last.holds(day) else UNPUBLISHED

    def knows(self, key: Key) -> bool:
        """Whether any period has this key."""
        return any(key in period.figures for period in self.periods)

    def boundaries(self) -> Iterator[date]:
        """The days on which its values begin, change or lapse."""
        for period in self.periods:
            yield period.start
            if period.end is not None:
                yield period.end + timedelta(days=1)


def build_parameter(
    entry: ParameterEntry,
    file: CatalogFile,
    place: Place,
    dimensions: Mapping[str, Dimension],
) -> Parameter:
    """The parameter of a file entry; `CatalogError` for an unknown unit, dimension, key or an overlap."""
    if entry.unit not in set(Unit):
        allowed = ", ".join(Unit)
        raise file.error(
            f"'{entry.id}'의 단위 '{entry.unit}'은(는) 쓸 수 없습니다. {allowed} 가운데 하나를 쓰세요.",
            (*place, "unit"),
        )
    for name in entry.by:
        if name not in dimensions:
            raise file.error(
                f"'{entry.id}'의 구분 '{name}'이(가) dimensions.yaml에 없습니다.",
                (*place, "by"),
            )
    by = tuple(dimensions[name] for name in entry.by)
    periods = [
        _build_period(value, entry.id, by, file, (*place, "values", index))
        for index, value in enumerate(entry.values)
    ]
    periods.sort(key=lambda period: period.start)
    for earlier, later in pairwise(periods):
        if earlier.end is None or later.start <= earlier.end:
            raise _overlap(entry.id, earlier, later, file, place, entry)
    return Parameter(
        entry.id,
        entry.term,
        entry.concept,
        Unit(entry.unit),
        by,
        tuple(periods),
        file,
        file.line(place),
    )


def _overlap(
    name: str,
    earlier: Period,
    later: Period,
    file: CatalogFile,
    place: Place,
    entry: ParameterEntry,
) -> Exception:
    index = next(i for i, value in enumerate(entry.values) if value.start == later.start)
    return file.error(
        f"'{name}'의 기간이 겹칩니다({earlier.end or '계속'}까지, {later.start}부터). 'to'를 고치세요.",
        (*place, "values", index),
    )


def _build_period(
    entry: PeriodEntry,
    name: str,
    by: tuple[Dimension, ...],
    file: CatalogFile,
    place: Place,
) -> Period:
    if entry.end is not None and entry.end < entry.start:
        raise file.error(
            f"'{name}'의 끝나는 날 {entry.end}이(가) 시작하는 날보다 앞섭니다.",
            (*place, "to"),
        )
    unused = set(entry.confidence_by_key)
    figures: dict[Key, Figure] = {}
    for key, value, where in _leaves(entry.value, name, by, file, (*place, "value")):
        shown = ",".join(key)
        unused.discard(shown)
        confidence = entry.confidence_by_key.get(shown, entry.confidence)
        figures[key] = Figure(key, value, confidence, entry.source, file.line(where))
    if unused:
        raise file.error(
            f"'{name}'의 confidence_by_key에 값이 없는 구분 '{min(unused)}'이(가) 있습니다.",
            (*place, "confidence_by_key"),
        )
    return Period(entry.start, entry.end, figures, entry.note, file.line(place))


def _leaves(
    value: Any,
    name: str,
    by: tuple[Dimension, ...],
    file: CatalogFile,
    place: Place,
    key: Key = (),
) -> Iterator[tuple[Key, Decimal, Place]]:
    if len(key) == len(by):
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise file.error(f"'{name}'의 값은 쉼표 없는 수여야 합니다(지금: {value!r}).", place)
        yield key, Decimal(value), place
        return
    dimension = by[len(key)]
    if not isinstance(value, dict) or not value:
        raise file.error(f"'{name}'의 값은 '{dimension.term}'별로 적어야 합니다.", place)
    for part, inner in value.items():
        if part not in dimension.keys:
            allowed = ", ".join(dimension.keys)
            raise file.error(
                f"'{name}'의 구분 '{part}'은(는) '{dimension.term}'에 없습니다. {allowed} 가운데 쓰세요.",
                (*place, part),
            )
        yield from _leaves(inner, name, by, file, (*place, part), (*key, part))
