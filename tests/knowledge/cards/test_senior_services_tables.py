"""The published figures of senior programs, long-term care and the unemployment credit stand as announced."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.cards import Catalog

GRADES = ("1", "2", "3", "4", "5", "cognitive")


def value(catalog: Catalog, name: str, day: date, *key: str) -> Decimal | None:
    found = catalog.parameters[name].figure(day, key)
    return found.value if found else None


@pytest.mark.parametrize(
    ("year", "limits"),
    [
        (2024, (2069900, 1869600, 1455800, 1341800, 1151600, 643700)),
        (2025, (2306400, 2083400, 1485700, 1370600, 1177000, 657400)),
        (2026, (2512900, 2331200, 1528200, 1409700, 1208900, 676320)),
    ],
)
def test_the_monthly_limit_of_long_term_care_at_home(
    builtin: Catalog, year: int, limits: tuple[int, ...]
) -> None:
    day = date(year, 6, 1)
    assert tuple(value(builtin, "ltc_monthly_limit", day, grade) for grade in GRADES) == limits
    assert list(limits) == sorted(limits, reverse=True)


def test_renewed_recognition_lasts_longer_since_july_2025(builtin: Catalog) -> None:
    terms = [value(builtin, "ltc_renewed_validity", date(2025, 7, 1), grade) for grade in GRADES]
    assert terms == [5, 4, 4, 4, 2, 2]
    assert value(builtin, "ltc_renewed_validity", date(2025, 6, 30), "1") is None
    assert value(builtin, "ltc_first_validity", date(2024, 1, 1)) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ltc_home_rate", 15),
        ("ltc_facility_rate", 20),
        ("ltc_reduction_high", 60),
        ("senior_job_activity_pay", 290000),
        ("dementia_medical_month", 30000),
        ("dementia_medical_year", 360000),
        ("knee_surgery_limit", 1200000),
        ("senior_surgery_age", 60),
    ],
)
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_figure_that_did_not_change(builtin: Catalog, name: str, expected: int, year: int) -> None:
    assert value(builtin, name, date(year, 6, 1)) == expected


def test_a_year_of_dementia_medicine_is_twelve_months(builtin: Catalog) -> None:
    month = value(builtin, "dementia_medical_month", date(2026, 6, 1))
    assert month is not None
    assert value(builtin, "dementia_medical_year", date(2026, 6, 1)) == month * 12


@pytest.mark.parametrize(
    ("year", "rate", "state", "own"),
    [
        (2024, "9", 47250, 15750),
        (2025, "9", 47250, 15750),
        (2026, "9.5", 49875, 16625),
    ],
)
def test_state_and_person_share_the_contribution_of_the_unemployment_credit(
    builtin: Catalog, year: int, rate: str, state: int, own: int
) -> None:
    day = date(year, 6, 1)
    assert value(builtin, "pension_contribution_rate", day) == Decimal(rate)
    assert value(builtin, "unemployment_credit_state_max", day) == state
    assert value(builtin, "unemployment_credit_own_max", day) == own
    cap = value(builtin, "unemployment_credit_income_cap", day)
    assert cap is not None
    assert state + own == cap * Decimal(rate) / 100
    assert state == (state + own) * Decimal("0.75")


def test_the_contribution_rate_of_2027_is_known_before_the_income_cap(builtin: Catalog) -> None:
    assert value(builtin, "pension_contribution_rate", date(2027, 1, 1)) == 10
    assert value(builtin, "unemployment_credit_income_cap", date(2027, 1, 1)) is None
