"""Answers, corrections and what is left out, over several utterances."""

from collections.abc import Callable

import pytest

from assistant.understanding.facts import Answer, Asked, Reading

Facts = Callable[..., dict[str, object]]
Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        (Asked("financial_assets"), "200이요", 2_000_000),
        (Asked("financial_assets"), "없어요", 0),
        (Asked("pregnant", "self"), "네", True),
        (Asked("pregnant", "self"), "아니요", False),
        (Asked("household_size"), "셋이요", 3),
        (Asked("housing_tenure"), "월세요", "monthly_rent"),
        (Asked("region"), "강릉이요", "강원특별자치도 강릉시"),
        (Asked("age", "self"), "마흔셋", 43),
        (Asked("birth_date", "self"), "90년 4월 3일이요", "1990-04-03"),
        (Asked("separation", "self"), "계약이 끝났어요", "contract_end"),
        (Asked("statuses", "self"), "아무것도 안 받아요", ()),
        (Asked("vehicles"), "없어요", ()),
        (Asked("ltc_grade", "self"), "4등급", "4"),
    ],
)
def test_a_short_answer_is_the_value_of_what_was_asked(
    read: Read, asked: Asked, text: str, value: object
) -> None:
    [fact] = read(text, asked=asked).facts
    assert (fact.id, fact.member, fact.value, fact.sure) == (asked.fact, asked.member, value, True)


@pytest.mark.parametrize(
    ("text", "answer"), [("모르겠어요", Answer.UNKNOWN), ("말하고 싶지 않아요", Answer.REFUSED)]
)
def test_an_answer_may_be_declined(read: Read, text: str, answer: Answer) -> None:
    reading = read(text, asked=Asked("monthly_rent"))
    assert reading.answer is answer
    assert reading.facts == ()


def test_a_question_back_is_no_answer(read: Read) -> None:
    assert read("그건 왜 물어보세요?", asked=Asked("financial_assets")).facts == ()


def test_a_correction_names_the_old_and_the_new_value(read: Read) -> None:
    [correction] = read("아들이 3살이에요", "아니 아들이 5살").corrections
    assert (correction.old.value, correction.new.value, correction.explicit) == (3, 5, True)


def test_only_the_new_value_of_a_correction_counts(facts: Facts) -> None:
    assert facts("보증금 500에 월 40이에요", "월세는 40이 아니라 45예요")["monthly_rent"] == 450_000


def test_the_topic_goes_on_for_another_person(read: Read, facts: Facts) -> None:
    asked = read("저는 월급이 250이에요", "그럼 아내는요?")
    assert (asked.facts, asked.focus, asked.topic) == ((), "spouse", "earned_income")
    assert facts("저는 월급이 250이에요", "아내는 100이요") == {"spouse.earned_income": 1_000_000}


def test_the_relative_goes_on_over_turns(facts: Facts) -> None:
    said = ("78세 어머니가 혼자 사세요", "기초연금은 받고 계세요")
    assert facts(*said) == {"mother.statuses": ("basic_pension",)}


def test_children_known_before_are_told_apart(facts: Facts) -> None:
    assert facts("애 둘 있어요 5살 3살", "둘째가 아파요 희귀질환이래요") == {"child2.illness": "rare"}


def test_lists_grow_and_an_empty_one_clears(read: Read) -> None:
    from assistant.understanding.facts import Context

    context = Context().after(read("차상위예요")).after(read("기초연금 받아요"))
    known = context.fact("statuses", "self")
    assert known is not None
    assert known.value == ("near_poor", "basic_pension")
    cleared = context.after(read("받고 있는 지원은 하나도 없어요")).fact("statuses", "self")
    assert cleared is not None
    assert cleared.value == ()


def test_a_word_for_a_day_in_another_sentence_is_no_birthday(facts: Facts) -> None:
    asked = Asked("birth_date", "self")
    assert facts("오늘 저녁 메뉴 추천해 줘", asked=asked) == {}
    assert facts("어제요", asked=Asked("birth_date", "child1")) == {"child1.birth_date": "2026-11-21"}


def test_what_is_so_instead_of_what_was_denied(facts: Facts) -> None:
    asked = Asked("statuses", "self")
    assert facts("아니에요. 생계급여, 의료급여요", asked=asked) == {
        "self.statuses": ("livelihood", "medical")
    }
    assert facts("아니요, 의료급여 안 받아요", asked=asked) == {"self.statuses": ()}


def test_a_number_for_another_question_is_no_money(facts: Facts) -> None:
    asked = Asked("insured_days", "self")
    assert facts("하루 평균임금은 19만 원이에요", "4000일이요", asked=asked) == {}


def test_a_degree_is_corrected_without_its_noun(facts: Facts) -> None:
    said = ("46살인데 중증장애예요", "아니 중증이 아니고 경증이래요")
    assert facts(*said) == {"self.disability": "mild"}


@pytest.mark.parametrize("text", ["빚은 말하고 싶지 않아요. 나머지는 없어요", "빚은 말하기 어려워요"])
def test_what_is_declined_is_known_by_its_name(read: Read, text: str) -> None:
    reading = read(text, asked=Asked("vehicles"))
    assert (reading.answer, reading.topic) == (Answer.REFUSED, "debts")
