"""Days as people say them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.dates import Toward, months_from, said_days

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "day", "exact"),
    [
        ("2026년 8월 15일", date(2026, 8, 15), True),
        ("2012. 8. 15.", date(2012, 8, 15), True),
        ("90년 4월 3일", date(1990, 4, 3), True),
        ("어제", date(2026, 11, 21), True),
        ("이틀 전에", date(2026, 11, 20), True),
        ("열흘 됐어요", date(2026, 11, 12), True),
        ("지난주 금요일", date(2026, 11, 13), True),
        ("지난달 15일", date(2026, 10, 15), True),
        ("10월 31일자", date(2026, 10, 31), True),
        ("지난주에", date(2026, 11, 15), False),
        ("지난 화요일에", date(2026, 11, 17), False),
        ("지난달에", date(2026, 10, 1), False),
        ("석 달 전에", date(2026, 8, 22), False),
        ("올해 3월에", date(2026, 3, 1), False),
        ("작년 가을", date(2025, 9, 1), False),
        ("반년 됐고", date(2026, 5, 22), False),
    ],
)
def test_a_day_that_is_past(text: str, day: date, exact: bool) -> None:
    [said] = said_days(text, TODAY, Toward.PAST)
    assert (said.day, said.exact) == (day, exact)


def test_a_month_without_a_year_lies_on_the_side_that_is_meant() -> None:
    past, future = (said_days("12월 30일", TODAY, toward)[0].day for toward in (Toward.PAST, Toward.FUTURE))
    assert (past, future) == (date(2025, 12, 30), date(2026, 12, 30))


def test_no_day_that_does_not_exist() -> None:
    assert said_days("2026년 2월 30일", TODAY, Toward.PAST) == []


@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2026, 11, 22)))
def test_a_full_date_is_read_back(day: date) -> None:
    [said] = said_days(f"{day.year}년 {day.month}월 {day.day}일에 태어났어요", TODAY, Toward.PAST)
    assert said.day == day
    assert said.exact


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 1, 1)), st.integers(-600, 600))
def test_months_go_by_as_in_a_calendar(day: date, months: int) -> None:
    later = months_from(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for said in said_days(text, TODAY, Toward.PAST):
        assert 0 <= said.start < said.end <= len(text)


@given(st.dates(min_value=date(2025, 11, 23), max_value=date(2026, 11, 22)))
def test_a_day_of_the_last_year_is_read_back_in_every_form(day: date) -> None:
    forms = [
        f"{day.year}년 {day.month}월 {day.day}일에",
        f"{day.year}. {day.month}. {day.day}.",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year % 100:02}년 {day.month}월 {day.day}일",
        f"{day.month}월 {day.day}일에 퇴사",
        f"{day.month}/{day.day} 해고",
    ]
    for text in forms:
        assert [(one.day, one.exact) for one in said_days(text, TODAY, Toward.PAST)] == [(day, True)], text


@given(st.integers(min_value=1, max_value=99))
def test_days_ago_are_counted_back(days: int) -> None:
    [said] = said_days(f"{days}일 전에", TODAY, Toward.PAST)
    assert ((TODAY - said.day).days, said.exact) == (days, True)


@given(st.integers(min_value=1, max_value=36))
def test_months_ago_are_no_exact_day(months: int) -> None:
    [said] = said_days(f"{months}개월 전에", TODAY, Toward.PAST)
    assert (said.day, said.exact) == (months_from(TODAY, -months), False)


@pytest.mark.parametrize("text", ["보증금 300/30", "1000/45", "13/40", "2/30만원"])
def test_deposit_and_rent_are_no_day(text: str) -> None:
    assert said_days(text, TODAY, Toward.PAST) == []
