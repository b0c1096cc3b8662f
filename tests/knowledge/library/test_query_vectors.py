"""A question's vector is made once, beside other work."""

import threading

import numpy as np
import pytest

from knowledge.library.query_vectors import QueryVectors


class Encoder:
    """Counts what it is asked, and may wait or fail."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_end = threading.Event()
        self.may_end.set()
        self.fails = False

    def __call__(self, text: str) -> np.ndarray:
        self.asked.append(text)
        self.may_end.wait(5)
        if self.fails:
            raise RuntimeError("no vector")
        return np.full(3, len(text), dtype=np.float32)


@pytest.fixture
def encoder() -> Encoder:
    return Encoder()


def test_what_was_begun_is_not_made_again(encoder: Encoder) -> None:
    vectors = QueryVectors(encoder)
    vectors.begin("기초연금")

    assert vectors.of("기초연금").tolist() == [4, 4, 4]
    assert encoder.asked == ["기초연금"]


def test_beginning_does_not_wait(encoder: Encoder) -> None:
    encoder.may_end.clear()
    vectors = QueryVectors(encoder)

    begun = vectors.begin("기초연금")

    assert not begun.done()
    encoder.may_end.set()
    assert begun.result(5).tolist() == [4, 4, 4]


def test_only_the_last_few_are_kept(encoder: Encoder) -> None:
    vectors = QueryVectors(encoder)
    for number in range(40):
        vectors.of(f"질문 {number}")
    vectors.of("질문 39")
    vectors.of("질문 0")

    assert encoder.asked.count("질문 39") == 1
    assert encoder.asked.count("질문 0") == 2


def test_a_failure_is_told_and_tried_again(encoder: Encoder) -> None:
    vectors = QueryVectors(encoder)
    encoder.fails = True
    with pytest.raises(RuntimeError):
        vectors.of("기초연금")
    encoder.fails = False

    assert vectors.of("기초연금").tolist() == [4, 4, 4]
