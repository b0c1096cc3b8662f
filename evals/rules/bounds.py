"""Sound: what is settled stays so whatever is unknown. Complete: what nothing changes is settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from evals.results import Failure
from evals.rules.households import Household, Maker, completed, without
from knowledge.rules import Rules

Key = tuple[str, ...]
UNKNOWN = "unknown"


@dataclass
class Bounds:
    """Counts over verdicts. `left` are unknown ones that no tried completion changed."""

    settled: int = 0
    wrong: int = 0
    unknown: int = 0
    left: int = 0
    undecided: int = 0
    failures: list[Failure] = field(default_factory=list)


def verdicts(rules: Rules, household: Household, day: date) -> dict[Key, Mapping[str, Any]]:
    """The determinations of a household with nothing presumed, by program and members."""
    return {(d["program"], *d["members"]): d for d in rules.check(household, day, strict=True)}


def tried(maker: Maker, share: float, completions: int, chance: Random, into: Bounds) -> None:
    """Try one household with a share of its facts unknown against random completions of it."""
    rules, day = maker.rules, maker.day
    full = maker.full(chance)
    partial = without(full, share, chance)
    before = verdicts(rules, partial, day)
    seen: dict[Key, set[str]] = {key: set() for key in before}
    fills = [full, *(completed(partial, maker.full(chance), full) for _ in range(completions - 1))]
    for household in fills:
        for key, after in verdicts(rules, household, day).items():
            if key in before:
                seen[key].add(after["verdict"])
                _compare(key, before[key], after, into)
    for key, found in before.items():
        if found["verdict"] != UNKNOWN:
            into.settled += 1
        else:
            into.unknown += 1
            into.left += len(seen[key] - {UNKNOWN}) == 1 and UNKNOWN not in seen[key]


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
