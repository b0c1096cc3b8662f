"""What determinations state, so that a text that tells them can be checked like one that cites."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.grounding.figures import Figure, figures

_UNITS = ("원", "세", "%", "명", "개월", "일", "년", "")


def stated(determinations: Iterable[Mapping[str, Any]]) -> set[Figure]:
    """Every figure of the criteria, amounts, notes and days of determinations."""
    found: set[Figure] = set()
    for one in determinations:
        texts = [one["name"], *one["not_modelled"], one["pay_from"] or ""]
        texts += [f"{criterion['text']}\n{criterion['source'] or ''}" for criterion in one["criteria"]]
        found |= figures("\n".join(texts))
        found |= {(unit, value) for value in _values(one) for unit in _UNITS}
    return found


def number(value: float) -> set[Figure]:
    """A number of a tool's result, in whatever unit it is said."""
    return {(unit, f"{value:g}" if isinstance(value, float) else str(value)) for unit in _UNITS}


def _values(one: Mapping[str, Any]) -> Iterator[str]:
    amount = one["amount"] or {}
    sides = [side for criterion in one["criteria"] for side in (criterion["left"], criterion["right"])]
    for value in (*sides, amount.get("won"), amount.get("min"), amount.get("max")):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield f"{value:g}" if isinstance(value, float) else str(value)
