"""The published tables hang together by the rules of the notices."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest

from knowledge.cards import Catalog

YEARS = (2024, 2025, 2026, 2027)
BENEFITS = ("livelihood", "medical", "housing", "education")


def figure(catalog: Catalog, name: str, year: int, *key: object) -> Decimal:
    found = catalog.parameters[name].figure(date(year, 6, 1), tuple(str(part) for part in key))
    assert found is not None, (name, year, key)
    return found.value


def share(amount: Decimal, percent: Decimal) -> Decimal:
    return (amount * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("benefit", BENEFITS)
def test_a_benefit_line_is_the_median_times_its_rate_rounded_half_up(
    builtin: Catalog, benefit: str, year: int
) -> None:
    rate = figure(builtin, f"{benefit}_rate", year)
    for size in range(1, 8):
        line = figure(builtin, f"{benefit}_line", year, size)
        assert line == share(figure(builtin, "median_income", year, size), rate), size


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", ["median_income", *(f"{benefit}_line" for benefit in BENEFITS)])
def test_eight_people_are_seven_and_the_step_from_six(builtin: Catalog, name: str, year: int) -> None:
    six, seven, eight = (figure(builtin, name, year, size) for size in (6, 7, 8))
    assert eight == seven + (seven - six)
    assert figure(builtin, name, year, "extra") == seven - six


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_emergency_income_line_is_three_quarters_of_the_median(builtin: Catalog, year: int) -> None:
    for size in range(1, 9):
        expected = share(figure(builtin, "median_income", year, size), Decimal(75))
        assert abs(figure(builtin, "emergency_income_line", year, size) - expected) <= (1 if size == 8 else 0)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_emergency_savings_line_is_the_median_and_six_million_cut_to_thousands(
    builtin: Catalog, year: int
) -> None:
    for size in range(1, 8):
        median = figure(builtin, "median_income", year, size)
        cut = ((median + 6_000_000) / 1000).quantize(Decimal(1), ROUND_DOWN) * 1000
        assert figure(builtin, "emergency_financial", year, size) == cut


def test_home_deduction_and_property_line_add_up(builtin: Catalog) -> None:
    for area in ("metropolitan", "city", "rural"):
        parts = [
            figure(builtin, name, 2026, area) for name in ("emergency_property", "emergency_home_deduction")
        ]
        assert figure(builtin, "emergency_property_with_home", 2026, area) == sum(parts)


@pytest.mark.parametrize(("year", "rate"), [(2025, 63), (2026, 65)])
def test_the_single_parent_line_is_its_share_of_the_median(builtin: Catalog, year: int, rate: int) -> None:
    assert figure(builtin, "single_parent_rate", year) == rate
    for size in range(2, 7):
        expected = share(figure(builtin, "median_income", year, size), Decimal(rate))
        assert figure(builtin, "single_parent_line", year, size) == expected, size


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize("name", ["basic_pension_line", "disability_pension_line"])
def test_a_couple_has_one_and_six_tenths_of_the_single_line(builtin: Catalog, name: str, year: int) -> None:
    assert figure(builtin, name, year, "couple") == figure(builtin, name, year, "single") * Decimal("1.6")


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_pension_amounts_follow_from_the_standard(builtin: Catalog, year: int) -> None:
    standard = figure(builtin, "basic_pension_standard", year)
    assert figure(builtin, "basic_pension_couple_each", year) == standard * Decimal("0.8")
    assert figure(builtin, "basic_pension_linkage_line", year) == standard * Decimal("1.5")
    assert figure(builtin, "disability_pension_basic", year) == standard


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_unemployment_floor_follows_from_the_minimum_wage_and_stays_below_the_cap(
    builtin: Catalog, year: int
) -> None:
    floor = figure(builtin, "unemployment_daily_floor", year)
    assert floor == figure(builtin, "minimum_wage", year) * 8 * Decimal("0.8")
    assert floor <= figure(builtin, "unemployment_daily_cap", year)


def test_cash_beside_daycare_is_what_the_fee_leaves(builtin: Catalog) -> None:
    for age in (0, 1):
        left = figure(builtin, "parent_benefit_amount", 2026, age) - figure(
            builtin, "infant_daycare_fee", 2026, age
        )
        assert figure(builtin, "parent_benefit_daycare_cash", 2026, age) == max(Decimal(0), left)


def test_base_rent_rises_with_the_household_and_falls_with_the_grade(builtin: Catalog) -> None:
    for year in YEARS:
        for grade in range(1, 5):
            row = [figure(builtin, "base_rent", year, grade, size) for size in range(1, 7)]
            assert row == sorted(row)
        for size in range(1, 7):
            column = [figure(builtin, "base_rent", year, grade, size) for grade in range(1, 5)]
            assert column == sorted(column, reverse=True)
