"""Content morphemes and character bigrams: the two lexical views of a text.

Kiwi without its encyclopaedia dictionary (multi-word titles that welfare texts do not use) loads in 2 s
and takes 330 MB instead of 5 s and 520 MB.
"""

import hashlib
import os
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from kiwipiepy import Kiwi, Token
from pydantic import field_validator

from knowledge.language.datafile import DataModel, read_data
from knowledge.language.text import normalise, pieces, runs

_HERE = Path(__file__).parent
_CONTENT = frozenset({"NNG", "NNP", "NR", "VV", "VA", "XR", "SL", "SN", "SH", "MAG"})
_WORKERS = 4  # threads of one analyser: more cost memory and are not kept busy
_SCORE = 3.0  # enough for a term to win over its parts, found by trying the terms of the dictionary


class _Dictionary(DataModel):
    """dictionary.yaml: terms whose spaces are the bounds of their parts."""

    terms: list[str]

    @field_validator("terms")
    @classmethod
    def _no_doubles(cls, terms: list[str]) -> list[str]:
        seen: dict[str, str] = {}
        for term in terms:
            if not term.strip():
                raise ValueError("빈 용어가 있습니다. 지우세요.")
            joined = term.replace(" ", "")
            if joined in seen:
                raise ValueError(f"'{term}'과 '{seen[joined]}'은 같은 용어입니다. 하나만 남기세요.")
            seen[joined] = term
        return terms


class _Stopwords(DataModel):
    """stopwords.yaml: stems that tell no question from another."""

    stopwords: list[str]


class Morphemes:
    """Morphological analysis, loaded at its first use; one object may serve all threads."""

    def __init__(
        self, dictionary: Path = _HERE / "dictionary.yaml", stopwords: Path = _HERE / "stopwords.yaml"
    ) -> None:
        """Read the data files.

        Raises:
            CatalogError: one of them is wrong.
        """
        self._terms = read_data(dictionary, _Dictionary).terms
        self._stopwords = frozenset(read_data(stopwords, _Stopwords).stopwords)
        self._lock = threading.Lock()

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of the dictionary, spaces between their parts."""
        return tuple(self._terms)

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the data files; an index made with another one must be made anew."""
        content = "\n".join([*self._terms, "", *sorted(self._stopwords)])
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    def load(self) -> None:
        """Load the analyser now (about 2 s), so that no question waits for it."""
        with self._lock:
            self._kiwi.tokenize("월새", typos="basic")

    def content(self, text: str) -> list[str]:
        """The content morphemes of a text in order, repeats kept; a term of the dictionary and its parts."""
        return self.contents([text])[0]

    def contents(self, texts: Sequence[str]) -> list[list[str]]:
        """The same of many texts, the cores side by side; a line that several texts share is analysed once.

        The editions of a card differ in a few lines: the built-in catalog takes a third of the time so.
        """
        return self._each(texts, repair=False)

    def query(self, text: str) -> list[str]:
        """The same for a question, with common misspellings repaired (월새 → 월세)."""
        return self.queries([text])[0]

    def queries(self, texts: Sequence[str]) -> list[list[str]]:
        """The same of many questions, the cores side by side."""
        return self._each(texts, repair=True)

    def _each(self, texts: Sequence[str], repair: bool) -> list[list[str]]:
        lines = [_lines(text) for text in texts]
        each = list(dict.fromkeys(line for group in lines for line in group))
        forms = dict(zip(each, self._forms(each, repair), strict=True))
        return [[form for line in group for form in forms[line]] for group in lines]

    def spaced(self, text: str) -> str:
        """A text with the spaces that it was written without: 월세는25예요 → 월세는 25예요."""
        if "_kiwi" not in self.__dict__:
            self.load()
        return str(self._kiwi.space(text))

    def bigrams(self, text: str) -> list[str]:
        """The character pairs of a text's runs; a run of one character stands for itself."""
        return [pair for run in runs(text) for pair in _pairs(run)]

    @cached_property
    def _kiwi(self) -> Kiwi:
        kiwi = Kiwi(num_workers=min(os.cpu_count() or 1, _WORKERS), load_multi_dict=False)
        for term in self._terms:
            kiwi.add_user_word(term, "NNP", _SCORE)
        return kiwi

    def _forms(self, lines: Sequence[str], repair: bool) -> list[list[str]]:
        if "_kiwi" not in self.__dict__:
            self.load()
        typos = "basic" if repair else None
        # One line is analysed in this thread: a question must not queue behind a library being indexed.
        analysed = (
            [self._kiwi.tokenize(lines[0], typos=typos)]
            if len(lines) == 1
            else self._kiwi.tokenize(lines, typos=typos)
        )
        return [[form for token in tokens for form in self._indexed(token)] for tokens in analysed]

    def _indexed(self, token: Token) -> list[str]:
        """What is kept of a token: nothing, its form, or a compound with its parts of two characters up."""
        if token.tag.partition("-")[0] not in _CONTENT or token.form in self._stopwords:
            return []
        if " " not in token.form:
            return [token.form]
        parts = [part for part in token.form.split() if len(part) > 1]
        return [token.form.replace(" ", ""), *parts]


def _lines(text: str) -> list[str]:
    """What is analysed apart: the lines, long ones in pieces."""
    return [piece for line in normalise(text).lower().splitlines() for piece in pieces(line)]


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]
