"""Several questions in one."""

import pytest

from assistant.understanding.parts import clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "생계급여는 얼마고 주거급여는 어디서 신청해요?",
            ["생계급여는 얼마고", "주거급여는 어디서 신청해요?"],
        ),
        (
            "생계급여 기준이 뭐예요? 그리고 기초연금은 얼마예요?",
            ["생계급여 기준이 뭐예요?", "기초연금은 얼마예요?"],
        ),
        ("생계급여 기준과 신청 방법", ["생계급여 기준과 신청 방법"]),
    ],
)
def test_a_text_is_cut_where_a_question_may_end(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected
