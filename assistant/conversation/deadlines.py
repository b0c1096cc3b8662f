"""The day by which somebody has to apply, reckoned from a day that is known: deadlines.yaml.

Only from a day that was told exactly (11월 3일에 낳았어요), never from about when (지난주에): a day told
wrongly would be worse than none. A day that is past is not told.
"""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Self

from pydantic import Field, RootModel, model_validator

from assistant.by_role import ByRole, said
from assistant.understanding.facts import Fact
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

DEADLINES = Path(__file__).with_name("deadlines.yaml")


class _Deadline(DataModel):
    programs: list[str] = Field(min_length=1)
    fact: str
    days: int | None = Field(None, gt=0)
    months: int | None = Field(None, gt=0)
    first_day: bool = False
    source: str = Field(min_length=1)
    text: ByRole

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.days is None) is (self.months is None):
            raise ValueError("days와 months 가운데 하나만 적으세요.")
        return self

    def last_day(self, begun: date) -> date:
        """The last day of the time that runs from a day: months end on the day before that of their
        beginning, or with the month where it has none (민법 제160조).
        """
        if self.months is None:
            return begun + timedelta(days=(self.days or 0) - self.first_day)
        first = begun if self.first_day else begun + timedelta(days=1)
        month = first.month - 1 + self.months
        year, month = first.year + month // 12, month % 12 + 1
        length = monthrange(year, month)[1]
        if first.day > length:
            return date(year, month, length)
        return date(year, month, first.day) - timedelta(days=1)


class _DeadlineData(RootModel[list[_Deadline]]):
    """All deadlines, the most pressing kind first."""


@dataclass(frozen=True, slots=True)
class Due:
    """Until when some programs have to be applied for; `text` says so, with the source."""

    programs: tuple[str, ...]
    day: date
    text: str


class Deadlines:
    """Reckons last days; made once."""

    def __init__(self, path: Path = DEADLINES) -> None:
        """Read the deadlines; `CatalogError` with file and line where they are wrong."""
        self._deadlines = read_data(path, _DeadlineData).root

    def due(
        self, programs: Collection[str], facts: Sequence[Fact], names: dict[str, str], today: date, role: Role
    ) -> list[Due]:
        """The last days of these programs that are still to come, the next first."""
        found: dict[tuple[int, date], Due] = {}
        for at, one in enumerate(self._deadlines):
            asked = tuple(program for program in one.programs if program in programs)
            for fact in facts if asked else ():
                last = _last(one, fact, today)
                if last is not None:
                    called = "·".join(names.get(program, program) for program in asked)
                    text = said(one.text, role, programs=called, day=shown(last))
                    found[at, last] = Due(asked, last, f"{text} ({one.source})")
        return sorted(found.values(), key=lambda due: due.day)


def _last(one: _Deadline, fact: Fact, today: date) -> date | None:
    if fact.id != one.fact or not fact.sure or fact.approximate:
        return None
    try:
        begun = date.fromisoformat(str(fact.value))
    except ValueError:
        return None
    last = one.last_day(begun)
    return last if begun <= today <= last else None


def shown(day: date) -> str:
    """A day as people read it."""
    return f"{day.year}년 {day.month}월 {day.day}일"
