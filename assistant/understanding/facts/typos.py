"""Misspellings of known words by one letter: 보증끔 → 보증금, 국미연금 → 국민연금."""

from collections.abc import Iterator, Sequence

_FIRST, _LAST = 0xAC00, 0xD7A3
_VOWELS, _FINALS = 21, 28


class Typos:
    """Puts words right that differ from a known one in one letter (자모) of one syllable; made once."""

    def __init__(self, words: Sequence[str]) -> None:
        """Index the words by what is left of them without one syllable."""
        self._words = frozenset(words)
        self._lengths = sorted({len(word) for word in words}, reverse=True)
        self._gapped: dict[tuple[str, str], list[str]] = {}
        for word in words:
            for at in range(len(word)):
                self._gapped.setdefault((word[:at], word[at + 1 :]), []).append(word)

    def righted(self, text: str) -> str:
        """The text with such words put right, of the same length."""
        at = 0
        while at < len(text):
            right = next(self._meant(text, at), None)
            if right is not None:
                text = text[:at] + right + text[at + len(right) :]
                at += len(right)
            else:
                at += 1
        return text

    def _meant(self, text: str, start: int) -> Iterator[str]:
        """The known words that may have been meant at a place, the longest first."""
        for length in self._lengths:
            part = text[start : start + length]
            if len(part) < length or part in self._words:
                continue
            for at in range(length):
                for word in self._gapped.get((part[:at], part[at + 1 :]), ()):
                    if _one_letter_off(part[at], word[at]):
                        yield word


def _one_letter_off(one: str, other: str) -> bool:
    """Whether two syllables differ in exactly one of initial, vowel and final."""
    if not (_FIRST <= ord(one) <= _LAST and _FIRST <= ord(other) <= _LAST):
        return False
    return sum(left != right for left, right in zip(_letters(one), _letters(other), strict=True)) == 1


def _letters(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - _FIRST
    return code // (_VOWELS * _FINALS), code // _FINALS % _VOWELS, code % _FINALS
