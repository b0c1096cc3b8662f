"""Figures that a question wants confirmed."""

import pytest

from assistant.understanding.claims import claims


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("생계급여 기준이 35% 맞죠?", ("35%",)),
        ("아동수당이 20만원이라던데요", ("20만원",)),
        ("기초연금 월 40만 원 받는다던데 사실인가요", ("40만 원",)),
        ("부모급여 0세 70만원이죠?", ("70만원",)),
        ("이의신청 기한이 60일 맞습니까", ("60일",)),
    ],
)
def test_a_figure_to_be_confirmed_is_a_claim(text: str, expected: tuple[str, ...]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "4인 가구 기준이 얼마예요",
        "65세 이상이면 되나요",
        "소득이 200만원인데 받을 수 있나요",
        "2026년이 맞나요",
    ],
)
def test_a_fact_about_oneself_is_no_claim(text: str) -> None:
    assert claims(text) == ()
