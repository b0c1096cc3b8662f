"""Dates in rules, as ordinals (0 is "none"): full years and months by the calendar (민법 제155조~제161조).

A month that lacks the day ends with its last day: one month after 31 January is 28 or 29 February, and who
was born on 29 February becomes a year older on 1 March of a common year.
"""

from calendar import monthrange
from datetime import date

LAST = date(2199, 12, 31).toordinal()


def years_between(start: int, end: int) -> int:
    """Full years from a day to a day; 0 where the end comes first."""
    first, last = date.fromordinal(max(start, 1)), date.fromordinal(max(end, 1))
    return max(last.year - first.year - ((last.month, last.day) < (first.month, first.day)), 0)


def months_between(start: int, end: int) -> int:
    """Full months from a day to a day; 0 where the end comes first."""
    first, last = date.fromordinal(max(start, 1)), date.fromordinal(max(end, 1))
    return max((last.year - first.year) * 12 + last.month - first.month - (last.day < first.day), 0)


def days_between(start: int, end: int) -> int:
    """Days from a day to a day; 0 where the end comes first."""
    return max(end - start, 0)


def add_months(day: int, count: int) -> int:
    """The day some months later, or the last day of that month."""
    if day <= 0:
        return 0
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    if not 1 <= year <= 2199:
        return LAST if year > 2199 else 1
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


def add_years(day: int, count: int) -> int:
    """The day some years later, or 28 February."""
    return add_months(day, 12 * count)


def add_days(day: int, count: int) -> int:
    """The day some days later."""
    return min(day + count, LAST) if day > 0 else 0


def month_start(day: int) -> int:
    """The first day of the month."""
    return date.fromordinal(day).replace(day=1).toordinal() if day > 0 else 0


def year_of(day: int) -> int:
    """The year; 0 for none."""
    return date.fromordinal(day).year if day > 0 else 0


def month_of(day: int) -> int:
    """The month, 1 to 12; 0 for none."""
    return date.fromordinal(day).month if day > 0 else 0
