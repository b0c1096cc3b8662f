"""Households that cannot be judged are set aside with a sentence; the others are judged."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from knowledge.rules import Rules
from knowledge.rules.columnar import Kernel

DAY = date(2026, 6, 1)


def judged(rules: Rules, households: dict[str, Any], members: dict[str, Any]) -> tuple[set[int], list[str]]:
    """Who was judged, and the problems of the others."""
    found, problems = Kernel(rules, DAY).judge(pl.DataFrame(households), pl.DataFrame(members))
    assert not set(found["household_id"].cast(pl.String)) & set(problems["household_id"])
    return set(found["household_id"]), problems["problem"].to_list()


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        ("earned_income", [-1, 5], "members.earned_income: '-1'"),
        ("birth_date", [date(1700, 1, 1), DAY], "members.birth_date: '1700-01-01'"),
        ("birth_date", [date(2030, 1, 1), DAY], "태어날 날이 너무 멉니다"),
        ("age", [131, 5], "members.age: 0~130"),
        ("disability", ["중증", "none"], "members.disability: '중증'"),
        ("statuses", [["모름"], []], "members.statuses: "),
        ("spouse", [9, 0], "members.spouse: 같은 가구에 없는"),
        ("parents", [[7], []], "members.parents: 같은 가구에 없는"),
    ],
)
def test_a_wrong_value_of_one_person(rules: Rules, column: str, values: list[Any], says: str) -> None:
    households = {"household_id": [1, 2]}
    members = {"household_id": [1, 2], "member_id": [1, 1], "relation": ["head", "head"], column: values}
    good, problems = judged(rules, households, members)
    assert good == {2}
    assert says in problems[0]


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        ("region", ["서울 어딘가", "서울특별시 종로구"], "household.region: "),
        ("deposit", [-5, 0], "household.deposit: '-5'"),
        ("recognized_income", [-1, 0], "stated.recognized_income: '-1'"),
        ("support_obligor", ["둘", "none"], "stated.support_obligor: '둘'"),
        ("household_size", [31, 1], "stated.household_size: '31'"),
        ("vehicles", [[{"value": 1}] * 21, []], "household.vehicles: 20대까지"),
    ],
)
def test_a_wrong_value_of_a_household(rules: Rules, column: str, values: list[Any], says: str) -> None:
    members = {"household_id": [1, 2], "member_id": [1, 1], "relation": ["head", "head"]}
    good, problems = judged(rules, {"household_id": [1, 2], column: values}, members)
    assert good == {2}
    assert says in problems[0]


def test_people_that_cannot_be_one_household(rules: Rules) -> None:
    members = {
        "household_id": [1, 1, 2, 2, 3, 4],
        "member_id": [1, 2, 1, 1, None, 1],
        "relation": ["head", "head", "head", "child", "head", "head"],
    }
    good, problems = judged(rules, {"household_id": [1, 2, 3, 4]}, members)
    assert good == {4}
    assert [problem.split(":")[0] for problem in problems] == [
        "members.relation",
        "members.member_id",
        "members.member_id",
    ]


def test_a_stated_value_that_its_parts_contradict(rules: Rules) -> None:
    households = {"household_id": [1, 2], "members_complete": [True, True], "household_size": [2, 1]}
    members = {"household_id": [1, 2], "member_id": [1, 1], "relation": ["head", "head"]}
    good, problems = judged(rules, households, members)
    assert good == {2}
    assert "household_size: 항목들로 계산한 값과 다릅니다" in problems[0]
