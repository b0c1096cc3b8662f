"""A simulated person who answers what is asked, from the sheet of the case and in their own words.

Nothing of the assistant takes part in how an answer is worded, so that turns are counted honestly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import Field

from evals.dialogues.script import Dialogue
from evals.dialogues.sheet import Sheet
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

WORDS = Path(__file__).with_name("person.yaml")


class Told(StrEnum):
    """How a question was answered. NOT_ON_SHEET: nobody wrote what the person would know of it."""

    TOLD = "told"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    NOT_ON_SHEET = "not_on_sheet"


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered to a question for `key` (`self.age`, `deposit`)."""

    text: str
    key: str
    told: Told


class _Forms(DataModel):
    """Ways to say a value; {…} is the value in words. One is chosen by the case and the fact."""

    citizen: list[str] = Field(min_length=1)
    staff: list[str] = Field(min_length=1)


class _Words(DataModel):
    unknown: _Forms
    refused: _Forms
    won: _Forms
    no_won: _Forms
    number: _Forms
    day: _Forms
    affirm: _Forms
    deny: _Forms
    nothing: _Forms
    things: _Forms
    vehicle: _Forms
    members_complete: _Forms
    spouse: _Forms
    no_spouse: _Forms
    units: dict[str, str]
    people: dict[str, str]
    choices: dict[str, dict[str, _Forms]]
    labels: dict[str, dict[str, str]]
    vehicle_kinds: dict[str, str]
    same_as: dict[str, str]


class Person:
    """Answers the questions of one dialogue."""

    def __init__(self, dialogue: Dialogue, words: "_Words | None" = None) -> None:
        """Read how people talk; `CatalogError` where the file is wrong."""
        self._dialogue = dialogue
        self._words = words or person_words()

    def answer(self, question: Mapping[str, Any], sheet: Sheet) -> Said:
        """The answer to a reply's `next_question`."""
        words = self._words
        fact = words.same_as.get(str(question["fact"]), str(question["fact"]))
        member = question.get("member")
        key = f"{member}.{fact}" if member else fact
        if key in self._dialogue.refused or fact in self._dialogue.refused:
            return Said(self._form(words.refused, key), key, Told.REFUSED)
        if key in self._dialogue.unknown or fact in self._dialogue.unknown:
            return Said(self._form(words.unknown, key), key, Told.UNKNOWN)
        own = self._dialogue.say_so.get(key) or self._dialogue.say_so.get(fact)
        if own:
            return Said(own, key, Told.TOLD)
        text = self._text(key, member, fact, sheet, question.get("choices") or [])
        if text is None:
            return Said(self._form(words.unknown, key), key, Told.NOT_ON_SHEET)
        return Said(text, key, Told.TOLD)

    def _text(
        self, key: str, member: str | None, fact: str, sheet: Sheet, offered: Sequence[Mapping[str, str]]
    ) -> str | None:
        words = self._words
        if fact == "members_complete":
            return self._form(words.members_complete, key).format(n=sheet.value(None, "household_size"))
        if not sheet.knows(member, fact):
            return None
        value = sheet.value(member, fact)
        if fact == "spouse":
            return self._form(words.no_spouse if value is None else words.spouse, key)
        if fact == "parents":
            return self._list([words.people.get(one, one) for one in value], key)
        if fact in words.choices and str(value) in words.choices[fact]:
            return self._form(words.choices[fact][str(value)], key)
        label = next((one["label"] for one in offered if one["id"] == str(value)), None)
        return self._worded(key, fact, value, label)

    def _worded(self, key: str, fact: str, value: Any, label: str | None) -> str:
        words = self._words
        if isinstance(value, bool):
            return self._form(words.affirm if value else words.deny, key)
        if isinstance(value, list):
            return self._listed(key, fact, value)
        if isinstance(value, int):
            return self._number(key, fact, value)
        if (day := _day(value)) is not None:
            return self._form(words.day, key).format(f"{day.year}년 {day.month}월 {day.day}일")
        return self._form(words.number, key).format(label or str(value))

    def _number(self, key: str, fact: str, value: int) -> str:
        words = self._words
        if fact in words.units:
            return self._form(words.number, key).format(f"{value}{words.units[fact]}")
        return self._form(words.won, key).format(spoken(value)) if value else self._form(words.no_won, key)

    def _listed(self, key: str, fact: str, value: list[Any]) -> str:
        words = self._words
        if fact == "vehicles" and value:
            return ", ".join(self._vehicle(one, key) for one in value)
        labels = words.labels.get(fact, {})
        return self._list([labels.get(str(one), str(one)) for one in value], key)

    def _list(self, things: list[str], key: str) -> str:
        words = self._words
        if not things:
            return self._form(words.nothing, key)
        return self._form(words.things, key).format(", ".join(things))

    def _vehicle(self, one: Mapping[str, Any], key: str) -> str:
        kind = self._words.vehicle_kinds[str(one.get("kind", "passenger"))]
        return self._form(self._words.vehicle, key).format(
            kind=kind, years=one["age_years"], cc=one["engine_cc"], value=spoken(int(one["value"]))
        )

    def _form(self, forms: _Forms, key: str) -> str:
        ways = forms.staff if self._dialogue.role is Role.STAFF else forms.citizen
        return ways[sha256(f"{self._dialogue.id} {key}".encode()).digest()[0] % len(ways)]


def person_words() -> _Words:
    """How people answer. `CatalogError` where the file is wrong."""
    return read_data(WORDS, _Words)


def spoken(won: int) -> str:
    """An amount as people say it: 1억 2천만 원, 3,250만 원, 82만 556원."""
    millions, rest = divmod(won, 100_000_000)
    thousands, ones = divmod(rest, 10_000)
    parts = [f"{millions}억"] if millions else []
    if thousands:
        round_thousands = thousands % 1000 == 0
        parts.append(f"{thousands // 1000}천만" if round_thousands else f"{thousands:,}만")
    if ones:
        parts.append(f"{ones:,}")
    return " ".join(parts or ["0"]) + ("원" if ones or not parts else " 원")


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
