"""What is true of a person's household: the fact sheet of a case, in the contract's shape of a household.

What a case does not write is as usual (usual.yaml: not ill, not pregnant, holds nothing …), so that a person
can answer whatever is asked. Money is won a month for income, won for assets.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from knowledge.language.datafile import DataModel, read_data

USUAL = Path(__file__).with_name("usual.yaml")

Facts = dict[str, Any]


class SheetData(DataModel):
    """A sheet as a case writes it.

    `members` have the ids by which a conversation calls them: self, child1 … `itemised` false: what is earned
    and owned is known only in the sums of `stated`, as an official reads them off a screen.
    """

    household: Facts = Field(default_factory=dict)
    stated: Facts = Field(default_factory=dict)
    members: list[Facts] = Field(min_length=1)
    itemised: bool = True


class Usual(DataModel):
    """What is usual of a household, of everybody, of adults and of those who are younger; money apart."""

    adult_from: int
    household: Facts
    household_money: Facts
    member: Facts
    member_money: Facts
    adult: Facts
    child: Facts


@cache
def usual() -> Usual:
    """The usual facts. `CatalogError` where the file is wrong."""
    return read_data(USUAL, Usual)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole truth about one household on a day."""

    as_of: date
    household: Facts
    stated: Facts
    members: dict[str, Facts]

    @classmethod
    def of(cls, data: SheetData, as_of: date) -> "Sheet":
        """The sheet with what is usual filled in."""
        members = {str(one["id"]): _whole(one, as_of, data.itemised) for one in data.members}
        money = usual().household_money if data.itemised else {}
        return cls(as_of, {**usual().household, **money, **data.household}, dict(data.stated), members)

    def changed(self, changes: Mapping[str, Any]) -> "Sheet":
        """The sheet after some facts changed: `self.earned_income`, `deposit`."""
        found = deepcopy(self)
        for key, value in changes.items():
            member, _, fact = key.rpartition(".")
            if member:
                found.members.setdefault(member, _whole({"id": member}, self.as_of, True))[fact] = value
            elif fact in self.stated:
                found.stated[fact] = value
            else:
                found.household[fact] = value
        return found

    def knows(self, member: str | None, fact: str) -> bool:
        """Whether the sheet tells this fact, written or derived."""
        return fact in self._holder(member, fact)

    def value(self, member: str | None, fact: str) -> Any:
        """The true value; KeyError where the sheet does not tell."""
        return self._holder(member, fact)[fact]

    def as_household(self, without: Iterable[str] = ()) -> dict[str, Any]:
        """The equivalent household JSON of the contract, `without` facts that the person does not tell.

        A key without a member (`earned_income`) takes the fact from everybody.
        """
        left_out = set(without)

        def told(facts: Facts, member: str | None = None) -> Facts:
            return {
                fact: value
                for fact, value in facts.items()
                if fact not in left_out and f"{member}.{fact}" not in left_out
            }

        return {
            "as_of": self.as_of.isoformat(),
            "household": told(self.household),
            "stated": told(self.stated),
            "members": [told(facts, member) for member, facts in self.members.items()],
            "members_complete": True,
        }

    def _holder(self, member: str | None, fact: str) -> Facts:
        if member in self.members:
            facts = self.members[member]
            return {"age": age_of(facts, self.as_of), **facts} if "birth_date" in facts else facts
        if member is not None:
            return {}
        at_home = [one for one in self.members.values() if one.get("lives_with_household", True)]
        ours = {"household_size": len(at_home), **self.household, **self.stated}
        head = next(iter(self.members.values()))
        return ours if fact in ours else head


def age_of(facts: Facts, as_of: date) -> int:
    """Full years on the day."""
    born = date.fromisoformat(str(facts["birth_date"]))
    return as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))


def _whole(member: Facts, as_of: date, itemised: bool) -> Facts:
    known = usual()
    age = age_of(member, as_of) if "birth_date" in member else int(member.get("age", known.adult_from))
    grown = age >= known.adult_from
    by_age = known.adult if grown else known.child
    money = known.member_money if itemised or not grown else {}
    return {**known.member, **money, **by_age, **{key: _plain(value) for key, value in member.items()}}


def _plain(value: Any) -> Any:
    """Days as the contract writes them; YAML reads 2026-11-03 as a date."""
    return value.isoformat() if isinstance(value, date) else value
