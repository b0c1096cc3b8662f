"""Rows of a file as the contract's household JSON, so that one of them can be looked at by `Rules.check`."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from knowledge.rules.columnar.arrange import HOUSEHOLD, MEMBER
from knowledge.rules.columnar.convert import NONE
from knowledge.rules.shape import Shape

_TOP = ("members_complete",)


def records(households: pl.DataFrame, members: pl.DataFrame, shape: Shape) -> Iterator[dict[str, Any]]:
    """The households of frames that `Kernel.judge` reads, in order, each with its `id`."""
    by_home: dict[str, list[dict[str, Any]]] = {}
    for row in members.iter_rows(named=True):
        by_home.setdefault(row[HOUSEHOLD], []).append(_member(row))
    stated = {*shape.asked["stated"], *shape.statable}
    for row in households.iter_rows(named=True):
        known = {
            name: _plain(value) for name, value in row.items() if value is not None and name != HOUSEHOLD
        }
        yield {
            "id": str(row[HOUSEHOLD]),
            **{name: known[name] for name in _TOP if name in known},
            "household": {n: v for n, v in known.items() if n not in stated and n not in _TOP},
            "stated": {n: v for n, v in known.items() if n in stated},
            "members": by_home.get(row[HOUSEHOLD], []),
        }


def _member(row: dict[str, Any]) -> dict[str, Any]:
    found = {name: _plain(value) for name, value in row.items() if value is not None and name != HOUSEHOLD}
    found["id"] = str(found.pop(MEMBER))
    if "spouse" in found:
        found["spouse"] = str(found["spouse"]) if found["spouse"] else None
    if "parents" in found:
        found["parents"] = [str(parent) for parent in found["parents"]]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if item is not None}
    if hasattr(value, "year"):
        return None if value.year == NONE else value
    return value
