"""What kind of answer a question wants: 몇 퍼센트 wants a percentage. Words: wanted.yaml."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, field_validator

from assistant.understanding.cues import Cues, checked
from assistant.understanding.patterns import regular
from knowledge.language.datafile import DataModel, read_data

WANTED = Path(__file__).with_name("wanted.yaml")


class _Answer(DataModel):
    asked: list[str] = Field(min_length=1)
    holds: str

    _checked = field_validator("asked")(checked)
    _pattern = field_validator("holds")(regular)


class _WantedData(DataModel):
    answers: list[_Answer] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The patterns of which a text that answers holds at least one each; empty where any text may."""

    patterns: tuple[re.Pattern[str], ...] = ()

    def met(self, text: str) -> float:
        """The share of the patterns that a text holds, 0 where nothing is wanted."""
        held = sum(pattern.search(text) is not None for pattern in self.patterns)
        return held / len(self.patterns) if self.patterns else 0.0


class WantedAnswers:
    """Reads what a question wants; made once."""

    def __init__(self, path: Path = WANTED) -> None:
        """Read the words; `CatalogError` where the file is wrong."""
        data = read_data(path, _WantedData)
        self._answers = [(Cues.of(answer.asked), re.compile(answer.holds)) for answer in data.answers]

    def read(self, text: str, claims: Sequence[str] = ()) -> Wanted:
        """What a text asks for; a figure that it wants confirmed asks for one of its kind."""
        return Wanted(
            tuple(
                pattern
                for cues, pattern in self._answers
                if cues.any(text) or any(pattern.search(claim) for claim in claims)
            )
        )
