"""Korean numbers and money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.numbers import amounts, native_number, small_number


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("이백만원", 2_000_000),
        ("200만", 2_000_000),
        ("2,000,000원", 2_000_000),
        ("1억 2천", 120_000_000),
        ("1억2천5백", 125_000_000),
        ("1.5억", 150_000_000),
        ("천오백 있어요", 15_000_000),
        ("구천오백이에요", 95_000_000),
        ("월급 백팔십이고요", 1_800_000),
        ("112만 3천원", 1_123_000),
        ("43만 2510원", 432_510),
        ("6만5천원", 65_000),
        ("시급 만천원", 11_000),
        ("월급 200", 2_000_000),
        ("0원이요", 0),
    ],
)
def test_an_amount_in_every_form(text: str, won: int) -> None:
    assert [one.won for one in amounts(text)] == [won]


@pytest.mark.parametrize(
    "text",
    [
        "5살 3살",
        "4인 가구",
        "3월 5일",
        "2급",
        "1600cc",
        "이천시에 살아요",
        "구미 사는데",
        "10년 만에",
        "두 달 밀렸",
    ],
)
def test_what_is_no_money(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize("text", ["200 정도", "약 200만원", "한 200", "200만 조금 넘게", "200쯤"])
def test_said_roughly(text: str) -> None:
    assert amounts(text)[0].approximate


@pytest.mark.parametrize("text", ["200만원 이하", "200 이상", "200만원까지", "200만원 넘으면"])
def test_a_limit_of_a_rule(text: str) -> None:
    assert amounts(text)[0].threshold


def test_both_ends_of_a_range() -> None:
    assert [one.ranged for one in amounts("200만원에서 250만원 사이")] == [True, True]


@given(st.integers(min_value=10_000, max_value=9_999_999_999))
def test_digits_with_commas_are_read_back(won: int) -> None:
    [amount] = amounts(f"예금 {won:,}원 있어요")
    assert amount.won == won
    assert f"예금 {won:,}원 있어요"[amount.start : amount.end] == f"{won:,}원"


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=1, max_value=9_999))
def test_eok_and_man_are_read_back(eok: int, man: int) -> None:
    assert [one.won for one in amounts(f"{eok}억 {man}만원")] == [eok * 100_000_000 + man * 10_000]


_DIGITS = "영일이삼사오육칠팔구"


def _chinese(number: int) -> str:
    """A number below 100,000,000 in words: 2350000 → 이백삼십오만."""
    words = ""
    for unit, name in ((10_000, "만"), (1, "")):
        section, number = divmod(number, unit)
        said = ""
        for small, letter in ((1_000, "천"), (100, "백"), (10, "십"), (1, "")):
            digit, section = divmod(section, small)
            if digit:
                said += ("" if digit == 1 and letter else _DIGITS[digit]) + letter
        words += said + name if said else ""
    return words


@given(st.integers(min_value=11, max_value=9_999))
def test_an_amount_in_man_is_read_back_in_every_form(man: int) -> None:
    words = _chinese(man)
    for text in (
        f"{man}만원",
        f"{man}만 원",
        f"{man:,}만원",
        f"{man * 10_000:,}원",
        f"{words}만원",
        f"{words}만 원",
    ):
        said = f"월급이 {text}이에요"
        assert [one.won for one in amounts(said)] == [man * 10_000], said


@given(st.integers(min_value=11, max_value=9_999).filter(lambda man: man < 2_020 or man > 2_030))
def test_a_bare_number_counts_in_man(man: int) -> None:
    [amount] = amounts(f"보증금 {man}이요")
    assert (amount.won, amount.bare) == (man * 10_000, True)


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=1, max_value=9))
def test_tenths_of_eok_and_cheon_are_read_back(whole: int, tenth: int) -> None:
    assert [one.won for one in amounts(f"전세 {whole}.{tenth}억")] == [(whole * 10 + tenth) * 10_000_000]
    assert [one.won for one in amounts(f"부채 {whole % 9 + 1}.{tenth}천")] == [
        ((whole % 9 + 1) * 10 + tenth) * 1_000_000
    ]


@given(st.integers(min_value=1, max_value=9), st.integers(min_value=1, max_value=9))
def test_eok_and_cheon_are_read_back(eok: int, cheon: int) -> None:
    for text in (
        f"{eok}억 {cheon}천",
        f"{eok}억{cheon}천만원",
        f"{_DIGITS[eok]}억 {_chinese(cheon * 1_000)}",
    ):
        assert [one.won for one in amounts(f"전세금 {text}")] == [eok * 100_000_000 + cheon * 10_000_000], (
            text
        )


@pytest.mark.parametrize(
    ("text", "won"),
    [
        ("보증금 300 월 32", [3_000_000, 320_000]),
        ("300-25", [3_000_000, 250_000]),
        ("백 조금 넘게", [1_000_000]),
    ],
)
def test_notes_in_short(text: str, won: list[int]) -> None:
    assert [one.won for one in amounts(text) if not one.ranged] == won


def test_a_raise_is_no_range() -> None:
    assert [one.ranged for one in amounts("백팔십에서 이백으로 올랐어요")][1] is False


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for amount in amounts(text):
        assert 0 <= amount.start < amount.end <= len(text)


@pytest.mark.parametrize(
    ("word", "number"),
    [("서른다섯", 35), ("여든둘", 82), ("팔십하나", 81), ("두", 2), ("스무", 20), ("사람", None)],
)
def test_native_numbers(word: str, number: int | None) -> None:
    assert native_number(word) == number


@pytest.mark.parametrize(("word", "number"), [("12", 12), ("셋", 3), ("삼십오", 35), ("모름", None)])
def test_small_numbers(word: str, number: int | None) -> None:
    assert small_number(word) == number
