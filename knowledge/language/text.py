"""Clean text: what every text goes through before it is stored, searched or compared.

Decomposed Hangul looks the same and matches nothing, a NUL cuts a text in silence and a lone surrogate
raises in the tokenizers, so they are repaired once, here.
"""

import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_RUN = re.compile(r"[0-9a-z가-힣ㄱ-ㅎㅏ-ㅣ㐀-䶿一-鿿]+")
_SENTENCE_END = re.compile(r"[.!?。]\s+|\n+|다\.|요\.")

PIECE = 1_000
"""Characters of text that are analysed at once: bounds the time and memory of one call."""


def normalise(text: str) -> str:
    """The same text in NFC without NUL, other controls (tab and newlines stay) and zero-width marks.

    Surrogate pairs become their character and lone surrogates U+FFFD. Idempotent.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def runs(text: str) -> list[str]:
    """The lower-cased runs of Hangul, Hanja, Latin letters and digits, in order."""
    return _RUN.findall(normalise(text).lower())


def compact(text: str) -> str:
    """The text without spaces and punctuation, lower-cased: the form in which names are compared.

    Korean spacing is free (부모 급여, 부모급여), so a name is looked for without it.
    """
    return "".join(runs(text))


def pieces(text: str, limit: int = PIECE) -> Iterator[str]:
    """Cut a text in pieces of at most `limit` characters, at ends of sentences, else at a space."""
    start = 0
    while len(text) - start > limit:
        window = text[start : start + limit]
        cut = max((found.end() for found in _SENTENCE_END.finditer(window)), default=0)
        if cut < limit // 4:
            cut = window.rfind(" ") + 1
        if cut < limit // 4:
            cut = limit
        yield text[start : start + cut]
        start += cut
    if start < len(text):
        yield text[start:]
