"""How people say things: the words of person.yaml, amounts, days, and the endings of sentences."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import Field

from evals.dialogues.script import Dialogue
from evals.dialogues.sheet import Sheet
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

WORDS = Path(__file__).with_name("person.yaml")
_ENDING = re.compile(r"(.)(\(이\)요|\(이\)에요|\(은\)는)")
_ENDINGS = {"(이)요": ("이요", "요"), "(이)에요": ("이에요", "예요"), "(은)는": ("은", "는")}


class Forms(DataModel):
    """Ways to say a thing; {…} is the value in words. One is chosen by the case and the fact."""

    citizen: list[str] = Field(min_length=1)
    staff: list[str] = Field(min_length=1)


class Words(DataModel):
    """person.yaml."""

    unknown: Forms
    refused: Forms
    value: Forms
    no_won: Forms
    affirm: Forms
    deny: Forms
    nothing: Forms
    things: Forms
    all_there_is: Forms
    nothing_else: Forms
    unknown_of: Forms
    refused_of: Forms
    alone: Forms
    everybody: Forms
    spouse: Forms
    no_spouse: Forms
    vehicle: Forms
    go_on: str = Field(min_length=1)
    units: dict[str, str]
    nouns: dict[str, str]
    short: dict[str, dict[str, str]]
    not_so: dict[str, Forms]
    people: dict[str, str]
    spouses: dict[str, str]
    of_self: dict[Role, str]
    is_self: dict[Role, str]
    choices: dict[str, dict[str, Forms]]
    labels: dict[str, dict[str, str]]
    vehicle_kinds: dict[str, str]
    same_as: dict[str, str]


@cache
def person_words() -> Words:
    """How people answer. `CatalogError` where the file is wrong."""
    return read_data(WORDS, Words)


def pick(forms: Forms, dialogue: Dialogue, key: str) -> str:
    """One of the ways, the same for the same case and fact on every machine."""
    ways = forms.staff if dialogue.role is Role.STAFF else forms.citizen
    return ways[sha256(f"{dialogue.id} {key}".encode()).digest()[0] % len(ways)]


def said_value(words: Words, fact: str, value: Any, role: Role) -> str:
    """A value that is not nothing, as people say it."""
    if fact == "vehicles":
        return ", ".join(_vehicle(words, one, role) for one in value)
    if isinstance(value, list):
        return ", ".join(words.labels.get(fact, {}).get(str(one), str(one)) for one in value)
    if isinstance(value, int):
        return f"{value}{words.units[fact]}" if fact in words.units else spoken(value)
    day = _day(value)
    return str(value) if day is None else f"{day.year}년 {day.month}월 {day.day}일"


def listed(
    words: Words, things: Sequence[str], dialogue: Dialogue, key: str, *, sentences: bool = False
) -> str:
    """Several things in a row, or that there are none; `sentences` end by themselves."""
    if not things:
        return pick(words.nothing, dialogue, key)
    said = ", ".join(things)
    return said if sentences else pick(words.things, dialogue, key).format(said)


def named(words: Words, member: str | None, sheet: Sheet, role: Role, *, of: bool = False) -> str:
    """How the person calls a member; `of`: whose something is."""
    if member == "self":
        return words.of_self[role] if of else words.is_self[role]
    if member == "spouse" and role is Role.CITIZEN:
        return words.spouses.get(str(sheet.members.get("spouse", {}).get("sex")), words.people["spouse"])
    return words.people.get(str(member), str(member))


def spoken(won: int) -> str:
    """An amount as people say it: 1억 2천만 원, 3,250만 원, 82만 556원."""
    millions, rest = divmod(won, 100_000_000)
    thousands, ones = divmod(rest, 10_000)
    parts = [f"{millions}억"] if millions else []
    if thousands:
        parts.append(f"{thousands // 1000}천만" if thousands % 1000 == 0 else f"{thousands:,}만")
    if ones:
        parts.append(f"{ones:,}")
    return " ".join(parts or ["0"]) + ("원" if ones or not parts else " 원")


def with_endings(text: str) -> str:
    """(이)요, (이)에요 and (은)는 as the syllable before them asks: 원이요, 시요, 원이에요, 시예요, 빚은."""
    return _ENDING.sub(lambda found: found[1] + _ENDINGS[found[2]][0 if _closed(found[1]) else 1], text)


def _closed(last: str) -> bool:
    return not "가" <= last <= "힣" or (ord(last) - ord("가")) % 28 > 0


def _vehicle(words: Words, one: Mapping[str, Any], role: Role) -> str:
    forms = words.vehicle.staff if role is Role.STAFF else words.vehicle.citizen
    kind = words.vehicle_kinds[str(one.get("kind", "passenger"))]
    return forms[0].format(
        kind=kind, years=one["age_years"], cc=one["engine_cc"], value=spoken(int(one["value"]))
    )


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
