"""What a household is entitled to, in the order that helps it: verdicts come from the rules alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.cards.schema import Confidence
from knowledge.rules import Rules

_TIMES_A_YEAR = {"month": 12, "year": 1, "once": 1, "day": 365}
_ORDER = ("eligible", "unknown", "ineligible")

Determination = dict[str, Any]
"""A determination in the contract's shape (docs/rules.md); amounts in won."""


def check_eligibility(
    rules: Rules,
    household: dict[str, Any],
    as_of: date,
    programs: Sequence[str] = (),
    strict: bool = False,
) -> list[Determination]:
    """The determinations of a household (the contract's JSON); all programs with rules where none is named.

    `HouseholdError` for a household that cannot be.
    """
    wanted = [program for program in programs if program in rules.sources.programs]
    return rules.check(household, as_of, wanted or None, strict)


def in_helpful_order(found: Sequence[Determination], focus: Sequence[str] = ()) -> list[Determination]:
    """What may be had first, by its worth; then what is open, the nearest to a verdict first; then the rest.

    `focus` are the programs that are being checked: of equal ones theirs come first, in their order.
    """
    place = {program: at for at, program in enumerate(focus)}

    def rank(one: Determination) -> tuple[int, int, int, int]:
        verdict = _ORDER.index(one["verdict"])
        at = place.get(one["program"], len(place))
        if one["verdict"] == "eligible":
            return verdict, 0, -worth(one), at
        return verdict, int(at == len(place)), len(one["missing"]), at

    return sorted(found, key=rank)


def worth(found: Mapping[str, Any]) -> int:
    """About how much an amount is in a year, in won, to compare; 0 for what is no money or is not known."""
    amount = found["amount"]
    if not amount or amount["per"] not in _TIMES_A_YEAR:
        return 0
    return int(amount["won"] or amount["min"] or 0) * _TIMES_A_YEAR[amount["per"]]


def nobody(found: Mapping[str, Any]) -> bool:
    """Whether nobody of the household is somebody that the program looks at."""
    return found["verdict"] == "ineligible" and [c["id"] for c in found["criteria"]] == ["applies_to"]


def certain(found: Mapping[str, Any]) -> bool:
    """Whether a verdict rests on nothing assumed, nothing left to an official and nothing unsure."""
    sure = not Confidence(found["confidence"]).needs_check
    return sure and not (found["assumed"] or found["not_modelled"] or found["unpublished"])


def unit_key(found: Mapping[str, Any]) -> str:
    """Which program and people a determination is of, as one word."""
    return "|".join((found["program"], *found["members"]))
