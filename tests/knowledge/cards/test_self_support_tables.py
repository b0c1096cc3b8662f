"""The published figures of near-poor status, housing repair and policy loans."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from knowledge.cards import Catalog

YEARS = (2024, 2025, 2026, 2027)


def value(catalog: Catalog, name: str, year: int, *key: object) -> Decimal:
    found = catalog.parameters[name].figure(date(year, 6, 1), tuple(str(part) for part in key))
    assert found is not None, (name, key, year)
    return found.value


def share(amount: Decimal, percent: Decimal) -> Decimal:
    return (amount * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)


@pytest.mark.parametrize("year", YEARS)
def test_the_near_poor_line_is_half_of_the_median(builtin: Catalog, year: int) -> None:
    rate = value(builtin, "near_poor_rate", year)
    assert rate == 50
    for size in range(1, 8):
        expected = share(value(builtin, "median_income", year, size), rate)
        assert value(builtin, "near_poor_line", year, size) == expected, size


@pytest.mark.parametrize("year", YEARS)
def test_eight_near_poor_people_are_seven_and_the_step_from_six(builtin: Catalog, year: int) -> None:
    six, seven, eight, extra = (value(builtin, "near_poor_line", year, key) for key in (6, 7, 8, "extra"))
    assert eight - seven == seven - six == extra


@pytest.mark.parametrize(("size", "amount"), [(1, 3_077_086), (2, 5_039_150), (3, 6_430_843), (4, 7_793_686)])
def test_the_obligor_line_is_120_percent_of_the_median(builtin: Catalog, size: int, amount: int) -> None:
    rate = value(builtin, "near_poor_copay_obligor_rate", 2026)
    assert value(builtin, "near_poor_copay_obligor_line", 2026, size) == amount
    assert share(value(builtin, "median_income", 2026, size), rate) == amount


def test_the_copayment_relief_has_its_own_basic_property(builtin: Catalog) -> None:
    amounts = [value(builtin, "near_poor_copay_basic_property", 2026, area) for area in ("major", "other")]
    assert amounts == [135_000_000, 85_000_000]
    assert value(builtin, "near_poor_copay_rate", 2026) == 14
    assert value(builtin, "near_poor_copay_clinic", 2026) == 1_000


@pytest.mark.parametrize(
    ("year", "amounts"),
    [
        (2024, (4_570_000, 8_490_000, 12_410_000)),
        *((year, (5_900_000, 10_950_000, 16_010_000)) for year in (2025, 2026, 2027)),
    ],
)
def test_repair_costs_and_cycles(builtin: Catalog, year: int, amounts: tuple[int, ...]) -> None:
    grades = ("minor", "medium", "major")
    assert tuple(value(builtin, "repair_cost", year, grade) for grade in grades) == amounts
    assert [value(builtin, "repair_cycle", year, grade) for grade in grades] == [3, 5, 7]


@pytest.mark.parametrize(("year", "rate"), [(2024, "15.9"), (2025, "15.9"), (2026, "12.5")])
def test_the_loan_for_the_lowest_credit_got_cheaper_in_2026(builtin: Catalog, year: int, rate: str) -> None:
    assert value(builtin, "haetsal_rate", year) == Decimal(rate)


def test_the_general_haetsal_loan_has_a_limit_and_a_term(builtin: Catalog) -> None:
    assert value(builtin, "haetsal_general_limit", 2026) == 15_000_000
    assert value(builtin, "haetsal_general_years", 2026) == 5


def test_a_missed_condition_stops_the_benefit_for_three_months(builtin: Catalog) -> None:
    assert value(builtin, "self_support_suspension_months", 2026) == 3
