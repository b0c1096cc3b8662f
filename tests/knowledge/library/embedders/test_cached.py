import numpy as np
import pytest

from knowledge.library.embedders.cached import CachedEmbedder, question_hash, text_hash
from knowledge.library.embedders.vector_file import write_vector_file


class Memory:
    """A cache in a dictionary."""

    def __init__(self):
        self.vectors = {}

    def get_many(self, identity, hashes):
        return {key: self.vectors[identity, key] for key in hashes if (identity, key) in self.vectors}

    def put_many(self, identity, vectors):
        self.vectors.update({(identity, key): vector for key, vector in vectors.items()})


@pytest.fixture
def memory():
    return Memory()


def test_a_text_is_embedded_once(letters, memory):
    cached = CachedEmbedder(letters, memory)
    first = cached.embed_passages(["가", "나", "가"])
    again = cached.embed_passages(["나", "가"])
    assert letters.asked == ["가", "나"]
    assert np.array_equal(first, [again[1], again[0], again[1]])
    assert first.dtype == np.float32


def test_texts_come_back_in_order_when_some_are_known(letters, memory):
    cached = CachedEmbedder(letters, memory)
    cached.embed_passages(["나"])
    assert np.array_equal(
        cached.embed_passages(["가", "나", "다"]), letters.embed_passages(["가", "나", "다"])
    )


def test_no_texts_give_no_vectors(letters, memory):
    assert CachedEmbedder(letters, memory).embed_passages([]).shape == (0, 4)
    assert CachedEmbedder(letters, memory).embed_questions([]).shape == (0, 4)


def test_example_questions_are_kept_apart_from_passages(letters, memory):
    cached = CachedEmbedder(letters, memory)
    cached.embed_questions(["가"])
    assert ("letters", question_hash("가", "letters:asked")) in memory.vectors
    assert ("letters", text_hash("가")) not in memory.vectors
    cached.embed_questions(["가"])
    assert letters.asked == ["가"]


def test_what_a_person_asks_is_not_kept(letters, memory):
    CachedEmbedder(letters, memory).embed_query("가")
    assert not memory.vectors


def test_a_build_that_is_killed_goes_on_where_it_stood(letters, memory, monkeypatch):
    cached = CachedEmbedder(letters, memory)
    texts = [f"{number}번" for number in range(100)]
    embed, calls = letters.embed_passages, []

    def killed_at_the_second_call(some):
        calls.append(some)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return embed(some)

    monkeypatch.setattr(letters, "embed_passages", killed_at_the_second_call)
    with pytest.raises(KeyboardInterrupt):
        cached.embed_passages(texts)
    kept = len(memory.vectors)
    cached.embed_passages(texts)
    assert 0 < kept < 100
    assert len(letters.asked) == len(memory.vectors) == 100


def test_shipped_vectors_are_used_and_put_into_the_cache(letters, memory, tmp_path):
    shipped = {text_hash("가"): letters.embed_query("가")}
    write_vector_file(tmp_path / "vectors", "letters", shipped)
    letters.asked.clear()
    cached = CachedEmbedder.over(letters, memory, tmp_path / "vectors")
    vectors = cached.embed_passages(["가", "나"])
    assert letters.asked == ["나"]
    assert vectors[0] == pytest.approx(shipped[text_hash("가")], abs=1e-3)
    assert set(memory.vectors) == {("letters", text_hash("가")), ("letters", text_hash("나"))}
