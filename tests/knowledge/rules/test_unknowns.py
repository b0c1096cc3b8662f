"""Unknown is not no: whatever is settled with facts unknown stays so, whatever they turn out to be."""

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from knowledge.rules import Rules

QUIET = (HealthCheck.function_scoped_fixture,)
# A seed has no simpler seed: shrinking would only take time.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
DAYS = (date(2024, 12, 31), date(2025, 1, 1), date(2026, 6, 1), date(2027, 6, 1))
MONEY = (0, 1, 300_000, 600_000, 1_160_000, 3_000_000)
ASSETS = (0, 1, 5_000_000, 53_000_001, 99_000_000, 300_000_000)
VALUES: dict[str, tuple[Any, ...]] = {
    "housing_tenure": ("own", "jeonse", "monthly_rent", "free"),
    "deposit": ASSETS, "monthly_rent": MONEY, "home_value": ASSETS, "other_real_estate": ASSETS,
    "financial_assets": ASSETS, "long_term_savings": ASSETS, "debts": ASSETS,
    "region": ("서울특별시 종로구", "경기도 수원시", "대전광역시 서구", "전라남도 해남군"),
    "vehicles": (
        [], [{"value": 4_500_000, "engine_cc": 1999, "age_years": 12, "kind": "passenger", "seats": 5,
              "size_class": "medium", "for_livelihood": False, "for_disabled": False}],
    ),
}  # fmt: skip
MEMBER: dict[str, tuple[Any, ...]] = {
    "birth_date": ("1950-02-28", "1961-06-01", "1991-06-02", "1996-03-15", "2010-12-31"),
    "disability": ("none", "mild", "severe"), "student": ("none", "high", "university"),
    "earned_income": MONEY, "business_income": MONEY, "property_income": MONEY, "transfer_income": MONEY,
    "pension_income": MONEY, "basic_pension_income": MONEY, "statuses": ([], ["livelihood"]),
    "pension_type": ("none", "national_old_age", "occupational"), "national_pension_a_amount": (0, 250_000),
    "employment_type": ("none", "regular", "daily"), "lives_with_household": (True, False),
    "military": (True, False), "imprisoned": (False, True), "nationality": ("korean", "other"),
    "overseas_stay_days": (0, 59, 60),
}  # fmt: skip
STATED: dict[str, tuple[Any, ...]] = {
    "obligor_income_year": ASSETS, "obligor_property": ASSETS, "obligor_household_size": (1, 3),
    "obligor_net_income": MONEY,
}  # fmt: skip
SHAPES = (
    [{"id": "a", "relation": "head", "spouse": None, "parents": []}],
    [
        {"id": "a", "relation": "head", "spouse": "b", "parents": []},
        {"id": "b", "relation": "spouse", "spouse": "a", "parents": []},
    ],
    [
        {"id": "a", "relation": "head", "spouse": None, "parents": ["c"]},
        {"id": "b", "relation": "child", "spouse": None, "parents": ["a"]},
        {"id": "c", "relation": "parent", "spouse": None, "parents": []},
    ],
)


def _full(chance: random.Random) -> dict[str, Any]:
    """A household with everything stated."""

    def pick(values: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
        return {name: chance.choice(options) for name, options in values.items()}

    members = [dict(member) | pick(MEMBER) for member in chance.choice(SHAPES)]
    return {"members_complete": True, "household": pick(VALUES), "stated": pick(STATED), "members": members}


def _without(full: dict[str, Any], chance: random.Random, share: float) -> dict[str, Any]:
    """The household with a share of its facts not stated."""

    def keep(data: dict[str, Any], always: tuple[str, ...] = ()) -> dict[str, Any]:
        return {k: v for k, v in data.items() if k in always or chance.random() >= share}

    links = ("id", "relation", "spouse", "parents")
    return {
        "members_complete": True,
        "household": keep(full["household"]),
        "stated": keep(full["stated"]),
        "members": [keep(member, links) for member in full["members"]],
    }


def _completed(partial: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    other = _full(chance)
    filled = [
        {name: chance.choice(options) for name, options in MEMBER.items()} | member
        for member in partial["members"]
    ]
    return {
        "members_complete": True,
        "household": other["household"] | partial["household"],
        "stated": other["stated"] | partial["stated"],
        "members": filled,
    }


PROGRAMS = ("livelihood-benefit", "medical-benefit", "housing-benefit", "basic-pension")
"""Those whose facts are all among the values above."""


def _verdicts(rules: Rules, household: dict[str, Any], day: date) -> dict[tuple[str, ...], dict[str, Any]]:
    found = rules.check(household, day, PROGRAMS, strict=True)
    return {(d["program"], *d["members"]): d for d in found}


@settings(max_examples=25, suppress_health_check=QUIET, phases=PHASES)
@given(seed=st.integers(0, 10**9), share=st.sampled_from([0.05, 0.1, 0.3]), day=st.sampled_from(DAYS))
def test_a_settled_verdict_survives_every_completion(
    rules: Rules, seed: int, share: float, day: date
) -> None:
    chance = random.Random(seed)
    partial = _without(_full(chance), chance, share)
    settled = _verdicts(rules, partial, day)
    for _ in range(100):
        complete = _verdicts(rules, _completed(partial, chance), day)
        for key, before in settled.items():
            after = complete.get(key)
            if after is None or before["verdict"] == "unknown":
                continue
            assert after["verdict"] == before["verdict"], (key, partial)
            if before["amount"] and before["amount"]["won"] is not None and after["amount"]:
                assert after["amount"]["won"] == before["amount"]["won"], (key, partial)
            elif before["amount"] and before["amount"]["min"] is not None and after["amount"]:
                won = after["amount"]["won"]
                assert won is None or before["amount"]["min"] <= won <= before["amount"]["max"], (
                    key,
                    partial,
                )


@settings(max_examples=40, suppress_health_check=QUIET, phases=PHASES)
@given(seed=st.integers(0, 10**9))
def test_with_everything_stated_everything_is_decided(rules: Rules, seed: int) -> None:
    for d in _verdicts(rules, _full(random.Random(seed)), date(2026, 6, 1)).values():
        assert d["verdict"] != "unknown"
        assert d["missing"] == []
        assert d["assumed"] == []


@settings(max_examples=40, suppress_health_check=QUIET, phases=PHASES)
@given(seed=st.integers(0, 10**9))
def test_an_unknown_verdict_says_what_is_missing(rules: Rules, seed: int) -> None:
    chance = random.Random(seed)
    for d in _verdicts(rules, _without(_full(chance), chance, 0.3), date(2026, 6, 1)).values():
        assert bool(d["missing"]) == (d["verdict"] == "unknown")


LINES = [(year, size) for year in (2024, 2025, 2026, 2027) for size in (1, 4, 7, 8, 10)]


@pytest.mark.parametrize(("year", "size"), LINES)
def test_the_line_is_included_and_one_won_more_is_not(rules: Rules, year: int, size: int) -> None:
    figures = rules.catalog.parameters["medical_line"].on(date(year, 6, 1))
    assert figures
    rows = {key[0]: int(figure.value) for key, figure in figures.figures.items()}
    line = rows[str(size)] if str(size) in rows else rows["8"] + (size - 8) * rows["extra"]
    for income, verdict in ((line, "eligible"), (line + 1, "ineligible")):
        household = {
            "stated": {"recognized_income": income, "household_size": size, "support_obligor": "none"},
            "household": {"household_size": size},
        }
        (got,) = rules.check(household, date(year, 6, 1), "medical-benefit")
        assert got["verdict"] == verdict
        assert got["criteria"][0]["right"] == line


@pytest.mark.parametrize(
    "others",
    [[{"id": "b"}], [{"id": "b", "relation": "parent"}, {"id": "c", "relation": "parent"}]],
    ids=["no relation said", "two parents who may be a couple"],
)
def test_who_people_are_to_each_other_may_be_open(rules: Rules, others: list[dict[str, Any]]) -> None:
    people = [{"id": "a", "relation": "head", "birth_date": "1990-01-01"}, *others]
    found = rules.check({"members": people, "members_complete": True}, date(2026, 6, 1), strict=True)
    assert {program["program"] for program in found} == set(rules.sources.programs)
    asked = [need for program in found for need in program["missing"]]
    assert {"fact": "parents", "member": "b"} in [{k: n[k] for k in ("fact", "member")} for n in asked]
