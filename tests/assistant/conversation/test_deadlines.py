"""The day by which to apply, where the day it runs from is known."""

from datetime import date
from pathlib import Path

import pytest

from assistant.conversation.deadlines import Deadlines
from assistant.understanding.facts import Confidence, Fact
from knowledge.errors import CatalogError
from knowledge.records import Role

TODAY = date(2026, 11, 24)
NAMES = {"child-allowance": "아동수당", "parent-benefit": "부모급여", "unemployment-benefit": "구직급여"}
ABOUT = Fact("birth_date", "child1", "2026-11-15", Confidence.DOUBTFUL, approximate=True)
BORN = Fact("birth_date", "child1", "2026-11-03")


@pytest.fixture(scope="module")
def deadlines() -> Deadlines:
    return Deadlines()


def test_the_day_of_birth_is_the_first_of_sixty(deadlines: Deadlines) -> None:
    (due,) = deadlines.due({"child-allowance", "parent-benefit"}, [BORN], NAMES, TODAY, Role.CITIZEN)
    assert due.day == date(2027, 1, 1)
    assert due.text.startswith("아동수당·부모급여는 2027년 1월 1일까지")


@pytest.mark.parametrize(
    ("left", "last"),
    [
        ("2026-10-31", date(2027, 10, 31)),
        ("2027-02-28", date(2028, 2, 29)),  # from 1 March on, to the day before 1 March
        ("2028-02-28", date(2029, 2, 28)),  # from 29 February on; the next year has none
    ],
)
def test_twelve_months_run_from_the_day_after(deadlines: Deadlines, left: str, last: date) -> None:
    fact = Fact("unemployed_since", "self", left)
    (due,) = deadlines.due({"unemployment-benefit"}, [fact], NAMES, date.fromisoformat(left), Role.STAFF)
    assert due.day == last


@pytest.mark.parametrize(
    ("fact", "programs"),
    [
        (ABOUT, {"child-allowance"}),
        (Fact("birth_date", "child1", "2026-08-01"), {"child-allowance"}),
        (Fact("birth_date", "child1", "2018-05-06"), {"parent-benefit"}),
        (BORN, {"basic-pension"}),
    ],
)  # fmt: skip
def test_no_day_is_told_that_is_not_sure_or_over(
    deadlines: Deadlines, fact: Fact, programs: set[str]
) -> None:
    assert deadlines.due(programs, [fact], NAMES, TODAY, Role.CITIZEN) == []


def test_a_deadline_has_one_length(tmp_path: Path) -> None:
    file = tmp_path / "deadlines.yaml"
    file.write_text(
        "- {programs: [a], fact: b, days: 1, months: 1, source: c, text: {citizen: d, staff: e}}\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogError, match="하나만"):
        Deadlines(file)
