"""Households as they are given, one in a JSON file or many in JSONL; every mistake is one Korean line."""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from connectors.cli.lines import numbered_lines
from connectors.cli.output import day_of
from knowledge.errors import InputError
from knowledge.rules import HouseholdError, Rules
from knowledge.rules.names import nearest

_LONGEST = 400
_MEMBER = re.compile(r"members\[(\d{1,4})\]")


@dataclass(frozen=True)
class Household:
    """A household that holds no mistake, and the day it is judged on. `id` is None where it stands alone."""

    data: dict[str, Any]
    day: date
    id: str | None = None


def read_household(path: Path) -> dict[str, Any]:
    """The object of a JSON file (`-` reads standard input); `InputError` where it is none."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: 읽을 수 없습니다. UTF-8로 된 JSON 파일이 있는지 확인해 주세요.") from error
    try:
        found = json.loads(text, object_pairs_hook=_once)
        json.dumps(found, ensure_ascii=False).encode()  # half a character ("\\ud800") is no text
    except json.JSONDecodeError as error:
        raise InputError(
            f"{path}: JSON이 아닙니다({error.lineno}번째 줄 {error.colno}번째 글자). 그 앞뒤를 확인해 주세요."
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: JSON으로 읽을 수 없습니다. 가구 하나를 {{…}}로 적어 주세요.") from error
    if not isinstance(found, dict):
        raise InputError(f"{path}: 가구 하나를 {{…}}로 적어 주세요. 여럿이면 --households를 씁니다.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that names nothing twice: of two values one would be dropped in silence."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(_line(f"{twice}: 한 묶음 안에 두 번 적혀 있습니다. 하나만 남겨 주세요."))
    return found


def alone(rules: Rules, path: Path, day: date | None, today: date, strict: bool) -> Household:
    """The one household of a file; `InputError` with all of its mistakes."""
    data = read_household(path)
    problems: list[str] = []
    household = _read(rules, data, (day, today), strict, problems)
    if problems:
        raise InputError("\n".join(problems))
    return household


def listed(rules: Rules, path: Path, day: date | None, today: date, strict: bool) -> list[Household]:
    """The households of a JSONL file; `InputError` with all mistakes of all lines, and nothing is judged."""
    found, problems = [], []
    for number, data in numbered_lines(path, ("id",)):
        own: list[str] = []
        found.append(_read(rules, data, (day, today), strict, own))
        problems += [f"{path}:{number}: {problem}" for problem in own]
    if problems:
        raise InputError("\n".join(problems))
    return found


def _read(
    rules: Rules,
    data: dict[str, Any],
    days: tuple[date | None, date],
    strict: bool,
    problems: list[str],
) -> Household:
    """A household of a day: the one asked for, else its own, else today. Its mistakes join `problems`."""
    asked, today = days
    try:
        own = day_of(data.get("as_of"), today)
    except InputError as error:
        own = today
        problems.append(_line(f"as_of: {error}"))
    day = asked or own
    try:
        rules.run(data, day, strict)
    except HouseholdError as error:
        problems += map(_line, error.problems)
    name = data.get("id")
    return Household(data, day, name if isinstance(name, str) else None)


def _line(text: str) -> str:
    """One line that no terminal takes for a command, however the input was written."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def place_of(fact: str, household: dict[str, Any], rules: Rules) -> str:
    """Where a fact stands in a household's JSON: `deposit` → `household.deposit`, `a.works` →
    `members[0].works`.

    A place that is one already stays. `InputError` where the fact is unknown, or of several members.
    """
    if fact.startswith(("household.", "stated.", "members[")):
        return fact
    owner, _, name = fact.rpartition(".")
    members: Sequence[dict[str, Any]] = household.get("members", [])
    if owner:
        for index, member in enumerate(members):
            if member.get("id", f"{index + 1}") == owner:
                return f"members[{index}].{name}"
        raise InputError(f"'{_line(owner)}'인 가구원이 없습니다. members의 id를 확인해 주세요.")
    known = _known(rules)
    if name not in known:
        raise InputError(f"사실 '{_line(name)}'이(가) 없습니다.{nearest(name, known)} id를 확인해 주세요.")
    if known[name] != "member":
        return f"{known[name]}.{name}"
    if len(members) == 1:
        return f"members[0].{name}"
    example = f"{_line(str(members[0].get('id', '1')))}.{name}" if members else f"a.{name}"
    raise InputError(f"'{name}'은(는) 사람마다 다릅니다. {example}처럼 누구인지 적어 주세요.")


def _known(rules: Rules) -> dict[str, str]:
    """Where each thing that may be said of a household stands."""
    known = {v.entry.stated: "stated" for v in rules.sources.variables.values() if v.entry.stated}
    for entity in ("member", "stated", "household"):
        facts = rules.sources.facts.by_entity[entity]
        known |= {name: entity for name, fact in facts.items() if not fact.entry.asked_by}
    return known | {"region": "household", "vehicles": "household", "age": "member", "spouse": "member"}


def member_of(place: str, household: dict[str, Any]) -> tuple[str | None, str]:
    """Whose fact a place of the JSON holds (a member's id, or None), and which."""
    owner, _, name = place.partition(".")
    if not (match := _MEMBER.fullmatch(owner)):
        return None, name
    index, members = int(match[1]), household.get("members", [])
    if index >= len(members):
        raise InputError(f"{place}: 가구원이 {len(members)}명입니다. 0부터 셉니다.")
    return str(members[index].get("id", f"{index + 1}")), name
