"""Random households over every fact that rules know, some of them not stated, and their completions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from knowledge.rules import Rules
from knowledge.rules.facts import Fact
from knowledge.rules.kinds import Kind

Household = dict[str, Any]

_MONTHLY = (0, 1, 300_000, 900_000, 2_500_000, 6_000_000)
_ASSETS = (0, 1, 5_000_000, 60_000_000, 150_000_000, 900_000_000)
REGIONS = ("서울특별시 종로구", "경기도 수원시", "대전광역시 서구", "전라남도 해남군")
_BORN = {"head": (1950, 2000), "spouse": (1950, 2000), "child": (2000, 2025), "parent": (1930, 1960)}
_SHAPES = (("head",), ("head", "spouse"), ("head", "child"), ("head", "parent"), ("head", "spouse", "child"))
_TIED = ("married", "relation", "birth_date")
"""Facts of a person that the shape of a household gives, so that they contradict nothing."""


@dataclass(frozen=True)
class Maker:
    """Makes households for a day. Every fact is drawn, but for variables that could be stated themselves: a
    stated sum beside its parts would be a contradiction.
    """

    rules: Rules
    day: date

    def full(self, chance: Random) -> Household:
        """A household of which everything is known."""
        members: list[Household] = []
        for number, relation in enumerate(chance.choice(_SHAPES)):
            first, last = _BORN[relation]
            day = date(chance.randint(first, last), chance.randint(1, 12), chance.randint(1, 28))
            tied = {"id": "abc"[number], "relation": relation, "birth_date": day.isoformat(), "parents": []}
            members.append(self.facts("member", chance) | tied | {"spouse": None})
        self._tie(members)
        house = self.facts("household", chance) | {"region": chance.choice(REGIONS)}
        house["vehicles"] = [self.facts("vehicle", chance) for _ in range(chance.choice((0, 0, 1, 2)))]
        return {
            "members_complete": True,
            "household": house,
            "stated": self.facts("stated", chance),
            "members": members,
        }

    def _tie(self, members: list[Household]) -> None:
        adults = [member["id"] for member in members if member["relation"] in ("head", "spouse")]
        for member in members:
            if member["relation"] == "child":
                member["parents"] = adults
            if member["relation"] == "parent":
                members[0]["parents"] = [member["id"]]
            if member["relation"] == "spouse":
                member["spouse"], members[0]["spouse"] = "a", member["id"]

    def facts(self, entity: str, chance: Random) -> Household:
        """A value for each fact that is asked of an entity."""
        facts = self.rules.sources.facts.by_entity[entity]
        asked = {name: fact for name, fact in facts.items() if not fact.entry.asked_by and name not in _TIED}
        return {name: self.value(fact, chance) for name, fact in asked.items()}

    def value(self, fact: Fact, chance: Random) -> Any:
        """A value that a fact may have."""
        match fact.type.kind:
            case Kind.TRUTH:
                return chance.random() < 0.4
            case Kind.CHOICE:
                return chance.choice(list(fact.options.labels))
            case Kind.SET:
                return chance.sample(list(fact.options.labels), chance.choice((0, 0, 1, 2)))
            case Kind.DATE:
                none = fact.entry.none and chance.random() < 0.5
                return None if none else (self.day - timedelta(chance.randrange(1500))).isoformat()
        per = 100 if fact.entry.type == "percent" else 1
        most = fact.high * per // fact.type.scale
        if fact.entry.type == "won":
            return min(chance.choice(_ASSETS if fact.entity == "household" else _MONTHLY), most)
        return chance.randint(fact.low, min(most, 12) if chance.random() < 0.7 else most)


def without(full: Household, share: float, chance: Random) -> Household:
    """The household with a share of its facts not stated; who its people are to each other stays."""

    def kept(facts: Mapping[str, Any], always: tuple[str, ...] = ()) -> Household:
        return {name: value for name, value in facts.items() if name in always or chance.random() >= share}

    return {
        "members_complete": True,
        "household": kept(full["household"]),
        "stated": kept(full["stated"]),
        "members": [kept(member, ("id", "relation", "spouse", "parents")) for member in full["members"]],
    }


def completed(partial: Household, other: Household, full: Household) -> Household:
    """What is not stated filled in from another household; a birth date, that ties people, from the first."""
    members = []
    for number, member in enumerate(partial["members"]):
        fill = other["members"][number % len(other["members"])]
        born = {"birth_date": full["members"][number]["birth_date"]}
        members.append(fill | born | member)
    return {
        "members_complete": True,
        "household": other["household"] | partial["household"],
        "stated": other["stated"] | partial["stated"],
        "members": members,
    }


def unstated(partial: Household, full: Household) -> list[dict[str, Any]]:
    """What a household leaves open of a full one, as determinations name what they miss."""
    found = [
        {"fact": name, "member": None}
        for part in ("household", "stated")
        for name in full[part]
        if name not in partial[part]
    ]
    for mine, whole in zip(partial["members"], full["members"], strict=True):
        found += [{"fact": name, "member": whole["id"]} for name in whole if name not in mine]
    return found
