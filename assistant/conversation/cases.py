"""The household of a conversation as the rules read it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import RootModel, StrictBool, StrictInt, StrictStr

from assistant.conversation.state import Client
from assistant.understanding.facts import Context, Fact, household
from knowledge.language.datafile import DataModel, read_data
from knowledge.rules import HouseholdError

IMPLIED = Path(__file__).with_name("implied.yaml")
COMPLETE = "members_complete"
Check = Callable[[Mapping[str, Any]], object]


class _Implied(DataModel):
    fact: str
    among: list[StrictStr | StrictBool | StrictInt]
    gives: dict[str, int | bool | str | None]


class _ImpliedData(RootModel[list[_Implied]]):
    """All of them, in the order in which they are looked at."""


@dataclass(frozen=True)
class Cases:
    """Makes households of what was understood."""

    implied: Sequence[_Implied]

    @classmethod
    def read(cls, path: Path = IMPLIED) -> "Cases":
        """Read what follows from what; `CatalogError` with file and line."""
        return cls(read_data(path, _ImpliedData).root)

    def household(self, client: Client, as_of: date) -> dict[str, Any]:
        """The contract's household JSON; what is not known is left out."""
        facts = tuple(fact for fact in client.context.facts if fact.id != COMPLETE)
        found = household(replace(client.context, facts=facts), as_of)
        if client.context.fact(COMPLETE) is not None:
            found[COMPLETE] = True
        for holder in (found["household"], *found["members"]):
            self._follow(holder)
        return found

    def _follow(self, holder: dict[str, Any]) -> None:
        for rule in self.implied:
            if holder.get(rule.fact) in rule.among and rule.fact in holder:
                for fact, value in rule.gives.items():
                    holder.setdefault(fact, value)

    def sound(self, client: Client, new: Sequence[Fact], as_of: date, check: Check) -> list[Fact]:
        """Takes back the new facts that make a household which cannot be; returns them.

        `check` raises `HouseholdError` for a household that the rules refuse.
        """
        dropped: list[Fact] = []
        waiting = list(new)
        while True:
            try:
                check(self.household(client, as_of))
            except HouseholdError:
                if not waiting:
                    client.context = Context()
                    return dropped
                dropped.append(fact := waiting.pop())
                client.forget([(fact.id, fact.member)])
            else:
                return dropped
