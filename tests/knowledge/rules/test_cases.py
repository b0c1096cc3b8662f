"""The worked cases beside the project, and the ones in the cards."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.cards.schema import CardTest
from knowledge.rules import Rules


def _found(determinations: list[dict[str, Any]], program: str, member: str | None) -> dict[str, Any]:
    fitting = [
        d for d in determinations if d["program"] == program and (not member or member in d["members"])
    ]
    assert fitting, f"{program}의 판정이 없습니다."
    return fitting[0]


def test_every_worked_case_comes_out_as_the_law_has_it(rules: Rules, shared: Path) -> None:
    path = shared / "cases" / "cases.yaml"
    if not path.is_file():
        pytest.skip(f"풀이한 사례가 없어 건너뜁니다: {path}")
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
    wrong, compared = [], 0
    for case in cases:
        determinations = rules.check(case["given"], as_of=date.fromisoformat(case["as_of"]))
        for expected in case["expect"]:
            compared += 1
            got = _found(determinations, expected["program"], expected["member"])
            if problem := _difference(got, expected):
                wrong.append(f"{case['id']} {expected['program']}: {problem}")
    assert compared
    assert not wrong, "\n".join(wrong)


def _difference(got: dict[str, Any], expected: dict[str, Any]) -> str | None:
    won = (got["amount"] or {}).get("won")
    want = (expected.get("amount") or {}).get("won")
    if got["verdict"] != expected["verdict"]:
        return f"{got['verdict']}, 기대 {expected['verdict']}"
    if want is not None and (won is None or abs(won - want) > expected["tolerance"]):
        return f"{won}원, 기대 {want}원"
    return None


def _card_tests() -> list[tuple[str, CardTest]]:
    rules = Rules.load()
    return [(name, test) for name, program in rules.sources.programs.items() for test in program.card.tests]


@pytest.mark.parametrize(
    ("program", "case"), [pytest.param(p, c, id=f"{p}: {c.name}") for p, c in _card_tests()]
)
def test_the_cases_in_the_cards(rules: Rules, program: str, case: CardTest) -> None:
    got = _found(rules.check(case.given, as_of=case.as_of, program=program), program, case.expect.member)
    assert got["verdict"] == case.expect.verdict, got["criteria"]
    if case.expect.amount is not None:
        assert abs(got["amount"]["won"] - case.expect.amount) <= case.expect.tolerance
    if case.expect.missing is not None:
        assert sorted({need["fact"] for need in got["missing"]}) == sorted(case.expect.missing)


def test_every_program_with_rules_has_a_case(rules: Rules) -> None:
    without = [name for name, program in rules.sources.programs.items() if not program.card.tests]
    assert not without
