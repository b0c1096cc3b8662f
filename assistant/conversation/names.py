"""What facts, values and people are called in a conversation. The words: names.yaml."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from assistant.by_role import Text, said
from assistant.understanding.facts import Context, Fact
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role
from knowledge.rules import Rules

NAMES = Path(__file__).with_name("names.yaml")
_REF = re.compile(r"(?P<role>\D+?)(?P<n>\d*)$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MYRIAD, _HUNDRED_MILLION = 10_000, 100_000_000


class _Words(DataModel):
    yes: str
    no: str
    none: str
    about: str
    car: str


class _Names(DataModel):
    members: dict[str, Text]
    by_sex: dict[str, dict[str, str]]
    order: list[str] = Field(min_length=3)
    terms: dict[str, str]
    units: dict[str, str]
    words: _Words
    values: dict[str, dict[str, str]]


class Names:
    """Calls things by their Korean names; made once."""

    def __init__(self, rules: Rules, path: Path = NAMES) -> None:
        """Read the words; `CatalogError` with file and line where they are wrong."""
        self._data = read_data(path, _Names)
        self._facts = {fact.id: fact for fact in rules.sources.facts}
        self._stated = {v.entry.stated: v for v in rules.sources.variables.values() if v.entry.stated}
        self.programs = {name: card.name for name, card in rules.catalog.programs.items()}

    def member(self, ref: str, context: Context, role: Role) -> str:
        """A person: 어머니, 첫째 아들. Children are counted where there are several."""
        match = _REF.fullmatch(ref)
        kind, number = (match["role"], match["n"]) if match else (ref, "")
        known = {member.ref: member for member in context.members}
        sex = known[ref].sex if ref in known else None
        called = self._data.by_sex.get(kind, {}).get(sex or "") or self._data.members.get(kind, kind)
        name = said(called, role)
        several = sum(1 for other in known if other.rstrip("0123456789") == kind) > 1
        if number and several and int(number) <= len(self._data.order):
            return f"{self._data.order[int(number) - 1]} {name}"
        return name

    def fact(self, id: str) -> str:
        """What a fact is called."""
        if id in self._data.terms:
            return self._data.terms[id]
        if id in self._facts:
            return self._facts[id].entry.term
        return self._stated[id].entry.term.replace("_", " ") if id in self._stated else id

    def value(self, id: str, value: Any) -> str:
        """A fact's value in words: 40만원, 2026. 11. 17., 심한 장애."""
        words = self._data.words
        if id == "vehicles" and value:
            return words.car.format(n=len(value))
        if value is None or value in ((), []):
            return words.none
        if isinstance(value, bool):
            return words.yes if value else words.no
        options = self._facts[id].options.labels if id in self._facts else self._data.values.get(id, {})
        if isinstance(value, (list, tuple)):
            return ", ".join(options.get(str(one), str(one)) for one in value)
        if isinstance(value, int):
            return self._number(id, value)
        day = _DAY.fullmatch(str(value))
        return shown_day(date.fromisoformat(str(value))) if day else options.get(str(value), str(value))

    def said(self, fact: Fact) -> str:
        """The value of a fact that was understood, 약 where it was said roughly."""
        shown = self.value(fact.id, fact.value)
        if isinstance(fact.value, bool):
            return f"({shown})"
        return f"{self._data.words.about}{shown}" if fact.approximate else shown

    def _number(self, id: str, value: int) -> str:
        if id in self._data.units:
            return f"{value}{self._data.units[id]}"
        kind = self._facts[id].entry.type if id in self._facts else "int"
        if kind == "percent" or id == "median_ratio":
            return f"{value}%"
        stated = id in self._stated and id not in self._facts
        return won(value) if kind == "won" or stated else f"{value:,}"


def won(value: int) -> str:
    """Money as people say it: 40만원, 1억 2,000만원, 820,556원."""
    if value < _MYRIAD or value % _MYRIAD:
        return f"{value:,}원"
    whole, rest = divmod(value, _HUNDRED_MILLION)
    parts = [f"{whole:,}억" if whole else "", f"{rest // _MYRIAD:,}만" if rest else ""]
    return " ".join(part for part in parts if part) + "원"


def shown_day(day: date) -> str:
    """A date as people read it: 2026. 11. 17."""
    return f"{day.year}. {day.month}. {day.day}."
