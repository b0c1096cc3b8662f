import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.library.embedders.e5_tokens import E5Tokenizer
from knowledge.library.embedders.e5_weights import E5Weights, weights_path

WORDS = st.sampled_from(
    ["생계급여", "65세", "월 820,556원", "제8조", "畜龝", "鼺", "①", "㈜", "ﷺ", "a b", "　", "😀", "-"]
)


@pytest.fixture(scope="module")
def tokenizer():
    return E5Tokenizer(E5Weights(weights_path()).vocabulary)


def test_words_are_cut_into_the_pieces_of_the_published_tokenizer(tokenizer):
    # As XLMRobertaTokenizer of intfloat/multilingual-e5-small cuts it.
    assert tokenizer.encode("query: how much protein should a female eat") == [
        41, 1294, 12, 3642, 5045, 21308, 5608, 10, 117776, 73203,
    ]  # fmt: skip


def test_every_unknown_character_counts(tokenizer):
    unknown = tokenizer.encode("\U0002a6d6\U0002a6d6\U0002a6d6")
    assert unknown.count(3) == 3


def test_spaces_in_a_row_are_one(tokenizer):
    assert tokenizer.encode("생계급여   신청") == tokenizer.encode("생계급여 신청")


@settings(max_examples=150, deadline=None)
@given(text=st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=8).map(" ".join))
def test_it_finds_as_many_pieces_as_the_engine(tokenizer, engine, text):
    text = text.replace("\0", "").encode("utf-8", "ignore").decode()
    marks = 2
    assert len(tokenizer.encode("query: " + text)) + marks == engine.token_count(text)
