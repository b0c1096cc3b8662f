"""The texts of a unit that are embedded: as a whole, in windows, in pieces.

Three sizes are looked at because a question may speak of a whole program, of one rule or of one figure;
the mean of the best cosine of each found more than any one of them (docs/decisions/0002-search.md).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.library.units import Unit

WHOLE_CHARACTERS = 600
WINDOW_CHARACTERS = 240
PIECE_CHARACTERS = 90

_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$", re.MULTILINE)
_MARKS = re.compile(r"[*_`>#|]+|\[(?=[^\]]*\]\()|(?<=\w)\]\([^)]*\)")
_SPACES = re.compile(r"[ \t]+")
_BREAK = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Views:
    """The texts to embed of one unit. `window_passages[i]` is the ordinal of the passage of window i, and so
    is `piece_passages[i]` of piece i.
    """

    whole: str
    windows: tuple[str, ...]
    window_passages: tuple[int, ...]
    pieces: tuple[str, ...]
    piece_passages: tuple[int, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts: the whole, then windows, then pieces."""
        return (self.whole, *self.windows, *self.pieces)


def views_of(unit: Unit) -> Views:
    """The views of a unit."""
    windows: list[str] = []
    owners: list[int] = []
    pieces: list[str] = []
    piece_owners: list[int] = []
    for passage in unit.passages:
        text = plain(passage.text)
        for window in _packed(text, WINDOW_CHARACTERS):
            windows.append(f"{unit.title}\n{window}")
            owners.append(passage.ordinal)
        for piece in _packed(text, PIECE_CHARACTERS):
            pieces.append(piece)
            piece_owners.append(passage.ordinal)
    whole = f"{unit.title}\n{plain(unit.text)[:WHOLE_CHARACTERS]}"
    return Views(whole, tuple(windows), tuple(owners), tuple(pieces), tuple(piece_owners))


def plain(markdown: str) -> str:
    """Markdown without its marks; a table row becomes its cells with spaces between."""
    text = _MARKS.sub(" ", _TABLE_RULE.sub("", markdown))
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).splitlines() if line.strip())


def _packed(text: str, limit: int) -> Iterator[str]:
    """Sentences and lines packed up to `limit` characters; a longer sentence is cut at a space."""
    group = ""
    for sentence in _sentences(text, limit):
        if group and len(group) + 1 + len(sentence) > limit:
            yield group
            group = ""
        group = f"{group} {sentence}" if group else sentence
    if group:
        yield group


def _sentences(text: str, limit: int) -> Iterator[str]:
    for sentence in _BREAK.split(text):
        sentence = sentence.strip()
        while len(sentence) > limit:
            cut = sentence.rfind(" ", limit // 2, limit) + 1 or limit
            yield sentence[:cut].strip()
            sentence = sentence[cut:].strip()
        if sentence:
            yield sentence
