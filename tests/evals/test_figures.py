"""Figures and terms as Korean writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.answers.figures import any_of, figures, holds, money


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("월 820,556원입니다", 820556),
        ("월 82만 556원까지", 820556),
        ("820556원", 820556),
        ("2억 4,100만 원 이하", 241_000_000),
        ("3억 1천만원", 310_000_000),
        ("1억 3,500만원", 135_000_000),
        ("월 23만 원", 230_000),
        ("약 1.5만원", 15_000),
        ("1천원", 1_000),
        ("**1,000원**", 1_000),
        ("| 1인 | 820,556 |", 820556),
        ("4,871천원", 4_871_000),
        ("300만원 이내", 3_000_000),
        ("12만 5천 원", 125_000),
    ],
)
def test_a_figure_is_found_however_it_is_written(text: str, won: int) -> None:
    assert holds(text, won)


@given(st.integers(1, 10**9))
def test_a_figure_is_found_in_its_plain_and_grouped_form_and_no_neighbour_is(won: int) -> None:
    for written in (f"{won}원", f"{won:,}원", f"금액은 {won:,} 원이에요."):
        assert holds(written, won)
        assert not holds(written, won + 1)


@pytest.mark.parametrize("text", ["1" * 5000, "1," * 2500, "1 " * 2500, "1만 " * 2500])
def test_a_long_run_of_digits_is_read_at_once(text: str) -> None:
    assert money(text) == frozenset()


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert money(text) <= {*money(text), *figures(text)}


@pytest.mark.parametrize(
    ("text", "term", "said"),
    [
        ("중위소득의 32% 이하", "32%", True),
        ("중위소득 32 퍼센트 이하", "32%", True),
        ("132% 이하", "32%", False),
        ("9세 미만", "9세", True),
        ("19세 미만", "9세", False),
        ("만 65 세 이상", "65세", True),
        ("1,234", "234", False),
        ("☎ 129번", "129", True),
        ("1290번", "129", False),
        ("받을 수 없습니다. 24개월부터", "24개월", True),
        ("1.24개월", "24개월", False),
        ("109, 112로 전화", "109", True),
        ("109, 112로 전화", "112", True),
        ("109,112원", "109", False),
        ("소득·재산 신고서", "소득·재산신고서", True),
        ("**한 달 전**부터", "한 달 전", True),
    ],
)
def test_terms_ignore_spaces_but_not_the_bounds_of_numbers(text: str, term: str, said: bool) -> None:
    assert holds(text, term) is said


def test_one_of_several_is_enough() -> None:
    assert any_of("주민센터에 가세요", ("복지로", "주민센터"))
    assert not any_of("주민센터에 가세요", ("복지로", 129))


def test_only_won_is_money() -> None:
    assert money("2026년 65세, 월 34만 9,700원") == {349_700}
