"""What happened to somebody, by what is known and by how people say it: the life events of the catalog."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field, RootModel

from assistant.understanding.facts import Context, Fact
from knowledge.cards.life_events import LoadedLifeEvent
from knowledge.language.datafile import DataModel, read_data
from knowledge.language.text import compact

EVENTS = Path(__file__).with_name("events.yaml")
_LAST_SYLLABLES = 2


class _Sign(DataModel):
    event: str
    fact: str
    value: Any = Field(None, alias="is")
    has: str | None = None
    among: list[str] = Field(default=[])
    known: bool = False
    days: int | None = None
    start: int | None = Field(None, alias="from")
    end: int | None = Field(None, alias="to")
    rules_out: bool = False

    def shows(self, fact: Fact, as_of: date) -> bool:
        """Whether a fact is a sign that the event happened."""
        if isinstance(fact.value, (list, tuple)):
            return self.has is not None and self.has in fact.value
        if self.days is not None:
            return _within(fact.value, self.days, as_of)
        if self.start is not None or self.end is not None:
            return isinstance(fact.value, int) and (self.start or 0) <= fact.value <= (self.end or 200)
        if self.among:
            return str(fact.value) in self.among
        return fact.value == self.value if self.value is not None else bool(self.known and fact.value)


class _SignData(RootModel[list[_Sign]]):
    """All signs, the most telling first."""


class Events:
    """Finds life events; made once."""

    def __init__(self, events: Mapping[str, LoadedLifeEvent], path: Path = EVENTS) -> None:
        """Read the signs; `CatalogError` with file and line where they are wrong."""
        self.known = events
        self._signs = read_data(path, _SignData).root
        self._said = {
            compact(phrase)[:-_LAST_SYLLABLES]: id
            for id, event in events.items()
            for phrase in event.event.phrases
            if not phrase.rstrip().endswith("?")
        }

    def found(self, text: str, context: Context, as_of: date) -> list[str]:
        """The ids of the events that the facts or the text tell of, the most telling first."""
        ruled_out = set(self._by_facts(context, as_of, rules_out=True))
        found = dict.fromkeys([*self._by_facts(context, as_of), *self._by_words(text)])
        return [event for event in found if event not in ruled_out]

    def titled(self, title: str) -> str | None:
        """The id of the event whose document is called so."""
        return next((id for id, event in self.known.items() if event.event.title == title), None)

    def _by_words(self, text: str) -> Iterator[str]:
        said = compact(text)
        for phrase, id in self._said.items():
            if len(phrase) > _LAST_SYLLABLES and phrase in said:
                yield id

    def _by_facts(self, context: Context, as_of: date, rules_out: bool = False) -> Iterator[str]:
        used = [fact for fact in context.facts if fact.sure or fact.approximate]
        for sign in self._signs:
            shown = any(fact.id == sign.fact and sign.shows(fact, as_of) for fact in used)
            if shown and sign.rules_out is rules_out and sign.event in self.known:
                yield sign.event


def _within(value: object, days: int, as_of: date) -> bool:
    try:
        passed = (as_of - date.fromisoformat(str(value))).days
    except ValueError:
        return False
    return 0 <= passed <= days
