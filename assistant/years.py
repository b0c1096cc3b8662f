"""Whether the year that was asked about is known for a program."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.composition.selection import choose
from assistant.understanding.question import Question
from knowledge.aspects import Aspect
from knowledge.language.text import compact
from knowledge.language.years import in_year
from knowledge.records import Passage

_FIGURE = re.compile(r"\d,\d{3}\s*원|\d\s*만\s*원|\d\s*%|\d\s*세")
_FIGURES = (Aspect.CRITERIA, Aspect.BENEFIT)


@dataclass(frozen=True, slots=True)
class Missing:
    """A year that is not known, and the name of the message that says so."""

    message: str
    year: int


Card = Callable[[date], Sequence[Passage]]
"""A program's card in force on a day, as the library has it."""
Periods = Callable[[], Sequence[tuple[date | None, date | None]]]
"""The periods for which the card has an edition."""


def missing_year(
    card: Card, periods: Periods, question: Question, marks: Sequence[str], today: date
) -> Missing | None:
    """The first year asked about that the library does not know for this program.

    A year is missing where the card has no edition for the day, or an edition that says of the leading figure
    of what is asked about that it is not published yet (`marks`). So is a coming year where the lines that
    answer are marked, or are still this year's beside others that are marked.
    """
    asked = question.asked
    aspects = question.aspects or _FIGURES
    for year in asked.years:
        day = asked.day if year == asked.day.year else in_year(asked.day, year)
        passages = card(day)
        if passages and _unpublished(passages, aspects, marks):
            return Missing("year_coming", year)
        if passages and year > today.year and _carried_over(passages, card(today), question, marks):
            return Missing("year_coming", year)
        known = () if passages else periods()
        if known:
            return Missing("year_gone" if _before_all(day, known) else "year_coming", year)
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


def _carried_over(
    passages: Sequence[Passage], current: Sequence[Passage], question: Question, marks: Sequence[str]
) -> bool:
    """Whether the lines with the question's words are marked or this year's, in passages that have marks."""
    same = {passage.id for passage in current}
    chosen = [p for p in choose(passages, question) if p.id not in same]
    if not any(mark in passage.text for passage in chosen for mark in marks):
        return False
    known = {line for passage in current for line in passage.text.splitlines()}
    lines = [line for passage in chosen for line in passage.text.splitlines()[1:]]
    marked = {line for line in lines if any(mark in line for mark in marks)}
    asked = [line for line in lines if any(term in compact(line) for term in question.terms)]
    answering = [line for line in asked if line in marked or _FIGURE.search(line)]
    return bool(answering) and all(line in marked or line in known for line in answering)
