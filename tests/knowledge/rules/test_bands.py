"""The bands of semi-automatic decision at their edges, for one household and for many at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars
import pytest

from knowledge.errors import CatalogError
from knowledge.rules import Rules
from knowledge.rules.columnar import Kernel

DAY = date(2026, 6, 1)
RULE = "    when: 근로소득 <= 1000000\n"
BAND = "    band: {clear: 70, far_over: 150}\n"


@pytest.mark.parametrize(
    ("operator", "bands"),
    [
        ("<=", ["clear", "near", "near", "over", "over", "far_over"]),
        ("<", ["clear", "near", "over", "over", "over", "far_over"]),
    ],
)
def test_the_limit_itself_is_over_where_less_is_asked(
    local: Callable[..., Path], operator: str, bands: list[str]
) -> None:
    rules = Rules.load(extra_dirs=[local((RULE, RULE.replace("<=", operator) + BAND))])
    incomes = [700_000, 700_001, 1_000_000, 1_000_001, 1_500_000, 1_500_001]
    found = [
        rules.check({"members": [{"id": "a", "earned_income": income}]}, DAY, "city-gift")[0]["band"]
        for income in incomes
    ]
    homes = polars.DataFrame({"household_id": range(6), "members_complete": [True] * 6})
    people = polars.DataFrame(
        {
            "household_id": range(6),
            "member_id": ["a"] * 6,
            "relation": ["head"] * 6,
            "earned_income": incomes,
        }
    )
    results, _ = Kernel(rules, DAY).judge(homes, people)
    many = results.filter(polars.col("program") == "city-gift").sort("household_id")["band"].to_list()
    assert found == many == bands


def test_an_open_income_has_no_band_unless_all_it_may_be_share_one(local: Callable[..., Path]) -> None:
    rules = Rules.load(extra_dirs=[local((RULE, RULE + BAND))])
    (found,) = rules.check({"members": [{"id": "a"}]}, DAY, "city-gift")
    assert (found["verdict"], found["band"]) == ("unknown", None)


@pytest.mark.parametrize(
    "rule",
    ["임신 or 근로소득 <= 1000000", "1000000 >= 근로소득", "근로소득 == 1000000", "0 <= 근로소득 <= 1000000"],
)
def test_a_band_needs_a_limit_on_the_right(local: Callable[..., Path], rule: str) -> None:
    folder = local((RULE, f"    when: {rule}\n{BAND}"))
    with pytest.raises(CatalogError, match="band는 '왼쪽 <= 오른쪽'") as error:
        Rules.load(extra_dirs=[folder]).snapshot(DAY)
    assert error.value.line
