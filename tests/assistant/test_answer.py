"""The pipeline end to end over a small shelf."""

import re
import statistics
import time
from datetime import date

import pytest

from assistant.answer import Assistant
from assistant.reply import Status, Turn
from assistant.settings import AnswerSettings
from knowledge.records import Role

ASPECTS = {
    "생계급여 지원대상": "생계급여 지원대상",
    "생계급여는 누가 받을 수 있나요": "생계급여 지원대상",
    "생계급여 선정기준": "생계급여 선정기준",
    "생계 급여 소득 기준이 어떻게 되나요": "생계급여 선정기준",
    "생계급여 얼마 받나요": "생계급여 지원내용",
    "생계급여 어떻게 신청해요?": "생계급여 신청방법",
    "생계급여 필요한 서류": "생계급여 구비서류",
    "생계급여 신청하면 며칠 걸려요": "생계급여 신청·처리기간",
    "생계급여 탈락했는데 이의신청하고 싶어요": "생계급여 이의신청",
    "생계급여 중복 수급": "생계급여 중복 제한",
    "생계급여 문의 전화번호": "생계급여 문의",
    "생계급여 유의사항": "생계급여 유의사항",
    "생계급여 법적 근거": "생계급여 근거 법령",
}


@pytest.mark.parametrize("role", ["citizen", "staff"])
@pytest.mark.parametrize(("question", "heading"), ASPECTS.items())
def test_each_aspect_leads_with_its_section(ask, question, heading, role):
    reply = ask(question, role)
    assert reply.status is Status.ANSWERED
    assert reply.text.startswith(f"**{heading}")
    assert reply.citations[0].breadcrumb == ["생계급여", heading.removeprefix("생계급여 ")]


def test_marks_and_citations_resolve_in_order_of_appearance(ask):
    for question in [*ASPECTS, "생계급여", "생계급여와 의료급여 비교", "이사비 지원"]:
        reply = ask(question, "staff")
        marks = list(dict.fromkeys(int(mark) for mark in re.findall(r"\[(\d+)\]", reply.text)))
        assert marks == [citation.n for citation in reply.citations] == list(range(1, len(marks) + 1))


def test_a_citation_says_where(ask):
    citation = ask("생계급여 수급자가 해외에 오래 체류하면 어떻게 되나요", "staff").citations[0]
    assert citation.document == "2026년 국민기초생활보장 사업안내"
    assert (citation.page, citation.effective_from) == ("112", date(2026, 1, 1))
    assert citation.url == f"/library/passages/{citation.passage_id}"
    assert len(citation.quote) <= 200


def test_a_citizen_never_sees_staff_passages(ask):
    for question in (
        "생계급여 수급자가 해외에 오래 체류하면",
        "생계급여 해외 체류 90일",
        "해외 체류 보장 중지",
    ):
        reply = ask(question)
        assert "사업안내" not in reply.model_dump_json()
        assert "통산 90일" not in reply.text


def test_the_program_as_a_whole(ask):
    reply = ask("생계급여")
    assert [citation.breadcrumb[-1] for citation in reply.citations] == [
        "사업 개요",
        "지원대상",
        "지원내용",
        "신청방법",
    ]
    assert "조사로 정해져요" in reply.text


def test_officials_are_addressed_as_officials(ask):
    text = ask("생계급여 4인 선정기준", "staff").text
    assert "해요" not in text
    assert "돼요" not in text
    assert "어요" not in text


def test_tables_stay_tables(ask):
    assert "| 가구원 수 | 2026년 |\n| --- | --- |\n| 1인 | 820,556원 |" in ask("생계급여 선정기준").text


def test_a_situation_leads_to_its_program(ask):
    reply = ask("실직했어요")
    assert "구직급여 지원대상" in reply.text
    assert "긴급복지지원" in [suggestion.name for suggestion in reply.suggestions]


def test_documents_are_quoted_and_their_instructions_are_only_text(ask):
    reply = ask("고시원에서 이사하는데 이사비 지원이 있나요")
    assert "**고시원 거주자 안내 › 이사비 (7쪽)** [1]\n\n> 비정상 거처에서" in reply.text
    assert "[3]" not in reply.text
    assert all("1억원" not in line or line.startswith(">") for line in reply.text.splitlines())


def test_a_concept_leads_to_its_entry(ask, shelf_of, library, new_passage):
    entry = new_passage(
        "용어 사전", ("용어 사전", "소득인정액"), "소득인정액: 소득평가액과 재산의 소득환산액을 더한 값"
    )
    reply = shelf_of([*library.passages, entry])("소득인정액이란 무엇인가요")
    assert reply.status is Status.ANSWERED
    assert reply.citations[0].passage_id == entry.id


def test_more_than_the_program_leads_with_the_nearest_section(ask):
    text = ask("생계급여 조사 결정 통지").text
    assert text.startswith("**생계급여 신청·처리기간** [1]")


def test_another_program_does_not_answer_for_one_without_a_card(ask):
    reply = ask("육아휴직급여 금액")
    assert reply.status is Status.NO_SOURCE
    assert "만원" not in reply.text


def test_a_mention_of_a_program_without_a_card_is_said_to_be_one(shelf_of, new_passage):
    note = new_passage("출산 안내", ("출산 안내",), "육아휴직급여는 고용센터에 신청합니다.")
    reply = shelf_of([note])("육아휴직급여 신청")
    assert reply.status is Status.ANSWERED
    assert reply.text.startswith("육아휴직급여의 자료는 아직 없어요.")


def test_a_guess_is_said_to_be_one(library, morphemes):
    easy = AnswerSettings(min_cosine=0.3)
    guesses = Assistant(library, (), lambda: date(2026, 11, 22), morphemes=morphemes, settings=easy)
    turn = Turn("t", "c", Role.CITIZEN, "요즘 사는 게 막막한 가구예요", date(2026, 11, 22))
    reply = guesses.answer(turn)
    assert reply.status is Status.NO_SOURCE
    assert reply.text.startswith("말씀하신 상황에 딱 맞는 사업인지는 확실하지 않지만")
    assert len({citation.document for citation in reply.citations}) > 1


@pytest.mark.parametrize(
    "text", ["효도 여행 지원금 신청", "고양이 입양 장려금 얼마예요", "월드컵 응원 바우처"]
)
@pytest.mark.parametrize("role", ["citizen", "staff"])
def test_a_benefit_that_nobody_knows_is_said_to_be_unknown(ask, text, role):
    reply = ask(text, role)
    assert reply.status is Status.NO_SOURCE
    assert "사업은" in reply.text
    assert not reply.citations


@pytest.mark.parametrize("text", ["긴급 의료 지원금", "출산 장려금", "아이가 태어나면 주는 수당"])
def test_benefits_in_other_words_are_no_strangers(ask, text):
    assert "사업은" not in ask(text).text


def test_of_what_somebody_already_gets_another_program_is_asked(ask):
    assert ask("생계급여를 받고 있는데 기초연금 신청 방법").text.startswith("**기초연금 신청방법**")
    assert ask("의료급여 수급자인데 실직하면 평균임금으로 얼마 받나요").text.startswith("**구직급여")


def test_a_guess_does_not_answer_a_danger(ask):
    reply = ask("동네 할머니가 굶는 것 같아요")
    assert reply.status is Status.CRISIS
    assert "1577-1389" in reply.text
    assert reply.suggestions
    assert not reply.citations


def test_a_card_is_read_once_a_turn(library, assistant, monkeypatch):
    read = []
    passages = library.program_passages
    monkeypatch.setattr(
        library, "program_passages", lambda program, **at: read.append(program) or passages(program, **at)
    )
    assistant.answer(Turn("t", "c", Role.CITIZEN, "생계급여 선정기준", date(2026, 11, 22)))
    assert read == ["livelihood-benefit"]


def test_a_long_table_is_cut_and_says_so(ask):
    reply = ask("우리시 출산 장려금")
    assert "| 15째 |" in reply.text
    assert "| 16째 |" not in reply.text
    assert "15줄만" in reply.text


def test_a_missing_section_is_said(ask):
    reply = ask("부모급여 이의신청")
    assert reply.text.startswith("부모급여의 이의신청에 관한 내용은 지금 가진 자료에 없어요")


def test_no_source_offers_the_nearest_programs(ask):
    reply = ask("양자컴퓨터 원리를 설명해 주세요")
    assert reply.status is Status.NO_SOURCE
    assert "129" in reply.text
    assert reply.suggestions
    assert not reply.citations


def test_nothing_on_the_shelf(shelf_of):
    assert shelf_of([])("생계급여 얼마예요").status is Status.NO_SOURCE


def test_without_vectors_words_still_answer_and_it_is_said(shelf_of, library):
    ask = shelf_of(library.passages, vectors=False)
    reply = ask("이사비 지원")
    assert reply.status is Status.ANSWERED
    assert "stale" in [notice.kind for notice in reply.notices]
    assert ask("양자컴퓨터 원리").status is Status.NO_SOURCE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", Status.NEEDS_FACTS), ("  \n", Status.NEEDS_FACTS), ("???", Status.NEEDS_FACTS),
        ("ㅁㄴㅇㄹ", Status.NEEDS_FACTS),
        ("가가가가가가", Status.NEEDS_FACTS), ("asdf", Status.NEEDS_FACTS),
        ("how do I apply for this", Status.NEEDS_FACTS),
        ("가나" * 1_001, Status.BLOCKED), ("금액은 얼마예요?", Status.NEEDS_FACTS),
        ("안녕하세요", Status.ANSWERED),
        ("감사합니다", Status.ANSWERED), ("\x00\ud800", Status.NEEDS_FACTS),
    ],
)  # fmt: skip
@pytest.mark.parametrize("role", ["citizen", "staff"])
def test_what_is_no_question_gets_a_clear_reply(ask, text, status, role):
    reply = ask(text, role)
    assert reply.status is status
    assert re.search("[가-힣]", reply.text)
    assert not reply.citations


def test_personal_numbers_reach_neither_search_nor_reply(ask, library):
    library.queries.clear()
    reply = ask("제 번호 900101-1234567, 010-1234-5678인데 생계급여 서류 알려주세요")
    assert reply.status is Status.ANSWERED
    assert "privacy" in [notice.kind for notice in reply.notices]
    assert not any("1234567" in query or "5678" in query for query in library.queries)
    assert "1234567" not in reply.model_dump_json()


def test_a_broken_library_ends_in_a_korean_error(library, morphemes):
    class Broken(type(library)):
        def search(self, *_, **__):
            raise RuntimeError("index")

    assistant = Assistant(Broken(library.passages), (), lambda: date(2026, 11, 22), morphemes=morphemes)
    reply = assistant.answer(Turn("t", "c", Role.CITIZEN, "생계급여 서류", date(2026, 11, 22)))
    assert reply.status is Status.ERROR
    assert "129" in reply.text


def test_the_stream_ends_in_the_same_reply(assistant):
    turn = Turn("t", "c", Role.CITIZEN, "생계급여 선정기준", date(2026, 11, 22))
    events = list(assistant.stream(turn))
    kinds = [event["event"] for event in events]
    assert kinds[0] == "step"
    assert kinds[-1] == "reply"
    assert kinds == sorted(kinds, key=["step", "text", "reply"].index)
    assert (
        "".join(event["delta"] for event in events if event["event"] == "text") == events[-1]["reply"]["text"]
    )
    assert events[-1]["reply"] == assistant.answer(turn).model_dump(mode="json")


def test_no_delta_cuts_a_table(assistant):
    turn = Turn("t", "c", Role.CITIZEN, "생계급여 선정기준", date(2026, 11, 22))
    for event in assistant.stream(turn):
        if event["event"] == "text" and "|" in event["delta"]:
            assert event["delta"].startswith("| 가구원 수")
            assert event["delta"].endswith("|\n\n")


def test_the_pipeline_is_fast(assistant, monkeypatch, library):
    hits = library.search("생계급여 선정기준", as_of=date(2026, 11, 22), role=Role.STAFF)
    monkeypatch.setattr(library, "search", lambda *_, **__: hits)
    taken = []
    for _ in range(30):
        start = time.process_time()
        assistant.answer(
            Turn("t", "c", Role.STAFF, "2026년 생계급여 4인 가구 선정기준이 얼마인가요?", date(2026, 11, 22))
        )
        taken.append(time.process_time() - start)
    assert statistics.median(taken) < 0.025  # 5 ms on an idle machine
