"""Completions aimed at what a verdict misses: random ones seldom meet a limit that would change it."""

import copy
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from evals.rules.households import REGIONS, Household, Maker
from knowledge.rules.facts import Fact
from knowledge.rules.kinds import Kind

_DAYS = (-300, -90, -30, 0, 1, 30, 60, 90, 180, 365, 800, 1500, 4000)
_BIRTH = "birth_date"
_OLDEST = 100
_LEANS = (0.0, 0.5, 1.0, None)
"""How often a number of a completion is its most, else its least; None draws each one anew."""


def aimed(maker: Maker, whole: Household, missing: Sequence[Mapping[str, Any]], chance: Random) -> Household:
    """A whole household with other values, the least and the most among them, for what a verdict misses.

    `missing` are the needs of a determination of the household before it was filled in.
    """
    found = copy.deepcopy(whole)
    members = {member["id"]: member for member in found["members"]}
    lean = chance.choice(_LEANS)
    for need in missing:
        name, member = need["fact"], need["member"]
        if member is not None:
            _put(maker, members[member], "member", name, lean, chance)
        elif name == "region":
            found["household"]["region"] = chance.choice(REGIONS)
        elif name == "vehicles":
            cars = (maker.facts("vehicle", chance) for _ in range(chance.choice((0, 1, 2))))
            found["household"]["vehicles"] = list(cars)
        else:
            for part in ("household", "stated"):
                _put(maker, found[part], part, name, lean, chance)
    return found


def changes(
    outcome: Callable[[Household], str],
    maker: Maker,
    wholes: Sequence[Household],
    missing: Sequence[Mapping[str, Any]],
    tries: int,
    chance: Random,
) -> bool:
    """Whether one of so many aimed completions leads to another outcome than the first whole household."""
    usual = outcome(wholes[0])
    fills = (aimed(maker, wholes[n % len(wholes)], missing, chance) for n in range(tries))
    return any(outcome(fill) != usual for fill in fills)


def _put(maker: Maker, data: Household, entity: str, name: str, lean: float | None, chance: Random) -> None:
    fact = maker.rules.sources.facts.get(entity, name)
    if fact is not None:
        data[name] = _value(maker, fact, lean, chance)


def _value(maker: Maker, fact: Fact, lean: float | None, chance: Random) -> Any:
    if fact.id == _BIRTH:
        return _before(maker.day, chance.randrange(_OLDEST) * 365 + chance.randrange(365))
    if fact.type.kind is Kind.DATE and chance.random() < 0.7:
        return _before(maker.day, chance.choice(_DAYS))
    if fact.type.kind is Kind.NUMBER and lean is not None:
        per = 100 if fact.entry.type == "percent" else 1
        return (fact.high if chance.random() < lean else fact.low) * per // fact.type.scale
    return maker.value(fact, chance)


def _before(day: date, days: int) -> str:
    return (day - timedelta(days)).isoformat()
