"""The figures of rehabilitation, language, counselling and visiting-care vouchers stand as announced."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

import pytest

from knowledge.cards import Catalog

TIERS = ("livelihood", "near_poor", "up_to_65", "up_to_120", "up_to_180")


def value(catalog: Catalog, name: str, day: date, *key: str) -> Decimal:
    found = catalog.parameters[name].figure(day, key)
    assert found is not None, (name, day, key)
    return found.value


def share(catalog: Catalog, year: int, size: int, percent: Decimal) -> Decimal:
    return value(catalog, "median_income", date(year, 6, 1), str(size)) * percent / 100


def test_support_and_copayment_of_rehabilitation_make_eight_sessions(builtin: Catalog) -> None:
    day = date(2026, 6, 1)
    support = [value(builtin, "developmental_rehab_support", day, tier) for tier in TIERS]
    copay = [value(builtin, "developmental_rehab_copay", day, tier) for tier in TIERS]
    whole = value(builtin, "developmental_rehab_unit_price", day) * value(
        builtin, "developmental_rehab_sessions", day
    )
    assert support == [260000, 240000, 220000, 200000, 180000]
    assert copay == [0, 20000, 40000, 60000, 80000]
    assert {a + b for a, b in zip(support, copay, strict=True)} == {whole}


@pytest.mark.parametrize("year", [2024, 2025])
def test_rehabilitation_before_2026(builtin: Catalog, year: int) -> None:
    assert value(builtin, "developmental_rehab_support", date(year, 6, 1), "livelihood") == 250000


@pytest.mark.parametrize("percent", [65, 120, 180])
def test_rehabilitation_lines_are_rounded_up_to_thousands(builtin: Catalog, percent: int) -> None:
    for size in range(2, 6):
        exact = share(builtin, 2026, size, Decimal(percent))
        expected = (exact / 1000).to_integral_value(ROUND_CEILING) * 1000
        found = value(builtin, "developmental_rehab_line", date(2026, 6, 1), str(percent), str(size))
        assert found == expected, size


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize(
    ("name", "key", "percent"),
    [
        ("voucher_income_line", ("70",), 70),
        ("voucher_income_line", ("120",), 120),
        ("voucher_income_line", ("180",), 180),
        ("housework_nursing_line", (), 70),
        ("language_development_line", (), 120),
    ],
)
def test_an_income_line_is_its_share_of_the_median(
    builtin: Catalog, name: str, key: tuple[str, ...], percent: int, year: int
) -> None:
    for size in range(1, 7):
        expected = share(builtin, year, size, Decimal(percent)).quantize(Decimal(1), ROUND_HALF_UP)
        assert value(builtin, name, date(year, 6, 1), *key, str(size)) == expected, size


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize(("level", "price"), [("first", 80000), ("second", 70000)])
def test_eight_counselling_sessions(builtin: Catalog, year: int, level: str, price: int) -> None:
    day = date(year, 6, 1)
    sessions = value(builtin, "mind_investment_sessions", day)
    assert value(builtin, "mind_investment_price", day, level) == price
    assert value(builtin, "mind_investment_total", day, level) == price * sessions


@pytest.mark.parametrize(
    ("band", "rate"), [("up_to_70", 0), ("up_to_120", 10), ("up_to_180", 30), ("over_180", 50)]
)
def test_the_copayment_rate_of_counselling(builtin: Catalog, band: str, rate: int) -> None:
    assert value(builtin, "mind_investment_copay_rate", date(2026, 6, 1), band) == rate


@pytest.mark.parametrize("kind", ["basic", "long", "extended"])
def test_visiting_care_costs_its_hours(builtin: Catalog, kind: str) -> None:
    day = date(2026, 6, 1)
    hours = value(builtin, "housework_nursing_hours", day, kind)
    assert value(builtin, "housework_nursing_price", day, kind) == hours * value(
        builtin, "housework_nursing_hour_price", day
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("language_development_age", 12),
        ("language_development_support_low", 160000),
        ("language_development_support_high", 220000),
        ("housework_nursing_age", 65),
        ("mind_investment_days", 120),
    ],
)
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_figure_that_did_not_change(builtin: Catalog, name: str, expected: int, year: int) -> None:
    assert value(builtin, name, date(year, 6, 1)) == expected


def test_an_unregistered_child_may_be_eight_since_2025(builtin: Catalog) -> None:
    assert value(builtin, "developmental_rehab_unregistered_age", date(2025, 1, 2)) == 6
    assert value(builtin, "developmental_rehab_unregistered_age", date(2025, 1, 3)) == 9
