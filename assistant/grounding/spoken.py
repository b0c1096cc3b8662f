"""Figures in words: 팔십이만 원, 열여덟 살, 세 명, 삼십 퍼센트; so that words are no way round the check."""

import re
import unicodedata

from assistant.grounding.figures import Figure, figures
from knowledge.language.numbers import NATIVE, amounts, native_number, small_number

_SINO = r"[일이삼사오육칠팔구십백천]+"
_COUNTED = re.compile(
    rf"(?<![가-힣])(?P<n>{NATIVE}|{_SINO})\s?(?P<u>명|살|세|개월|달|배|퍼센트|프로)(?![가-힣]*\d)"
)
_UNITS = {"살": "세", "달": "개월", "퍼센트": "%", "프로": "%"}
_ARTICLE = re.compile(rf"제\s?({_SINO})\s?조(?:\s?제\s?({_SINO})\s?항)?")


def all_figures(text: str) -> set[Figure]:
    """Every figure of a text, those in words and in other digits (①, １) too."""
    text = unicodedata.normalize("NFKC", text)
    found = figures(text)
    found |= {
        ("원", str(one.won)) for one in amounts(text) if not one.bare and _in_words(text[one.start : one.end])
    }
    for match in _COUNTED.finditer(text):
        value = native_number(match["n"]) or small_number(match["n"])
        if value is not None and value > 1:  # 한 달에 is a way to say 매달
            found.add((_UNITS.get(match["u"], match["u"]), str(value)))
    for match in _ARTICLE.finditer(text):
        parts = [small_number(part) if part else 0 for part in match.groups()]
        found.add(("article", f"{parts[0]}.0.{parts[1]}.0"))
    return found


def _in_words(text: str) -> bool:
    return not any(letter.isdecimal() for letter in text)
