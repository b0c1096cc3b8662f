"""Published tables as cases: each line and each amount goes through the rules, a won above it too."""

import copy
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field

from evals.mutation.cases import Case
from knowledge.language.datafile import DataModel, read_data
from knowledge.rules.advise import changed

FOLDER = Path(__file__).with_name("published")
SIZE = "size"
Figure = int | date | Literal["eligible", "ineligible", "unknown"]


class PublishedTable(DataModel):
    """A table as a ministry prints it, and the household that is held against it.

    `values` are by day, then by each of `by`: `size` (people in the household; the first is `given`'s, the
    others are like `other`) or a place in the household's JSON (`household.region`, `members[0].ltc_grade`).
    A place whose value is a list is written as one (`'[near_poor]'`). A figure is the amount that is paid,
    in `unit` won, a verdict in words, or the day from which it is paid. With `limit` it is a limit: the fact
    of that place is set to it, and `edge` says whether the figure itself is still within (`at_most`) or not
    (`below`).
    """

    table: str
    source: str
    program: str
    given: dict[str, Any]
    other: dict[str, Any] = Field(default={})
    member: str | None = None
    limit: str | None = None
    edge: Literal["at_most", "below"] = "at_most"
    unit: int = 1
    tolerance: int = 0
    by: list[str] = Field(default=[])
    values: dict[date, Any]


class PublishedFile(DataModel):
    """A file of tables."""

    tables: list[PublishedTable]


def published_cases(folder: Path = FOLDER) -> list[Case]:
    """The cases of every table of a folder; `CatalogError` with file and line for a wrong one."""
    tables = [
        table for path in sorted(folder.glob("*.yaml")) for table in read_data(path, PublishedFile).tables
    ]
    return [case for table in tables for case in cases_of(table)]


def cases_of(table: PublishedTable) -> Iterator[Case]:
    """The cases of a table: two for a limit, one for an amount."""
    for day, values in table.values.items():
        for keys, figure in _leaves(values, len(table.by)):
            given = _household(table, keys)
            name = " ".join([table.table, day.isoformat(), *map(str, keys)])
            yield from _cases(table, name, day, given, figure)


def _cases(
    table: PublishedTable, name: str, day: date, given: dict[str, Any], figure: Figure
) -> Iterator[Case]:
    if isinstance(figure, date):
        yield Case(
            name, table.program, day, given, "eligible", member=table.member, pay_from=figure.isoformat()
        )
        return
    if isinstance(figure, str):
        yield Case(name, table.program, day, given, figure, member=table.member)
        return
    won = figure * table.unit
    if table.limit is None:
        yield Case(name, table.program, day, given, "eligible", won, table.tolerance, table.member)
        return
    last = won if table.edge == "at_most" else won - 1
    for value, verdict in ((last, "eligible"), (last + 1, "ineligible")):
        household = changed(given, {table.limit: value})
        yield Case(f"{name} {value}", table.program, day, household, verdict, member=table.member)


def _leaves(values: Any, depth: int, keys: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Figure]]:
    if len(keys) == depth:
        yield keys, values
        return
    for key, inner in values.items():
        yield from _leaves(inner, depth, (*keys, key))


def _household(table: PublishedTable, keys: tuple[Any, ...]) -> dict[str, Any]:
    found = copy.deepcopy(table.given)
    found.setdefault("members_complete", True)
    for place, key in zip(table.by, keys, strict=True):
        if place == SIZE:
            more = [{**table.other, "id": f"other{n}"} for n in range(len(found["members"]), key)]
            found["members"] += more
        else:
            listed = isinstance(key, str) and key.startswith("[")
            found = changed(found, {place: yaml.safe_load(key) if listed else key})
    return found
