"""Regions down to 시·군·구, those that share a name, and those whose names changed in July 2026."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from assistant.understanding.facts import Asked, Context, FactReader, Reading
from assistant.understanding.facts.regions import REGIONS, Province, RegionData
from knowledge.language.datafile import read_data
from tests.assistant.understanding.facts.conftest import TODAY

Read = Callable[..., Reading]


def _provinces() -> list[Province]:
    return [one for one in read_data(REGIONS, RegionData).provinces if one.in_force(TODAY)]


def _units() -> Iterator[tuple[str, str]]:
    """Every 시·군·구 in force: how it is said within its province, and its full name."""
    for province in _provinces():
        for unit in province.units:
            yield f"{province.name} {unit}", f"{province.name} {unit}"
            for district in province.districts.get(unit, ()):
                yield f"{unit} {district}", f"{province.name} {unit} {district}"


def test_every_unit_is_read_back(reader: FactReader) -> None:
    missed = []
    for said, full in _units():
        [fact] = [one for one in reader.read(f"{said}에 살아요", TODAY).facts if one.id == "region"] or [None]
        if fact is None or not fact.sure or fact.value != full:
            missed.append((said, fact))
    assert missed == []


def test_a_name_that_several_have_is_asked_with_all_of_them(reader: FactReader) -> None:
    by_name: dict[str, set[str]] = defaultdict(set)
    for said, full in _units():
        by_name[said.split()[-1]].add(full)
    for name in ("중구", "동구", "서구", "남구", "북구", "강서구", "고성군"):
        [fact] = [one for one in reader.read(f"{name}에 살아요", TODAY).facts if one.id == "region"]
        assert not fact.sure, name
        assert by_name[name] <= set(fact.alternatives), name


@pytest.mark.parametrize(
    ("said", "alternatives"),
    [
        ("인천 중구", {"인천광역시 제물포구", "인천광역시 영종구"}),
        ("인천 서구", {"인천광역시 서해구", "인천광역시 검단구"}),
    ],
)
def test_a_district_that_was_divided_is_asked(read: Read, said: str, alternatives: set[str]) -> None:
    [fact] = [one for one in read(f"{said} 살아요").facts if one.id == "region"]
    assert (fact.sure, set(fact.alternatives)) == (False, alternatives)


def test_names_are_those_of_the_day_asked_about(reader: FactReader) -> None:
    def region(day: date) -> object:
        return next(one.value for one in reader.read("인천 서구 살아요", day).facts if one.id == "region")

    assert region(date(2026, 6, 30)) == "인천광역시 서구"
    assert region(date(2026, 7, 1)) == "인천광역시 서해구"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("안양 살다가 작년에 시흥으로 왔어요", "경기도 시흥시"),
        ("고향은 부산인데 지금은 수원 영통구 살아요", "경기도 수원시 영통구"),
        ("마산 합포구요", "경상남도 창원시 마산합포구"),
        ("일산 동구 살아요", "경기도 고양시 일산동구"),
        ("제주시 연동 살아요", "제주특별자치도 제주시"),
        ("군포 산본 사는데요", "경기도 군포시"),
        ("서울에서 일하고 집은 의정부예요", "경기도 의정부시"),
    ],
)
def test_where_somebody_lives_now(read: Read, text: str, region: str) -> None:
    assert [one.value for one in read(text).facts if one.id == "region"] == [region]


@pytest.mark.parametrize(
    "text",
    ["대구에서 태어났어요", "서울대병원 다녀요", "다음 달에 평택으로 이사 가요", "딸이 대전에서 대학 다녀요"],
)
def test_where_nobody_of_the_household_lives(read: Read, text: str) -> None:
    assert [one for one in read(text).facts if one.id == "region"] == []


def test_an_asked_region_may_be_bare(reader: FactReader) -> None:
    context = Context().after(Reading(), Asked("region"))
    assert [one.value for one in reader.read("여수요", TODAY, context).facts] == ["전남광주통합특별시 여수시"]


def test_a_denied_place_is_not_where_one_lives(facts: Callable[..., dict[str, object]]) -> None:
    said = "주소지가 서울이 아니라 인천 계양구입니다"
    assert facts(said) == {"region": "인천광역시 계양구"}
