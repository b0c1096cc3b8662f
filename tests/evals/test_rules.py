"""The evaluation of the rules: its households, its counts, and its command."""

from datetime import date
from random import Random

import pytest

from evals.rules import bounds, runner
from evals.rules.aimed import aimed, changes
from evals.rules.households import Maker, completed, without
from knowledge.rules import Rules

DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(Rules.load(), DAY)


def test_a_whole_household_is_read_and_a_part_of_it_keeps_its_people(maker: Maker) -> None:
    chance = Random(3)
    full = maker.full(chance)
    part = without(full, 0.5, chance)
    assert len(part["household"]) < len(full["household"])
    assert [m["id"] for m in part["members"]] == [m["id"] for m in full["members"]]
    filled = completed(part, maker.full(chance), full)
    assert set(filled["household"]) == set(full["household"])
    maker.rules.check(filled, DAY)


def test_what_is_settled_holds_whatever_is_filled_in(maker: Maker) -> None:
    found = bounds.Bounds()
    bounds.tried(maker, 0.2, 3, Random(5), found)
    assert found.settled
    assert 0 < found.left <= found.alike <= found.unknown
    assert not found.failures
    assert found.undecided == 0


MISSING = [{"fact": "birth_date", "member": "a"}, {"fact": "deposit", "member": None}]


def test_an_aimed_completion_changes_what_is_missing_alone(maker: Maker) -> None:
    chance = Random(7)
    whole = maker.full(chance)
    filled = aimed(maker, whole, MISSING, chance)
    maker.rules.check(filled, DAY)
    assert filled["household"] | {"deposit": 0} == whole["household"] | {"deposit": 0}
    first, *others = filled["members"]
    assert others == whole["members"][1:]
    assert first | {"birth_date": ""} == whole["members"][0] | {"birth_date": ""}


def test_an_aimed_completion_finds_the_ends_of_a_range(maker: Maker) -> None:
    whole = maker.full(Random(7))
    most = maker.rules.sources.facts.by_entity["household"]["deposit"].high
    for end in (0, most):
        assert changes(
            lambda household, end=end: str(household["household"]["deposit"] == end),
            maker, [whole], MISSING, 40, Random(1),
        )  # fmt: skip
    assert not changes(lambda _: "eligible", maker, [whole], MISSING, 40, Random(1))


def test_a_changed_verdict_is_noticed() -> None:
    found = bounds.Bounds()
    before = {"name": "가", "verdict": "eligible", "amount": None, "unpublished": []}
    bounds._compare(("x",), before, before | {"verdict": "ineligible"}, found)
    assert found.wrong == 1
    paid = {"won": None, "min": 10, "max": 20}
    before["amount"] = paid
    bounds._compare(("x",), before, before | {"amount": {"won": 21, "min": None, "max": None}}, found)
    assert [failure.got for failure in found.failures] == ["ineligible", "21원"]


def test_the_result_says_what_was_measured(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "COMPLETIONS", 1)
    result = runner.run(maker.rules, [], count=1, seed=1, day=DAY, config={})
    assert result.measure("unsound").value == 0
    assert result.measure("check.random.p50").value
    assert result.measure("cases").value is None
