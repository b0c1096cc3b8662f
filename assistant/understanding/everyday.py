"""Everyday words and the official ones: 외국 is 국외 in a card, 집 고치기 수선. Words: everyday.yaml."""

from pathlib import Path

from pydantic import Field, field_validator

from assistant.understanding.cues import Cues, checked
from knowledge.language.datafile import DataModel, read_data

EVERYDAY = Path(__file__).with_name("everyday.yaml")


class _EverydayData(DataModel):
    official: dict[str, list[str]]
    common: list[str]
    benefits: list[str] = Field(min_length=1)
    loose: list[str]
    generic: list[str]
    statuses: list[str]
    things: dict[str, list[str]]

    @field_validator("official", "things")
    @classmethod
    def _cues(cls, official: dict[str, list[str]]) -> dict[str, list[str]]:
        for cues in official.values():
            checked(cues)
        return official


class Everyday:
    """Reads everyday words; made once."""

    def __init__(self, path: Path = EVERYDAY) -> None:
        """Read the words; `CatalogError` where the file is wrong."""
        data = read_data(path, _EverydayData)
        self._official = [("".join(word.split()), Cues.of(cues)) for word, cues in data.official.items()]
        self.common = frozenset(data.common)
        self.benefits, self.loose = tuple(data.benefits), frozenset(data.loose)
        self._things = [(program, Cues.of(cues)) for program, cues in data.things.items()]
        self.generic, self.statuses = frozenset(data.generic), frozenset(data.statuses)

    def owner(self, text: str) -> str | None:
        """The id of the program that alone has what a text asks about: 기준임대료 is housing benefit's."""
        return next((program for program, cues in self._things if cues.any(text)), None)

    def official(self, text: str) -> tuple[str, ...]:
        """The words by which documents say what a text says in everyday words, without spaces."""
        return tuple(word for word, cues in self._official if cues.any(text))
