"""The published figures of the home care allowance, childcare fees and childminding."""

from datetime import date
from decimal import ROUND_CEILING, Decimal

import pytest

from knowledge.cards import Catalog
from knowledge.cards.schema import Confidence

TIERS = ("ga", "na", "da", "ra", "ma")
SUPPORT = {
    2024: {"A": (85, 60, 20, 0), "B": (75, 30, 15, 0)},
    2025: {"A": (85, 60, 30, 15, 0), "B": (75, 40, 20, 10, 0)},
    2026: {"A": (85, 60, 30, 15, 0), "B": (80, 50, 25, 10, 0)},
}
LIMITS = {2024: (75, 120, 150), 2025: (75, 120, 150, 200), 2026: (75, 120, 150, 250)}


def figure(catalog: Catalog, name: str, year: int, *key: str) -> Decimal:
    found = catalog.parameters[name].figure(date(year, 6, 1), key)
    assert found is not None, (name, year, key)
    return found.value


@pytest.mark.parametrize(
    ("name", "year", "key", "value"),
    [
        *(("home_care_amount", year, None, 100_000) for year in (2024, 2025, 2026)),
        ("home_care_rural", 2026, "24-35", 156_000),
        ("home_care_rural", 2026, "36-47", 129_000),
        ("home_care_rural", 2026, "from_48", 100_000),
        ("home_care_disabled", 2026, "24-35", 200_000),
        ("home_care_disabled", 2026, "36-47", 100_000),
        ("childcare_fee", 2024, "0", 540_000),
        ("childcare_fee", 2024, "1", 475_000),
        ("childcare_fee", 2024, "2", 394_000),
        ("childcare_fee", 2024, "3-5", 280_000),
        ("childcare_fee", 2026, "2", 426_000),
        ("childcare_fee", 2026, "3-5", 280_000),
        ("kindergarten_fee", 2026, "public", 100_000),
        ("kindergarten_fee", 2026, "private", 280_000),
        ("kindergarten_after_fee", 2026, "public", 50_000),
        ("kindergarten_after_fee", 2026, "private", 70_000),
        ("free_care_amount", 2026, "public", 20_000),
        ("free_care_amount", 2026, "private", 110_000),
        ("free_care_amount", 2026, "daycare", 70_000),
        ("idolbom_price", 2024, None, 11_630),
        ("idolbom_price", 2025, None, 12_180),
        ("idolbom_price", 2026, None, 12_790),
        ("idolbom_price_comprehensive", 2026, None, 16_620),
        ("idolbom_hours", 2026, None, 960),
        ("idolbom_hours_special", 2026, None, 1_080),
    ],
)
def test_published_figures(builtin: Catalog, name: str, year: int, key: str | None, value: int) -> None:
    assert figure(builtin, name, year, *([key] if key else [])) == value


@pytest.mark.parametrize("year", SUPPORT)
def test_childminding_support_by_tier_and_age(builtin: Catalog, year: int) -> None:
    for kind, rates in SUPPORT[year].items():
        shown = [figure(builtin, "idolbom_support_rate", year, kind, tier) for tier in TIERS[: len(rates)]]
        assert shown == list(rates)


@pytest.mark.parametrize("year", LIMITS)
def test_childminding_tiers(builtin: Catalog, year: int) -> None:
    limits = LIMITS[year]
    shown = [figure(builtin, "idolbom_tier_rate", year, tier) for tier in TIERS[: len(limits)]]
    assert shown == list(limits)


def test_the_childminding_line_of_four_is_rounded_up_to_thousands(builtin: Catalog) -> None:
    median = figure(builtin, "median_income", 2026, "4")
    for tier in ("ga", "na", "da", "ra"):
        share = median * figure(builtin, "idolbom_tier_rate", 2026, tier) / 100_000
        thousands = share.quantize(Decimal(1), ROUND_CEILING) * 1000
        assert figure(builtin, "idolbom_line_4", 2026, tier) == thousands


def test_published_childminding_support_keeps_its_own_rounding(builtin: Catalog) -> None:
    assert figure(builtin, "idolbom_support_amount", 2026, "A", "ga") == 10_872
    assert figure(builtin, "idolbom_support_amount", 2026, "B", "ra") == 1_280


def test_the_fees_of_2025_stay_marked_unsure(builtin: Catalog) -> None:
    for key in ("0", "1", "2", "3-5"):
        found = builtin.parameters["childcare_fee"].figure(date(2025, 9, 1), (key,))
        assert found is not None
        assert found.confidence is Confidence.UNSURE
