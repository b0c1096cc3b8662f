"""Programs by name, whatever the spacing and the words around them."""

import pytest

from assistant.ports import ProgramName
from assistant.understanding.topic import Topics

PROGRAMS = (
    ProgramName("livelihood-benefit", "생계급여"),
    ProgramName("child-allowance", "아동수당"),
    ProgramName("single-parent-family", "한부모가족 지원", ("한부모", "편부모")),
    ProgramName("emergency-support", "긴급복지지원", ("긴급복지",)),
    ProgramName("housing-benefit", "주거급여"),
    ProgramName("housing-repair", "주거급여(수선유지)"),
    ProgramName("youth-future-savings", "청년도약계좌·청년미래적금"),
    ProgramName("tv-fee-exemption", "TV수신료 면제"),
    ProgramName("youth-rent-support", "청년월세 지원", ("월세",)),
)
TOPICS = Topics(PROGRAMS, ("장애 아동 수당", "생계 급여", "가정 양육 수당", "청소년 한부모"))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("생계급여는 얼마예요", ["livelihood-benefit"]),
        ("생계 급여를 받는데", ["livelihood-benefit"]),
        ("1인가구생계급여", ["livelihood-benefit"]),
        ("아동수당과 생계급여 비교", ["child-allowance", "livelihood-benefit"]),
        ("장애아동수당", []),
        ("장애 아동 수당과 아동수당", ["child-allowance"]),
        ("한부모가족인데요", ["single-parent-family"]),
        ("청소년 한부모 지원", ["single-parent-family"]),
        ("긴급복지지원 생계지원", ["emergency-support"]),
        ("긴급 복지 신청", ["emergency-support"]),
        ("주거급여 신청", ["housing-benefit"]),
        ("청년도약계좌 금리", ["youth-future-savings"]),
        ("tv 수신료 면제", ["tv-fee-exemption"]),
        ("월세 지원", ["youth-rent-support"]),
        ("반월세", []),
        ("청년월세", ["youth-rent-support"]),
        ("안녕하세요", []),
    ],
)
def test_programs_of_a_text(text, ids):
    assert [named.program.id for named in TOPICS.named(text)] == ids


@pytest.mark.parametrize("text", ["생계급여 받는 집은 얼마", "생계급여를 받는 학생", "생계급여 수급자인데"])
def test_what_somebody_gets_need_not_be_asked_about(text):
    assert [named.held for named in TOPICS.named(text)] == [True]


def test_a_program_without_a_card_is_known_by_name():
    assert TOPICS.unknown("장애아동수당 금액") == ("장애아동수당",)
    assert TOPICS.unknown("생계급여 금액") == ()


def test_no_programs_no_topics():
    assert Topics(()).named("생계급여") == []
