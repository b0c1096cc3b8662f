"""Clean text: NFC, no NUL, no surrogates, no invisible marks, and bounded pieces."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.text import compact, normalise, pieces, runs

ANY_TEXT = st.text(st.characters(codec=None) | st.characters(categories=["Cs"]))


def test_decomposed_hangul_becomes_composed():
    assert normalise(unicodedata.normalize("NFD", "생계급여")) == "생계급여"


def test_nul_zero_width_and_lone_surrogates():
    assert normalise("생\x00계\u200b급\ufeff여\ud800!") == "생계급여\ufffd!"
    assert normalise("\ud83d\ude00") == "😀"


def test_compact_ignores_spacing_and_marks():
    assert compact("부모 급여(0~1세)") == "부모급여01세"
    assert runs("TV수신료, 32%") == ["tv수신료", "32"]


@given(ANY_TEXT)
def test_normalise_is_idempotent_and_encodable(text):
    once = normalise(text)
    once.encode("utf-8")
    assert normalise(once) == once
    assert "\x00" not in once


@given(st.text(alphabet="가나다. \n요", max_size=400), st.integers(8, 60))
def test_pieces_lose_nothing_and_are_bounded(text, limit):
    cut = list(pieces(text, limit))
    assert "".join(cut) == text
    assert all(0 < len(piece) <= limit for piece in cut)
