"""Date functions on columns are those of the calendar, day for day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rules import calendar
from knowledge.rules.calendar import LAST
from knowledge.rules.columnar import dates

DAYS = st.integers(0, LAST)
SCALAR = {
    "years": calendar.years_between,
    "months": calendar.months_between,
    "days": calendar.days_between,
    "add_years": calendar.add_years,
    "add_months": calendar.add_months,
    "add_days": calendar.add_days,
}


@pytest.mark.parametrize("name", ["years", "months", "days"])
@given(st.data())
def test_between_two_days(name: str, data: st.DataObject) -> None:
    start, end = data.draw(DAYS), data.draw(DAYS)
    assert dates.FUNCTIONS[name](np.array([start]), np.array([end]))[0] == SCALAR[name](start, end)


@pytest.mark.parametrize("name", ["add_years", "add_months", "add_days"])
@given(st.data())
def test_some_time_later(name: str, data: st.DataObject) -> None:
    day, count = data.draw(DAYS), data.draw(st.integers(0, 3_000))
    assert dates.FUNCTIONS[name](np.array([day]), count)[0] == SCALAR[name](day, count)


@given(DAYS)
def test_parts_of_a_day(day: int) -> None:
    given_day = np.array([day])
    assert dates.month_start(given_day)[0] == calendar.month_start(day)
    assert dates.year(given_day)[0] == calendar.year_of(day)
    assert dates.month(given_day)[0] == calendar.month_of(day)
