"""An utterance made ready for reading: spaces where a run has none, common misspellings put right.

Spans of facts are places in the text as it was said, so each letter remembers where it came from.
"""

import re
from dataclasses import dataclass

from assistant.understanding.facts.lexicon import Spelling, one_of
from knowledge.language.text import normalise

_LONG_RUN = re.compile(r"\S{9,}")


@dataclass(frozen=True, slots=True)
class Said:
    """The text to read and the place of each of its letters in what was said."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the text stands in what was said."""
        if not self.places or start >= end:
            return (0, 0)
        return self.places[start], self.places[min(end, len(self.places)) - 1] + 1


def prepare(text: str, spelling: Spelling) -> Said:
    """The text with its misspellings put right and spaces in runs that have none."""
    text = normalise(text)
    for wrong, right in spelling.misspelt.items():
        text = text.replace(wrong, right)
    breaks = _breaks(text, spelling)
    letters, places = [], []
    for at, letter in enumerate(text):
        if at in breaks:
            letters.append(" ")
            places.append(at)
        letters.append(letter)
        places.append(at)
    return Said("".join(letters), tuple(places))


def _breaks(text: str, spelling: Spelling) -> set[int]:
    ends = re.compile(rf"(?:{one_of(spelling.ends)})(?=[가-힣])(?![요서도만에랑])")
    begins = re.compile(rf"(?<=[가-힣\d])(?:{one_of(spelling.begins)})")
    found: set[int] = set()
    for run in _LONG_RUN.finditer(text):
        if not re.search(r"[가-힣]{5}", run[0]):
            continue
        found |= {run.start() + match.end() for match in ends.finditer(run[0])}
        found |= {run.start() + match.start() for match in begins.finditer(run[0])}
    return found
