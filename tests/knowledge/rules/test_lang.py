"""The language takes what it should and refuses everything else before it runs."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import CatalogError
from knowledge.rules import lang
from knowledge.rules.lang import MAX_CHARACTERS, Origin, parse

ORIGIN = Origin(Path("programs/x.yaml"), 7, "기준 'a'")


@pytest.mark.parametrize(
    "text",
    [
        "소득인정액 <= 반올림(기준중위소득[가구원수] * 32 / 100, 10)",
        'not (나이 < 18 or 장애 == "심한 장애") and 국적 in ["korean", "난민"]',
        "기준임대료[급지, min(가구원수, 6)] if 가구원수 <= 7 else 0",
        "하나라도(가구원,\n  나이 < 18)",
    ],
)
def test_what_officials_write_is_read(text: str) -> None:
    assert parse(text, ORIGIN).tree is not None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("소득.__class__", "쓸 수 없습니다"),
        ("().__class__.__bases__", "쓸 수 없습니다"),
        ("9**9**9**9", "거듭제곱"),
        ("[x for x in 가구원]", "반복"),
        ("lambda: 1", "쓸 수 없습니다"),
        ("(소득 := 3)", "쓸 수 없습니다"),
        ("f'{소득}'", "쓸 수 없습니다"),
        ("소득 % 10", "쓸 수 없습니다"),
        ("0.5 * 소득", "소수"),
        ("버림(소득)(1)", "이름으로만"),
        ("버림(소득, 단위=10)", "차례로"),
        ("소득 @ 2", "쓸 수 없습니다"),
        ("99999999999999999999", "너무 큽니다"),
        ("소득[0:1]", "쓸 수 없습니다"),
        ("소득 is 소득", "문법"),
        ("{1: 2}", "쓸 수 없습니다"),
        ("", "비어"),
        ("소득 <=", "읽을 수 없습니다"),
        ("(" * 60 + "1" + ")" * 60, "너무 깊습니다"),
        ("not " * 400 + "참", "복잡"),
        ("+".join(["1"] * 500), "복잡"),
        ("가" * (MAX_CHARACTERS + 1), "너무 깁니다"),
    ],
)
def test_hostile_and_wrong_expressions_are_refused_with_their_place(text: str, says: str) -> None:
    with pytest.raises(CatalogError) as error:
        parse(text, ORIGIN)
    assert str(error.value).startswith("programs/x.yaml:7: 기준 'a'의 식")
    assert says in str(error.value)


@pytest.mark.parametrize(
    "character", ["а", "Α", "０", "ｏ", "\u200b", "ㄱ", "ᄀ", "；", "“", "\u202e", "𝟙", "\\", "#", "$", "`"]
)
def test_look_alikes_are_named(character: str) -> None:
    with pytest.raises(CatalogError, match=r"3번째 글자.*U\+"):
        parse(f"소득{character} <= 1", ORIGIN)


def test_decomposed_hangul_is_refused() -> None:
    with pytest.raises(CatalogError, match="NFD"):
        parse("소득 <= 1".replace("소", "\u1109\u1169"), ORIGIN)


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    problem = None
    try:
        parse(text, ORIGIN)
    except CatalogError as error:
        problem = error
    assert problem is None or problem.line == 7


@given(st.text(alphabet="a가9()[],+-*/<>=!_'\" \n·~%.:ㄱ@{", max_size=12))
def test_what_is_read_at_one_glance_is_what_is_read_character_by_character(text: str) -> None:
    quote = ""
    allowed = True
    for character in text:
        allowed = allowed and lang._allowed(character, bool(quote))
        quote = "" if quote and character == quote else quote or (character if character in "'\"" else "")
    assert allowed or not lang._PLAIN.fullmatch(text)
