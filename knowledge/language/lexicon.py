"""Everyday words and what documents say for them (lexicon.yaml): 홀어머니 is 한부모가족 there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from knowledge.language.datafile import DataModel, read_data
from knowledge.language.morphemes import Morphemes

LEXICON = Path(__file__).with_name("lexicon.yaml")
_BETWEEN = 3
"""So many other morphemes may stand among those of an entry: 외국에서 (우리 동네로) 시집온."""


class _Words(DataModel):
    words: dict[str, list[str]] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class OfficialWord:
    """A word of documents, and its content morphemes."""

    word: str
    morphemes: tuple[str, ...]


class Lexicon:
    """Finds everyday words by their morphemes; made once, thread-safe."""

    def __init__(self, language: Morphemes, path: Path = LEXICON) -> None:
        """Read and analyse the words (half a second); `CatalogError` where the file is wrong."""
        entries = read_data(path, _Words).words
        official = list(dict.fromkeys(word for words in entries.values() for word in words))
        analysed = language.contents([*entries, *official])
        known = {
            word: OfficialWord(word, tuple(forms))
            for word, forms in zip(official, analysed[len(entries) :], strict=True)
        }
        self._by_first: dict[str, list[tuple[list[str], list[OfficialWord]]]] = {}
        for forms, words in zip(analysed, entries.values(), strict=False):
            if forms:
                self._by_first.setdefault(forms[0], []).append((forms, [known[word] for word in words]))

    def official(self, morphemes: Sequence[str]) -> list[OfficialWord]:
        """The words of documents for the everyday words among the content morphemes of a question."""
        found = [
            word
            for start, form in enumerate(morphemes)
            for entry, words in self._by_first.get(form, ())
            if _follows(morphemes[start : start + len(entry) + _BETWEEN], entry)
            for word in words
        ]
        return list(dict.fromkeys(found))


def _follows(morphemes: Sequence[str], entry: Sequence[str]) -> bool:
    """Whether all of an entry's morphemes stand in a text in their order."""
    rest = iter(morphemes)
    return all(form in rest for form in entry)
