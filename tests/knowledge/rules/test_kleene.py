"""Kleene's logic, aggregates over unknown and unlisted people, and unpublished figures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from knowledge.rules import Rules

DAY = date(2026, 6, 1)
T, F, U = True, False, None


def _one(pregnant: bool | None, works: bool | None) -> dict[str, Any]:
    facts = {name: value for name, value in (("pregnant", pregnant), ("works", works)) if value is not None}
    return {"members_complete": True, "members": [{"id": "a", "relation": "head", **facts}]}


@pytest.mark.parametrize(
    ("rule", "table"),
    [
        ("임신 and 취업", [T, F, U, F, F, F, U, F, U]),
        ("임신 or 취업", [T, T, T, T, F, U, T, U, U]),
        ("not 임신", [F, F, F, T, T, T, U, U, U]),
        ("취업 if 임신 else not 취업", [T, F, U, F, T, U, U, U, U]),
        ("참 if 임신 else 참", [T] * 9),
    ],
)
def test_truth_tables(decide: Callable[..., bool | None], rule: str, table: list[bool | None]) -> None:
    found = [decide(rule, _one(pregnant, works)) for pregnant in (T, F, U) for works in (T, F, U)]
    assert found == table


CLOSED = {
    "members_complete": True,
    "members": [
        {"id": "a", "relation": "head", "lives_with_household": True, "nationality": "korean", "military":
        False,
         "imprisoned": False, "earned_income": 500_000, "age": 40},
        {"id": "b", "relation": "child", "parents": ["a"], "spouse": None, "lives_with_household": True,
         "nationality": "korean", "military": False, "imprisoned": False, "age": 10},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "result", "open_result"),
    [
        ("하나라도(가구원, 나이 < 18)", T, T),
        ("하나라도(가구원, 나이 >= 65)", F, U),
        ("모두(가구원, 나이 < 60)", T, U),
        ("모두(가구원, 나이 < 18)", F, F),
        ("수(가구원) == 2", T, U),
        ("수(가구원, 신청인_관계 == '자녀') >= 1", T, T),
        ("합(가구원, 근로소득) >= 500000", T, T),
        ("합(가구원, 근로소득) <= 499999", F, F),
        ("합(가구원, 근로소득) <= 600000", U, U),
        ("최대(가구원, 나이) <= 40", T, U),
        ("합(가구원, 근로소득, 나이 >= 18) == 500000", T, U),
    ],
)
def test_an_open_list_never_says_no_too_early(
    decide: Callable[..., bool | None], rule: str, result: bool | None, open_result: bool | None
) -> None:
    assert decide(rule, CLOSED, "benefit_household") is result
    assert decide(rule, {**CLOSED, "members_complete": False}, "benefit_household") is open_result


def test_a_figure_that_is_not_published_is_unknown_unless_it_cannot_matter(rules: Rules) -> None:
    poor = {"household": {"home_value": 0, "deposit": 0, "other_real_estate": 0, "financial_assets": 0,
                          "long_term_savings": 0, "debts": 0, "vehicles": [], "region": "서울특별시 종로구"},
            "members_complete": True,
            "members": [{"id": "a", "earned_income": 0, "business_income": 0, "age": 40,
                         "property_income": 0, "transfer_income": 0, "pension_income": 0,
                         "basic_pension_income": 0, "disability": "none", "student": "none"}]}  # fmt: skip
    day = date(2027, 6, 1)
    (got,) = rules.check(poor, day, "livelihood-benefit")
    assert (got["verdict"], got["amount"]["won"], got["unpublished"]) == ("eligible", 875533, [])
    poor["household"]["financial_assets"] = 60_000_000  # type: ignore[call-overload]
    (got,) = rules.check(poor, day, "livelihood-benefit")
    assert got["verdict"] == "unknown"
    assert {"basic_property", "conversion_rate", "living_reserve"} <= set(got["unpublished"])
    assert got["confidence"] == "unsure"


@pytest.mark.parametrize(("percent", "verdict"), [(130, "unknown"), (1000, "ineligible")])
def test_a_ratio_that_is_not_published_may_be_above_every_known_one(
    rules: Rules, percent: int, verdict: str
) -> None:
    """2026 takes up to 120 % of the median income; what 2027 takes is not announced."""
    household = {
        "stated": {"median_ratio": percent},
        "members": [
            {"id": "a", "relation": "head", "age": 41, "disability": "mild"},
            {"id": "c", "relation": "child", "parents": ["a"], "age": 8, "disability": "none"},
        ],
        "members_complete": True,
    }
    (got,) = rules.check(household, date(2027, 6, 1), "language-development")
    assert got["verdict"] == verdict
