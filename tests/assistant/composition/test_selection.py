"""Which sections of a card lead: those that hold the question's own words."""

from datetime import date

import pytest

from assistant.composition.selection import choose
from assistant.ports import ProgramName
from assistant.understanding.question import Reader
from knowledge.records import DocumentKind, PassageKind

PROGRAM = ProgramName("heating-help", "난방급여")
LINES = "난방급여: 선정기준(2026년)"
TEXTS = [
    ("definition", "난방급여는 겨울에 난방비를 대 주는 급여입니다."),
    ("target", "난방급여: 지원대상\n\n- 연탄을 쓰는 가구와 등유를 쓰는 가구입니다."),
    ("criteria", "난방급여: 선정기준(2026년)\n\n- 소득인정액이 기준 중위소득의 50% 이하입니다."),
    ("criteria", f"{LINES} - 가구원 수별 소득\n\n| 가구원 수 | 2026년 |\n| --- | --- |\n| 1명 | 100원 |"),
    ("criteria", f"{LINES} - 지역별 기본재산액\n\n| 지역 | 2026년 |\n| --- | --- |\n| 서울 | 900원 |"),
    ("benefit", "난방급여: 지원내용(2026년)\n\n- 등유 이용권 상한은 70원입니다. 매월 10일에 지급합니다."),
    ("application", "난방급여: 신청방법\n\n- 읍면동에 신청합니다."),
    ("notes", "난방급여: 유의사항\n\n- 국외에 30일 넘게 머물면 멈춥니다."),
    ("appeal", "난방급여: 이의신청\n\n- 90일 안에 합니다."),
]  # fmt: skip


@pytest.fixture(scope="module")
def card(new_passage):
    return [
        new_passage(
            "난방급여", ("난방급여",), text, aspect=aspect, program=PROGRAM.id,
            kind=PassageKind.TABLE if "| --- |" in text else PassageKind.TEXT,
            document_kind=DocumentKind.PROGRAM,
        )
        for aspect, text in TEXTS
    ]  # fmt: skip


@pytest.fixture(scope="module")
def chosen(card, morphemes):
    reader = Reader([PROGRAM], morphemes)

    def chosen(text):
        question = reader.read(text, date(2026, 11, 22))
        return [card.index(passage) for passage in choose(card, question)]

    return chosen


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("난방급여 등유 이용권 기준은 얼마예요", [5, 2]),
        ("난방급여 해외에 오래 있으면 기준이 바뀌나요", [7]),
        ("난방급여 며칠에 들어와요", [5]),
        ("난방급여 서울 기본재산액", [4]),
        ("난방급여로 연탄이나 등유를 얼마 주나요", [5]),
        ("난방급여 1인 가구 선정기준", [3]),
        ("난방급여 선정기준", [2, 3, 4]),
        ("난방급여 등유 신청 방법", [6]),
        ("난방급여", []),
    ],
)
def test_the_words_of_a_question_lead_to_their_section(chosen, text, places):
    assert chosen(text) == places
