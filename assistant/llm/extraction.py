"""From what a model wrote to facts: each of the vocabulary, of its type, and standing in what was said.

A fact that was not said is worse than one that was missed: whatever cannot be found in the utterance is
dropped.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, ValidationError

from assistant.understanding.facts import Confidence, Fact
from knowledge.language.datafile import DataModel, read_data
from knowledge.language.numbers import amounts, native_number, small_number
from knowledge.language.text import compact, runs
from knowledge.rules.facts import Fact as Known

READABLE = Path(__file__).with_name("readable.yaml")
_MOST = 40
_HOUSEHOLD_SIZE, _AGE = "household_size", "age"
_OWN_INTEGERS = {_HOUSEHOLD_SIZE: (1, 20), _AGE: (0, 120)}  # said in other words than the rules hold them


class _ReadableData(DataModel):
    plain: list[str] = Field(min_length=1)
    counted: list[str] = Field(min_length=1)


class _Said(BaseModel):
    """A fact as the model gives it."""

    model_config = ConfigDict(extra="ignore")

    id: str
    member: str | None = None
    value: StrictBool | StrictInt | StrictStr | list[StrictStr]
    quote: str = Field(min_length=1, max_length=300)


@dataclass(frozen=True)
class Vocabulary:
    """The facts that a model may read. `known` are all facts of the rules by id; `plain` those whose value
    need not stand in their quote.
    """

    known: Mapping[str, Known]
    plain: frozenset[str]
    counted: frozenset[str]

    @classmethod
    def of(cls, facts: Sequence[Known], path: Path = READABLE) -> "Vocabulary":
        """Of the rules' facts; `CatalogError` where the list is wrong."""
        data = read_data(path, _ReadableData)
        known = {fact.id: fact for fact in facts if fact.entity in ("household", "member")}
        return cls(known, frozenset(data.plain), frozenset(data.counted))

    def told(self) -> list[dict[str, Any]]:
        """The vocabulary as the model reads it."""
        found: list[dict[str, Any]] = [
            {"id": _HOUSEHOLD_SIZE, "of": "household", "means": "가구원 수", "type": "int"},
            {"id": _AGE, "of": "member", "means": "만 나이", "type": "int"},
        ]
        for fact in self.known.values():
            if fact.id in self.plain | self.counted:
                entry = fact.entry
                told = {"id": fact.id, "of": fact.entity, "means": entry.term, "type": entry.type}
                found.append(told | ({"choices": dict(entry.choices)} if entry.choices else {}))
        return found

    def facts(self, written: str, utterance: str, members: Collection[str]) -> list[Fact]:
        """The facts that a model's answer holds and the utterance bears out, all doubtful.

        `ValueError` where the answer is no JSON of the shape that was asked for.
        """
        data = json.loads(_json(written))
        if not isinstance(data, dict) or not isinstance(data.get("facts"), list):
            raise ValueError("no facts")
        return list(self._borne_out(data["facts"][:_MOST], utterance, members))

    def _borne_out(self, given: Sequence[Any], utterance: str, members: Collection[str]) -> Iterator[Fact]:
        seen = set()
        for one in given:
            try:
                said = _Said.model_validate(one)
            except ValidationError:
                continue
            value = self._value(said)
            member = said.member if self._of_member(said.id) else None
            key = said.id, member
            if value is None or key in seen or (self._of_member(said.id) and member not in members):
                continue
            if compact(said.quote) and compact(said.quote) in compact(utterance) and self._stands(said):
                seen.add(key)
                yield Fact(said.id, member, value, Confidence.DOUBTFUL)

    def _of_member(self, id: str) -> bool:
        return id == _AGE or (id in self.known and self.known[id].entity == "member")

    def _value(self, said: _Said) -> Any:
        """The value as facts hold it; None where it is not of the fact's type."""
        value = said.value
        if said.id in _OWN_INTEGERS:
            low, high = _OWN_INTEGERS[said.id]
            return value if type(value) is int and low <= value <= high else None
        fact = self.known.get(said.id)
        if fact is None or said.id not in self.plain | self.counted:
            return None
        if fact.entry.type == "date":
            return value if isinstance(value, str) and _is_date(value) else None
        if fact.entry.type == "choices":
            chosen = [one for one in value if one in fact.entry.choices] if isinstance(value, list) else []
            return tuple(chosen) or None
        if fact.entry.type == "choice":
            return value if isinstance(value, str) and value in fact.entry.choices else None
        return value if fact.encode(value) is not None else None

    def _stands(self, said: _Said) -> bool:
        """Whether the quote holds the value of a fact that is counted."""
        if said.id in self.plain:
            return True
        if isinstance(said.value, str):  # a date
            return any(letter.isdecimal() for letter in said.quote)
        numbers = {amount.won for amount in amounts(said.quote)} | {_small(run) for run in runs(said.quote)}
        return said.value in numbers


def _small(run: str) -> int | None:
    """The number at the beginning of a word: 5살, 세 명, 78세."""
    digits = run[: len(run) - len(run.lstrip("0123456789"))]
    if digits:
        return int(digits)
    for length in range(min(4, len(run)), 0, -1):
        number = native_number(run[:length]) or small_number(run[:length])
        if number is not None:
            return number
    return None


def _json(written: str) -> str:
    """The JSON object in a text: models like to fence it."""
    return written[written.find("{") : written.rfind("}") + 1]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
