"""Days as people say them: 2026년 8월 15일, 지난주 금요일, 석 달 전, 올해 3월, 작년 가을, 열흘 됐어요.

A day said by month, season or weeks is not exact: it stands for its first day, or is counted back, and
`exact` is False.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from knowledge.language.numbers import NATIVE, small_number
from knowledge.language.years import in_year


class Toward(StrEnum):
    """Which side of today a day without a year lies on: an event that happened, or one that is expected."""

    PAST = "past"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day in a text and where it stands; `exact` is False where only a part of it was said."""

    day: date
    exact: bool
    start: int
    end: int


_YEAR_WORDS = {"재작년": -2, "지지난해": -2, "작년": -1, "지난해": -1, "올해": 0, "금년": 0, "내년": 1}
_MONTH_WORDS = {"지지난달": -2, "지난달": -1, "저번달": -1, "이번달": 0, "이달": 0, "다음달": 1, "담달": 1}
_WEEK_WORDS = {"지지난주": -2, "지난주": -1, "저번주": -1, "이번주": 0, "다음주": 1, "담주": 1}
_DAY_WORDS = {"그저께": -2, "그제": -2, "어제": -1, "오늘": 0, "내일": 1, "모레": 2}
_DAY_COUNTS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "열흘": 10,
    "보름": 15,
}
_SEASONS = {"봄": 3, "여름": 6, "가을": 9, "겨울": 12}
_WEEKDAYS = "월화수목금토일"

_M = r"(?P<{0}m>1[0-2]|0?[1-9])\s*월"
_D = r"(?P<{0}d>3[01]|[12]\d|0?[1-9])\s*일"
_FULL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2}|\d{2}(?=\s*년))\s*(?:[.\-/]|년)\s*(?P<m>1[0-2]|0?[1-9])\s*(?:[.\-/]|월)\s*"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s*(?:일|\.)?"
)
_YEAR_MONTH = re.compile(rf"(?<!\d)(?P<y>(?:19|20)\d{{2}})\s*년\s*{_M.format('')}(?!\s*\d{{1,2}}\s*일)")
_MONTH_DAY = re.compile(
    rf"(?:(?P<word>{'|'.join(_YEAR_WORDS)})\s*)?(?<!\d){_M.format('')}(?![세급])"
    rf"(?:\s*(?:{_D.format('')}|(?P<part>초|중순|말)))?"
)
_MONTH_WORD = re.compile(
    rf"(?P<word>{'|'.join(word.replace('달', ' ?달') for word in _MONTH_WORDS)})"
    rf"(?:\s*(?:{_D.format('')}|(?P<part>초|중순|말)))?"
)
_WEEK_WORD = re.compile(
    rf"(?P<word>{'|'.join(word.replace('주', ' ?주') for word in _WEEK_WORDS)})(?!에 한)"
    rf"(?:\s*(?P<weekday>[{_WEEKDAYS}])요일)?"
)
_WEEKDAY = re.compile(rf"지난\s*(?P<weekday>[{_WEEKDAYS}])요일")
_DAY_WORD = re.compile(rf"(?<!엊)(?P<word>{'|'.join(_DAY_WORDS)})(?!까지만)")
_COUNT = rf"(?P<count>\d+|{NATIVE}|[일이삼사오육칠팔구십]+)"
_AGO = r"\s*(?:쯤|정도)?\s*(?:전|됐|되었|되|된|째|지났|지나)"
_DAYS_AGO = re.compile(rf"(?:(?P<word>{'|'.join(_DAY_COUNTS)})|(?<!\d)(?P<count>\d+)\s*일){_AGO}")
_LONG_AGO = re.compile(
    rf"(?:(?P<half>반\s?년)|(?P<week>일주일)|{_COUNT}\s*(?P<unit>주일|주(?!차)|달|개월|년))\s*(?P<more>반)?{_AGO}"
)
_SLASHED = re.compile(
    r"(?<![\d/.,])(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/.,]|\s*(?:만|원|세|명))"
    r"|(?<=\()(?P<dotted>1[0-2]|0?[1-9])\.\s?(?P<day>3[01]|[12]\d|0?[1-9])\.?(?=\))"
)
_SEASON = re.compile(rf"(?P<word>{'|'.join(_YEAR_WORDS)}|지난)\s*(?P<season>봄|여름|가을|겨울)")


def said_days(text: str, as_of: date, toward: Toward) -> list[SaidDay]:
    """The days in a text, in order, counted from `as_of`; without a year it is the nearest on that side."""
    found: list[SaidDay] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(one.start < match.end() and match.start() < one.end for one in found):
                continue
            if (said := read(match, as_of, toward)) is not None:
                found.append(SaidDay(said[0], said[1], *match.span()))
    return sorted(found, key=lambda one: one.start)


def months_from(day: date, months: int) -> date:
    """The same day some months later (or before); the last day of a month that is too short."""
    at = day.year * 12 + day.month - 1 + months
    return _clipped(at // 12, at % 12 + 1, day.day)


_Said = tuple[date, bool] | None


def _full(match: re.Match[str], as_of: date, _: Toward) -> _Said:
    year = int(match["y"])
    if year < 100:
        year += 2000 if 2000 + year <= as_of.year + 1 else 1900
    try:
        return date(year, int(match["m"]), int(match["d"])), True
    except ValueError:
        return None


def _year_month(match: re.Match[str], _: date, __: Toward) -> _Said:
    return date(int(match["y"]), int(match["m"]), 1), False


def _month_day(match: re.Match[str], as_of: date, toward: Toward) -> _Said:
    month = int(match["m"])
    day, exact = _day_of(match)
    if exact and day > calendar.monthrange(2000, month)[1]:
        return None
    if match["word"]:
        return _clipped(as_of.year + _YEAR_WORDS[match["word"]], month, day), exact
    return _nearest(_clipped(as_of.year, month, day), as_of, toward), exact


def _slashed(match: re.Match[str], as_of: date, toward: Toward) -> _Said:
    """10/31 and (10.31), as officials note days."""
    month, day = int(match["m"] or match["dotted"]), int(match["d"] or match["day"])
    if day > calendar.monthrange(2000, month)[1]:
        return None
    return _nearest(_clipped(as_of.year, month, day), as_of, toward), True


def _nearest(said: date, as_of: date, toward: Toward) -> date:
    """The day of this year, or of the year before or after where it lies on the other side of today."""
    if toward is Toward.PAST and said > as_of:
        return in_year(said, as_of.year - 1)
    if toward is Toward.FUTURE and said < as_of:
        return in_year(said, as_of.year + 1)
    return said


def _month_word(match: re.Match[str], as_of: date, _: Toward) -> _Said:
    day, exact = _day_of(match)
    first = months_from(as_of.replace(day=1), _MONTH_WORDS[match["word"].replace(" ", "")])
    return _clipped(first.year, first.month, day), exact


def _day_of(match: re.Match[str]) -> tuple[int, bool]:
    if match["d"]:
        return int(match["d"]), True
    return {"초": 1, "중순": 15, "말": 31}.get(match["part"] or "", 1), False


def _week_word(match: re.Match[str], as_of: date, _: Toward) -> _Said:
    weeks = _WEEK_WORDS[match["word"].replace(" ", "")]
    if not match["weekday"]:
        return as_of + timedelta(weeks=weeks), False
    monday = as_of - timedelta(days=as_of.weekday()) + timedelta(weeks=weeks)
    return monday + timedelta(days=_WEEKDAYS.index(match["weekday"])), True


def _weekday(match: re.Match[str], as_of: date, _: Toward) -> _Said:
    """지난 화요일: this week's or last week's, so that it is not exact."""
    back = (as_of.weekday() - _WEEKDAYS.index(match["weekday"])) % 7 or 7
    return as_of - timedelta(days=back), False


def _day_word(match: re.Match[str], as_of: date, _: Toward) -> _Said:
    return as_of + timedelta(days=_DAY_WORDS[match["word"]]), True


def _days_ago(match: re.Match[str], as_of: date, _: Toward) -> _Said:
    days = _DAY_COUNTS[match["word"]] if match["word"] else int(match["count"])
    return as_of - timedelta(days=days), True


def _long_ago(match: re.Match[str], as_of: date, _: Toward) -> _Said:
    if match["half"]:
        return months_from(as_of, -6), False
    if match["week"]:
        return as_of - timedelta(weeks=1), False
    count = small_number(match["count"])
    if not count or count > 100:
        return None
    if match["unit"].startswith("주"):
        return as_of - timedelta(weeks=count), False
    return months_from(as_of, -count if match["unit"] in ("달", "개월") else -12 * count), False


def _season(match: re.Match[str], as_of: date, _: Toward) -> _Said:
    month = _SEASONS[match["season"]]
    if match["word"] != "지난":
        return date(as_of.year + _YEAR_WORDS[match["word"]], month, 1), False
    return date(as_of.year - (month > as_of.month), month, 1), False


def _clipped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


_READERS = (
    (_FULL, _full), (_YEAR_MONTH, _year_month), (_SEASON, _season), (_MONTH_DAY, _month_day),
    (_MONTH_WORD, _month_word), (_WEEK_WORD, _week_word), (_DAYS_AGO, _days_ago), (_LONG_AGO, _long_ago),
    (_SLASHED, _slashed), (_WEEKDAY, _weekday),
    (_DAY_WORD, _day_word),
)  # fmt: skip
