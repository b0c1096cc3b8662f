"""What changed in a program: what its card says of it, and what reads differently a year before."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.blocks import Block, cite, quotable
from assistant.composition.ranking import holds
from assistant.understanding.wanted import Wanted
from knowledge.aspects import Aspect
from knowledge.language.text import compact
from knowledge.records import Passage, PassageKind

_MOST = 5
_TELLING = frozenset(
    aspect.value for aspect in (Aspect.TARGET, Aspect.CRITERIA, Aspect.BENEFIT, Aspect.NOTES)
)
"""Sections that tell of changes; a year elsewhere is that of a round of applications."""
_CHANGE = re.compile(
    r"바뀌|바뀐|바꾸|달라|늘[어었렸리립]|올[랐라리렸]|오르|인상|낮[추춰아]|내렸|줄[었어이]|폐지|없어[졌지집]|없앴|없습|없앤"
    r"|새로|신설|넓[혔어히]|확대|삭제|합[쳐치]|개정|부터|까지만|그전|이전에|지나면|끝[났납]"
)
_YEAR = re.compile(r"(20\d{2})년")


def told_changes(
    card: Sequence[Passage], day: date, terms: Sequence[str], wanted: Wanted | None = None
) -> list[Block]:
    """The lines of a card that tell of a change in the year of `day`, of which those with the words, if any.

    Only those that hold the kind of answer that is wanted: the amounts for 얼마로 올랐나요. Empty where the
    card tells of none.
    """
    lines = [
        (line, passage)
        for passage in card
        if passage.kind is not PassageKind.TABLE and passage.aspect in _TELLING
        for line in map(str.strip, quotable(passage.text).partition("\n\n")[2].splitlines())
        if _tells(line, day.year) and (wanted is None or not wanted.patterns or wanted.met(line))
    ]
    asked = [one for one in lines if any(holds(compact(one[0]), term) for term in terms)]
    chosen = (asked or lines)[:_MOST]
    if not chosen:
        return []
    text = "\n".join(f"- {line.removeprefix('- ')} {cite(passage)}" for line, passage in chosen)
    return [Block(text, tuple(dict.fromkeys(passage for _, passage in chosen)))]


def _tells(line: str, year: int) -> bool:
    years = {int(found) for found in _YEAR.findall(line)}
    return year in years and _CHANGE.search(line) is not None
