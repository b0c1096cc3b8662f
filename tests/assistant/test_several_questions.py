"""Several questions in one, figures that are taken for granted, and which article a rule stands in."""

import pytest

from assistant.reply import Status


def test_each_of_several_questions_is_answered_under_its_own_words(ask):
    reply = ask("생계급여 선정기준은 얼마고 기초연금은 어디서 신청해요?")
    assert reply.status is Status.ANSWERED
    first, second = reply.text.split("### 기초연금은 어디서 신청해요")
    assert first.startswith("### 생계급여 선정기준은 얼마고")
    assert "820,556원" in first
    assert "국민연금공단 지사" in second
    assert {"생계급여", "기초연금"} <= {citation.document for citation in reply.citations}


def test_whether_two_go_together_is_one_of_several_questions(ask):
    reply = ask("생계급여랑 기초연금 같이 받을 수 있나요? 그리고 의료급여 신청 서류는 뭐예요?")
    assert "### 생계급여랑 기초연금 같이 받을 수 있나요" in reply.text
    assert "### 의료급여 신청 서류는 뭐예요" in reply.text


@pytest.mark.parametrize(
    "question",
    [
        "생계급여와 의료급여의 차이가 뭐고 어떻게 달라요?",
        "생계급여 기준과 신청 방법",
        "생계급여를 받는데 기초연금도 되나요",
    ],
)
def test_one_question_is_not_taken_apart(ask, question):
    assert "###" not in ask(question).text


def test_a_part_without_a_source_says_so(ask):
    reply = ask("생계급여 선정기준은 얼마고 아동수당은 어디서 신청해요?")
    assert "820,556원" in reply.text
    assert "찾지 못했어요" in reply.text.split("### 아동수당은 어디서 신청해요")[1]


def test_a_wrong_figure_is_said_to_stand_nowhere(ask):
    reply = ask("생계급여 선정기준이 기준 중위소득의 35% 맞죠?")
    assert reply.text.startswith("말씀하신 35%는 아래 자료에서 찾지 못했어요.")
    assert "32%" in reply.text


def test_a_right_figure_is_not_doubted(ask):
    assert "찾지 못했어요" not in ask("생계급여 선정기준이 기준 중위소득의 32% 맞죠?").text


def test_which_article_leads_with_the_line_that_names_it(ask):
    text = ask("생계급여 선정기준 중위소득 비율은 몇 조에 있나요?", "staff").text
    assert text.startswith("- 소득인정액이 기준 중위소득의 32% 이하 (국민기초생활 보장법 제8조제2항)")


def test_what_is_not_answered_at_once_is_named(ask):
    text = ask(
        "생계급여는 얼마예요? 의료급여는 누가 받아요? 기초연금은 어디서 신청해요? 부모급여는 얼마예요?"
    ).text
    assert text.count("###") == 3
    assert text.endswith("남은 사업은 따로 물어봐 주세요: 부모급여")
