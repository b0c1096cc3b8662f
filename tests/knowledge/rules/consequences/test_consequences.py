"""What programs do to each other for one household, and what a held status opens."""

import copy
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from knowledge.cards.exclusions import ExclusionKind
from knowledge.rules import Rules
from knowledge.rules.consequences import Relations, Scenario, held_by

DAY = date(2026, 6, 1)
PROGRAMS = ("livelihood-benefit", "basic-pension")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.load()


@pytest.fixture(scope="module")
def relations(rules: Rules) -> Relations:
    return Relations.load(rules)


def old_person(name: str = "a", **more: Any) -> dict[str, Any]:
    none = dict.fromkeys(
        ["earned_income", "business_income", "property_income", "transfer_income", "pension_income"], 0
    )
    known = {"id": name, "relation": "head", "birth_date": "1955-03-02", "pension_type": "none"}
    return {**none, **known, "basic_pension_income": 0, "disability": "none", "student": "none", **more}


def household(*people: dict[str, Any]) -> dict[str, Any]:
    assets = dict.fromkeys(
        ["deposit", "home_value", "other_real_estate", "financial_assets", "long_term_savings", "debts"], 0
    )
    return {
        "members_complete": True,
        "household": {"region": "서울특별시 종로구", "housing_tenure": "free", "vehicles": [], **assets},
        "stated": {"support_obligor": "none"},
        "members": list(people),
    }


def determination(program: str, won: int | None, *members: str, **more: Any) -> dict[str, Any]:
    amount = {"won": won, "min": None, "max": None, "per": "month", "rounding": "verified"}
    found = {"program": program, "name": program, "members": list(members), "verdict": "eligible"}
    return {**found, "amount": amount, **more}


def test_a_pension_takes_from_the_livelihood_benefit_what_it_pays(rules: Rules, relations: Relations) -> None:
    alone = household(old_person(spouse=None))
    found = rules.check(alone, DAY, PROGRAMS)
    (scenario,) = relations.between(found, DAY)
    assert (scenario.id, scenario.kind, scenario.settled) == (
        "livelihood_basic_pension",
        ExclusionKind.REDUCES,
        True,
    )
    paid = next(d["amount"]["won"] for d in found if d["program"] == "basic-pension")
    receiving = copy.deepcopy(alone)
    receiving["members"][0]["basic_pension_income"] = paid
    (after,) = rules.check(receiving, DAY, "livelihood-benefit")
    (reduced,) = [effect for effect in scenario.effects if effect.program == "livelihood-benefit"]
    assert (reduced.before, reduced.after) == (820_556, after["amount"]["won"])
    assert scenario.difference == 0
    assert scenario.text
    assert f"월 {reduced.after:,}원으로 줄어" in scenario.text


def test_the_pensions_of_a_couple_are_taken_off_together(rules: Rules, relations: Relations) -> None:
    both = household(old_person(spouse="b"), old_person("b", relation="spouse", spouse="a"))
    found = rules.check(both, DAY, PROGRAMS)
    (scenario,) = relations.between(found, DAY)
    pensions = sum(d["amount"]["won"] for d in found if d["program"] == "basic-pension")
    effects = {effect.program: effect for effect in scenario.effects}
    assert effects["basic-pension"].before == pensions
    before, after = effects["livelihood-benefit"].before, effects["livelihood-benefit"].after
    assert before is not None
    assert after == max(before - pensions, 0)
    assert set(scenario.members) == {"a", "b"}


def test_what_is_received_already_is_not_taken_off_again(rules: Rules, relations: Relations) -> None:
    receiving = household(old_person(spouse=None, statuses=["basic_pension"], basic_pension_income=300_000))
    found = rules.check(receiving, DAY, PROGRAMS)
    (scenario,) = relations.between(found, DAY, held=set(held_by(receiving)))
    assert (scenario.text, scenario.difference) == (None, None)
    assert scenario.rule


def between(relations: Relations, *found: dict[str, Any]) -> list[Scenario]:
    return relations.between(found, DAY)


def test_of_two_that_exclude_each_other_the_better_one_is_told_by_how_much(relations: Relations) -> None:
    (scenario,) = between(
        relations,
        determination("national-employment-support", 600_000, "a"),
        determination("livelihood-benefit", 820_556, "a"),
    )
    assert (scenario.kind, scenario.better, scenario.difference) == (
        ExclusionKind.NOT_TOGETHER,
        "livelihood-benefit",
        220_556,
    )
    assert [(effect.before, effect.after) for effect in scenario.effects] == [
        (600_000, 0),
        (820_556, 820_556),
    ]
    assert scenario.text
    assert scenario.text.endswith("livelihood-benefit 쪽이 월 220,556원 많습니다.")


def test_equal_ones_have_no_better_side(relations: Relations) -> None:
    pair = [determination(p, 250_000, "a") for p in ("teen-parent", "single-parent-childcare")]
    (scenario,) = between(relations, *pair)
    assert (scenario.kind, scenario.better, scenario.difference) == (ExclusionKind.CHOOSE_ONE, None, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "unknown"},
        {"amount": None},
        {"amount": {"won": 300_000, "min": None, "max": None, "per": "day", "rounding": "verified"}},
        {"amount": {"won": None, "min": 1, "max": 2, "per": "month", "rounding": "verified"}},
        {"amount": {"won": 40, "min": None, "max": None, "per": "percent", "rounding": "verified"}},
    ],
)
def test_what_cannot_be_compared_is_told_by_its_rule_alone(
    relations: Relations, change: dict[str, Any]
) -> None:
    (scenario,) = between(
        relations,
        determination("national-employment-support", 600_000, "a", **change),
        determination("livelihood-benefit", 820_556, "a"),
    )
    assert (scenario.text, scenario.better, scenario.difference) == (None, None, None)
    assert "생계급여 수급자는 구직촉진수당을 받지 못합니다" in scenario.rule


def test_a_refused_program_and_one_of_another_person_meet_nothing(relations: Relations) -> None:
    first, other = "parent-benefit", "home-care-allowance"
    own = determination(first, 1_000_000, "a")
    assert between(relations, own, determination(other, 100_000, "a"))
    assert not between(relations, own, determination(other, 100_000, "b"))
    assert not between(relations, own, determination(other, 100_000, "a", verdict="ineligible"))


def test_what_goes_together_is_no_scenario(relations: Relations) -> None:
    pair = determination("child-allowance", 100_000, "a"), determination("parent-benefit", 1_000_000, "a")
    assert not between(relations, *pair)


def test_a_status_opens_programs_with_their_criterion_and_source(relations: Relations) -> None:
    opened = {one.program: one for one in relations.opened_by({"livelihood"}, DAY)}
    assert "energy-voucher" in opened
    voucher = opened["energy-voucher"]
    assert (voucher.statuses, bool(voucher.source)) == (("livelihood",), True)
    assert voucher.why.startswith("본인이 생계급여")
    assert "senior-jobs" not in opened
    assert not relations.opened_by((), DAY)


def _openings() -> Iterator[tuple[str, str, str]]:
    for opening in Relations.load(Rules.load()).data.opens:
        for status in opening.statuses:
            yield opening.program, opening.criterion, status


@pytest.mark.parametrize(("program", "criterion", "status"), list(_openings()))
def test_a_status_really_opens_what_the_file_says(
    rules: Rules, program: str, criterion: str, status: str
) -> None:
    """Some household of the card's own cases fails the criterion without the status and meets it with it."""

    def result(given: dict[str, Any], day: date, statuses: list[str]) -> list[Any]:
        changed = copy.deepcopy(given)
        for member in changed["members"]:
            member["statuses"] = statuses
        found = rules.check(changed, day, program)
        return [c["result"] for d in found for c in d["criteria"] if c["id"] == criterion]

    cases = [case for case in rules.sources.programs[program].card.tests if case.given.get("members")]
    assert any(
        False in result(case.given, case.as_of, []) and True in result(case.given, case.as_of, [status])
        for case in cases
    )
