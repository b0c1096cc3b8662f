"""What is nearly a sentence of the evidence has to say it the same way round, each figure in its own place.

A figure that stands in a source may still be said of the wrong thing (30일 안에 … 60일까지), and a sentence
may be turned round with its words kept (받을 수 있습니다, 받을 수 없습니다). Words are compared by their
beginnings, so that other endings are no other words. What is put quite differently is beyond this check.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.grounding.figures import Figure, figures
from assistant.grounding.sentences import sentences
from knowledge.language.text import normalise, runs

_ALIKE = 0.65
_FEWEST = 2
_AUXILIARY = re.compile(
    r"(?:하지|하고|하며|하는|하면|합니다|해요|한다|할|한|되지|되고|되며|되는|되면|됩니다|돼요|된다|될|된"
    r"|있습니다|있어요|있다|있는|있을|있고|없\S*|않\S*|못\S*|아니\S*|아닙\S*|아닌\S*|안|수|습니다"
    r"|이어야|이하\S*|이상\S*|미만\S*|초과\S*)"
)
_NOT = re.compile(r"않|못|없|아니|아닙|아닌|(?<![가-힣])안\s?(?:되|돼|됩|된|받|해)")
_BOUND = re.compile(r"이하|이상|미만|초과")

_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?\s?(?:(?:억|천만|백만|십만|만|천)\s?)*(?:원|%|세|명|인|개월|년|일|회|시간|등급|분위|분|배)?"
)
_PARTICLES = frozenset(
    {"은", "는", "이", "가", "을", "를", "의", "에", "로", "도", "이고", "이며", "까지", "부터"}
)
_NEAR = 4  # words on each side of a figure that tell its place
_ITS_OWN, _ANOTHERS, _CLEARLY = 0.5, 0.6, 0.3

Place = frozenset[str]


@dataclass(frozen=True)
class Stated:
    """A text of the evidence, taken apart once."""

    text: str

    @cached_property
    def said(self) -> list["Said"]:
        """Its sentences; rows of tables are none."""
        parts = sentences(normalise(self.text))
        return [Said(part.text) for part in parts if not part.text.startswith("|")]

    @cached_property
    def places(self) -> list[tuple[Figure, Place]]:
        """Its figures, each with the words around it."""
        return [place for one in self.said for place in one.places]


@dataclass(frozen=True)
class Said:
    """A sentence as it is compared."""

    text: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The beginnings of its words, without those that carry no meaning of their own."""
        return frozenset(word[:2] for word in runs(self.text) if not _AUXILIARY.fullmatch(word))

    @cached_property
    def denials(self) -> int:
        """How often it denies."""
        return len(_NOT.findall(self.text))

    @cached_property
    def bounds(self) -> Counter[str]:
        """The words by which it bounds something."""
        return Counter(_BOUND.findall(self.text))

    def same_way(self, other: "Said") -> bool:
        """Whether both deny as often, and bound by the same words where both bound anything."""
        bounded = self.bounds and other.bounds
        return self.denials == other.denials and (not bounded or self.bounds == other.bounds)

    @cached_property
    def places(self) -> list[tuple[Figure, Place]]:
        """Its figures, each with the words before and after it up to the next figure, that one included."""
        found = [(match, _figure(match[0])) for match in _NUMBER.finditer(self.text)]
        ends = [0, *(match.end() for match, _ in found)]
        starts = [*(match.start() for match, _ in found), len(self.text)]
        places = []
        for at, (match, figure) in enumerate(found):
            if figure is None:
                continue
            before = _telling(self.text[ends[at] : match.start()])[-_NEAR:]
            after = _telling(self.text[match.end() : starts[at + 1]])[:_NEAR]
            words = [f"<{word[:2]}" for word in before] + [f">{word[:2]}" for word in after]
            if at and len(before) < _NEAR:
                words.append(f"<{found[at - 1][1]}")
            if at + 1 < len(found) and len(after) < _NEAR:
                words.append(f">{found[at + 1][1]}")
            places.append((figure, frozenset(words)))
        return places


def turned_round(sentence: str, evidence: Sequence[Stated]) -> str | None:
    """The sentence of the evidence that is this one but for a denial or a bound; None where there is none."""
    own = Said(normalise(sentence))
    if len(own.words) < _FEWEST:
        return None
    likest, best = _ALIKE, list[Said]()
    for other in (one for text in evidence for one in text.said):
        alike = len(own.words & other.words) / max(len(own.words), len(other.words))
        if alike > likest:
            likest, best = alike, [other]
        elif alike == likest:
            best.append(other)
    if not best or any(own.same_way(other) for other in best):
        return None
    return best[0].text


def misplaced(text: str, evidence: Sequence[Stated]) -> str | None:
    """The first figure that stands where the evidence has another one of its unit; None where none does."""
    known = [place for one in evidence for place in one.places]
    for figure, place in (one for part in sentences(normalise(text)) for one in Said(part.text).places):
        own = max(_alike(place, [words for other, words in known if other == figure]), default=0.0)
        others = [(other, words) for other, words in known if other[0] == figure[0] and other != figure]
        alike = max(_alike(place, [words for _, words in others]), default=0.0)
        if own < _ITS_OWN and alike >= max(_ANOTHERS, own + _CLEARLY):
            return figure[1]
    return None


def _telling(text: str) -> list[str]:
    """The words between two figures, without the particle that the first one ends in."""
    return [word for word in runs(text) if word not in _PARTICLES]


def _alike(place: Place, others: Sequence[Place]) -> Iterator[float]:
    return (len(place & other) / max(len(place), len(other), 1) for other in others)


def _figure(text: str) -> Figure | None:
    """The figure that a match stands for."""
    found = figures(text)
    return min(found) if found else None
