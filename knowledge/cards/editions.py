"""The periods for which a program's text is the same: between the days on which its figures change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from knowledge.cards.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Edition:
    """A stretch of days, both ends included; None is open."""

    start: date | None = None
    end: date | None = None

    @property
    def label(self) -> str:
        """How people name it: 2026년, 2026년 7~12월, 2028년 이후; empty for the one without dates."""
        if self.start is None:
            return ""
        year = f"{self.start.year}년"
        if self.end is None:
            return f"{year} 이후"
        if self.start.year != self.end.year:
            return f"{self.start.year}~{self.end.year}년"
        whole = (self.start.month, self.start.day, self.end.month, self.end.day) == (
            1,
            1,
            12,
            31,
        )
        return year if whole else f"{year} {self.start.month}~{self.end.month}월"

    @property
    def day(self) -> date:
        """A day inside it; all days of an edition read alike."""
        return self.start or self.end or date.max

    def holds(self, day: date) -> bool:
        """Whether the edition is in force on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


def editions(
    used: Iterable[Parameter],
    central: Iterable[Parameter] = (),
    changes: Iterable[date] = (),
) -> list[Edition]:
    """The editions of a text that uses these parameters and whose wording changes on the days `changes`.

    They begin when all central figures are first known (any figure, if none is central); a text without
    figures has no beginning. What follows the last published figure is one open edition more: it says that
    its figures are not published yet, so that a question about next year, or an outdated catalog, gets that
    answer and not silence.
    """
    used, central = list(used), list(central)
    figures = {day for parameter in used for day in parameter.boundaries()}
    days = sorted(figures | set(changes))

    def known(day: date) -> bool:
        if central:
            return all(parameter.on(day) for parameter in central)
        return any(parameter.on(day) for parameter in used)

    starts: list[date | None] = [None, *days]
    if figures:
        first = next((day for day in days if known(day)), days[0])
        starts = [day for day in days if day >= first]
    return [
        Edition(start, end - timedelta(days=1) if end else None) for start, end in pairwise([*starts, None])
    ]
