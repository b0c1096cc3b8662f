"""The figures of the earned income and child tax credits hang together by the act's formulas."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.cards import Catalog

YEARS = (2024, 2025, 2026)
HOUSEHOLDS = ("single", "single_earner", "dual_earner")


def row(catalog: Catalog, name: str, year: int) -> tuple[Decimal, ...]:
    period = catalog.parameters[name].on(date(year, 6, 1))
    assert period is not None, (name, year)
    return tuple(shown.value for shown in period.figures.values())


@pytest.mark.parametrize(
    ("name", "year", "values"),
    [
        ("eitc_income_limit", 2024, (22_000_000, 32_000_000, 38_000_000)),
        *(("eitc_income_limit", year, (22_000_000, 32_000_000, 44_000_000)) for year in (2025, 2026)),
        *(("eitc_max", year, (1_650_000, 2_850_000, 3_300_000)) for year in YEARS),
        *(("eitc_flat_from", year, (4_000_000, 7_000_000, 8_000_000)) for year in YEARS),
        *(("eitc_flat_to", year, (9_000_000, 14_000_000, 17_000_000)) for year in YEARS),
        *(("tax_credit_assets", year, (240_000_000,)) for year in YEARS),
        *(("tax_credit_half_assets", year, (170_000_000,)) for year in YEARS),
        *(("tax_credit_half_rate", year, (50,)) for year in YEARS),
        *(("tax_credit_late_rate", year, (95,)) for year in YEARS),
        *(("child_credit_income_limit", year, (70_000_000,)) for year in YEARS),
        *(("child_credit_max", year, (1_000_000,)) for year in YEARS),
        *(("child_credit_min", year, (500_000,)) for year in YEARS),
        *(("child_credit_flat_to", year, (21_000_000, 25_000_000)) for year in YEARS),
    ],
)
def test_published_figures(builtin: Catalog, name: str, year: int, values: tuple[int, ...]) -> None:
    assert row(builtin, name, year) == values


def test_the_credit_rises_stays_and_ends_within_the_income_limit(builtin: Catalog) -> None:
    for year in YEARS:
        limits = (
            row(builtin, name, year) for name in ("eitc_flat_from", "eitc_flat_to", "eitc_income_limit")
        )
        for start, end, limit in zip(*limits, strict=True):
            assert start < end < limit


def test_a_child_credit_falls_to_its_minimum_at_the_income_limit(builtin: Catalog) -> None:
    limit, most, least = (
        row(builtin, name, 2026)[0]
        for name in ("child_credit_income_limit", "child_credit_max", "child_credit_min")
    )
    for flat, steps in zip(row(builtin, "child_credit_flat_to", 2026), (4_900, 4_500), strict=True):
        fallen = (limit - flat) * 50 / steps
        assert most - fallen == least
