"""The pieces an answer is made of, before it is checked and numbered.

While an answer is composed a citation is a token with the passage's id, so that a mark cannot point nowhere.
"""

import re
from dataclasses import dataclass

from knowledge.records import Passage

_OPEN, _CLOSE = "\ue000", "\ue001"
TOKEN = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_LOOSE_MARK = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list or a table with the passages it stands on; fixed sentences stand on none.

    `excerpts` are what was taken of each passage, by passage id, where it is not its beginning; `rows_shown`
    is the number of rows of a table from which others were left out.
    """

    text: str
    passages: tuple[Passage, ...] = ()
    excerpts: tuple[tuple[str, str], ...] = ()
    rows_shown: int | None = None


def cite(passage: Passage) -> str:
    """The token that becomes this passage's [n]."""
    return f"{_OPEN}{passage.id}{_CLOSE}"


def quotable(text: str) -> str:
    """A passage's text without what only an answer may hold: tokens, and [3], which looks like a mark."""
    return _LOOSE_MARK.sub(r"［\1］", text.replace(_OPEN, "").replace(_CLOSE, ""))
