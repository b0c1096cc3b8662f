"""Rules made wrong on purpose: every edit is one edit, and a case notices it or is listed as missing."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evals.mutation import runner
from evals.mutation.cases import Case, card_cases, read_cases
from evals.mutation.edits import Kind, edits
from evals.mutation.kill import Killers
from evals.mutation.mutants import Mutant, mistyped, mutants
from knowledge.errors import InputError
from knowledge.rules import Rules
from knowledge.rules.lang import Origin, parse

LINE = "소득인정액 <= 생계급여_선정기준[가구원수]"


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.load()


@pytest.fixture(scope="module")
def every(rules: Rules) -> list[Mutant]:
    return list(mutants(rules))


def at_the_line(income: int, verdict: str) -> Case:
    member = {"id": "a", "relation": "head", "birth_date": "1981-03-15"}
    stated = {"recognized_income": income, "support_obligor": "none"}
    given = {"stated": stated, "members_complete": True, "members": [member]}
    return Case(f"{income}", "livelihood-benefit", date(2026, 6, 1), given, verdict)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("나이 <= 나이", {("comparison", "나이 < 나이"), ("ordering", "나이 >= 나이")}),
        ("학생 == '아님'", {("comparison", "학생 != '아님'")}),
        ("학생 in ['아님']", {("comparison", "학생 not in ['아님']")}),
        ("max(나이, 0)", {("ordering", "min(나이, 0)"), ("figure", "max(나이, 1)")}),
        ("나이 if 임신 else 개월", {("ordering", "개월 if 임신 else 나이")}),
        ("나이 // 12", {("figure", "나이 // 13"), ("figure", "나이 // 11")}),
        ("표['1']", set()),
    ],
)
def test_each_edit_changes_one_thing(rule: str, expected: set[tuple[str, str]]) -> None:
    expression = parse(rule, Origin(Path("x.yaml"), 1, "식"))
    assert {(kind.value, text) for kind, text in edits(expression)} == expected


@pytest.mark.parametrize(
    ("value", "others"), [("32", "42 22 33 31"), ("4.17", "5.17 3.17 4.27 4.07 4.18 4.16")]
)
def test_a_mistyped_figure_differs_in_one_digit(value: str, others: str) -> None:
    assert [str(other) for other in mistyped(Decimal(value))] == others.split()
    assert Decimal(10) not in set(mistyped(Decimal(99)))


def test_cards_variables_units_and_figures_are_all_edited(every: list[Mutant]) -> None:
    folders = {mutant.path.parts[-2] for mutant in every}
    assert folders == {"programs", "variables", "catalog", "parameters"}
    assert set(Counter(mutant.kind for mutant in every)) == set(Kind)
    assert all(mutant.programs and mutant.line for mutant in every)


def test_whom_to_look_at_is_only_turned_round(every: list[Mutant]) -> None:
    kinds = {mutant.kind for mutant in every if mutant.what.endswith(("applies_to", "candidates"))}
    assert kinds == {Kind.ORDERING}


def test_a_case_at_the_line_notices_less_than_for_at_most(rules: Rules, every: list[Mutant]) -> None:
    (mutant,) = (m for m in every if m.before == LINE and m.kind is Kind.COMPARISON)
    at, above = at_the_line(820_556, "eligible"), at_the_line(820_557, "ineligible")
    assert Killers(rules, [above]).fate(mutant).case is None
    assert Killers(rules, [above, at]).fate(mutant).case == "820556"


def test_a_figure_is_noticed_through_the_rules_that_read_it(rules: Rules, every: list[Mutant]) -> None:
    own = [m for m in every if m.what == "수치 '생계급여 선정기준'" and m.before.startswith("[1] 2026")]
    killers = Killers(rules, [at_the_line(820_556, "eligible"), at_the_line(820_557, "ineligible")])
    assert own
    assert all(killers.fate(mutant).case for mutant in own)


def test_the_rules_themselves_stay_as_they_were(rules: Rules, every: list[Mutant]) -> None:
    case = at_the_line(820_556, "eligible")
    for mutant in [m for m in every if m.before == LINE]:
        Killers(rules, [case]).fate(mutant)
    assert Killers(rules, [case]).broken() == []


def test_what_the_language_refuses_is_not_counted(rules: Rules, every: list[Mutant]) -> None:
    rent = next(m for m in every if m.what == "변수 '적용_기준임대료'" and "min(가구원수 - 6, 0)" in m.after)
    case = next(case for case in card_cases(rules) if case.program == "housing-benefit")
    fate = Killers(rules, [case]).fate(rent)
    assert (fate.refused, fate.case) == (True, None)


def test_a_draw_is_the_same_for_the_same_seed_and_repeats_nothing(every: list[Mutant]) -> None:
    first, again, other = (
        [next(drawn) for _ in range(60)]
        for drawn in (runner.drawn(every, Kind.FIGURE, seed) for seed in (1, 1, 2))
    )
    assert first == again != other
    assert len({id(mutant) for mutant in first}) == 60


def test_a_run_lists_what_nobody_noticed(rules: Rules) -> None:
    result = runner.run(rules, [at_the_line(820_556, "eligible")], count=6, seed=1, config={})
    assert result.measure("killed").n == 6
    assert [result.measure(f"killed.{kind.value}").n for kind in Kind] == [2, 2, 2]
    killed = round((result.measure("killed").value or 0) * 6)
    assert len(result.failures) == 6 - killed


def test_a_case_that_fails_by_itself_stops_the_run(rules: Rules) -> None:
    with pytest.raises(InputError, match="먼저 고쳐"):
        runner.run(rules, [at_the_line(820_557, "eligible")], count=3, seed=1, config={})


def test_the_cases_of_the_cards_are_read(rules: Rules) -> None:
    cases = list(card_cases(rules))
    assert len(cases) == sum(len(p.card.tests) for p in rules.sources.programs.values())


def test_a_file_of_cases_is_read_or_told(tmp_path: Path, shared: Path) -> None:
    assert read_cases(shared / "cases" / "cases.yaml")
    path = tmp_path / "x.yaml"
    path.write_text("cases: [{id: a}]", encoding="utf-8")
    with pytest.raises(InputError, match="풀이한 사례의 파일이 아닙니다"):
        read_cases(path)
