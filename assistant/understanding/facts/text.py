"""An utterance made ready for reading: what was misspelt, noted in short or said with pauses put right.

Spans of facts are places in the text as it was said, so each letter remembers where it came from.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.understanding.facts.lexicon import Spelling, one_of
from assistant.understanding.facts.typos import Typos
from knowledge.language.text import normalise

_LONG_RUN = re.compile(r"\S{7,}")
_UNSPACED = 10
_DIGIT = "[일이삼사오육칠팔구십백천만억]"
_SPACED_NUMBER = re.compile(
    rf"(?<![가-힣A-Za-z\d])(?!(?:만|억)\s)(?={_DIGIT}+(?:\s{_DIGIT}+)*\s*[십백천만억]){_DIGIT}+(?:\s+{_DIGIT}+)+"
    r"(?=\s*(?:원|세(?!\s*받)|살|에|요|은|는|을|를|정도|쯤|가량|이|예|입|고|인|넘|내|받|벌|$|[,.])|\s+[가-힣])"
)
_SPACED_AGE = re.compile(
    r"(?<![가-힣])(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)\s+(?:하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)"
    r"(?=\s*(?:살|세(?![가-힣])|이(?!\s*(?:서|살아|같이|함께))|예|요|입|인|된|먹|라|$|[,.]))"
)


@dataclass(frozen=True, slots=True)
class Said:
    """The text to read and the place of each of its letters in what was said."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the text stands in what was said."""
        if not self.places or start >= end:
            return (0, 0)
        return self.places[start], self.places[min(end, len(self.places)) - 1] + 1

    def put(self, pattern: re.Pattern[str], right: Callable[[re.Match[str]], str]) -> "Said":
        """The text with each match of a pattern written as `right` gives it."""
        letters: list[str] = []
        places: list[int] = []
        at = 0
        for match in pattern.finditer(self.text):
            written, (start, stop) = right(match), match.span()
            letters += self.text[at:start], written
            places += self.places[at:start]
            places += [self.places[min(start + one, stop - 1)] for one in range(len(written) - 1)]
            places += [self.places[stop - 1]] if written else []
            at = stop
        if not at:
            return self
        return Said("".join([*letters, self.text[at:]]), (*places, *self.places[at:]))


class Preparation:
    """Makes utterances ready; made once."""

    def __init__(self, spelling: Spelling, spaced: Callable[[str], str] | None = None) -> None:
        """Compile the words; `spaced` puts spaces in a long run, without it the words of the file do."""
        self._spelling = spelling
        self._spaced = spaced
        self._typos = Typos(spelling.near)
        self._fillers = re.compile(rf"(?<!\S)(?:{one_of(spelling.fillers)})[\s,.~…]+(?=\S)")
        self._ends = re.compile(rf"(?:{one_of(spelling.ends)})(?=[가-힣])(?![요서도만에랑])")
        self._begins = re.compile(
            rf"(?<=[가-힣\d])(?:{one_of(spelling.begins)}|{'|'.join(spelling.begin_patterns)})"
        )

    @cached_property
    def _written(self) -> list[tuple[re.Pattern[str], str]]:
        return [(re.compile(short), full) for short, full in self._spelling.written.items()]

    def ready(self, text: str) -> Said:
        """The text to read."""
        text = normalise(text)
        for wrong, right in self._spelling.misspelt.items():
            text = text.replace(wrong, right)
        text = self._typos.righted(text)
        said = Said(text, tuple(range(len(text))))
        said = said.put(self._fillers, lambda _: "").put(_LONG_RUN, self._parted)
        said = said.put(_SPACED_NUMBER, _joined).put(_SPACED_AGE, _joined)
        for pattern, full in self._written:
            said = said.put(pattern, lambda match, full=full: match.expand(full))  # type: ignore[misc]
        return said

    def _parted(self, run: re.Match[str]) -> str:
        """A long run with spaces where words begin and end."""
        text = run[0]
        if not re.search(r"[가-힣]{4}|[살세]\D", text):
            return text
        if self._spaced is not None and len(text) >= _UNSPACED:
            spaced = self._spaced(text)
            if spaced.replace(" ", "") == text:
                return spaced
        cuts = {match.end() for match in self._ends.finditer(text)}
        cuts |= {match.start() for match in self._begins.finditer(text)}
        return "".join(f" {letter}" if at in cuts else letter for at, letter in enumerate(text))


def _joined(match: re.Match[str]) -> str:
    return re.sub(r"\s", "", match[0])
