"""A mistake in a rule is told with its file, line and character, and the nearest known name."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import CatalogError
from knowledge.rules import Rules

DAY = date(2026, 6, 1)
RULE = "근로소득 <= 1000000"


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("근로소드 <= 1000000", "1번째 글자: '근로소드'이라는 이름이 없습니다. 혹시 근로소득"),
        ("나이 <= 근로소득", "함께 셈하거나 견줄 수 없습니다"),
        ("장애 == '심한'", "7번째 글자: '심한'은(는) 고를 수 없는 값입니다. 혹시 심한 장애"),
        ("근로소득 / 가구원수 < 3", "정해진 양수로만 나눌 수 있습니다"),
        ("기준임대료[급지, 가구원수] > 0", "표에 없는 줄(7)을 찾을 수 있습니다"),
        ("기준중위소득 > 3", "구분 수가 맞지 않습니다(가구원 수)"),
        ("하나라도(가구원, 하나라도(가구원, 나이 < 3))", "집계 안에 집계를"),
        ("반올림(근로소득 - 100, 10) > 3", "음수가 될 수 있는"),
        ("생계급여_비율 > 3", "혹시 생계급여_선정기준_비율"),
        ("차량가액 > 3", "자동차 한 대의 사실이라"),
        ("소득인정액", "참·거짓이어야 하는데 금액(원)입니다"),
        ("일용(3)", "'일용'이라는 함수가 없습니다"),
        ("신청인_관계 == '자녀'", "집계 안에서만"),
        ("근로소득 * 소득인정액 > 3", "금액에 금액을 곱할 수 없습니다"),
        ("월_소득환산율['일반'] > 0", "혹시 일반재산인가요?"),
    ],
)
def test_a_wrong_rule_teaches(decide: Callable[..., bool | None], rule: str, says: str) -> None:
    with pytest.raises(CatalogError) as error:
        decide(rule, {})
    assert str(error.value).startswith("programs/x.yaml:12: 기준 'x'의 식")
    assert says in str(error.value)


def test_a_criterion_without_a_rule_is_told(local: Callable[..., Path]) -> None:
    second = "    when: " + RULE + "\n  - {id: other, text: 글, source: 법}"
    with pytest.raises(CatalogError, match="기준 'other'에 when이 없습니다"):
        Rules.load(extra_dirs=[local(("    when: " + RULE, second))])


def test_a_variable_that_uses_itself_is_told(local: Callable[..., Path]) -> None:
    folder = local(
        variables__more="""\
            - {id: first, term: 첫째값, of: household, type: won, formula: 둘째값 + 1, source: 없음}
            - {id: second, term: 둘째값, of: household, type: won, formula: 첫째값 + 1, source: 없음}
            """
    )
    with pytest.raises(CatalogError, match="자기 자신을 씁니다: 첫째값 → 둘째값 → 첫째값"):
        Rules.load(extra_dirs=[folder]).snapshot(DAY)


def test_a_local_program_decides_beside_the_national_ones(local: Callable[..., Path]) -> None:
    rules = Rules.load(extra_dirs=[local()])
    household = {
        "members_complete": True,
        "members": [{"id": "a", "relation": "head", "earned_income": 1_000_001}],
    }
    (got,) = rules.check(household, DAY, "city-gift")
    assert (got["verdict"], got["members"], got["confidence"]) == ("ineligible", ["a"], "verified")
    assert "livelihood-benefit" in {d["program"] for d in rules.check(household, DAY)}


def test_the_hash_covers_every_rule_file(rules: Rules, local: Callable[..., Path]) -> None:
    other = Rules.load(extra_dirs=[local()])
    assert rules.definitions.startswith("sha256:")
    assert rules.definitions != other.definitions
    assert rules.definitions == Rules.load().definitions


@pytest.mark.parametrize(
    "day", [date(2024, 1, 1), date(2025, 7, 1), date(2026, 12, 31), date(2027, 1, 1), DAY]
)
def test_the_built_in_rules_compile_on_every_day(rules: Rules, day: date) -> None:
    assert set(rules.snapshot(day).programs) == set(rules.sources.programs)
