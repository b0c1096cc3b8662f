"""Local programs decide beside the national ones, and only for their area; drafts only where asked for."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import polars
import pytest

from knowledge.errors import CatalogError
from knowledge.rules import HouseholdError, Rules
from knowledge.rules.columnar.kernel import Kernel

DAY = date(2026, 6, 1)
SCOPED = ("unit: person\n", 'unit: person\nscope: "11110"\n')
REGIONS = '- {code: "11110", name: 서울특별시 종로구}\n'
DRAFT = """\
    - id: livelihood_line
      values:
        - from: 2027-01-01
          source: 2027년 초안
          confidence: unsure
          value: {1: 900000, 2: 1500000}
    """
Local = Callable[..., Path]


def living_in(region: str | None, income: int = 0) -> dict[str, Any]:
    person = {"id": "a", "relation": "head", "earned_income": income}
    given: dict[str, Any] = {"members_complete": True, "members": [person]}
    return given | ({"household": {"region": region}} if region else {})


def verdict(rules: Rules, region: str | None, **more: Any) -> str:
    (found,) = rules.check(living_in(region, **more), DAY, "city-gift")
    return str(found["verdict"])


@pytest.fixture
def city(local: Local) -> Rules:
    return Rules.load(extra_dirs=[local(SCOPED, regions=REGIONS)])


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("서울특별시 종로구", "eligible"),
        ("서울 종로구 사직동", "eligible"),
        ("서울특별시 중구", "ineligible"),
        ("부산광역시 중구", "ineligible"),
        ("세종특별자치시", "ineligible"),
        ("서울특별시", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_program_of_an_area_is_for_its_households_alone(
    city: Rules, region: str | None, expected: str
) -> None:
    assert verdict(city, region) == expected


def test_the_area_is_told_as_a_criterion_and_asked_as_an_address(city: Rules) -> None:
    (found,) = city.check(living_in(None), DAY, "city-gift")
    assert found["missing"] == [{"fact": "region", "member": None}]
    assert found["criteria"][0]["text"] == "서울특별시 종로구에 살아야 합니다."
    question = city.next_question(living_in(None), DAY, "city-gift")
    assert question
    assert question["text"] == "어느 시·군·구에 사시나요?"


def test_the_other_criteria_hold_there_too(city: Rules) -> None:
    assert verdict(city, "서울특별시 종로구", income=1_000_001) == "ineligible"


def test_national_programs_decide_as_they_did(city: Rules, rules: Rules) -> None:
    household = living_in("서울특별시 종로구")
    own = {d["program"]: d for d in city.check(household, DAY)}
    for found in rules.check(household, DAY):
        assert {**own[found["program"]], "definitions": ""} == {**found, "definitions": ""}


def test_a_whole_province_and_a_city_in_it(local: Local) -> None:
    wide = ("unit: person\n", 'unit: person\nscope: "41"\n')
    rules = Rules.load(extra_dirs=[local(wide, regions='- {code: "41", name: 경기도}\n')])
    found = [verdict(rules, region) for region in ("경기 수원시 장안구", "경기도", "서울특별시 종로구")]
    assert found == ["eligible", "eligible", "ineligible"]


def test_many_households_at_once_decide_alike(city: Rules) -> None:
    regions = ["서울특별시 종로구", "서울특별시 중구", "서울특별시", None]
    households = polars.DataFrame(
        {"household_id": range(4), "members_complete": [True] * 4, "region": regions}
    )
    members = polars.DataFrame(
        {
            "household_id": range(4),
            "member_id": ["a"] * 4,
            "relation": ["head"] * 4,
            "earned_income": [0] * 4,
        }
    )
    results, problems = Kernel(city, DAY).judge(households, members)
    own = results.filter(polars.col("program") == "city-gift").sort("household_id")
    assert not len(problems)
    assert own["verdict"].to_list() == [verdict(city, region) for region in regions]


def test_a_fact_of_an_area_cannot_be_stated_by_itself(city: Rules) -> None:
    with pytest.raises(HouseholdError, match="lives_in_11110"):
        city.check({"household": {"lives_in_11110": "yes"}}, DAY)


@pytest.mark.parametrize(
    ("regions", "place", "says"),
    [
        ('- {code: "11140", name: 서울특별시 중구}\n', "city-gift.yaml:6", "regions.yaml에 없습니다"),
        ('- {code: "11110", name: 서을시 종로구}\n', "regions.yaml:1", "시·도를 알 수 없습니다"),
        ('- {code: "종로", name: 서울특별시 종로구}\n', "regions.yaml:1", "id여야 합니다"),
        (REGIONS + '- {code: "11110", name: 서울특별시 중구}\n', "regions.yaml:2", "이미 있습니다"),
        ("code: 11110\n", "regions.yaml:1", "목록이어야 합니다"),
    ],
)
def test_a_wrong_area_is_told_with_its_place(local: Local, regions: str, place: str, says: str) -> None:
    folder = local(SCOPED, regions=regions)
    with pytest.raises(CatalogError, match=says) as error:
        Rules.load(extra_dirs=[folder])
    assert f"{place}:" in str(error.value)


VARIABLE = "- {id: recognized_income, term: 다른_말, of: household, type: won, formula: '1', source: 없음}\n"
FIGURE = (
    "- {id: livelihood_line, values: [{from: 2026-01-01, source: 우리, confidence: memory, value: {1: 9}}]}\n"
)


@pytest.mark.parametrize(
    ("files", "place", "says"),
    [
        ({"variables__own": VARIABLE}, "variables/own.yaml:1", "'recognized_income'이(가) 이미 있습니다"),
        ({"parameters__own": FIGURE}, "parameters/own.yaml:1", "필수 항목"),
        ({"facts": "member: []\n"}, "facts.yaml", "지역 폴더에 둘 수 없습니다"),
        ({"unit_rules": "[]\n"}, "unit_rules.yaml", "지역 폴더에 둘 수 없습니다"),
        ({"triage": "certain: unsure\n"}, "triage.yaml", "지역 폴더에 둘 수 없습니다"),
        ({"exclusion": "[]\n"}, "exclusion.yaml", "읽지 않는 파일입니다"),
        ({"units": "person: 아무나\n"}, "units.yaml:1", "이미 '본인'입니다"),
    ],
)
def test_a_local_file_that_edits_a_national_one_is_refused(
    local: Local, files: dict[str, str], place: str, says: str
) -> None:
    folder = local(**files)
    with pytest.raises(CatalogError) as error:
        Rules.load(extra_dirs=[folder])
    assert str(error.value).startswith(f"{folder / place}:")
    assert says in str(error.value)


def test_a_local_card_that_edits_a_national_one_is_refused(local: Local) -> None:
    folder = local(("id: city-gift", "id: livelihood-benefit"))
    (folder / "programs" / "city-gift.yaml").rename(folder / "programs" / "livelihood-benefit.yaml")
    with pytest.raises(CatalogError, match="'livelihood-benefit'이\\(가\\) 이미 있습니다") as error:
        Rules.load(extra_dirs=[folder])
    assert error.value.line == 1


@pytest.fixture
def draft(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        folder = tmp_path / "draft"
        (folder / "parameters").mkdir(parents=True)
        (folder / "parameters" / "next_year.yaml").write_text(dedent(text), encoding="utf-8")
        return folder

    return write


def at(rules: Rules, day: date, income: int) -> dict[str, Any]:
    stated = {"recognized_income": income, "support_obligor": "none"}
    person = {"id": "a", "relation": "head", "birth_date": "1981-03-15"}
    given = {"members_complete": True, "stated": stated, "members": [person]}
    (found,) = rules.check(given, day, "livelihood-benefit")
    return found


def test_a_draft_holds_only_where_it_is_asked_for_and_from_its_day(
    rules: Rules, draft: Callable[[str], Path]
) -> None:
    drafted = Rules.load(overlays=[draft(DRAFT)])
    first = date(2027, 1, 1)
    for day, income, before, after in (
        (date(2026, 12, 31), 900_000, "ineligible", "ineligible"),
        (first, 900_000, "ineligible", "eligible"),
        (first, 900_001, "ineligible", "ineligible"),
    ):
        assert (at(rules, day, income)["verdict"], at(drafted, day, income)["verdict"]) == (before, after)
    assert at(drafted, first, 900_000)["confidence"] == "unsure"
    assert at(Rules.load(), first, 900_000)["verdict"] == "ineligible"
    assert drafted.definitions != rules.definitions


def test_what_a_draft_does_not_say_is_unknown_and_after_it_the_rest_holds(
    draft: Callable[[str], Path],
) -> None:
    text = DRAFT.replace("from: 2027-01-01", "from: 2026-03-01\n          to: 2026-03-31")
    drafted = Rules.load(overlays=[draft(text)])
    periods = drafted.catalog.parameters["livelihood_line"].periods
    around = [p for p in periods if p.start.year == 2026]
    assert [(p.start, p.end) for p in around] == [
        (date(2026, 1, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), around[-1].end),
    ]
    assert at(drafted, DAY, 820_556)["verdict"] == "eligible"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("confidence: unsure", "confidence: verified", "아직 고시되지 않았습니다"),
        ("{1: 900000, 2: 1500000}", "900000", "별로 적어야 합니다"),
        ("{1: 900000, 2: 1500000}", "{one: 1}", "구분 'one'"),
        ("value: {1: 900000, 2: 1500000}", "value: {1: 구십만}", "쉼표 없는 수여야"),
        ("- id: livelihood_line", "- id: livelihood_lime", "필수 항목"),
        ("  values:", "  term: 다른 이름\n      values:", "모르는 항목"),
    ],
)
def test_a_wrong_draft_is_told_with_its_line(
    draft: Callable[[str], Path], old: str, new: str, says: str
) -> None:
    assert old in DRAFT
    folder = draft(DRAFT.replace(old, new))
    with pytest.raises(CatalogError, match=says) as error:
        Rules.load(overlays=[folder])
    assert str(error.value).startswith(f"{folder / 'parameters' / 'next_year.yaml'}:")
    assert error.value.line


def test_a_draft_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="폴더가 없습니다"):
        Rules.load(overlays=[tmp_path / "none"])
