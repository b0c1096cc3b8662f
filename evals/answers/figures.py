"""Figures and terms in Korean text, read without the code that is being judged."""

import re
from collections.abc import Iterable

_UNITS = {"억": 100_000_000, "만": 10_000, "천": 1_000}
# Possessive: a number is never split to try again, which on a long run of digits would take for ever.
_NUMBER = r"\d[\d,]*+(?:\.\d++)?+"
_UNIT = "(?:억|천만|백만|만|천)"
_AMOUNT = re.compile(rf"(?:{_NUMBER}\s*+{_UNIT}\s*+)++(?:\d[\d,]*+(?=\s*원))?|{_NUMBER}")
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(억|천만|백만|만|천)?")
_FACTORS = {**_UNITS, "천만": 10_000_000, "백만": 1_000_000}
_MONEY = re.compile(rf"(?<!\d)(?:{_NUMBER}\s*+{_UNIT}?+\s*+)++원")


def figures(text: str) -> frozenset[int]:
    """Every whole number in the text; 82만 556, 2억 4,100만 and 820,556 are read as one number each."""
    return frozenset(value for match in _AMOUNT.finditer(text) for value in _value(match.group()))


def money(text: str) -> frozenset[int]:
    """The numbers that are said to be won."""
    return frozenset(value for match in _MONEY.finditer(text) for value in _value(match.group()))


def holds(text: str, term: int | str) -> bool:
    """Whether the text says the term: a figure however it is written, words regardless of spaces.

    A term that begins or ends with a digit must not be a piece of a longer number ("9세" is not in "19세").
    """
    if isinstance(term, int):
        return term in figures(text)
    flat, sought = _flat(text), re.escape(_flat(term))
    before = r"(?<![\d.,])" if term[:1].isdigit() else ""
    after = r"(?![\d,]|\.\d)" if term[-1:].isdigit() else ""
    return re.search(before + sought + after, flat) is not None


def any_of(text: str, terms: int | str | Iterable[int | str]) -> bool:
    """Whether the text says the term, or one of several."""
    return holds(text, terms) if isinstance(terms, int | str) else any(holds(text, term) for term in terms)


def _flat(text: str) -> str:
    # The end of a sentence or of a list entry is not part of a number: "없습니다. 24개월", "109, 112".
    text = re.sub(r"[.,](?=\s|$)", ";", text)
    return re.sub(r"\s+|\*\*|(?<=\d),(?=\d)", "", text).replace("퍼센트", "%").lower()


def _value(amount: str) -> Iterable[int]:
    total = 0.0
    for digits, unit in _PART.findall(amount):
        total += float(digits.replace(",", "")) * _FACTORS.get(unit, 1)
    return [round(total)] if abs(total - round(total)) < 1e-6 else []
