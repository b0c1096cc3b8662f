"""What holds across programs: whether two go together, and what follows from a life event."""

import pytest

from assistant.ports import EventName, Guidance
from assistant.reply import Status
from knowledge.cards import EXCLUSIONS, load_catalog
from knowledge.records import DocumentKind

EVENT = "life-event:job_loss"


@pytest.fixture(scope="module")
def ask_with_guidance(library, shelf_of, new_passage):
    catalog = load_catalog(builtin=True)
    drafts = [draft for draft in catalog.drafts() if draft.identity == EXCLUSIONS]
    passages = [
        new_passage(
            draft.identity, (draft.title, section.title), passage.text, aspect=section.aspect,
            document_kind=DocumentKind.GUIDE, held=(draft.effective_from, draft.effective_to),
        )
        for draft in drafts for section in draft.sections for passage in section.passages
    ]  # fmt: skip
    event = new_passage(
        EVENT, ("일자리를 잃었을 때", "살펴볼 사업"), document_kind=DocumentKind.GUIDE,
        text="일자리를 잃었을 때: 회사에서 잘렸어요\n\n- 1. 구직급여: 고용보험에 들었던 사람이 받습니다.",
    )  # fmt: skip
    guidance = Guidance(
        catalog.exclusions, (EventName(EVENT, ("unemployment-benefit", "emergency-support")),)
    )
    return shelf_of([*library.passages, *passages, event], guidance)


def test_two_programs_lead_with_the_rule_between_them(ask_with_guidance):
    reply = ask_with_guidance("생계급여 받으면서 기초연금도 받을 수 있나요?")
    assert reply.status is Status.ANSWERED
    assert reply.text.startswith("**생계급여 · 기초연금: 함께 받을 수 있으나 금액이 줄어듦** [1]")
    assert reply.citations[0].document == EXCLUSIONS


def test_a_life_event_leads_to_its_programs_in_order(ask_with_guidance):
    reply = ask_with_guidance("회사에서 잘렸어요 일자리를 잃었을 때 살펴볼 사업")
    assert reply.text.startswith("**일자리를 잃었을 때: 회사에서 잘렸어요** [1]")
    assert [one.program for one in reply.suggestions] == ["unemployment-benefit", "emergency-support"]


def test_a_definite_question_is_not_answered_by_a_life_event(ask_with_guidance):
    text = ask_with_guidance("일자리를 잃었을 때 구직급여 신청 방법").text
    assert text.startswith("**구직급여 신청방법**")


def test_of_each_aspect_that_is_said_something_is_shown(ask_with_guidance):
    text = ask_with_guidance("해외에 오래 체류하는데 생계급여 구비서류와 이의신청 방법", "staff").text
    assert "생계급여 구비서류" in text
    assert "생계급여 이의신청" in text


def test_the_aspect_that_is_said_leads_and_the_nearest_section_follows(ask_with_guidance):
    text = ask_with_guidance("부양의무자 일반재산이 12억원인데 생계급여 구비서류").text
    assert text.startswith("**생계급여 구비서류**")
