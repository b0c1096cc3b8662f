"""A program says the same where it is judged alone (advice, explanations) and where it is written out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.rules import Rules

DAY = date(2026, 6, 1)
WORDS = {True: "eligible", None: "unknown", False: "ineligible"}


@pytest.mark.parametrize("strict", [False, True])
def test_determinations_and_outcomes_agree(rules: Rules, strict: bool) -> None:
    households = [t.given for program in rules.sources.programs.values() for t in program.card.tests][::25]
    assert len(households) > 10
    for household in households:
        judge = rules.judge(household, DAY, strict)
        alone = [_outcome(judge, o) for program in rules.sources.programs for o in judge.outcomes(program)]
        assert [_written(d) for d in rules.check(household, DAY, strict=strict)] == alone


def test_every_criterion_is_shown_however_many_there_are(local: Callable[..., Path]) -> None:
    one = "  - {{id: c{0}, text: {0}원 이하, source: 조례, when: 근로소득 <= {0}}}\n"
    rules = Rules.load(
        extra_dirs=[local(("criteria:\n", "criteria:\n" + "".join(map(one.format, range(100)))))]
    )
    people = [{"id": "a", "relation": "head", "earned_income": 50}]
    (found,) = rules.check({"members": people}, DAY, "city-gift")
    assert [criterion["result"] for criterion in found["criteria"]] == [False] * 50 + [True] * 51


def _outcome(judge: Any, outcome: Any) -> tuple[Any, ...]:
    results = (
        [outcome.bounds(criterion) for criterion in outcome.compiled.criteria] if outcome.results else []
    )
    paid = judge.amount(outcome)
    return (
        outcome.program.id,
        WORDS[outcome.verdict],
        judge.band(outcome),
        paid and (min(paid), max(paid)),
        [True if low else None if high else False for low, high in results],
        judge.needs.shown(judge.lack(outcome)),
    )


def _written(found: dict[str, Any]) -> tuple[Any, ...]:
    paid = found["amount"] or {"won": None, "min": None, "max": None}
    bounds = (paid["min"], paid["max"]) if paid["won"] is None else (paid["won"], paid["won"])
    nobody = found["criteria"][0]["id"] == "applies_to"
    return (
        found["program"],
        found["verdict"],
        found["band"],
        None if bounds == (None, None) else bounds,
        [] if nobody else [criterion["result"] for criterion in found["criteria"]],
        found["missing"],
    )
