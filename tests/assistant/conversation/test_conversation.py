"""What is said is understood, kept, judged by the rules, and asked on."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from assistant.conversation.conversation import Conversation
from assistant.conversation.ports import ShortMemory
from assistant.reply import Reply, Status, Turn
from knowledge.records import Role

Talk = Callable[..., list[Reply]]
FOUR = ("4인 가구이고 소득인정액이 180만원이에요", "생계급여 받을 수 있나요?")
ALONE = ("78세이고 혼자 살아요", "기초연금만 받아요", "월세 30만원에 보증금 500이에요")


def facts(reply: Reply) -> dict[str, Any]:
    return {f"{f['member']}.{f['id']}" if f["member"] else f["id"]: f["value"] for f in reply.facts}


def verdicts(reply: Reply) -> dict[str, str]:
    return {found["program"]: found["verdict"] for found in reply.determinations}


def test_facts_are_kept_from_turn_to_turn(talk: Talk) -> None:
    last = talk(*ALONE)[-1]
    known = facts(last)
    assert known["self.age"] == 78
    assert known["household_size"] == 1
    assert known["monthly_rent"] == 300_000
    assert last.status is Status.NEEDS_FACTS
    assert last.next_question
    assert last.text.endswith(last.next_question["text"])


def test_each_fact_says_where_it_came_from(talk: Talk) -> None:
    first, second = talk("78세이고 혼자 살아요", "없어요")
    assert {fact["source"] for fact in first.facts} == {"said"}
    asked = {fact["id"] for fact in second.facts if fact["source"] == "asked"}
    assert asked == {one["fact"] for one in first.next_question["facts"]}


def test_a_verdict_comes_when_enough_is_known(talk: Talk) -> None:
    replies = talk("4인 가구예요", "생계급여 받을 수 있나요?")
    assert verdicts(replies[-1])["livelihood-benefit"] == "unknown"
    last = talk("소득인정액이 180만원이에요")[-1]
    assert verdicts(last)["livelihood-benefit"] == "eligible"


def test_a_bare_no_denies_all_that_was_asked(talk: Talk) -> None:
    replies = talk("78세이고 혼자 살아요", "기초연금만 받아요", "없어요")
    known = facts(replies[-1])
    assert known["self.earned_income"] == 0
    assert known["self.pension_income"] == 0
    assert "self.basic_pension_income" not in known  # it is being had, so it is asked by itself


def test_what_one_will_not_tell_is_not_asked_again(talk: Talk) -> None:
    asked: list[tuple[str, str | None]] = []
    replies = talk("78세이고 혼자 살아요")
    while (question := replies[-1].next_question) and len(asked) < 20:
        key = (question["fact"], question["member"])
        assert key not in asked
        asked.append(key)
        replies = talk("말하고 싶지 않아요")
    assert 1 <= len(asked) <= 7


def test_a_correction_is_told_and_wins(talk: Talk) -> None:
    reply = talk("월세 40만원에 살아요", "아니 월세는 45만원이에요")[-1]
    assert facts(reply)["monthly_rent"] == 450_000
    assert "40만원 → 45만원" in reply.text


def test_an_answer_that_is_none_is_asked_again_and_then_left(talk: Talk) -> None:
    first, second, *_, last = talk(ALONE[0], "그게 말이지", "그냥 그래", "뭐 그렇지")
    assert second.next_question["fact"] == first.next_question["fact"]
    assert last.next_question["fact"] != first.next_question["fact"]


def test_a_question_about_rules_is_answered_from_the_library(talk: Talk) -> None:
    reply = talk(*ALONE, "생계급여 신청할 때 서류가 뭐가 필요해요?")[-1]
    assert reply.citations
    assert "구비서류" in reply.text
    assert reply.next_question  # and the open question stands


def test_who_asks_on_about_rules_is_not_pressed_for_an_answer(talk: Talk) -> None:
    rules = ("생계급여 신청할 때 서류가 뭐가 필요해요?", "생계급여 신청은 어디서 하나요?", "네")
    *_, first, second, answered = talk(*ALONE, *rules)
    assert first.next_question
    assert second.next_question is None
    assert answered.next_question != first.next_question  # the question stayed open, and was answered


def test_who_compares_programs_says_nothing_of_what_they_get(talk: Talk) -> None:
    reply = talk("차상위 본인부담경감이랑 의료급여 2종 뭐가 달라요")[-1]
    assert reply.facts == []
    assert {one.document for one in reply.citations} >= {"의료급여"}


def test_a_question_that_leaves_the_program_out_is_about_the_last_one(talk: Talk) -> None:
    reply = talk(*ALONE, "생계급여 받을 수 있나요?", "서류 뭐 가져가요?")[-1]
    assert [one.document for one in reply.citations] == ["생계급여"]


def test_why_gives_the_criteria_with_their_figures(talk: Talk) -> None:
    reply = talk(*FOUR, "왜요?", role="staff")[-1]
    assert "2,078,316원" in reply.text
    assert "국민기초생활 보장법 제8조제2항" in reply.text


def test_a_citizen_never_reads_a_bare_yes(talk: Talk) -> None:
    reply = talk(*FOUR)[-1]
    assert verdicts(reply)["livelihood-benefit"] == "eligible"
    assert "받을 수 있을 것 같아요" in reply.text
    assert "부양의무자" in reply.text  # what was assumed


def test_a_refusal_says_that_one_may_still_apply(talk: Talk) -> None:
    reply = talk("4인 가구이고 소득인정액이 900만원이에요", "생계급여 받을 수 있나요?")[-1]
    assert verdicts(reply)["livelihood-benefit"] == "ineligible"
    assert "신청할 수 있어요" in reply.text


def test_how_far_a_fact_may_go(talk: Talk) -> None:
    reply = talk(
        "혼자 살아요. 78세이고 서울 종로구에서 월세 30만원, 보증금 500만원에 살아요",
        "생계급여 받을 수 있나요?",
        "없어요", "없어요", "없어요", "없어요", "얼마까지 벌어도 돼요?",
    )[-1]  # fmt: skip
    assert "원까지면 받을 수 있을 것 같아요" in reply.text


def test_a_doubtful_reading_is_asked_and_not_used(talk: Talk) -> None:
    said = "78세이고 혼자 살아요. 연금은 30만원이에요"
    doubt, denied = talk(said, "아니요")
    assert doubt.next_question["kind"] == "confirm"
    assert "self.pension_income" not in facts(denied)
    *_, confirmed = talk(said, "네", id="yes")
    fact = next(one for one in confirmed.facts if one["id"] == "pension_income")
    assert (fact["value"], fact["source"], fact["confidence"]) == (300_000, "asked", "sure")


def test_next_year_is_judged_by_its_own_lines(talk: Talk) -> None:
    reply = talk(*FOUR, "내년엔?")[-1]
    assert "2027년" in reply.text
    assert "→" in reply.text


def test_households_of_one_conversation_stay_apart(talk: Talk) -> None:
    first, _, other, back = talk(
        ALONE[0], "다른 민원인", "4인 가구이고 월세 40만원", "1번 민원인", role="staff"
    )
    assert facts(other)["household_size"] == 4
    assert "self.age" not in facts(other)
    assert facts(back) == facts(first)


def test_another_household_may_be_told_in_the_same_breath(talk: Talk) -> None:
    _, other = talk(ALONE[0], "다음 민원인입니다. 4인 가구이고 월세 40만원", role="staff")
    assert facts(other)["household_size"] == 4
    assert "self.age" not in facts(other)
    assert "정정" not in other.text


def test_the_last_day_to_apply_is_told_as_a_date(talk: Talk) -> None:
    (reply,) = talk("11월 3일에 첫째를 낳았어요. 집에서 키워요")
    assert "2027년 1월 1일까지" in reply.text


def test_starting_over_forgets_the_household(talk: Talk) -> None:
    assert talk(*ALONE, "처음부터")[-1].facts == []


def test_a_fact_may_be_taken_back(talk: Talk) -> None:
    reply = talk(*ALONE, "월세 지워 주세요")[-1]
    assert "monthly_rent" not in facts(reply)
    assert "deposit" in facts(reply)


def test_deleting_leaves_nothing(conversation: Conversation, talk: Talk, memory: ShortMemory) -> None:
    before = len(memory.kept)
    talk(*ALONE)
    assert len(memory.kept) == before + 1
    assert talk("대화 지워 주세요")[-1].facts == []
    assert len(memory.kept) == before


def test_a_turn_that_only_looks_leaves_the_question_open(conversation: Conversation, talk: Talk) -> None:
    (doubt,) = talk("78세이고 혼자 살아요. 연금은 30만원이에요")
    look = Turn("t", doubt.conversation, Role.CITIZEN, "결과", date(2026, 11, 24), keeps=False)
    for _ in range(3):
        assert facts(conversation.answer(look)) == facts(doubt)
    (confirmed,) = talk("네")
    assert next(one for one in confirmed.facts if one["id"] == "pension_income")["confidence"] == "sure"


def test_what_is_kept_holds_no_utterance_and_no_personal_number(talk: Talk, memory: ShortMemory) -> None:
    talk("제 이름은 김철수이고 주민번호는 480101-1234567이에요. 78세이고 혼자 살아요")
    kept = str(list(memory.kept.values())[-1])
    assert "김철수" not in kept
    assert "1234567" not in kept
    assert "혼자" not in kept


def test_a_citizen_in_danger_is_told_whom_to_call_first(talk: Talk) -> None:
    assert talk(*ALONE, "죽고 싶어요")[-1].status is Status.CRISIS


def test_an_officials_conversation_is_not_a_citizens(talk: Talk) -> None:
    talk(*ALONE, role="staff")
    assert talk("월세는 40만원이에요", role="citizen")[-1].facts[0]["id"] != "age"


def test_the_stream_is_the_reply(conversation: Conversation) -> None:
    turn = Turn("t", "stream", Role.CITIZEN, ALONE[0], date(2026, 11, 24))
    events = list(conversation.stream(turn))
    text = "".join(event["delta"] for event in events if event["event"] == "text")
    assert events[-1]["reply"]["text"] == text
    assert events[0]["event"] == "step"


@pytest.mark.parametrize("text", ["", "   ", "ㅋㅋㅋ", "x" * 5000, "네", "없어요", "왜?", "계속", "결과"])
def test_whatever_is_typed_gets_a_reply(talk: Talk, text: str) -> None:
    assert talk(text)[0].status is not Status.ERROR
    assert talk(ALONE[0], text, id="later")[1].status is not Status.ERROR


def test_next_year_in_a_turn_does_not_move_its_days(talk: Talk) -> None:
    reply = talk("임신했는데 예정일이 내년 4월 20일이에요")[-1]
    assert facts(reply)["self.due_date"] == "2027-04-20"


def test_what_is_off_topic_answers_no_question(talk: Talk) -> None:
    *_, reply = talk("임신했는데 예정일이 내년 4월 20일이에요", "오늘 저녁 메뉴 추천해 줘")
    assert reply.status is Status.OUT_OF_SCOPE
    assert "self.birth_date" not in facts(reply)


def test_one_of_several_may_be_left_open(talk: Talk) -> None:
    said = ("78세이고 혼자 살아요", "기초연금만 받아요", "없어요")
    replies = talk(*said)
    while "financial_assets" not in {one["fact"] for one in replies[-1].next_question["facts"]}:
        replies = talk("모르겠어요")
    reply = talk("예금은 잘 모르겠어요. 그것 말고는 없어요")[-1]
    assert facts(reply)["debts"] == 0
    assert facts(reply)["vehicles"] == []
    assert "financial_assets" not in facts(reply)


def test_the_kind_of_emergency_support_is_heard_and_asked_for_first(talk: Talk) -> None:
    reply = talk("지난달에 실직했고 혼자 살아요. 당장 생활비가 없어요")[-1]
    assert facts(reply)["emergency_support_kind"] == "livelihood"
    assert "emergency_support_kind" not in facts(talk("혼자 살고 생활비가 없어요", id="no crisis")[-1])


def test_a_day_that_nobody_knows_is_left_open(talk: Talk) -> None:
    replies = talk("지난달에 회사에서 해고됐어요. 실업급여 받을 수 있나요?")
    for _ in range(8):
        question = replies[-1].next_question
        if question is None or question["fact"] == "insured_days":
            break
        replies = talk("모르겠어요")
    assert replies[-1].next_question["fact"] == "insured_days"
    reply = talk("며칠인지는 모르겠어요")[-1]
    assert reply.status in (Status.NEEDS_FACTS, Status.ANSWERED)
    assert "괜찮아요" in reply.text


def test_a_program_listed_beside_another_is_asked_about_too(talk: Talk) -> None:
    four = "4인 가구이고 소득인정액이 180만원이에요"
    reply = talk(f"{four}. 차상위와 교육급여 해당됩니까? 한부모 기준도 봐 주십시오.", role="staff")[-1]
    assert {"near-poor-status", "education-benefit"} <= set(verdicts(reply))
    held = talk(f"{four}. 차상위인데 교육급여 해당됩니까?", role="staff", id="held")[-1]
    assert "near-poor-status" not in verdicts(held)


def test_a_need_for_care_leads_to_care_for_the_old(talk: Talk) -> None:
    reply = talk(
        "82세 어머니가 혼자 사시는데 거동이 불편하세요. 장기요양등급은 없어요. 돌봄 받을 수 있을까요?"
    )[-1]
    assert facts(reply)["mother.care_need"] is True
    assert "senior-care-service" in verdicts(reply)
