"""Which section of a guide answers, and when a guide does."""

from datetime import date

import pytest

from assistant.composition.events import event_blocks
from assistant.composition.guides import guide_blocks
from assistant.reply import Status
from assistant.settings import AnswerSettings
from assistant.understanding.question import Reader
from knowledge.cards.life_events import ALSO, DEADLINES, PROGRAMS
from knowledge.records import DocumentKind, Hit

GUIDE = "창구 안내"
SECTIONS = [
    ("한눈에 보기", "definition", f"{GUIDE}\n\n창구에서 하는 일을 모았습니다."),
    ("접수", None, f"{GUIDE}: 접수\n\n- 서류는 창구에서 받습니다. (민원 처리에 관한 법률 제8조)"),
    ("기한을 놓쳤을 때", None, f"{GUIDE}: 기한을 놓쳤을 때\n\n- 사유가 없어진 때부터 60일 안에 냅니다."),
    ("근거", "law", f"{GUIDE}: 근거\n\n- 민원 처리에 관한 법률 제8조"),
]  # fmt: skip


@pytest.fixture(scope="module")
def guide(new_passage):
    return [
        new_passage(GUIDE, (GUIDE, heading), text, aspect=aspect, document_kind=DocumentKind.GUIDE)
        for heading, aspect, text in SECTIONS
    ]


@pytest.fixture(scope="module")
def answer(guide, morphemes):
    reader = Reader([], morphemes)

    def answered(text, likeness=(), first=None):
        hits = [Hit(guide[first], 1.0, 0.5)] if first is not None else []
        near = {guide[at].id: cosine for at, cosine in enumerate(likeness)}
        question = reader.read(text, date(2026, 11, 22))
        return guide_blocks(guide, question, hits, lambda _question, _passages: near, AnswerSettings())

    return answered


def test_the_section_nearest_in_meaning_answers(answer, guide):
    blocks = answer("늦었는데 어떻게 하죠", likeness=(0.40, 0.38, 0.44, 0.30), first=2)
    assert [passage for block in blocks for passage in block.passages] == [guide[2]]


def test_the_summary_answers_where_it_is_much_nearer(answer, guide):
    blocks = answer("늦었는데 어떻게 하죠", likeness=(0.50, 0.38, 0.42, 0.30))
    assert [passage for block in blocks for passage in block.passages] == [guide[0]]


def test_the_article_asked_for_is_that_of_a_line(answer):
    blocks = answer("서류를 창구에서 받는 근거는 몇 조예요")
    assert len(blocks) == 1
    assert "제8조" in blocks[0].text


@pytest.fixture(scope="module")
def event(new_passage):
    title = "이사했을 때"
    texts = {
        ALSO: "- 우편물 주소를 바꿉니다.",
        PROGRAMS: "1. 주거급여(임차급여): 세를 사는 가구가 받습니다.",
        DEADLINES: "- 임차급여는 이사한 달에 다시 신고합니다.",
    }
    return [
        new_passage(
            title, (title, heading), f"{title}: {heading}\n\n{text}", document_kind=DocumentKind.GUIDE
        )
        for heading, text in texts.items()
    ]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("이사했어요. 뭐 받을 수 있어요?", [PROGRAMS]),
        ("이사했어요. 뭘 해야 하나요?", [PROGRAMS, DEADLINES, ALSO]),
    ],
)
def test_what_bears_on_no_program_is_told_where_it_is_asked(event, text, headings):
    blocks = event_blocks(event, text, 15)
    assert [block.passages[0].breadcrumb[-1] for block in blocks] == headings


@pytest.mark.parametrize(
    ("question", "status"),
    [("창구에 낸 서류 접수 기한을 놓쳤을 때", Status.ANSWERED), ("강아지 산책 기한", Status.OUT_OF_SCOPE)],
)
def test_a_guide_found_first_answers_what_names_no_program(shelf_of, library, guide, question, status):
    reply = shelf_of([*library.passages, *guide])(question)
    assert reply.status is status
    if status is Status.ANSWERED:
        assert reply.citations[0].document == GUIDE
