"""Whether somebody asks for what concerns another person: refused, whoever asks. Cues: others.yaml.

Only a request for a datum of a certain person counts. Asking what a neighbour or a mother may receive does
not: people ask for each other.
"""

import re
from pathlib import Path

from pydantic import Field, field_validator

from assistant.understanding.cues import Cues, checked
from assistant.understanding.patterns import all_regular
from knowledge.language.datafile import DataModel, read_data

OTHERS = Path(__file__).with_name("others.yaml")
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")
_PARTICLES = r"(?:이|가|을|를|은|는|도|만|요|랑|과|와)?"
_BETWEEN = 10  # characters between 받는지 and 알려 주세요; a noun has to be followed at once
_AFTER = re.compile(rf"{_PARTICLES}\s*(?:좀|한번|다|다시|전부|모두)?\s*")


class _OthersData(DataModel):
    people: list[str] = Field(min_length=1)
    kin: list[str] = Field(min_length=1)
    data: list[str] = Field(min_length=1)
    guarded: list[str] = Field(min_length=1)
    asks: list[str] = Field(min_length=1)
    always: list[str] = Field(min_length=1)
    own: list[str] = Field(min_length=1)
    rules: list[str] = Field(min_length=1)
    known: list[str] = Field(min_length=1)
    far: list[str] = Field(min_length=1)
    value: list[str] = Field(min_length=1)
    looked_up: list[str] = Field(min_length=1)
    held: list[str] = Field(min_length=1)
    excused: list[str] = Field(min_length=1)

    _cues = field_validator("people", "kin", "data", "guarded", "asks", "always", "own", "rules")(checked)
    _patterns = field_validator("known", "far", "value", "looked_up", "held", "excused")(all_regular)


class Others:
    """Reads requests for other people's data; made once."""

    def __init__(self, path: Path = OTHERS) -> None:
        """Read the cues; `CatalogError` where the file is wrong."""
        read = read_data(path, _OthersData)
        self._people, self._kin = Cues.of(read.people), Cues.of(read.kin)
        self._data, self._guarded = Cues.of(read.data), Cues.of(read.guarded)
        self._asks, self._always = Cues.of(read.asks), Cues.of(read.always)
        self._own, self._rules = Cues.of(read.own), Cues.of(read.rules)
        self._known, self._far = _any(read.known), _any(read.far)
        self._value, self._looked_up = _any(read.value), _any(read.looked_up)
        self._held, self._excused = _any(read.held), _any(read.excused)

    def asked(self, text: str) -> bool:
        """Whether a sentence of the text asks for another person's data."""
        if any(self._asked(sentence) for sentence in _SENTENCE.split(text)):
            return True
        return not (self._own.any(text) or self._rules.any(text)) and self._of_somebody(text)

    def _of_somebody(self, text: str) -> bool:
        """우리 형 수급액 알려줘, 김모씨 소득 얼마예요: what a certain person has, not what they may have."""
        known = self._known.search(text)
        who = known or self._far.search(text)
        if who is None or self._excused.search(text):
            return False
        asked = (self._value, self._looked_up, self._held) if known else (self._value, self._looked_up)
        return any(pattern.search(text, who.end()) is not None for pattern in asked)

    def _asked(self, sentence: str) -> bool:
        if self._own.any(sentence) or self._rules.any(sentence):
            return False
        if self._always.any(sentence):
            return True
        if self._people.any(sentence):
            return self._requested(self._data, sentence)
        return self._kin.any(sentence) and self._requested(self._guarded, sentence)

    def _requested(self, data: Cues, sentence: str) -> bool:
        """Whether a request follows the datum, at once or, after a clause (받는지), soon."""
        lowered = sentence.lower()
        pattern, asks = data.pattern, self._asks.pattern
        if pattern is None or asks is None:
            return False
        for found in pattern.finditer(lowered):
            after = _AFTER.match(lowered, found.end())
            if after and asks.match(lowered, after.end()):
                return True
            clause = found[0].endswith(("지", "인가"))
            if clause and asks.search(lowered, found.end(), found.end() + _BETWEEN + 8):
                return True
        return False


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns))
