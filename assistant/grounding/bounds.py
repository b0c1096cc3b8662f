"""Whether a figure keeps the side of its bound: 32% 이하 must not become 32% 이상."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from assistant.grounding.figures import Figure, figures

_BOUND = re.compile(
    r"(?P<figure>\d[^\s|()\[\]]{0,30}?(?:\s(?:만|억|천)?\s?\d*\s?원)?)(?:인|의|을|를|이)?\s*(?P<side>이하|미만|이상|초과)"
)


def on_another_side(sentence: str, texts: Sequence[str]) -> str | None:
    """The first bound of a sentence that these texts give for the same figure with other words alone."""
    stated: dict[Figure, set[str]] = {}
    for text in texts:
        for figure, sides in bounds(text).items():
            stated.setdefault(figure, set()).update(sides)
    for figure, sides in bounds(sentence).items():
        if figure in stated and not sides <= stated[figure]:
            return f"{figure[1]}{figure[0]} {' '.join(sorted(sides - stated[figure]))}"
    return None


def bounds(text: str) -> Mapping[Figure, set[str]]:
    """The figures that a text bounds, with the words it bounds them by."""
    found: dict[Figure, set[str]] = {}
    for match in _BOUND.finditer(unicodedata.normalize("NFKC", text)):
        for figure in figures(match["figure"]):
            if figure[0]:
                found.setdefault(figure, set()).add(match["side"])
    return found
