"""What kind of answer a question wants."""

import pytest

from assistant.understanding.wanted import WantedAnswers
from knowledge.errors import CatalogError

WANTED = WantedAnswers()


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("본인부담이 몇 퍼센트예요", "급여의 10%를 냅니다", "월 10,000원을 냅니다"),
        ("며칠 안에 결과가 나와요", "30일 안에 알립니다", "시장에게 신청합니다"),
        ("몇 살부터 받나요", "65세(확인 필요) 이상", "보건소에 냅니다"),
        ("몇 번까지 되나요", "25회까지 지원합니다", "시술 1회에 신선배아는 300,000원"),
        ("어디에 신청해요", "주소지 주민센터", "30만 원"),
    ],
)
def test_an_answer_holds_the_kind_of_figure_that_is_asked_for(question, answer, other):
    wanted = WANTED.read(question)
    assert wanted.met(answer) > wanted.met(other)


def test_a_figure_to_be_confirmed_asks_for_one_of_its_kind():
    assert WANTED.read("주거급여는 맞죠?", ["47%"]).met("기준 중위소득의 48%") > 0


def test_nothing_is_wanted_where_nothing_is_asked_for():
    assert WANTED.read("생계급여").met("30일") == 0


def test_a_wrong_pattern_is_told_with_its_file(tmp_path):
    path = tmp_path / "wanted.yaml"
    path.write_text("answers:\n  - asked: [얼마]\n    holds: '('\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="정규식"):
        WantedAnswers(path)
