"""Explanations, the next question, what-if and how-far."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from knowledge.errors import InputError
from knowledge.rules import Rules
from knowledge.rules.advise import likeliest
from knowledge.rules.support import Need

DAY = date(2026, 6, 1)
NOBODY_ELSE: dict[str, Any] = {
    "members_complete": True,
    "household": {
        "region": "서울특별시 종로구", "housing_tenure": "monthly_rent", "deposit": 0, "monthly_rent": 400000,
        "home_value": 0, "other_real_estate": 0, "financial_assets": 0, "long_term_savings": 0, "debts": 0,
        "vehicles": [],
    },
    "members": [
        {
            "id": "a", "relation": "head", "birth_date": "1981-03-15", "spouse": None, "disability": "none",
            "student": "none", "earned_income": 600000, "business_income": 0, "property_income": 0,
            "transfer_income": 0, "pension_income": 0, "basic_pension_income": 0,
        }
    ],
}  # fmt: skip


def test_the_explanation_goes_down_to_facts_and_figures(rules: Rules) -> None:
    (tree,) = rules.explain(NOBODY_ELSE, "livelihood-benefit", DAY)
    income = tree["criteria"][0]
    assert income["formula"] == "소득인정액 <= 생계급여_선정기준[가구원수]"
    assert income["result"] is True
    recognised = next(value for value in income["values"] if value["id"] == "recognized_income")
    assert recognised["value"] == 420000
    names: list[str] = []
    waiting = [recognised]
    while waiting:
        one = waiting.pop()
        names.append(one["name"])
        waiting += one.get("values", [])
    assert {"근로소득_평가액", "근로소득", "근로·사업소득 공제율", "재산의_소득환산액", "기본재산액"} <= set(
        names
    )
    assert (tree["amount"]["min"], tree["amount"]["max"]) == (400556, 400556)


def test_a_figure_of_several_rows_is_as_sure_as_the_worst_of_them(rules: Rules) -> None:
    anybody = {**NOBODY_ELSE, "members_complete": False}
    waiting = [one for tree in rules.explain(anybody, "emergency-support", DAY) for one in tree["criteria"]]
    figures = []
    while waiting:
        one = waiting.pop()
        waiting += one.get("values", [])
        figures += [one] if one.get("name") == "긴급복지 금융재산 기준" else []
    assert {one["confidence"] for one in figures} == {"single"}


def test_what_would_happen_with_another_wage(rules: Rules) -> None:
    changes = rules.what_if(NOBODY_ELSE, {"members[0].earned_income": 1_500_000}, DAY, "livelihood-benefit")
    assert [(c["before"]["verdict"], c["after"]["verdict"]) for c in changes] == [("eligible", "ineligible")]


def test_what_if_follows_a_unit_whose_people_change(rules: Rules) -> None:
    child = {"id": "b", "relation": "child", "birth_date": "1990-01-01", "spouse": None}
    household = {**NOBODY_ELSE, "members": [*NOBODY_ELSE["members"], child]}
    apart = {"members[1].lives_with_household": False, "members[0].birth_date": "1950-01-01"}
    found = rules.what_if(household, apart, DAY)
    by_program = {change["program"]: change for change in found}
    assert by_program["livelihood-benefit"]["members"] == ["a"]
    pension = [change for change in found if change["program"] == "basic-pension"]
    assert ["a"] in [change["members"] for change in pension if change["before"] is None]


def test_what_if_presumes_nothing_where_it_is_told_so(rules: Rules) -> None:
    change = {"members[0].earned_income": 1_500_000}
    (found,) = rules.what_if(NOBODY_ELSE, change, DAY, "livelihood-benefit", strict=True)
    assert found["before"]["verdict"] == "unknown"


@pytest.mark.parametrize("path", ["members[3].earned_income", "members.earned_income", "__class__.x"])
def test_a_wrong_path_is_told(rules: Rules, path: str) -> None:
    with pytest.raises(InputError):
        rules.what_if(NOBODY_ELSE, {path: 1}, DAY)


def test_how_far_a_wage_may_rise(rules: Rules) -> None:
    far = rules.how_far(NOBODY_ELSE, "earned_income", "livelihood-benefit", "a", DAY)
    assert far["direction"] == "falls"
    for wage, verdict in ((far["limit"], "eligible"), (far["limit"] + 1, "ineligible")):
        member = NOBODY_ELSE["members"][0] | {"earned_income": wage}
        (got,) = rules.check(NOBODY_ELSE | {"members": [member]}, DAY, "livelihood-benefit")
        assert got["verdict"] == verdict


def test_what_has_no_influence_and_what_is_not_monotone(rules: Rules) -> None:
    assert rules.how_far(NOBODY_ELSE, "monthly_rent", "livelihood-benefit", None, DAY)["direction"] == "none"
    with pytest.raises(InputError, match="수로 적는 사실이 아닙니다"):
        rules.how_far(NOBODY_ELSE, "disability", "livelihood-benefit", "a", DAY)


def test_the_next_question_settles_what_is_open(rules: Rules) -> None:
    household = {
        **NOBODY_ELSE,
        "household": {k: v for k, v in NOBODY_ELSE["household"].items() if k != "financial_assets"},
    }
    question = rules.next_question(household, DAY, ["livelihood-benefit", "medical-benefit"])
    assert question is not None
    assert question["fact"] == "financial_assets"
    assert question["text"].endswith("?")


def test_needs_of_one_weight_are_asked_in_one_order() -> None:
    needs = [
        Need("debts"),
        Need("earned_income", "a"),
        Need("earned_income", "b"),
        Need("vehicles.value", None, 1),
    ]
    orders = {tuple(likeliest(dict.fromkeys(some, 7))) for some in permutations(needs)}
    assert orders == {tuple(needs)}
    assert likeliest({needs[0]: 1, needs[3]: 2})[0] == needs[3]


def test_asking_on_ends_in_a_verdict(rules: Rules) -> None:
    answers = {**NOBODY_ELSE["household"], **NOBODY_ELSE["members"][0]}
    household: dict[str, Any] = {"members": [{"id": "a", "relation": "head"}]}
    for _ in range(40):
        question = rules.next_question(household, DAY, "livelihood-benefit")
        if question is None:
            break
        name = question["fact"]
        if name == "members_complete":
            household["members_complete"] = True
        elif name in NOBODY_ELSE["household"]:
            household.setdefault("household", {})[name] = answers[name]
        else:
            household["members"][0][name] = answers[name]
    (got,) = rules.check(household, DAY, "livelihood-benefit")
    assert got["verdict"] == "eligible"
    assert got["missing"] == []


def test_what_somebody_does_not_know_is_not_asked_again(rules: Rules) -> None:
    alone = {"members_complete": True, "members": [{"id": "a", "relation": "head", "age": 40}]}
    skip: set[tuple[str, str | None]] = set()
    while question := rules.next_question(alone, DAY, "livelihood-benefit", skip=skip):
        assert (question["fact"], question["member"]) not in skip
        skip.add((question["fact"], question["member"]))
    assert len(skip) > 3
