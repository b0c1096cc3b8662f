"""Figures of a text in one form, so that one that stands in no source is caught.

A figure is a number with its unit (won: 82만원 = 820,000원, %, 세, 개월 …), a date, or an article of law.
"""

import re
from collections.abc import Set

Figure = tuple[str, str]
"""Unit and value: ("원", "820000"), ("date", "2026-01-01"), ("article", "8.0.2.0"), ("", "3") if bare."""

_COUNTED = r"\d[\d,]*(?:\.\d+)?\s*(?:억|천만|백만|십만|만|천)"
_MONEY = re.compile(rf"(?<![\d,.])(?:(?:{_COUNTED}\s*)+(?:\d[\d,]*\s*)?원?|\d[\d,]*\s*원)")
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(억|천만|백만|십만|만|천)?")
_WORTH = {"억": 10**8, "천만": 10**7, "백만": 10**6, "십만": 10**5, "만": 10**4, "천": 10**3, "": 1}
_DATE = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*[-./년]\s*(?P<m>1[0-2]|0?[1-9])\s*[-./월]\s*(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_ARTICLE = re.compile(r"제\s*(\d+)\s*조(?:의\s*(\d+))?(?:\s*제\s*(\d+)\s*항)?(?:\s*제\s*(\d+)\s*호)?")
_NUMBER = re.compile(
    r"(?<![\d.])(?P<n>\d[\d,]*(?:\.\d+)?)\s*(?P<u>%|퍼센트|세|개월|일|명|인|년|주|시간|회|등급|분위|점|급|배)?"
)
_UNITS = {"퍼센트": "%", "인": "명"}


def figures(text: str) -> set[Figure]:
    """Every figure of a text."""
    found: set[Figure] = set()
    for pattern, read in ((_DATE, _date), (_ARTICLE, _article), (_MONEY, _money), (_NUMBER, _number)):
        for match in pattern.finditer(text):
            found.add(read(match))
        text = pattern.sub(" ", text)
    return found


def ungrounded(text: str, stated: Set[Figure]) -> set[Figure]:
    """The figures of a text that are not among those stated. A bare number may have any unit there."""
    missing = figures(text) - stated
    if not any(unit == "" for unit, _ in missing):
        return missing
    values = {part for unit, value in stated for part in (value, *_parts(unit, value))}
    return {(unit, value) for unit, value in missing if unit or value not in values}


def _parts(unit: str, value: str) -> list[str]:
    return re.split(r"[-.]", value) if unit in ("date", "article") else []


def _date(match: re.Match[str]) -> Figure:
    return "date", f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"


def _article(match: re.Match[str]) -> Figure:
    return "article", ".".join(part or "0" for part in match.groups())


def _money(match: re.Match[str]) -> Figure:
    parts = _PART.findall(match[0])
    return "원", str(round(sum(float(digits.replace(",", "")) * _WORTH[worth] for digits, worth in parts)))


def _number(match: re.Match[str]) -> Figure:
    value = match["n"].replace(",", "")
    value = value.rstrip("0").rstrip(".") if "." in value else str(int(value))
    unit = match["u"] or ""
    return _UNITS.get(unit, unit), value
