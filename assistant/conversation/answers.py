"""Answers to the question that was put, of whatever fact: 네, 80만원, 3일, 없어요 for all that was asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import RootModel, field_validator

from assistant.conversation.cases import COMPLETE
from assistant.conversation.intents import Intent, Intents
from assistant.conversation.state import Client, Key, Pending
from assistant.understanding.facts import Confidence, Fact, Reading
from assistant.understanding.facts.model import HEAD
from assistant.understanding.patterns import all_regular
from knowledge.language.datafile import read_data
from knowledge.language.dates import Toward, said_days
from knowledge.language.numbers import amounts, small_number
from knowledge.language.text import compact
from knowledge.rules import Rules
from knowledge.rules.facts import Fact as KnownFact

ASKED = "asked"
CHOICES = Path(__file__).with_name("choices.yaml")
_SHORT = 40
_LONG_ANSWER = 80
_DIGITS = re.compile(r"\d{1,6}")
_WORDS = re.compile(r"[일이삼사오육칠팔구십백]+|[가-힣]{1,3}")


class _Choices(RootModel[dict[str, dict[str, str]]]):
    """For each fact its values and the words for them."""

    @field_validator("root")
    @classmethod
    def _patterns(cls, choices: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for words in choices.values():
            all_regular(list(words.values()))
        return choices


class Answers:
    """Reads answers by the type of what was asked; made once."""

    def __init__(
        self,
        rules: Rules,
        intents: Intents,
        unless_held: Mapping[str, Sequence[str]],
        path: Path = CHOICES,
    ) -> None:
        """`unless_held`: facts that no bare 없어요 denies where somebody has one of these statuses.

        `CatalogError` with file and line where the words of choices are wrong.
        """
        self._unless_held = unless_held
        self._words = {
            fact: {value: re.compile(words) for value, words in choices.items()}
            for fact, choices in read_data(path, _Choices).root.items()
        }
        self._facts = {fact.id: fact for fact in rules.sources.facts if fact.entity != "vehicle"}
        self._intents = intents

    def read(
        self, text: str, pending: Pending, client: Client, reading: Reading, as_of: date
    ) -> list[Fact] | None:
        """The facts that an answer gives besides those of the reading; None where it is no answer.

        "없어요" to a question for several facts denies all of them that nothing is known of. An empty list:
        the reading has said it all.
        """
        if pending.kind == "confirm":
            return self._confirmed(text, pending, client, reading, as_of)
        told = {(fact.id, fact.member) for fact in reading.facts}
        open_ = [key for key in pending.keys if key not in told]
        deniable = [key for key in open_ if self._may_be_nothing(key, client)]
        if len(text) <= _SHORT and self._intents.says(Intent.NONE, text):
            return [self._nothing(key) for key in deniable] or None
        if len(text) <= _LONG_ANSWER and told and self._intents.says(Intent.REST_NONE, text):
            return [self._nothing(key) for key in deniable]
        if told & set(pending.keys) or (reading.facts and len(pending.keys) > 1):
            return []
        if reading.members and pending.keys[0][0] == COMPLETE:
            return []
        if len(pending.keys) == 1 and deniable and self._never(text, deniable[0]):
            return [self._nothing(deniable[0])]
        value = self._value(text, pending.keys[0][0], as_of) if len(text) <= _SHORT else None
        if value is None:
            return [] if reading.facts else None
        return [_asked(pending.keys[0], value)]

    def nothing_else(self, pending: Pending, client: Client, but: Sequence[Fact | Key]) -> list[Fact]:
        """All that was asked for is denied but these: those that were told and those left open."""
        kept = {(one.id, one.member) if isinstance(one, Fact) else one for one in but}
        return [
            self._nothing(key)
            for key in pending.keys
            if key not in kept and self._may_be_nothing(key, client)
        ]

    def _confirmed(
        self, text: str, pending: Pending, client: Client, reading: Reading, as_of: date
    ) -> list[Fact] | None:
        """A doubtful reading that is right, wrong (it is forgotten), or another of its alternatives."""
        key = pending.keys[0]
        fact = client.context.fact(*key)
        if fact is None:
            return []
        said = compact(text)
        if again := next((one for one in reading.facts if (one.id, one.member) == key), None):
            client.forget([key])
            return [_asked(key, again.value)]
        for other in (str(fact.value), *fact.alternatives):
            if len(said) > 1 and compact(other).endswith(said):
                return [_asked(key, other)]
        if self._intents.says(Intent.YES, text):
            return [_asked(key, fact.value)]
        if self._intents.says(Intent.NO, text):
            client.forget([key])
            return []
        value = self._value(text, key[0], as_of) if len(text) <= _SHORT else None
        return None if value is None else [_asked(key, value)]

    def _may_be_nothing(self, key: Key, client: Client) -> bool:
        """Whether 없어요 can answer that: not an age, a birthday, a place."""
        statuses = client.context.fact("statuses", key[1])
        held = statuses.value if statuses and isinstance(statuses.value, tuple) else ()
        if set(self._unless_held.get(key[0], ())) & set(held):
            return False
        fact = self._facts.get(key[0])
        if key[0] in (COMPLETE, "spouse", "vehicles"):
            return True
        if fact is None:
            return False
        return fact.entry.type in ("won", "bool", "choices") or _none_of(fact) is not None or fact.entry.none

    def _never(self, text: str, key: Key) -> bool:
        """그만둔 적 없어요, 휴직은 안 해요: whether it is said that there was no such day."""
        fact = self._facts.get(key[0])
        dated = fact is not None and (fact.entry.type == "date" or key[0] == "leave_months")
        return dated and len(text) <= _SHORT and self._intents.says(Intent.NEVER, text)

    def _nothing(self, key: Key) -> Fact:
        fact = self._facts.get(key[0])
        if key[0] == COMPLETE:
            return _asked(key, True)
        if key[0] == "spouse":
            return _asked(key, None)
        if fact is None or key[0] == "vehicles":
            return _asked(key, ())
        by_type: dict[str, Any] = {"won": 0, "bool": False, "choices": (), "date": None, "int": 0}
        return _asked(key, by_type[fact.entry.type] if fact.entry.type in by_type else _none_of(fact))

    def _value(self, text: str, id: str, as_of: date) -> Any:
        """The value that a short text gives a fact; None where it gives none."""
        fact = self._facts.get(id)
        if fact is None:
            return None
        kind = fact.entry.type
        if kind == "bool":
            return self._truth(text)
        if kind in ("choice", "choices"):
            return _chosen(text, fact, self._words.get(id, {}))
        if kind == "won":
            found = [one for one in amounts(text) if not one.threshold]
            return found[0].won if len(found) == 1 else None
        if kind == "date":
            toward = Toward.FUTURE if id == "due_date" else Toward.PAST
            days = said_days(text, as_of, toward)
            return days[0].day.isoformat() if len(days) == 1 and days[0].exact else None
        return _count(text)

    def _truth(self, text: str) -> bool | None:
        if self._intents.says(Intent.YES, text):
            return True
        return False if self._intents.says(Intent.NO, text) else None


def with_spouse(facts: Sequence[Fact], text: str, pending: Pending, intents: Intents) -> bool:
    """Whether somebody says 네 to the question for a spouse, so that there is one."""
    asked = pending.keys[0] == ("spouse", HEAD)
    return asked and not facts and intents.says(Intent.YES, text)


def from_said(fact: Fact, pending: Pending | None) -> Fact:
    """The fact, asked for where it was: what was asked for in so many words was meant so."""
    if pending is not None and (fact.id, fact.member) in pending.keys:
        asked = replace(fact, source=ASKED)
        return asked if fact.approximate else replace(asked, confidence=Confidence.SURE)
    return fact


def _asked(key: Key, value: Any) -> Fact:
    return Fact(key[0], key[1], value, Confidence.SURE, source=ASKED)


def _none_of(fact: KnownFact) -> str | None:
    return "none" if "none" in fact.options.labels else None


def _chosen(text: str, fact: KnownFact, words: Mapping[str, re.Pattern[str]]) -> Any:
    """The option whose label is said (the longest where one holds another), or that other words mean."""
    said = compact(text)
    labels = sorted(fact.options.labels.items(), key=lambda one: -len(one[1]))
    found: list[str] = []
    for id, label in labels:
        if compact(label) in said:
            found.append(id)
            said = said.replace(compact(label), " ")
    if fact.entry.type == "choices":
        meant = [value for value, pattern in words.items() if pattern.search(text)]
        return tuple(dict.fromkeys([*found, *meant])) or None
    if len(found) != 1:
        found = [value for value, pattern in words.items() if pattern.search(text)][:1]
    return found[0] if found else None


def _count(text: str) -> int | None:
    """The one number of a text: digits where there are some, else words."""
    plain = text.replace(",", "")
    numbers = [small_number(one) for one in _DIGITS.findall(plain) or _WORDS.findall(plain)]
    known = [number for number in numbers if number is not None]
    return known[0] if len(known) == 1 else None
