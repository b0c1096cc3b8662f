"""What the columns cannot say is refused by name, never judged wrong."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from knowledge.errors import CatalogError
from knowledge.rules import Rules
from knowledge.rules.columnar.kernel import Kernel

DAY = date(2026, 6, 1)


def test_a_vehicle_beside_a_fact_of_a_person_is_refused_with_the_program(local: Callable[..., Path]) -> None:
    mixed = ("근로소득 <= 1000000", "합(자동차, 차량가액, 차량가액 > 근로소득) <= 1000000")
    kernel = Kernel(Rules.load(extra_dirs=[local(mixed)]), DAY)
    cars = [[{"value": 4_000_000}]]
    households = pl.DataFrame({"household_id": [1], "members_complete": [True], "vehicles": cars})
    members = pl.DataFrame(
        {"household_id": [1], "member_id": ["a"], "relation": ["head"], "earned_income": [0]}
    )
    with pytest.raises(CatalogError, match=r"우리시 선물.*자동차의 변수와 사람의 변수로 나누어"):
        kernel.judge(households, members)
