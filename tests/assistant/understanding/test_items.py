"""The things asked for of one program, each as a question of its own."""

from datetime import date

import pytest

from assistant.ports import ProgramName
from assistant.understanding.question import Reader

PROGRAM = ProgramName("heating-help", "난방급여")


@pytest.fixture(scope="module")
def items(morphemes):
    reader = Reader([PROGRAM], morphemes)
    day = date(2026, 11, 22)
    return lambda text: [one.text for one in reader.items(reader.read(text, day), day)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("난방급여 신청 기한과 재산 기준", ["난방급여 신청 기한", "재산 기준"]),
        ("난방급여 소득 기준, 등유 이용권", ["난방급여 소득 기준", "등유 이용권"]),
        ("난방급여 선정기준액(단독)과 급여액", ["난방급여 선정기준액(단독)", "급여액"]),
    ],
)
def test_each_member_of_a_list_is_asked_for(items, text, expected):
    assert items(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "난방급여 선정기준액은 단독가구와 부부가구가 각각 얼마예요",
        "난방급여는 몇 살부터 받고 몸이 아파야 하나요",
        "난방급여 선정기준",
    ],
)
def test_one_thing_is_not_taken_apart(items, text):
    assert items(text) == [text]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("서울 기준임대료는 얼마예요", ["housing-benefit"]),
        ("난방급여 받는 집의 기준임대료", ["heating-help", "housing-benefit"]),
        ("난방급여의 기준임대료", ["heating-help"]),
    ],
)
def test_what_only_one_program_has_names_it(morphemes, text, ids):
    reader = Reader([PROGRAM, ProgramName("housing-benefit", "주거급여")], morphemes)
    assert [one.program.id for one in reader.read(text, date(2026, 11, 22)).named] == ids
