"""Programs to link a household to (연계): what it may have and was not asked about, and why."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import RootModel

from assistant.tools.check_eligibility import Determination, worth
from knowledge.cards.exclusions import Exclusions
from knowledge.language.datafile import read_data

HELD = Path(__file__).with_name("held.yaml")
_NEAR = 2


class _HeldData(RootModel[dict[str, list[str]]]):
    """The programs that go with each status."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A program to link to. `reason`: `eligible`, `near` (few facts are missing) or `event`."""

    program: str
    name: str
    reason: str
    verdict: str | None
    found: Determination | None


class Suggester:
    """Chooses programs; made once."""

    def __init__(self, names: Mapping[str, str], with_rules: Collection[str], exclusions: Exclusions) -> None:
        """Read which statuses mean which programs; `CatalogError` with file and line."""
        self._names, self._with_rules, self._exclusions = names, with_rules, exclusions
        self._held = read_data(HELD, _HeldData).root

    def held(self, household: Mapping[str, Any]) -> set[str]:
        """The programs that the household has already."""
        statuses = {status for member in household["members"] for status in member.get("statuses") or ()}
        return {program for status in statuses for program in self._held.get(status, ())}

    def suggest(
        self,
        found: Sequence[Determination],
        household: Mapping[str, Any],
        shown: Collection[str],
        known: tuple[Sequence[str], Collection[str]],
        most: int,
    ) -> list[Linked]:
        """At most `most` programs beside those `shown`: the certain and most valuable first, then those a
        fact or two away, then those of what happened. What is held already and what is refused is left out.

        `known`: the programs of what happened, in the order that helps, and those of which it is worth
        saying that few facts are missing.
        """
        events, relevant = known
        closed = set(shown) | self.held(household)
        refused = _refused(found)
        linked = {one.program: one for one in _by_verdict(found, relevant) if one.program not in closed}
        for program in events:
            if program not in linked and program not in closed | refused and program in self._names:
                linked[program] = Linked(program, self._names[program], "event", None, None)
        return list(linked.values())[:most]


def _by_verdict(found: Sequence[Determination], relevant: Collection[str]) -> Iterator[Linked]:
    good = [one for one in found if one["verdict"] == "eligible"]
    near = [one for one in found if one["program"] in relevant and _is_near(one)]
    for one in sorted(good, key=lambda d: -worth(d)):
        yield Linked(one["program"], one["name"], "eligible", "eligible", one)
    for one in sorted(near, key=lambda d: len(d["missing"])):
        yield Linked(one["program"], one["name"], "near", "unknown", one)


def _is_near(found: Determination) -> bool:
    return found["verdict"] == "unknown" and 0 < len(found["missing"]) <= _NEAR


def _refused(found: Sequence[Determination]) -> set[str]:
    """The programs that nobody of the household may have."""
    open_ = {one["program"] for one in found if one["verdict"] != "ineligible"}
    return {one["program"] for one in found} - open_
