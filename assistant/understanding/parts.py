"""Several questions in one: 생계급여는 얼마고, 주거급여는 어디서 신청해요?"""

import re

_BREAK = re.compile(
    r"(?<=[?!.])\s+|\n+|(?<=[가-힣])(?<=고|며|구)(?:,\s*|\s+)|(?<=[가-힣]),\s+|\s+(?=(?:그리고|또)\s)"
)
"""Where one question may end and the next begin: after a sentence, after ~고 or ~며, before 그리고."""
_JOINER = re.compile(r"^(?:그리고|또|아울러|추가로)\s+")


def clauses(text: str) -> list[str]:
    """The clauses of a text that might be questions of their own, each without 그리고 at its head."""
    parts = (_JOINER.sub("", f"{part.strip()} ").strip() for part in _BREAK.split(text))
    return [part for part in parts if part]


_LISTED = re.compile(r"(?<=[가-힣\d)])(?:와|과|이랑|랑|하고)\s+|\s+(?:및|그리고)\s+|,\s*")


def items(text: str) -> list[str]:
    """The smallest pieces that might each ask for something: clauses, and the members of a list in them."""
    pieces = (piece.strip() for clause in clauses(text) for piece in _LISTED.split(clause))
    return [piece for piece in pieces if piece]
