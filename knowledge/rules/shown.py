"""How values of rules look in JSON."""

from datetime import date
from typing import Any

from knowledge.rules.ir import Node
from knowledge.rules.kinds import Kind


def scaled(value: int, scale: int) -> int | float:
    """A number over a scale as JSON shows it."""
    return value // scale if value % scale == 0 else round(value / scale, 4)


def day_shown(day: int) -> str | None:
    """A date as JSON shows it; None for none."""
    return date.fromordinal(day).isoformat() if day > 0 else None


def shown(node: Node, bounds: tuple[int, int]) -> Any:
    """A compared value as JSON shows it: a number, a date, or None while it is unknown."""
    low, high = bounds
    if low != high:
        return None
    return day_shown(low) if node.type.kind is Kind.DATE else scaled(low, node.type.scale)


def band_of(value: int, limit: int, clear: int, far_over: int, exclusive: bool) -> str:
    """Where a value lies against its limit; `clear` and `far_over` are percent of it. An `exclusive` limit is
    over itself.
    """
    if value > limit or (exclusive and value == limit):
        return "far_over" if value * 100 > limit * far_over else "over"
    return "clear" if value * 100 <= limit * clear else "near"
