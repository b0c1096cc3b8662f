"""`ieum check`: the contract's JSON, what a person reads, and every mistake by its path."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from connectors.cli import check as command
from connectors.clock import today
from knowledge.rules import Rules

DAY = "2026-06-01"
LIVELIHOOD = ("--program", "livelihood-benefit", "--as-of", DAY)
HOUSEHOLD: dict[str, Any] = {
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


@pytest.fixture(scope="module", autouse=True)
def _rules_once() -> Any:
    """The rules are read and compiled once for all commands of this file."""
    with pytest.MonkeyPatch.context() as patch:
        load = cache(lambda extra_dirs: Rules.load(extra_dirs=extra_dirs))
        patch.setattr(command, "load_rules", load)
        yield


@pytest.fixture
def given(write: Callable[[str, str], Path]) -> Callable[..., Path]:
    """Writes a household."""

    def to(household: Any = HOUSEHOLD, name: str = "가구.json") -> Path:
        return write(name, json.dumps(household, ensure_ascii=False))

    return to


def without(name: str) -> dict[str, Any]:
    return {**HOUSEHOLD, "household": {k: v for k, v in HOUSEHOLD["household"].items() if k != name}}


def test_json_is_the_contract_alone(ieum, given) -> None:
    ran = ieum("check", given(), "--as-of", DAY, "--json")
    (found,) = ran.objects
    assert (ran.status, ran.err) == (0, "")
    assert list(found) == ["as_of", "determinations", "next_question"]
    assert found["as_of"] == DAY
    one = next(d for d in found["determinations"] if d["program"] == "livelihood-benefit")
    assert {"name", "unit", "members", "verdict", "band", "amount", "pay_from", "criteria"} <= set(one)
    assert {"missing", "assumed", "not_modelled", "confidence", "definitions"} <= set(one)
    assert (one["verdict"], one["amount"]["won"]) == ("eligible", 400556)


def test_the_day_is_the_one_asked_for_then_the_households_then_today(ieum, given) -> None:
    path = given({**HOUSEHOLD, "as_of": "2025-03-01"})
    days = [
        ieum("check", place, *options, "--json", "--program", "livelihood-benefit").objects[0]["as_of"]
        for place, options in ((path, ["--as-of", DAY]), (path, []), (given(name="나.json"), []))
    ]
    assert days[:2] == [DAY, "2025-03-01"]
    assert date.fromisoformat(days[2]) == today()


def test_programs_are_named_by_id_or_name(ieum, given) -> None:
    ran = ieum("check", given(), "--program", "생계급여", "--program", "housing-benefit", "--json")
    assert [d["program"] for d in ran.objects[0]["determinations"]] == [
        "livelihood-benefit",
        "housing-benefit",
    ]


def test_strict_presumes_nothing(ieum, given) -> None:
    loose, strict = (
        ieum("check", given(), *LIVELIHOOD, "--json", *more).objects[0]["determinations"][0]
        for more in ([], ["--strict"])
    )
    assert (loose["verdict"], loose["assumed"] != []) == ("eligible", True)
    assert (strict["verdict"], strict["assumed"]) == ("unknown", [])


def test_a_list_gives_an_object_a_line_with_its_id(ieum, write) -> None:
    lines = [{"id": "첫", **HOUSEHOLD}, {"id": "둘", "as_of": "2025-01-01", **without("financial_assets")}]
    path = write("가구.jsonl", "\n\n".join(json.dumps(line) for line in lines))
    ran = ieum("check", "--households", path, "--program", "livelihood-benefit", "--json")
    first, second = ran.objects
    assert [(one["id"], list(one)) for one in (first, second)] == [
        (name, ["id", "as_of", "determinations", "next_question"]) for name in ("첫", "둘")
    ]
    assert second["as_of"] == "2025-01-01"
    assert second["next_question"]["fact"] == "financial_assets"


@pytest.mark.parametrize(
    ("household", "lines"),
    [
        (
            {"members": [{"birth_date": "2026-13-01"}, {"earned_incom": 1}], "household": {"debts": "x"}},
            ["household.debts:", "members[0].birth_date:", "members[1].earned_incom:"],
        ),
        ({"as_of": "내일", "membres": []}, ["as_of:", "membres:"]),
        ({"household": {"deposit": "a\nb\u001b[31m"}}, ["household.deposit: 'a b [31m'"]),
    ],
)
def test_every_mistake_is_one_line_with_its_path(ieum, given, household: Any, lines: list[str]) -> None:
    ran = ieum("check", given(household), "--json")
    found = ran.err.splitlines()
    assert (ran.status, ran.out) == (2, "")
    assert len(found) == len(lines), found
    for line in lines:
        assert any(one.startswith(line) for one in found), found


def test_a_wrong_household_of_a_list_stops_all_of_them(ieum, write) -> None:
    lines = [{"id": "가", **HOUSEHOLD}, {"id": "나", "members": [{"age": -1}]}, {"id": "다", "memmbers": []}]
    path = write("가구.jsonl", "\n".join(json.dumps(line) for line in lines))
    ran = ieum("check", "--households", path, "--json")
    assert (ran.status, ran.out) == (2, "")
    second, third = ran.err.splitlines()
    assert second.startswith(f"{path}:2: members[0].age:")
    assert third.startswith(f"{path}:3: memmbers:")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "JSON이 아닙니다(1번째 줄"),
        ('{"members": [}', "JSON이 아닙니다(1번째 줄 14번째 글자)"),
        ("[" * 100_000, "JSON으로 읽을 수 없습니다"),
        ("[1]", "가구 하나를 {…}로 적어 주세요."),
        ('{"household": {"deposit": 1, "deposit": 2}}', "deposit: 한 묶음 안에 두 번"),
        ('{"household": {"deposit": NaN}}', "household.deposit:"),
        ('{"id": "\\ud800"}', "JSON으로 읽을 수 없습니다"),
    ],
)
def test_what_is_no_household_is_one_line(ieum, write, text: str, says: str) -> None:
    ran = ieum("check", write("가구.json", text), "--json")
    assert (ran.status, ran.out) == (2, "")
    assert says in ran.complaint


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("없음.json",),
        ("가구.json", "--households", "가구.json"),
        ("--households", "가구.json", "--next"),
        ("가구.json", "--as-of", "내일"),
        ("가구.json", "--program", "없는 사업"),
        ("가구.json", "--what-if", "deposit"),
        ("가구.json", "--what-if", "deposit=많음"),
        ("가구.json", "--what-if", "depossit=1"),
        ("가구.json", "--what-if", "z.earned_income=1"),
        ("가구.json", "--how-far", "disability"),
        ("가구.json", "--how-far", "members[7].earned_income"),
    ],
)
def test_wrong_arguments_are_one_line(ieum, given, options: tuple[str, ...]) -> None:
    given()
    ran = ieum("check", *options, "--json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint


def test_a_program_without_rules_says_so(ieum, given) -> None:
    assert "판정 규칙이 없습니다" in ieum("check", given(), "--program", "dream-start").complaint


def test_a_person_reads_verdicts_amounts_and_that_they_may_apply(ieum, given) -> None:
    ran = ieum("check", given(), "--as-of", DAY)
    assert ran.status == 0
    shown = " ".join(ran.out.split())
    assert "한 달 400,556원" in shown
    assert "받을 수 없다고 나온 사업도 신청할 수 있습니다." in shown
    assert "담당자가 확인할 것" in shown
    assert "[확인 필요]" in shown
    assert "말하지 않아 짐작한 것" in shown


def test_a_person_reads_what_is_missing_and_the_next_question(ieum, given) -> None:
    path = given(without("financial_assets"))
    shown = ieum("check", path, *LIVELIHOOD).out
    assert "더 알아야 할 것: 금융재산" in shown
    assert "다음에 물을 것: " in shown
    only = ieum("check", path, *LIVELIHOOD, "--next").out
    assert only.startswith("다음에 물을 것: ")
    assert len(only.splitlines()) <= 2


def test_the_explanation_is_a_tree_down_to_facts_and_figures(ieum, given) -> None:
    shown = ieum("check", given(), "--explain", "생계급여", "--as-of", DAY).out
    assert "식: 소득인정액 <= 생계급여_선정기준[가구원수]" in " ".join(shown.split())
    for line in ("소득인정액(a) = 420,000원", "근로소득(a) = 600,000원", "기본재산액 = 99,000,000원"):
        assert line in shown
    (found,) = ieum("check", given(), "--explain", "생계급여", "--as-of", DAY, "--json").objects
    assert list(found) == ["as_of", "determinations", "next_question", "explanations"]
    assert found["explanations"]["livelihood-benefit"][0]["criteria"][0]["result"] is True


def test_what_if_shows_both_sides(ieum, given) -> None:
    change = ("--what-if", "earned_income=1500000", "--what-if", "household.deposit=0")
    (found,) = ieum("check", given(), *LIVELIHOOD, *change, "--json").objects
    (one,) = found["what_if"]
    assert (one["before"]["verdict"], one["after"]["verdict"]) == ("eligible", "ineligible")
    assert "바꾸면" in ieum("check", given(), *LIVELIHOOD, *change).out
    none = ieum("check", given(), *LIVELIHOOD, "--what-if", "a.earned_income=600000").out
    assert "달라지는 판정이나 금액이 없습니다." in none


def test_how_far_says_the_last_value_that_still_holds(ieum, given) -> None:
    (found,) = ieum("check", given(), *LIVELIHOOD, "--how-far", "a.earned_income", "--json").objects
    (one,) = found["how_far"]
    assert (one["direction"], one["member"]) == ("falls", "a")
    assert (
        f"{one['limit']:,}원까지 받을 수 있습니다."
        in ieum("check", given(), *LIVELIHOOD, "--how-far", "members[0].earned_income").out
    )
    assert "영향을 주지 않습니다" in ieum("check", given(), *LIVELIHOOD, "--how-far", "monthly_rent").out


def test_what_a_person_reads_holds_no_terminal_command(ieum, given) -> None:
    member = {**HOUSEHOLD["members"][0], "id": "[red]a\u001b[31m[/red]"}
    ran = ieum("check", given({**HOUSEHOLD, "members": [member]}), "--as-of", DAY)
    assert (ran.status, "\u001b" in ran.out) == (0, False)
