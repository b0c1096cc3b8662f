"""The published figures of the national employment support program."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from knowledge.cards import Catalog

YEARS = (2024, 2025, 2026)


def figure(catalog: Catalog, name: str, year: int, *key: str) -> Decimal:
    found = catalog.parameters[name].figure(date(year, 6, 1), key)
    assert found is not None, (name, year, key)
    return found.value


@pytest.mark.parametrize(
    ("name", "year", "value"),
    [
        ("job_allowance", 2024, 500_000),
        ("job_allowance", 2025, 500_000),
        ("job_allowance", 2026, 600_000),
        *(("job_allowance_dependent", year, 100_000) for year in YEARS),
        *(("job_allowance_dependent_max", year, 400_000) for year in YEARS),
        ("job_allowance_total", 2026, 3_600_000),
        ("job_allowance_total_max", 2026, 6_000_000),
        ("job_support_assets", 2026, 400_000_000),
        ("job_support_youth_assets", 2026, 500_000_000),
        ("job_support_work_days", 2026, 100),
        ("job_support_work_hours", 2026, 800),
        ("job_support_rate", 2026, 60),
        ("job_support_youth_rate", 2026, 120),
        ("job_support_service_rate", 2026, 100),
    ],
)
def test_published_figures(builtin: Catalog, name: str, year: int, value: int) -> None:
    assert figure(builtin, name, year) == value


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("line", "rate"),
    [("job_support_line", "job_support_rate"), ("job_support_youth_line", "job_support_youth_rate")],
)
def test_an_income_line_is_its_share_of_the_median(builtin: Catalog, line: str, rate: str, year: int) -> None:
    for size in "123456":
        share = figure(builtin, "median_income", year, size) * figure(builtin, rate, year) / 100
        assert figure(builtin, line, year, size) == share.quantize(Decimal(1), ROUND_HALF_UP), size


def test_own_income_beyond_three_fifths_of_one_person_stops_the_allowance(builtin: Catalog) -> None:
    assert figure(builtin, "job_support_line", 2026, "1") == 1_538_543


@pytest.mark.parametrize("year", YEARS)
def test_the_totals_are_six_months_and_the_reduction_line_is_the_larger_one(
    builtin: Catalog, year: int
) -> None:
    monthly, months = figure(builtin, "job_allowance", year), figure(builtin, "job_allowance_months", year)
    assert figure(builtin, "job_allowance_total", year) == monthly * months
    most = monthly + figure(builtin, "job_allowance_dependent_max", year)
    assert figure(builtin, "job_allowance_total_max", year) == most * months
    assert figure(builtin, "job_support_line", year, "1") > monthly * 2
