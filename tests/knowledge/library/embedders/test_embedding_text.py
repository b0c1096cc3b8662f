import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from knowledge.library.embedders.text import clean, question_hash, text_hash

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def test_decomposed_hangul_is_composed():
    assert clean(unicodedata.normalize("NFD", "생계급여")) == "생계급여"


def test_nul_and_lone_surrogates_are_taken_out():
    assert clean("생계\0급여\ud800") == "생계 급여"


@given(ANY_TEXT, st.integers(1, 50))
def test_clean_text_is_bounded_can_be_encoded_and_stays_as_it_is(text, limit):
    cleaned = clean(text, limit)
    assert len(cleaned) <= limit
    assert "\0" not in cleaned
    cleaned.encode()
    assert clean(cleaned, limit) == cleaned


def test_texts_that_the_model_sees_alike_share_a_key():
    assert text_hash(" 생계급여\n") == text_hash(unicodedata.normalize("NFD", "생계급여"))
    assert text_hash("가" * 4000 + "나") == text_hash("가" * 4000 + "다")


def test_a_question_and_a_passage_of_the_same_words_have_keys_of_their_own():
    assert text_hash("생계급여") != question_hash("생계급여", "letters")
