"""Birthdays on 29 February and month ends."""

from datetime import date

import pytest

from knowledge.rules import calendar


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("2000-02-29", "2020-02-29", 20),
        ("1961-06-01", "2026-05-31", 64),
        ("1961-06-01", "2026-06-01", 65),
        ("2026-06-02", "2026-06-01", 0),
    ],
)
def test_full_years(born: str, on: str, years: int) -> None:
    assert calendar.years_between(day(born), day(on)) == years


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_later(start: str, months: int, end: str) -> None:
    assert calendar.add_months(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2024-12-10", "2026-11-22", 23), ("2025-11-10", "2026-11-22", 12), ("2026-01-31", "2026-02-28", 0)],
)
def test_full_months(start: str, end: str, months: int) -> None:
    assert calendar.months_between(day(start), day(end)) == months
