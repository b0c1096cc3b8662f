"""Figures in words and in unusual digits are figures."""

import pytest

from assistant.grounding.spoken import all_figures


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("팔십이만 원을 드려요", ("원", "820000")),
        ("월 100만원", ("원", "1000000")),
        ("열여덟 살까지", ("세", "18")),
        ("세 명이 살면", ("명", "3")),
        ("두 달 안에", ("개월", "2")),
        ("삼십이 퍼센트 이하", ("%", "32")),
        ("제팔조제이항", ("article", "8.0.2.0")),
        ("２０만원", ("원", "200000")),
    ],
)
def test_a_figure_is_found_however_it_is_written(text: str, figure: tuple[str, str]):
    assert figure in all_figures(text)


@pytest.mark.parametrize("text", ["이 사람이 세대주예요", "한 달에 한 번", "다시 한번 보세요"])
def test_words_that_only_look_like_numbers_are_none(text: str):
    assert all_figures(text) == set()
