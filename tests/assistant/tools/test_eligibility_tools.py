"""The tools: verdicts in the order that helps, and programs to link to with a reason each."""

from datetime import date
from typing import Any

import pytest

from assistant.tools.check_eligibility import certain, check_eligibility, in_helpful_order, nobody, worth
from assistant.tools.suggest_programs import Suggester
from knowledge.rules import Rules

DAY = date(2026, 11, 24)
ALONE: dict[str, Any] = {
    "members_complete": True,
    "household": {
        "region": "서울특별시 종로구", "housing_tenure": "monthly_rent",
        "deposit": 0, "monthly_rent": 300_000,
    },
    "stated": {"recognized_income": 300_000},
    "members": [{"id": "self", "relation": "head", "age": 78, "statuses": ["basic_pension"], "spouse": None}],
}  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.load()


@pytest.fixture(scope="module")
def suggester(rules: Rules) -> Suggester:
    names = {name: card.name for name, card in rules.catalog.programs.items()}
    return Suggester(names, rules.sources.programs, rules.catalog.exclusions)


def test_what_may_be_had_comes_first_by_its_worth(rules: Rules) -> None:
    found = in_helpful_order(check_eligibility(rules, ALONE, DAY))
    verdicts = [one["verdict"] for one in found]
    assert verdicts == sorted(verdicts, key=("eligible", "unknown", "ineligible").index)
    worths = [worth(one) for one in found if one["verdict"] == "eligible"]
    assert worths == sorted(worths, reverse=True)


def test_only_the_programs_that_are_named_are_checked(rules: Rules) -> None:
    found = check_eligibility(rules, ALONE, DAY, ["housing-benefit", "no-such-program"])
    assert {one["program"] for one in found} == {"housing-benefit"}


def test_a_yes_is_certain_only_where_nothing_is_assumed_or_left_to_officials(rules: Rules) -> None:
    (found,) = check_eligibility(rules, ALONE, DAY, ["livelihood-benefit"])
    assert found["verdict"] == "eligible"
    assert not certain(found)
    proven = {**found, "assumed": [], "not_modelled": [], "unpublished": [], "confidence": "law"}
    assert certain(proven)
    assert not certain({**proven, "confidence": "single"})


def test_what_is_had_already_or_refused_is_not_suggested(rules: Rules, suggester: Suggester) -> None:
    found = check_eligibility(rules, ALONE, DAY)
    events = ["basic-pension", "parent-benefit", "senior-discount"]
    linked = suggester.suggest(found, ALONE, {"livelihood-benefit"}, (events, set(events)), 50)
    programs = [one.program for one in linked]
    assert "basic-pension" not in programs  # had already
    assert "parent-benefit" not in programs  # nobody of that age
    assert "livelihood-benefit" not in programs  # shown already
    assert "housing-benefit" in programs
    assert all(one.reason for one in linked)
    assert not any(one.found and nobody(one.found) for one in linked)


def test_the_certain_comes_before_the_near(rules: Rules, suggester: Suggester) -> None:
    found = check_eligibility(rules, ALONE, DAY)
    linked = suggester.suggest(found, ALONE, set(), ([], set(rules.sources.programs)), 50)
    reasons = [one.reason for one in linked]
    assert reasons == sorted(reasons, key=("eligible", "near", "event").index)
