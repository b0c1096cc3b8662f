"""Sound: what is settled stays so whatever is unknown. Complete: what nothing changes is settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from evals.results import Failure
from evals.rules.aimed import aimed, changes
from evals.rules.households import Household, Maker, completed, unstated, without
from knowledge.rules import Rules

Key = tuple[str, ...]
UNKNOWN, NOBODY = "unknown", "nobody"


@dataclass
class Bounds:
    """Counts over verdicts. `unpublished` are the unknown ones that wait for a figure that is not published.

    `alike` are the unknown ones that no random completion changed, `left` those that no completion aimed at
    what they miss changed either. Nobody to decide on any more is a change too.
    """

    settled: int = 0
    wrong: int = 0
    unknown: int = 0
    unpublished: int = 0
    alike: int = 0
    left: int = 0
    undecided: int = 0
    failures: list[Failure] = field(default_factory=list)


def verdicts(
    rules: Rules, household: Household, day: date, program: str | None = None
) -> dict[Key, Mapping[str, Any]]:
    """The determinations of a household with nothing presumed.

    By program, and by its person where the unit has one each: who else belongs may be unknown too.
    """
    units = rules.sources.units
    found: dict[Key, Mapping[str, Any]] = {}
    for d in rules.check(household, day, program, strict=True):
        found[d["program"], *(d["members"] if units[d["unit"]].each else ())] = d
    return found


def tried(
    maker: Maker, share: float, completions: int, chance: Random, into: Bounds, targeted: int = 0
) -> None:
    """Try one household with a share of its facts unknown against completions of it.

    As many are random, and as many are of the ends of all that is open. What stays unknown and the same under
    the random ones is tried against `targeted` more, aimed at what it misses.
    """
    rules, day = maker.rules, maker.day
    full = maker.full(chance)
    partial = without(full, share, chance)
    before = verdicts(rules, partial, day)
    seen: dict[Key, set[str]] = {key: set() for key in before}
    fills = [full, *(completed(partial, maker.full(chance), full) for _ in range(completions - 1))]
    for household in fills:
        filled = verdicts(rules, household, day)
        for key, found in before.items():
            after = filled.get(key)
            seen[key].add(after["verdict"] if after else NOBODY)
            if after:
                _compare(key, found, after, into)
    open_facts = unstated(partial, full)
    for _ in range(completions):
        extreme = verdicts(rules, aimed(maker, full, open_facts, chance), day)
        for key in before.keys() & extreme.keys():
            _compare(key, before[key], extreme[key], into)
    for key, found in before.items():
        if found["verdict"] != UNKNOWN:
            into.settled += 1
            continue
        into.unknown += 1
        into.unpublished += bool(found["unpublished"])
        if len(seen[key] - {UNKNOWN}) == 1 and UNKNOWN not in seen[key]:
            into.alike += 1
            into.left += not _aimed(maker, key, found, fills, targeted, chance)


def _aimed(
    maker: Maker,
    key: Key,
    before: Mapping[str, Any],
    fills: Sequence[Household],
    tries: int,
    chance: Random,
) -> bool:
    def outcome(household: Household) -> str:
        after = verdicts(maker.rules, household, maker.day, key[0]).get(key)
        return str(after["verdict"]) if after else NOBODY

    return changes(outcome, maker, fills, before["missing"], tries, chance)


def _compare(key: Key, before: Mapping[str, Any], after: Mapping[str, Any], into: Bounds) -> None:
    if after["verdict"] == UNKNOWN and not after["unpublished"]:
        into.undecided += 1
    problem = None
    if before["verdict"] not in (UNKNOWN, after["verdict"]):
        problem = after["verdict"]
    elif before["amount"] and after["amount"] and not _within(before["amount"], after["amount"]):
        problem = f"{after['amount']['won']}원"
    if problem:
        into.wrong += 1
        expected = before["verdict"] if before["verdict"] != after["verdict"] else str(before["amount"])
        into.failures.append(Failure(" ".join(key), before["name"], "bounds", expected, problem))


def _within(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether an amount lies where it was said to; one that is still open, or in kind, does."""
    won = after["won"]
    if won is None or (before["won"] is None and before["min"] is None):
        return True
    low, high = before["min"], before["max"]
    return bool(won == before["won"] if before["won"] is not None else low <= won <= high)
