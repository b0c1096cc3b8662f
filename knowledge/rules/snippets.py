"""Pieces of generated Python that do not depend on what was written before them, and what they call."""

from collections.abc import Sequence
from typing import Any

from knowledge.rules import calendar
from knowledge.rules.ir import Node

BETWEEN = {"years": "years_between", "months": "months_between", "days": "days_between"}


def simple(text: str) -> bool:
    """Whether an expression is a name or a number, which costs nothing to repeat."""
    return text.isidentifier() or text.lstrip("-").isdigit()


def joined(op: str, names: list[str]) -> str:
    """Operands of add, min, max, and, or as one expression."""
    if op in ("min", "max"):
        sign = "<" if op == "min" else ">"
        if len(names) == 2:
            return f"({names[0]} if {names[0]} {sign} {names[1]} else {names[1]})"
        return f"{op}({', '.join(names)})"
    return "(" + {"add": " + ", "and": " and ", "or": " or "}[op].join(names) + ")"


def rounding(x: str, how: str, step: int, scale: int) -> str:
    """A rounded expression (see `functions.rounded`)."""
    unit = step * scale
    times = f" * {step}" if step > 1 else ""
    if how == "down":
        return f"({x} // {unit}{times})"
    if how == "up":
        return f"(-(-{x} // {unit}){times})"
    return f"((2 * {x} + {unit}) // {2 * unit}{times})"


def item(
    op: str, names: tuple[str, str, str], value: tuple[str, str, str], weighed: bool, positive: bool
) -> list[str]:
    """What one item adds; `p` says whether it surely belongs (it may). One that settles it ends the loop."""
    (x, y, t), (low, high, rests) = names, value
    p = "p and " if weighed else ""
    more = f"{t} = {t} | {rests}"
    if op == "any":
        return [
            f"if {p}{low}:",
            f"    {x} = {y} = True; {t} = {rests}",
            "    break",
            f"{y} = {y} or {high}",
            more,
        ]
    if op == "all":
        ends = f"    {x} = {y} = False; {t} = {rests}"
        return [f"if {p}not {high}:", ends, "    break", f"{x} = {x} and {low}", more]
    if op == "count":
        return [f"if {high}:", f"    {y} += 1", f"    if {p}{low}: {x} += 1", more]
    if op == "max_of":
        return [f"if {p}{low} > {x}: {x} = {low}", f"if {high} > {y}: {y} = {high}", more]
    if positive:
        sure = f"if p: {x} += {low}" if weighed else f"{x} += {low}"
        return [f"{y} += {high}", sure, more]
    maybe = f"{x} += min({low}, 0); {y} += max({high}, 0)"
    if not weighed:
        return [f"{x} += {low}; {y} += {high}", more]
    return [f"if p: {x} += {low}; {y} += {high}", f"else: {maybe}", more]


def rest(node: Node, body: Node, x: str, y: str, more: str) -> str:
    """What people or vehicles that nobody has named yet may add."""
    if node.op == "any":
        return f"{y} = True" if body.high else ""
    if node.op == "all":
        return f"{x} = False" if not body.low else ""
    if node.op == "count":
        return f"{y} += {more}" if body.high else ""
    if node.op == "max_of":
        return f"{y} = max({y}, {body.high})"
    low = f"{x} += {body.low} * {more}; " if body.low < 0 else ""
    return f"{low}{y} += {max(body.high, 0)} * {more}"


def product(a: int, b: int, c: int, d: int) -> tuple[int, int]:
    """The bounds of a product of [a, b] and [c, d]."""
    all_ = (a * c, a * d, b * c, b * d)
    return min(all_), max(all_)


def months_of(low: int, high: int) -> tuple[int, int]:
    """The bounds of the month of a date."""
    if low == high:
        return calendar.month_of(low), calendar.month_of(low)
    return (0 if low <= 0 else 1), 12


HELPERS: dict[str, Any] = {
    "product": product,
    "months_of": months_of,
    "year": calendar.year_of,
    **{name: getattr(calendar, name) for name in BETWEEN.values()},
    **{name: getattr(calendar, name) for name in ("add_years", "add_months", "add_days", "month_start")},
}

_SUBJECTS = {"household": "r", "member": "m", "vehicle": "c", "unit": "u", "membership": "m, i"}
_PRELUDES = {"member": {"r": "m.run"}, "vehicle": {"r": "c.run"}, "membership": {"r": "m.run"}}
_OF_UNITS = {"r": "u.run", "m": "u.anchor"}


def function(name: str, of: str, lines: Sequence[tuple[int, str]]) -> str:
    """The source of a function over a subject, with the names that its lines use."""
    body = "\n".join("    " * depth + line for depth, line in lines)
    subject = _SUBJECTS[of]
    begins = []
    for holder in "rmic":
        for side in ("low", "high"):
            if body.count(f"{holder}.{side}[") > 2 and holder in "rm":
                body = body.replace(f"{holder}.{side}[", f"{holder}{side}[")
                begins.append(f"    {holder}{side} = {holder}.{side}")
    whole = "\n".join([*begins, body])
    known = [
        f"    {own} = {what}"
        for own, what in (_OF_UNITS if of == "unit" else _PRELUDES.get(of, {})).items()
        if any(use in whole for use in (f"{own}.", f"({own})", f"({own}, "))
    ]
    return "\n".join([f"def {name}({subject}):", *known, whole])
