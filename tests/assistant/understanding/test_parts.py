"""Several questions in one."""

import pytest

from assistant.understanding.parts import clauses, items


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("신청 기한과 연간 한도, 재산 기준", ["신청 기한", "연간 한도", "재산 기준"]),
        ("누가 받고 어디서 신청하고 며칠 걸려요?", ["누가 받고", "어디서 신청하고", "며칠 걸려요?"]),
        ("생계급여 신청 방법", ["생계급여 신청 방법"]),
        ("선정기준액(단독·부부)과 급여액", ["선정기준액(단독·부부)", "급여액"]),
    ],
)
def test_a_list_is_cut_into_what_might_each_be_asked(text: str, expected: list[str]) -> None:
    assert items(text) == expected
