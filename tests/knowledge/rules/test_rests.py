"""What a determination rests on: the worst of what was used, and what was taken for granted."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.rules import Rules
from knowledge.rules.rests import NOTHING, Assumptions, Rests, rank_bit

DAY = date(2026, 6, 1)
SECOND = """\
    when: 근로소득 <= 1000000
  - id: age
    text: 65세 이상이어야 합니다.
    source: 우리시 조례 제2조
    confidence: unsure
    when: 나이 >= 65
"""


def _one(income: int | None, age: int) -> dict[str, Any]:
    stated = {} if income is None else {"earned_income": income}
    return {"members_complete": True, "members": [{"id": "a", "relation": "head", "age": age} | stated]}


@pytest.fixture
def gift(local: Callable[..., Path]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    rules = Rules.load(
        extra_dirs=[
            local(
                ("    when: 근로소득 <= 1000000\n", SECOND),
                ("confidence: law\n", "confidence: law\namount: {per: in_kind}\n"),
            )
        ]
    )
    return lambda household: rules.check(household, DAY, "city-gift")[0]


def test_a_no_rests_on_the_criteria_that_are_not_met(gift: Callable[..., dict[str, Any]]) -> None:
    assert gift(_one(2_000_000, 70))["confidence"] == "verified"
    assert gift(_one(0, 40))["confidence"] == "unsure"
    assert gift(_one(0, 70))["confidence"] == "unsure"
    assert gift(_one(None, 70))["confidence"] == "unsure"


def test_a_benefit_in_kind_does_not_stand_on_a_no(gift: Callable[..., dict[str, Any]]) -> None:
    assert gift(_one(2_000_000, 70))["amount"] is None
    paid = gift(_one(0, 70))["amount"]
    assert paid == {"won": None, "min": None, "max": None, "per": "in_kind", "rounding": "verified"}


def test_who_was_presumed_to_belong_is_told(rules: Rules) -> None:
    members = [
        {"id": "a", "relation": "head", "age": 40, "spouse": None},
        {"id": "b", "relation": "child", "age": 10},
    ]
    household = {"members_complete": True, "members": members}
    (found,) = rules.check(household, DAY, "livelihood-benefit")
    assert "lives_with_household" in found["assumed"]
    members[1] |= {"lives_with_household": True, "military": False, "imprisoned": False}
    (found,) = rules.check(household, DAY, "livelihood-benefit")
    assert "lives_with_household" not in found["assumed"]


def test_bits_are_read_as_the_worst_rank_and_the_names() -> None:
    assumptions = Assumptions(["나", "가", "나"])
    assert assumptions.read(0) == ("verified", ())
    bits = rank_bit(1) | rank_bit(4) | assumptions.bits["나"] | assumptions.bits["가"]
    assert assumptions.read(bits) == ("unsure", ("가", "나"))


def test_what_two_rest_on_is_one_expression() -> None:
    one, other = Rests(2, frozenset([("m", 8)])), Rests(4, frozenset([("m", 16)]), frozenset(["t1"]))
    assert one.joined(other).code == "6 | m.assumed & 24 | t1"
    assert NOTHING.code == "0"
