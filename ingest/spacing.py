"""Joins the lines of a paragraph. Korean PDFs break words anywhere, and often hold no spaces to tell."""

import re
from collections.abc import Sequence
from functools import cache

from kiwipiepy import Kiwi

_HANGUL = re.compile(r"[가-힣]")
_CONTEXT = 24


def join_lines(lines: Sequence[str]) -> str:
    """The lines as one text; where Hangul meets Hangul, Kiwi decides whether a word was broken."""
    text = ""
    for line in lines:
        line = line.strip()
        if not text:
            text = line
        elif line:
            text += ("" if _is_one_word(text, line) else " ") + line
    return text


def _is_one_word(before: str, after: str) -> bool:
    if not after or after[0] in ")]}」』.,":
        return True
    if before[-1] in "([{「『":
        return True
    if not (_HANGUL.match(before[-1]) and _HANGUL.match(after[0])):
        return False
    return _decide(before[-_CONTEXT:], after[:_CONTEXT])


@cache
def _kiwi() -> Kiwi:
    return Kiwi(num_workers=1)


def _decide(before: str, after: str) -> bool:
    _, spaces = _kiwi().glue([before, after], return_space_insertions=True)
    return not spaces[0]
