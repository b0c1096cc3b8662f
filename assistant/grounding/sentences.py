"""A text in sentences, each with the marks it cites."""

import re
from dataclasses import dataclass

MARK = re.compile(r"\[(\d{1,3})\]")
_LATE_MARK = re.compile(r"([.?!])((?:\s*\[\d{1,3}\])+)")
_END = re.compile(r"(?<=[.?!])\s+|\n+")
_NUMBERING = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s+|^#{1,6}\s+|^>\s?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` without its marks and list signs; `marks` in order."""

    text: str
    marks: tuple[int, ...]


def sentences(block: str) -> list[Sentence]:
    """The sentences of a block; a row of a table is one. A mark after a full stop belongs before it."""
    block = _LATE_MARK.sub(r"\2\1", block)
    found = []
    for part in _END.split(_NUMBERING.sub("", block)):
        marks = tuple(int(mark) for mark in MARK.findall(part))
        text = MARK.sub(" ", part).strip()
        if text or marks:
            found.append(Sentence(text, marks))
    return found
