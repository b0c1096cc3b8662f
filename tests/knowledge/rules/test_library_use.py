"""What docs/rules.md says of `Rules` in a program of one's own holds as it stands there."""

import copy
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.rules import HouseholdError, Rules

DOCUMENT = Path(__file__).parents[3] / "docs" / "rules.md"
KEYS = [
    "program", "name", "unit", "members", "verdict", "band", "amount", "pay_from", "criteria", "missing",
    "amount_missing", "unpublished", "assumed", "not_modelled", "confidence", "definitions",
]  # fmt: skip


@pytest.fixture(scope="module")
def documented() -> dict[str, Any]:
    """The names that the documented program leaves behind."""
    text = DOCUMENT.read_text(encoding="utf-8").split("## 라이브러리로 쓰기", 1)[1]
    program = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert program
    names: dict[str, Any] = {}
    exec(program[1], names)
    return names


def test_the_documented_program_runs_and_says_what_it_says(documented: dict[str, Any]) -> None:
    found = documented["found"]
    assert (found["verdict"], found["amount"]["won"]) == ("eligible", 320556)
    assert (found["amount"]["min"], found["amount"]["max"], found["amount"]["per"]) == (None, None, "month")


def test_a_determination_has_the_documented_keys(documented: dict[str, Any]) -> None:
    found = documented["found"]
    assert list(found) == KEYS
    assert {tuple(criterion) for criterion in found["criteria"]} == {
        ("id", "text", "result", "left", "right", "source")
    }
    income = found["criteria"][0]
    assert (income["left"], income["right"]) == (500000, 820556)
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"`{key}`" in text for key in KEYS)


def test_mistakes_come_as_lines(rules: Rules) -> None:
    with pytest.raises(HouseholdError) as error:
        rules.check({"members": [{"birth_date": "2026-13-01"}]})
    (line,) = error.value.problems
    assert line.startswith("members[0].birth_date: '2026-13-01'은(는) 날짜가 아닙니다.")


def test_a_household_is_left_as_it_was(rules: Rules, documented: dict[str, Any]) -> None:
    household = documented["household"]
    before = copy.deepcopy(household)
    calls: list[Callable[[], Any]] = [
        lambda: rules.check(household, date(2026, 6, 1)),
        lambda: rules.next_question(household, date(2026, 6, 1)),
        lambda: rules.what_if(household, {"stated.recognized_income": 0}, date(2026, 6, 1)),
    ]
    for call in calls:
        call()
        assert household == before


def test_a_ratio_is_stated_in_percent(rules: Rules) -> None:
    run, snapshot = rules.run({"stated": {"median_ratio": 50}}, date(2026, 6, 1))
    variable = rules.sources.variables["median_ratio"]
    low, high, _ = run.given[variable.index]
    assert low == high
    assert low / snapshot.value_type(variable).scale == 0.5
