"""Whether the year that was asked about is known for a program."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.ports import LibraryPort, ProgramName
from assistant.understanding.question import Question
from knowledge.aspects import Aspect
from knowledge.language.years import in_year
from knowledge.records import Passage, Role

_FIGURE = re.compile(r"\d,\d{3}\s*원|\d\s*만\s*원|\d\s*%|\d\s*세")
_FIGURES = (Aspect.CRITERIA, Aspect.BENEFIT)


@dataclass(frozen=True, slots=True)
class Missing:
    """A year that is not known, and the name of the message that says so."""

    message: str
    year: int


def missing_year(
    library: LibraryPort, program: ProgramName, question: Question, role: Role, marks: Sequence[str]
) -> Missing | None:
    """The first year asked about that the library does not know for this program.

    A year is missing where the card has no edition for the day, or an edition that says of the leading figure
    of what is asked about that it is not published yet (`marks`).
    """
    asked = question.asked
    for year in asked.years:
        day = asked.day if year == asked.day.year else in_year(asked.day, year)
        passages = library.program_passages(program.id, as_of=day, role=role)
        if passages and _unpublished(passages, question.aspects or _FIGURES, marks):
            return Missing("year_coming", year)
        periods = () if passages else library.program_periods(program.id, role)
        if periods:
            return Missing("year_gone" if _before_all(day, periods) else "year_coming", year)
    return None


def _before_all(day: date, periods: Sequence[tuple[date | None, date | None]]) -> bool:
    return all(start and day < start for start, _ in periods)


def published(passages: Sequence[Passage], marks: Sequence[str]) -> tuple[list[Passage], set[str]]:
    """A card without its lines on figures that are not published yet, and the passages that lost some.

    A passage of which only its heading is left is left out.
    """
    kept, cut = [], set()
    for passage in passages:
        if not any(mark in passage.text for mark in marks):
            kept.append(passage)
            continue
        cut.add(passage.id)
        head, parted, body = passage.text.partition("\n\n")
        lines = [line for line in body.splitlines() if not any(mark in line for mark in marks)]
        if lines:
            kept.append(replace(passage, text=head + parted + "\n".join(lines)))
    return kept, cut


def _unpublished(passages: Sequence[Passage], aspects: Sequence[Aspect], marks: Sequence[str]) -> bool:
    """Whether the first line with a figure, the one that a card leads with, has a mark in its place."""
    wanted = {aspect.value for aspect in aspects}
    for passage in passages:
        for line in passage.text.splitlines() if passage.aspect in wanted else ():
            if any(mark in line for mark in marks):
                return True
            if _FIGURE.search(line):
                return False
    return False
