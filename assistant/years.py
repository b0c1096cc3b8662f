"""Whether the year that was asked about is known for a program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.ports import LibraryPort, ProgramName
from assistant.understanding.question import Question
from knowledge.aspects import Aspect
from knowledge.language.years import in_year
from knowledge.records import Passage, Role

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

    A year is missing where the card has no edition for the day, or an edition that says of the figures asked
    about that they are not published yet (`marks`).
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


def _unpublished(passages: Sequence[Passage], aspects: Sequence[Aspect], marks: Sequence[str]) -> bool:
    wanted = {aspect.value for aspect in aspects}
    return any(mark in passage.text for passage in passages if passage.aspect in wanted for mark in marks)
