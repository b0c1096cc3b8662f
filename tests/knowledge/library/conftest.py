"""Small real libraries, one set of morphemes for all of them."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.language.morphemes import Morphemes
from knowledge.library import Library

sys.path.insert(0, str(Path(__file__).parent))  # small_library is shared with the programs that tests run

from small_library import close_small, open_small


@pytest.fixture(scope="session")
def language() -> Morphemes:
    """Kiwi takes seconds to load."""
    morphemes = Morphemes()
    morphemes.load()
    return morphemes


@pytest.fixture
def opened(language: Morphemes) -> Iterator[Callable[..., Library]]:
    """Opens libraries that are closed at the end of the test."""
    libraries: list[Library] = []

    def open_one(home: Path, **options: object) -> Library:
        libraries.append(open_small(home, language, **options))
        return libraries[-1]

    yield open_one
    for library in libraries:
        close_small(library)


@pytest.fixture
def library(opened: Callable[..., Library], tmp_path: Path) -> Library:
    """An empty library that no keeper keeps: tests say when it catches up."""
    return opened(tmp_path)
