"""Dates on columns of ordinals, by tables over all days, so that they cost no more than a look-up.

The same calendar as `calendar`: a month that lacks the day ends with its last day.
"""

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.rules.calendar import LAST
from knowledge.rules.columnar.tape import Column, Operand, Tape, Values

Numbers = npt.NDArray[np.int64]
EPOCH = 719_163  # the ordinal of 1 January 1970
_MONTHS = 12 * 2200


@lru_cache(maxsize=1)
def _days() -> tuple[Numbers, Numbers]:
    """The month (year * 12 + month - 1) and the day of the month of every ordinal; 0 reads as 1."""
    ordinals = np.maximum(np.arange(LAST + 1), 1)
    days = (ordinals - EPOCH).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    return months.astype(np.int64) + 1970 * 12, (days - months.astype("datetime64[D]")).astype(np.int64) + 1


@lru_cache(maxsize=1)
def _starts() -> Numbers:
    """The ordinal of the first day of each month, by year * 12 + month - 1."""
    months = (np.arange(_MONTHS + 1) - 1970 * 12).astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64) + EPOCH


def add_months(days: Numbers, count: Numbers | int) -> Numbers:
    """The day some months later."""
    months, day_of_month = _days()
    starts = _starts()
    wanted = months[np.maximum(days, 0)] + count
    at = np.clip(wanted, 12, _MONTHS - 1)
    found = starts[at] + np.minimum(day_of_month[np.maximum(days, 0)], starts[at + 1] - starts[at]) - 1
    found = np.where(wanted < 12, 1, np.where(wanted >= _MONTHS, LAST, found))
    return np.where(days > 0, found, 0)


def add_years(days: Numbers, count: Numbers | int) -> Numbers:
    """The day some years later."""
    return add_months(days, 12 * count)


def add_days(days: Numbers, count: Numbers | int) -> Numbers:
    """The day some days later."""
    return np.where(days > 0, np.minimum(days + count, LAST), 0)


def years(start: Numbers | int, end: Numbers | int) -> Numbers:
    """Full years from a day to a day."""
    months, day = _days()
    first, last = np.maximum(start, 0), np.maximum(end, 0)
    earlier = (months[last] % 12 * 32 + day[last]) < (months[first] % 12 * 32 + day[first])
    found: Numbers = np.maximum(months[last] // 12 - months[first] // 12 - earlier, 0)
    return found


def months(start: Numbers | int, end: Numbers | int) -> Numbers:
    """Full months from a day to a day."""
    month, day = _days()
    first, last = np.maximum(start, 0), np.maximum(end, 0)
    found: Numbers = np.maximum(month[last] - month[first] - (day[last] < day[first]), 0)
    return found


def days(start: Numbers | int, end: Numbers | int) -> Numbers:
    """Days from a day to a day."""
    return np.maximum(np.asarray(end) - start, 0)


def month_start(day: Numbers) -> Numbers:
    """The first day of the month."""
    found: Numbers = _starts()[_days()[0][np.maximum(day, 0)]]
    return np.where(day > 0, found, 0)


def year(day: Numbers) -> Numbers:
    """The year; 0 for none."""
    return np.where(day > 0, _days()[0][np.maximum(day, 0)] // 12, 0)


def month(day: Numbers) -> Numbers:
    """The month; 0 for none."""
    return np.where(day > 0, _days()[0][np.maximum(day, 0)] % 12 + 1, 0)


FUNCTIONS: dict[str, Any] = {
    f.__name__: f for f in (add_months, add_years, add_days, years, months, days, month_start, year, month)
}


@lru_cache(maxsize=256)
def _every_day(name: str, fixed: tuple[int | None, ...]) -> Values:
    """A date function with all operands but one fixed, for every day."""
    days = np.arange(LAST + 1)
    return Values(FUNCTIONS[name](*(days if value is None else value for value in fixed)))


def call(tape: Tape, name: str, *args: Operand) -> Operand:
    """A date function of operands. Of one day that differs it is a look-up; of several it is computed."""
    columns = [arg for arg in args if isinstance(arg, Column)]
    if not columns:
        return int(FUNCTIONS[name](*(np.asarray(arg) for arg in args)))
    if name == "days":
        return tape.most(tape.sub(args[1], args[0]), 0)
    if len(columns) == 1 and (columns[0] is args[0] or not name.startswith("add_")):
        fixed = tuple(None if isinstance(arg, Column) else int(arg) for arg in args)
        return tape.pick(_every_day(name, fixed), columns[0])
    return tape.record("dates", args, columns[0].table, False, name)
