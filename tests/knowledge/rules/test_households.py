"""A household is read, or every mistake in it is told with its path."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from knowledge.rules import HouseholdError, Rules
from knowledge.rules.kinds import Kind

DAY = date(2026, 6, 1)


def _problems(rules: Rules, household: Any) -> tuple[str, ...]:
    with pytest.raises(HouseholdError) as error:
        rules.run(household, DAY)
    return error.value.problems


@pytest.mark.parametrize(
    ("household", "says"),
    [
        (
            {"members": [{"birth_date": "2026-13-01"}]},
            "members[0].birth_date: '2026-13-01'은(는) 날짜가 아닙니다.",
        ),
        ({"members": [{"id": "a"}, {"id": "a"}]}, "members[1].id: 'a'이(가) 두 번 나옵니다."),
        ({"members": [{"earned_income": -1}]}, "members[0].earned_income: '-1'은(는) 쓸 수 없습니다."),
        ({"members": [{"earned_income": 1.5}]}, "members[0].earned_income:"),
        ({"members": [{"earned_income": True}]}, "members[0].earned_income:"),
        (
            {"members": [{"earned_incom": 1}]},
            "members[0].earned_incom: 모르는 항목입니다. 혹시 earned_income",
        ),
        (
            {"members": [{"disability": "sever"}]},
            "members[0].disability: 'sever'은(는) 쓸 수 없습니다. 혹시 severe",
        ),
        ({"members": [{"spouse": "z"}]}, "members[0].spouse: 'z'인 가구원이 없습니다."),
        (
            {"members": [{"relation": "head"}, {"relation": "head"}]},
            "members[1].relation: 가구주(head)가 두 명",
        ),
        (
            {"members": [{"age": 30, "birth_date": "1990-01-01"}]},
            "members[0].age: 생년월일로 센 나이와 다릅니다.",
        ),
        ({"members": {}}, "members: 가구원을"),
        ({"household": {"region": "경기 수원시"}, "membres": []}, "membres: 모르는 항목입니다. 혹시 members"),
        ({"household": {"region": "강남구"}}, "household.region: '강남구'의 시·도를 알 수 없습니다."),
        ({"household": {"vehicles": [{"value": "비쌈"}]}}, "household.vehicles[0].value:"),
        ({"household": {"deposit": {"value": 1, "evidence": "hearsay"}}}, "household.deposit.evidence:"),
        (
            {"stated": {"recognized_income": "많음"}},
            "stated.recognized_income: '많음'은(는) 쓸 수 없는 값입니다.",
        ),
        ({"stated": {"support_obligor": "yes"}}, "stated.support_obligor: 'yes'은(는) 쓸 수 없는 값입니다."),
        ({"members_complete": "yes"}, "members_complete: true나 false를 적으세요."),
        (
            {"household": {"household_size": 3}, "members": [{"relation": "head"}], "members_complete": True},
            "stated.household_size: 항목들로 계산한 값(1)과 다릅니다.",
        ),
        ([], "가구: '이름: 값' 꼴의 JSON이어야 합니다."),
    ],
)
def test_a_mistake_is_one_line_with_its_path(rules: Rules, household: Any, says: str) -> None:
    problems = _problems(rules, household)
    assert len(problems) == 1, problems
    assert problems[0].startswith(says)
    assert "\n" not in problems[0]


@pytest.mark.parametrize("value", [1e308, -1e308, 10**400, float("nan"), float("inf"), 1e16])
@pytest.mark.parametrize("place", ["earned_income", "median_ratio", "total_assets"])
def test_a_number_beyond_all_bounds_is_a_mistake(rules: Rules, place: str, value: float) -> None:
    given = {"members": [{place: value}]} if place == "earned_income" else {"stated": {place: value}}
    (problem,) = _problems(rules, given)
    assert place in problem


@pytest.mark.parametrize("value", [1e308, 10**400, float("nan"), -1])
def test_a_fact_with_decimals_has_bounds_too(rules: Rules, value: float) -> None:
    scaled = [fact for fact in rules.sources.facts if fact.type.kind is Kind.NUMBER and fact.type.scale > 1]
    assert scaled
    assert [fact.encode(value) for fact in scaled] == [None] * len(scaled)


def test_all_mistakes_are_told_at_once(rules: Rules) -> None:
    assert len(_problems(rules, {"members": [{"age": 300, "sex": "m"}], "household": {"debts": "x"}})) == 3


@pytest.mark.parametrize(
    ("region", "grade", "property_region", "area"),
    [
        ("서울특별시 종로구", "1", "seoul", "metropolitan"),
        ("경기도 수원시 장안구", "2", "gyeonggi", "metropolitan"),
        ("인천 남동구", "2", "metro", "metropolitan"),
        ("세종특별자치시", "3", "metro", "city"),
        ("경상남도 창원시 성산구", "3", "metro", "metropolitan"),
        ("충청북도 청주시 흥덕구", "4", "other", "city"),
        ("전라남도 해남군", "4", "other", "rural"),
    ],
)
def test_regions(rules: Rules, region: str, grade: str, property_region: str, area: str) -> None:
    run, snapshot = rules.run({"household": {"region": region}}, DAY)
    for name, want in (("rent_grade", grade), ("property_region", property_region), ("area_size", area)):
        node = snapshot.variables[name].node
        assert node.type.options
        assert node.type.options.ids(snapshot.variables[name].run(run)[0]) == [want]


def _size(rules: Rules, household: dict[str, Any], strict: bool = False) -> tuple[int, int]:
    run, snapshot = rules.run(household, DAY, strict)
    unit = rules.sources.units["benefit_household"]
    low, high, _ = snapshot.variables["household_size"].run(run.head_unit(unit.index))
    return low, high


FAMILY = [
    {"id": "a", "relation": "head", "birth_date": "1970-01-01", "spouse": "b"},
    {"id": "b", "relation": "spouse", "birth_date": "1972-01-01", "spouse": "a"},
    {
        "id": "c",
        "relation": "child",
        "birth_date": "1998-01-01",
        "spouse": None,
        "lives_with_household": False,
    },
    {
        "id": "d",
        "relation": "child",
        "birth_date": "1994-01-01",
        "spouse": None,
        "lives_with_household": False,
    },
    {"id": "e", "relation": "child", "birth_date": "2004-01-01", "spouse": None, "military": True},
]


def test_who_belongs_to_the_benefit_household(rules: Rules) -> None:
    # An unmarried child under 30 living apart belongs; one over 30 and a soldier do not.
    assert _size(rules, {"members": FAMILY, "members_complete": True}) == (3, 3)


def test_an_open_list_may_be_longer(rules: Rules) -> None:
    low, high = _size(rules, {"members": FAMILY[:2]})
    assert low == 2
    assert high > 20


def test_a_stated_size_bounds_an_open_list(rules: Rules) -> None:
    assert _size(rules, {"members": [{"relation": "head"}], "household": {"household_size": 4}}) == (4, 4)


@pytest.mark.parametrize("size", [4, {"value": 4, "evidence": "document"}])
def test_a_stated_size_says_how_many_may_be_missing(rules: Rules, size: object) -> None:
    run, _ = rules.run({"members": [{"relation": "head"}], "household": {"household_size": size}}, DAY)
    assert run.more_people == 3


def test_strict_presumes_nothing(rules: Rules) -> None:
    members = [{"id": "a", "relation": "head"}, {"id": "b", "relation": "parent"}]
    assert _size(rules, {"members": members, "members_complete": True}) == (2, 2)
    assert _size(rules, {"members": members, "members_complete": True}, strict=True) == (1, 2)


@pytest.mark.parametrize(
    ("address", "like"),
    [("전남광주통합특별시 광산구", "광주광역시 광산구"), ("전남광주통합특별시 해남군", "전라남도 해남군")],
)
def test_a_merged_province_is_read_as_its_part(rules: Rules, address: str, like: str) -> None:
    assert rules.regions.read(address) == rules.regions.read(like)
    assert rules.regions.words(address) == rules.regions.words(like)


def test_a_merged_province_alone_does_not_say_enough(rules: Rules) -> None:
    with pytest.raises(HouseholdError, match="시·군·구까지"):
        rules.check({"household": {"region": "전남광주통합특별시"}})


def test_a_decimal_is_read_like_any_number(rules: Rules) -> None:
    fact = next(f for f in rules.sources.facts if f.entry.type == "decimal")
    assert fact.encode(Decimal("1.5")) == fact.encode(1.5)
    assert fact.encode(Decimal("NaN")) is None
