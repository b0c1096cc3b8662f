"""The day a question asks about: "2025년에는", "작년", "25년도", "2024년 3월", "2025. 3. 1. 기준".

A year of life is not a year asked about: 25년 살았다, 2년 이내, 1985년생, 작년에 퇴사했는데.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

FIRST_YEAR = 2000
"""The earliest year that can be asked about: the 국민기초생활 보장법 came into force in October 2000."""

_RELATIVE = {
    "재작년": -2, "지지난해": -2, "작년": -1, "지난해": -1, "지난 해": -1, "전년": -1, "전년도": -1,
    "올해": 0, "금년": 0, "내년": 1, "다음해": 1, "다음 해": 1, "차년도": 1, "내후년": 2, "후년": 2,
}  # fmt: skip
_MONTH_DAY = r"(?:\s*(?P<{0}m>1[0-2]|0?[1-9])\s*월(?:\s*(?P<{0}d>3[01]|[12]\d|0?[1-9])\s*일)?)?"
_FULL = r"(?P<y>20\d{2})\s*[.\-/]\s*(?P<m>1[0-2]|0?[1-9])\s*[.\-/]\s*(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\.?"
_MONTH = r"(?P<my>20\d{2})\s*\.\s*(?P<mm>1[0-2]|0?[1-9])(?:\s*월|\.(?!\s*\d))"
_YEAR = r"(?P<yy>20\d{2})\s*(?:학?년도|년)" + _MONTH_DAY.format("y")
_LISTED = r"(?P<ly>20\d{2})(?=\s*(?:[~,·/\-]|와|과|이랑|부터|에서|랑|vs)\s*20\d{2}\s*년)"
_SHORT = r"(?:['’‘](?P<sy>\d{2})\s*(?:년도|년)?|(?P<dy>\d{2})\s*년도|(?P<ny>\d{2})\s*년)" + _MONTH_DAY.format(
    "s"
)
_OWN = r"의?\s?(?:종합|연간|가구|과세)?\s?(?:소득|매출|수입|보험료)"  # 전년도 소득 is somebody's
_WORD = (
    rf"(?P<word>재작년|지지난해|내후년|(?<![가-힣])후년|작년|지난 ?해|전년도(?!{_OWN})|전년(?!도)"
    r"|올해|금년|내년|차년도|다음 ?해(?![당산결]))" + _MONTH_DAY.format("w")
)
_ASKED = re.compile(rf"(?<![\d.,'’-])(?:{_FULL}|{_MONTH}|{_YEAR}|{_LISTED}|{_SHORT})|{_WORD}")

_LIFE_BEFORE = re.compile(r"(?:생년월일|생일|출생일?|태어난 날|입사일?|퇴사일?|이직일)\D{0,6}$")
_LIFE_AFTER = re.compile(
    r"^\.?\s*(?:생(?!계|활|애)|출생|(?:도)?에\s*(?:퇴사|퇴직|실직|이직|이혼|결혼|출산|태어|낳|입사|이사|받았|신청했|다쳤|수술|사망|"
    r"돌아가|폐업|창업|입국|제대|졸업|탈락|떨어|끊[기겼긴]|그만|해고|잘[렸린]|짤[렸린]|\d+\s*(?:세|살))|(?:도)?\s?(?:의\s)?(?:연?소득|총소득|총급여|연봉|수입|월급|매출)"
    r"[이은가에]?\s?[\d약총]*\s?[\d,]*\s?(?:만|천|억|원|이|은|줄|늘|없))"
)
_DURATION_AFTER = re.compile(
    r"^\s*(?:동안|간|이상|이하|이내|미만|초과|넘|전|후|뒤|째|만에|살|근무|일하|일했|거주|가입|납부|경력|된|됐|되|지[나났]|차|씩|짜리|마다)"
)
_DURATION_BEFORE = re.compile(r"(?:만|약|총|한|최대|최소|최장|기간|벌써|거의|제)\s?$")
_COMPARED = re.compile(r"^\S{0,2}\s*(?:대비|보다|에 비해|하고|랑|와|과)")
_CHANGE = re.compile(r"비교|대비|차이|달라|바뀌|바뀐|변경|올랐|오르|인상|늘|줄")


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day to answer for. `phrase` is how it was said, `explicit` whether it was; `years` all years said.

    A year alone means today's month and day in that year. Two years mean a comparison; `day` is in the later.
    """

    day: date
    phrase: str = ""
    explicit: bool = False
    years: tuple[int, ...] = ()


def asked_day(text: str, today: date) -> AskedDay:
    """Read the day that a question asks about, or today."""
    said = [
        (found[0].strip(), day, found) for found in _ASKED.finditer(text) if (day := _day(found, text, today))
    ]
    if not said:
        return AskedDay(today)
    days = {day.year: day for _, day, _ in said}
    if len(days) == 1 and today.year not in days and _against_today(text, said[0][2]):
        days[today.year] = today
    latest = max(days)
    phrase = next((phrase for phrase, day, _ in said if day.year == latest), said[0][0])
    return AskedDay(days[latest], phrase, True, tuple(sorted(days)))


def in_year(day: date, year: int) -> date:
    """The same month and day in another year; 29 February becomes the 28th where there is none."""
    return _clipped(year, day.month, day.day)


def _day(found: re.Match[str], text: str, today: date) -> date | None:
    """The day of one match, None where it is a year of somebody's life or a length of time."""
    before, after = text[max(0, found.start() - 12) : found.start()], text[found.end() : found.end() + 24]
    if _LIFE_BEFORE.search(before) or _LIFE_AFTER.match(after):
        return None
    named = found.groupdict()
    if named["word"]:
        year = today.year + _RELATIVE[named["word"]]
    elif named["ny"] and not _near(int(named["ny"]), today, before, after, bool(named["sm"])):
        return None
    else:
        year = _year_number(named)
    if not FIRST_YEAR <= year <= today.year + 10:
        return None
    month = next((int(named[key]) for key in ("m", "mm", "ym", "sm", "wm") if named[key]), None)
    if month is None:
        return in_year(today, year)
    number = next((int(named[key]) for key in ("d", "yd", "sd", "wd") if named[key]), None)
    if number is None and (year, month) == (today.year, today.month):
        return today
    return _clipped(year, month, number or 1)


def _year_number(named: dict[str, str]) -> int:
    full = next((named[key] for key in ("y", "my", "yy", "ly") if named[key]), None)
    return int(full) if full else 2000 + int(next(named[key] for key in ("sy", "dy", "ny") if named[key]))


def _near(number: int, today: date, before: str, after: str, with_month: bool) -> bool:
    """Whether "26년" is a year: close to today's, and not a length of time."""
    if _DURATION_BEFORE.search(before) or _DURATION_AFTER.match(after):
        return False
    return with_month or -2 <= 2000 + number - today.year <= 1


def _against_today(text: str, found: re.Match[str]) -> bool:
    """작년 대비, 작년보다, 2025년과 비교: the other year is this one."""
    return bool(_COMPARED.match(text[found.end() : found.end() + 8]) and _CHANGE.search(text))


def _clipped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
