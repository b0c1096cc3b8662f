"""Blocks are checked before anybody reads them; marks resolve."""

import pytest
import structlog

from assistant.blocks import Block, cite, quotable
from assistant.grounding.check import grounded
from assistant.grounding.citations import numbered
from assistant.grounding.figures import figures


@pytest.fixture
def made(new_passage):
    return new_passage("문서", ("문서", "금액"), "지원금은 월 10만원이고 30일 안에 지급합니다.")


def test_a_grounded_block_stays(made):
    block = Block(f"월 100,000원을 30일 안에 {cite(made)}", (made,))
    assert grounded([block], set(), "t") == [block]


def test_an_invented_figure_drops_its_block_and_is_logged(made):
    good, bad = Block(f"월 10만원 {cite(made)}", (made,)), Block(f"월 20만원 {cite(made)}", (made,))
    with structlog.testing.capture_logs() as logs:
        assert grounded([bad, good], set(), "t") == [good]
    assert logs[0]["event"] == "block_dropped"
    assert logs[0]["figures"] == [("원", "200000")]


def test_a_block_that_cites_another_passage_or_none_is_dropped(made):
    strange = Block("월 10만원 \ue000elsewhere\ue001", (made,))
    with structlog.testing.capture_logs():
        assert grounded([strange, Block("월 10만원", (made,))], set(), "t") == []


def test_fixed_sentences_may_say_what_is_allowed():
    block = Block("129에 전화하세요")
    with structlog.testing.capture_logs():
        assert grounded([block], figures("129"), "t") == [block]
        assert grounded([block], set(), "t") == []


def test_an_invented_figure_never_reaches_a_reply(ask, monkeypatch):
    import assistant.compose as module

    def lying(passage, *args):
        return Block(f"월 99만원을 드려요 {cite(passage)}", (passage,))

    monkeypatch.setattr(module, "section_block", lying)
    with structlog.testing.capture_logs() as logs:
        reply = ask("생계급여 선정기준")
    assert "99만원" not in reply.text
    assert any(log["event"] == "block_dropped" for log in logs)


def test_marks_are_numbered_as_they_appear(made, new_passage):
    other = new_passage("다른 문서", ("다른 문서",), "둘째")
    text, citations = numbered(
        [Block(f"가 {cite(other)}", (other,)), Block(f"나 {cite(made)} {cite(other)}", (made, other))], 200
    )
    assert text == "가 [1]\n\n나 [2] [1]"
    assert [citation.passage_id for citation in citations] == [other.id, made.id]


def test_a_long_quote_is_cut_at_a_word(new_passage):
    long = new_passage("긴 문서", ("긴 문서",), "낱말 " * 200)
    quote = numbered([Block(cite(long), (long,))], 200)[1][0].quote
    assert len(quote) <= 200
    assert quote.endswith("낱말…")


def test_a_passage_cannot_bring_its_own_marks():
    assert quotable("값[12] \ue000p1\ue001") == "값［12］ p1"


def test_numbers_of_persons_in_a_document_are_shown_to_nobody(new_passage):
    text = "뽑힌 분은 김하늘 901215-2345678, 010-4821-7733. 문의 02-123-4567"
    roster = new_passage("명단", ("명단",), text)
    shown = "뽑힌 분은 김하늘 [주민등록번호], [전화번호]. 문의 02-123-4567"
    said, citations = numbered([Block(f"{text} {cite(roster)}", (roster,))], 200)
    assert (said, citations[0].quote) == (f"{shown} [1]", shown)
