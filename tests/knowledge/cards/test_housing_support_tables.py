"""The figures of youth rent, public rental, fund loans and moving support stand as announced."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from knowledge.cards import Catalog


def value(catalog: Catalog, name: str, year: int, *key: str) -> Decimal | None:
    found = catalog.parameters[name].figure(date(year, 6, 1), key)
    return found.value if found else None


def share(catalog: Catalog, year: int, size: int, percent: int) -> Decimal:
    median = value(catalog, "median_income", year, str(size))
    assert median is not None
    return (median * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("youth_rent_max", 200000),
        ("youth_rent_rate", 60),
        ("youth_rent_origin_rate", 100),
        ("youth_rent_asset", 122000000),
        ("youth_rent_origin_asset", 470000000),
        ("youth_rent_deposit", 50000000),
        ("youth_rent_monthly", 700000),
        ("youth_rent_age_from", 19),
        ("youth_rent_age_to", 34),
        ("vulnerable_housing_stay", 3),
        ("vulnerable_housing_rate", 70),
    ],
)
def test_a_figure_that_did_not_change(builtin: Catalog, name: str, expected: int, year: int) -> None:
    assert value(builtin, name, year) == expected


@pytest.mark.parametrize(("year", "months"), [(2024, 12), (2025, 24), (2026, 24)])
def test_the_months_of_youth_rent(builtin: Catalog, year: int, months: int) -> None:
    assert value(builtin, "youth_rent_months", year) == months


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_line_of_a_young_household_is_its_share_of_the_median(builtin: Catalog, year: int) -> None:
    for size in range(1, 7):
        assert value(builtin, "youth_rent_line", year, str(size)) == share(builtin, year, size, 60), size


@pytest.mark.parametrize(
    ("kind", "rates"), [("permanent", (70, 60, 50)), ("national", (90, 80, 70)), ("happy", (120, 110, 100))]
)
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_smaller_household_has_a_higher_rate(
    builtin: Catalog, kind: str, rates: tuple[int, ...], year: int
) -> None:
    found = [value(builtin, "public_rental_rate", year, kind, size) for size in ("one", "two", "more")]
    assert found == list(rates)


def test_the_line_of_integrated_rental_is_its_share_of_the_median(builtin: Catalog) -> None:
    for size in range(1, 7):
        rate = value(builtin, "integrated_rental_rate", 2026, {1: "one", 2: "two"}.get(size, "more"))
        assert rate is not None
        line = value(builtin, "integrated_rental_line", 2026, str(size))
        assert line == share(builtin, 2026, size, int(rate)), size


def test_assets_of_a_young_tenant(builtin: Catalog) -> None:
    assert value(builtin, "public_rental_assets", 2026, "happy_youth") == 251000000
    assert value(builtin, "public_rental_car", 2026) == 45420000


@pytest.mark.parametrize(("size", "rate"), [("one", 70), ("two", 60), ("more", 50)])
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_rate_of_jeonse_rental_is_law(builtin: Catalog, size: str, rate: int, year: int) -> None:
    assert value(builtin, "jeonse_rental_rate", year, size) == rate


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("support_loan_net_asset", (), 337000000),
        ("support_loan_general_limit", ("capital",), 120000000),
        ("support_loan_general_limit", ("other",), 80000000),
        ("support_loan_limit", ("youth",), 150000000),
        ("support_loan_limit", ("newborn",), 240000000),
        ("support_loan_limit", ("vulnerable",), 50000000),
        ("support_loan_income", ("general",), 50000000),
        ("support_loan_income", ("newlywed",), 75000000),
        ("support_loan_income", ("newborn",), 130000000),
    ],
)
def test_a_fund_loan_is_known_for_2025_only(
    builtin: Catalog, name: str, key: tuple[str, ...], expected: int
) -> None:
    assert value(builtin, name, 2025, *key) == expected
    assert value(builtin, name, 2024, *key) is None
    assert value(builtin, name, 2026, *key) is None
