"""Local programs at the command line: they decide beside the national ones, and their mistakes are found."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.rules import Rules

CARD = """\
id: city-gift
name: 우리시 선물
agency: 우리시
field: children
unit: person
summary: [우리시 선물은 보기입니다.]
target: [누구나 받습니다.]
criteria:
  - id: income
    text: 근로소득이 적어야 합니다.
    source: 우리시 조례 제1조
    when: {when}
benefit: [선물을 줍니다.]
application: {{visit: 주민센터에 신청합니다.}}
documents: [신분증]
period: [언제든지 신청합니다.]
appeal: [90일 안에 합니다.]
overlap: [없습니다.]
notes: [없습니다.]
contact: [주민센터]
law: [{{name: 우리시 조례, articles: [제1조]}}]
questions: [얼마예요?]
confidence: law
"""
FAMILY = {"members_complete": True, "members": [{"id": "a", "relation": "head", "earned_income": 900000}]}


@pytest.fixture
def city(tmp_path: Path, write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch, home: Path):
    """A local folder with one program whose rule the test writes."""

    def to(when: str) -> None:
        write("우리시/programs/city-gift.yaml", CARD.format(when=when))
        monkeypatch.setenv("IEUM_CATALOG_DIRS", str(tmp_path / "우리시"))
        monkeypatch.setenv("IEUM_BUILTIN_CATALOG", "true")

    return to


def test_a_local_program_decides(ieum, write, city) -> None:
    city("근로소득 <= 1000000")
    path = write("가구.json", json.dumps(FAMILY))
    (found,) = ieum("check", path, "--program", "우리시 선물", "--json").objects
    assert [d["verdict"] for d in found["determinations"]] == ["eligible"]


@pytest.mark.parametrize("command", [("catalog", "check"), ("check", "가구.json")])
def test_a_wrong_rule_is_told_with_its_file_and_line(ieum, write, city, command: tuple[str, ...]) -> None:
    city("근로소드 <= 1000000")
    write("가구.json", json.dumps(FAMILY))
    ran = ieum(*command)
    assert (ran.status, ran.out) == (2, "")
    assert "city-gift.yaml:12:" in ran.complaint
    assert "혹시 근로소득" in ran.complaint


def test_what_decides_is_counted(ieum, city) -> None:
    city("근로소득 <= 1000000")
    ran = ieum("catalog", "check", "--json", "--as-of", "2029-12-31")
    counts = ran.objects[-1]
    assert (ran.status, counts["kind"]) == (0, "coverage")
    assert counts["criteria_with_when"] >= counts["deciding_programs"] >= 5
    assert counts["not_modelled"] > 0
    assert counts["days"] == 1 + sum(day > date(2029, 12, 31) for day in Rules.load().days)
    shown = ieum("catalog", "check", "--as-of", "2029-12-31").out
    assert f"판정하는 사업 {counts['deciding_programs']}개" in shown


def test_a_draft_decides_only_where_it_is_asked_for(ieum, write, home) -> None:
    figure = {"from": "2027-01-01", "source": "초안", "confidence": "unsure", "value": {"1": 900000}}
    text = f"- id: livelihood_line\n  values:\n    - {json.dumps(figure)}\n".replace(
        '"2027-01-01"', "2027-01-01"
    )
    write("초안/parameters/next_year.yaml", text.replace('"1"', "1"))
    person = {"id": "a", "relation": "head", "birth_date": "1981-03-15"}
    stated = {"recognized_income": 900000, "support_obligor": "none"}
    path = write("가구.json", json.dumps({"members_complete": True, "stated": stated, "members": [person]}))
    options = ("--program", "생계급여", "--as-of", "2027-01-01", "--json")
    before, after = (ieum("check", path, *options, *more) for more in ([], ["--draft", "초안"]))
    assert [ran.objects[0]["determinations"][0]["verdict"] for ran in (before, after)] == [
        "ineligible",
        "eligible",
    ]
    assert "고시된 것이 아닙니다" in after.err
