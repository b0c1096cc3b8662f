"""Rows of households, people, pairs and vehicles: repeating and gathering by slices."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rules.columnar.geometry import Geometry
from knowledge.rules.columnar.tape import Table

SIZES = st.lists(st.integers(1, 6), min_size=1, max_size=12).map(lambda sizes: sorted(sizes, reverse=True))
PICK = {"any": any, "sum": sum, "max": max}


def geometry(sizes: list[int], owners: list[int]) -> Geometry:
    """The geometry of households of these sizes."""
    return Geometry(np.array(sizes), np.array(owners, np.int64))


def homes(sizes: list[int]) -> list[int]:
    """The household of each person."""
    return [home for home, size in enumerate(sizes) for _ in range(size)]


@pytest.mark.parametrize("how", ["any", "sum", "max"])
@given(SIZES, st.data())
def test_gathering_people_of_a_household(how: str, sizes: list[int], data: st.DataObject) -> None:
    values = data.draw(st.lists(st.integers(0, 3), min_size=sum(sizes), max_size=sum(sizes)))
    column = pl.Series(values, dtype=pl.Int64)
    found = geometry(sizes, []).gather(column > 1 if how == "any" else column, how, Table.PERSON)
    own = [[v for v, home in zip(values, homes(sizes), strict=True) if home == n] for n in range(len(sizes))]
    assert found.to_list() == [any(v > 1 for v in o) if how == "any" else PICK[how](o) for o in own]


@given(SIZES)
def test_pairs_are_all_people_of_a_household_with_each_other(sizes: list[int]) -> None:
    shape = geometry(sizes, [])
    people = pl.Series(range(sum(sizes)), dtype=pl.Int64)
    anchors, items = (shape.move(people, Table.PAIR, way).to_list() for way in ("anchor", "item"))
    home = homes(sizes)
    expected = {(a, b) for a in people for b in people if home[a] == home[b]}
    assert set(zip(anchors, items, strict=True)) == expected
    assert len(anchors) == len(expected) == shape.lengths[Table.PAIR]
    counts = shape.gather(pl.Series([1] * len(anchors), dtype=pl.Int64), "sum", Table.PAIR)
    assert counts.to_list() == [sizes[h] for h in home]


@pytest.mark.parametrize("how", ["any", "sum", "max"])
@given(st.lists(st.integers(0, 4), max_size=8).map(sorted))
def test_households_without_vehicles_gather_nothing(how: str, owners: list[int]) -> None:
    shape = geometry([1] * 5, owners)
    column = pl.Series([2] * len(owners), dtype=pl.Int64)
    found = shape.gather(column > 0 if how == "any" else column, how, Table.VEHICLE).to_list()
    counts = [owners.count(home) for home in range(5)]
    having = [c > 0 for c in counts]
    expected = {"any": having, "sum": [2 * c for c in counts], "max": [2 * one for one in having]}
    assert found == expected[how]
