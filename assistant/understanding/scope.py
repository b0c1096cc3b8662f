"""Whether a text is a question for us: greetings, thanks, other fields, no sense. Cues: scope.yaml."""

import re
from enum import StrEnum
from pathlib import Path

from pydantic import Field, field_validator

from assistant.understanding.cues import Cues, checked
from knowledge.language.datafile import DataModel, read_data
from knowledge.language.text import compact

SCOPE = Path(__file__).with_name("scope.yaml")
_SYLLABLE = re.compile(r"[가-힣]")


class Scope(StrEnum):
    """What a text looks like before anything is searched."""

    WELFARE = "welfare"
    OPEN = "open"
    GREETING = "greeting"
    THANKS = "thanks"
    OFF_TOPIC = "off_topic"
    EMPTY = "empty"
    SENSELESS = "senseless"
    FOREIGN = "foreign"


class _ScopeData(DataModel):
    greetings: list[str] = Field(min_length=1)
    thanks: list[str] = Field(min_length=1)
    welfare: list[str] = Field(min_length=1)
    off_topic: list[str] = Field(min_length=1)

    _cues = field_validator("greetings", "thanks", "welfare", "off_topic")(checked)


class Scopes:
    """Reads the scope of a text; made once."""

    def __init__(self, path: Path = SCOPE) -> None:
        """Read the cues; `CatalogError` where the file is wrong."""
        data = read_data(path, _ScopeData)
        self._greetings = {compact(phrase) for phrase in data.greetings}
        self._thanks = {compact(phrase) for phrase in data.thanks}
        self._welfare = Cues.of(data.welfare)
        self._off_topic = Cues.of(data.off_topic)

    def read(self, text: str) -> Scope:
        """The scope of a text. OFF_TOPIC still has to be confirmed by a search that finds nothing."""
        joined = compact(text)
        if not joined:
            return Scope.SENSELESS if text.strip() else Scope.EMPTY
        if joined in self._greetings or _made_of(joined, self._greetings):
            return Scope.GREETING
        if joined in self._thanks or _made_of(joined, self._thanks | self._greetings):
            return Scope.THANKS
        syllables = _SYLLABLE.findall(joined)
        if len(syllables) < 2 or (len(syllables) > 3 and len(set(syllables)) == 1):
            words = re.findall(r"[a-z]{2,}", text.lower())
            return Scope.FOREIGN if len(words) > 2 and not syllables else Scope.SENSELESS
        if self._welfare.any(text):
            return Scope.WELFARE
        return Scope.OFF_TOPIC if self._off_topic.any(text) else Scope.OPEN


def _made_of(joined: str, phrases: set[str]) -> bool:
    """Whether the text is two phrases in a row: 안녕하세요 반갑습니다."""
    return any(joined.startswith(phrase) and joined[len(phrase) :] in phrases for phrase in phrases)
