"""Cues: phrases of a data file, found in a text whatever its spacing.

받을 수 있      spaces are optional: also 받을수있
죽고*싶         `*` is any ten characters or fewer
^자살           the cue begins a word: not 혼자살아요
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

GAP = 10


def compile_cue(cue: str) -> str:
    """The pattern of a cue.

    Raises:
        ValueError: the cue is empty or begins or ends with `*`.
    """
    begins, body = cue.startswith("^"), cue.removeprefix("^").strip().lower()
    if not body or body.startswith("*") or body.endswith("*"):
        raise ValueError(f"'{cue}'은(는) 단서가 될 수 없습니다. 낱말로 시작하고 끝나게 고치세요.")
    parts = [
        r"\s*".join(re.escape(letter) for letter in re.sub(r"\s+", "", part)) for part in body.split("*")
    ]
    return (r"(?<![가-힣a-z0-9])" if begins else "") + rf"[^\n]{{0,{GAP}}}?".join(parts)


@dataclass(frozen=True)
class Cues:
    """Compiled cues, the longest first, so that 이의 신청 is not read as 신청."""

    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, cues: Iterable[str]) -> "Cues":
        """Compile cues; `ValueError` for one that is not a cue."""
        ordered = sorted(set(cues), key=lambda cue: (-len(cue.replace(" ", "")), cue))
        return cls(re.compile("|".join(f"(?:{compile_cue(cue)})" for cue in ordered)) if ordered else None)

    def found(self, text: str) -> list[str]:
        """Every match in a text, in order."""
        return [found[0] for found in self.pattern.finditer(text.lower())] if self.pattern else []

    def any(self, text: str) -> bool:
        """Whether one of them is in the text."""
        return bool(self.pattern and self.pattern.search(text.lower()))

    def without(self, text: str) -> str:
        """The lower-cased text with every match blanked out."""
        return self.pattern.sub(" ", text.lower()) if self.pattern else text.lower()


def checked(cues: list[str]) -> list[str]:
    """For a data model: the same cues, or `ValueError` for the first wrong one."""
    for cue in cues:
        compile_cue(cue)
    return cues
