"""Utterances made ready for reading: misspellings, notes in short, pauses and missing spaces."""

from collections.abc import Callable

import pytest

from assistant.understanding.facts.lexicon import Lexicon, Spelling
from assistant.understanding.facts.text import Preparation
from assistant.understanding.facts.typos import Typos

Facts = Callable[..., dict[str, object]]


@pytest.fixture(scope="module")
def preparation() -> Preparation:
    return Preparation(Lexicon().spelling)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("보증끔 500", "보증금 500"),
        ("국미연금 31만원", "국민연금 31만원"),
        ("보증금 500", "보증금 500"),
        ("어머나 세상에", "어머나 세상에"),
    ],
)
def test_a_word_that_is_one_letter_off_is_put_right(said: str, right: str) -> None:
    assert Typos(["보증금", "국민연금", "어머니들"]).righted(said) == right


def test_short_words_may_not_be_guessed() -> None:
    fields = Lexicon().spelling.model_dump() | {"near": ["월급"]}
    with pytest.raises(ValueError, match="너무 짧아"):
        Spelling.model_validate(fields)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("국연 22만", "국민연금 22만"),
        ("보 1,800", "보증금 1,800"),
        ("생계·의료 수급", "생계급여· 의료급여 수급"),
        ("월급은 어 백 팔십 만 원 쯤", "월급은 백팔십만 원 쯤"),
        ("예순 여섯이고", "예순여섯이고"),
        ("애둘8살5살남편월급", "애둘 8살 5살 남편 월급"),
        ("혼자 산다 아이가", "혼자 산다"),
        ("이혼했습니다 아이가 둘이에요", "이혼했습니다 아이가 둘이에요"),
    ],
)
def test_what_is_read_of_what_was_said(preparation: Preparation, said: str, read: str) -> None:
    assert preparation.ready(said).text == read


def test_a_place_in_the_text_is_one_in_what_was_said(preparation: Preparation) -> None:
    said = "어 국연 이십 이만 원 받아요"
    ready = preparation.ready(said)
    start = ready.text.index("국민연금")
    left, right = ready.span(start, start + len("국민연금"))
    assert said[left:right] == "국연"
    assert len(ready.places) == len(ready.text)
    assert list(ready.places) == sorted(ready.places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "혼자살고월세는25예요일은쉬고있어요",
            {"household_size": 1, "monthly_rent": 250_000, "self.works": False},
        ),
        (
            "보증금삼백에월삼십부산사하구",
            {"deposit": 3_000_000, "monthly_rent": 300_000, "region": "부산광역시 사하구"},
        ),
        ("38세미혼모아들5살월세30", {"self.age": 38, "child1.age": 5, "monthly_rent": 300_000}),
    ],
)
def test_what_was_written_without_spaces(facts: Facts, text: str, expected: dict[str, object]) -> None:
    assert expected.items() <= facts(text).items()
