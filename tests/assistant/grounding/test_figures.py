"""Figures in one form, and those that stand nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding.figures import figures, ungrounded


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("월 820,556원", ("원", "820556")),
        ("82만원", ("원", "820000")),
        ("82만 5천원", ("원", "825000")),
        ("1억 3천만원", ("원", "130000000")),
        ("1억 3,000만원", ("원", "130000000")),
        ("1억 3천만 5,000원", ("원", "130005000")),
        ("3천원", ("원", "3000")),
        ("1억원", ("원", "100000000")),
        ("32%", ("%", "32")),
        ("32.0퍼센트", ("%", "32")),
        ("만 65세", ("세", "65")),
        ("2026. 1. 1.", ("date", "2026-01-01")),
        ("2026년 1월 1일", ("date", "2026-01-01")),
        ("제8조제2항", ("article", "8.0.2.0")),
        ("제5조의2 제1항 제3호", ("article", "5.2.1.3")),
        ("4인", ("명", "4")),
        ("30일", ("일", "30")),
    ],
)
def test_a_figure_is_read(text, figure):
    assert figure in figures(text)


def test_the_same_figure_written_otherwise_is_grounded():
    assert not ungrounded("82만원, 2026년 1월 1일, 32%", figures("820,000원 2026-01-01부터 32퍼센트"))


@pytest.mark.parametrize("text", ["821,000원", "33%", "66세", "제9조", "2026. 1. 2.", "14개월"])
def test_a_figure_that_stands_nowhere_is_found(text):
    assert ungrounded(text, figures("820,000원 32% 65세 제8조 2026. 1. 1. 13개월"))


@given(st.integers(1, 10**12))
def test_won_are_read_with_and_without_commas(won):
    assert figures(f"{won:,}원") == figures(f"{won}원") == {("원", str(won))}


@given(st.text(max_size=120))
def test_a_text_grounds_itself(text):
    assert not ungrounded(text, figures(text))
