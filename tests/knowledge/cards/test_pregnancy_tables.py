"""The published figures of the pregnancy, birth and nutrition programs."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from knowledge.cards import Catalog


def figure(catalog: Catalog, name: str, day: date, key: tuple[str, ...] = ()) -> Decimal:
    found = catalog.parameters[name].figure(day, key)
    assert found is not None, (name, day, key)
    return found.value


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("pregnancy_voucher_limit", ("single",), 1_000_000),
        ("pregnancy_voucher_limit", ("multiple",), 1_400_000),
        ("pregnancy_voucher_years", (), 2),
        ("postpartum_rate", (), 150),
        ("infertility_limit", ("fresh",), 1_100_000),
        ("infertility_limit", ("frozen",), 500_000),
        ("infertility_limit", ("insemination",), 300_000),
        ("high_risk_cap", (), 3_000_000),
        ("high_risk_rate", (), 90),
        ("nutrition_plus_rate", (), 80),
        ("diaper_amount", (), 90_000),
        ("formula_amount", (), 110_000),
    ],
)
def test_what_is_the_same_in_every_year(
    builtin: Catalog, year: int, name: str, key: tuple[str, ...], value: int
) -> None:
    assert figure(builtin, name, date(year, 7, 1), key) == value


@pytest.mark.parametrize(
    ("name", "year", "key", "value"),
    [
        ("postpartum_daily_price", 2026, "single", 146_400),
        ("postpartum_daily_price", 2026, "twins_one", 183_200),
        ("postpartum_daily_price", 2026, "twins_two", 284_800),
        ("preterm_cap", 2024, "from_2_0", 3_000_000),
        ("preterm_cap", 2024, "from_1_5", 4_000_000),
        ("preterm_cap", 2024, "from_1_0", 7_000_000),
        ("preterm_cap", 2024, "under_1_0", 10_000_000),
        ("preterm_cap", 2025, "under_1_0", 20_000_000),
        ("preterm_cap", 2026, "under_1_0", 20_000_000),
        ("congenital_cap", 2024, None, 5_000_000),
        ("congenital_cap", 2026, None, 7_000_000),
    ],
)
def test_what_differs_by_year(builtin: Catalog, name: str, year: int, key: str | None, value: int) -> None:
    assert figure(builtin, name, date(year, 7, 1), (key,) if key else ()) == value


def test_infertility_treatments_add_up_from_november_2024(builtin: Catalog) -> None:
    total = builtin.parameters["infertility_total_count"]
    assert total.figure(date(2024, 10, 31), ()) is None
    parts = [
        figure(builtin, f"infertility_{kind}_count", date(2024, 11, 1)) for kind in ("ivf", "insemination")
    ]
    assert figure(builtin, "infertility_total_count", date(2024, 11, 1)) == sum(parts) == 25
    assert figure(builtin, "infertility_copay_rate", date(2024, 11, 1)) == 30


def test_diapers_and_formula_together(builtin: Catalog) -> None:
    day = date(2026, 1, 1)
    both = figure(builtin, "diaper_amount", day) + figure(builtin, "formula_amount", day)
    assert figure(builtin, "diaper_formula_both", day) == both == 200_000


def test_the_diaper_line_widens_in_july_2026(builtin: Catalog) -> None:
    assert figure(builtin, "diaper_rate", date(2026, 6, 30)) == 80
    assert figure(builtin, "diaper_rate", date(2026, 7, 1)) == 100


@pytest.mark.parametrize(
    "day", [date(2024, 7, 1), date(2025, 7, 1), date(2026, 6, 30), date(2026, 7, 1)], ids=str
)
@pytest.mark.parametrize("program", ["postpartum", "nutrition_plus", "diaper"])
def test_an_income_line_is_its_share_of_the_median(builtin: Catalog, program: str, day: date) -> None:
    rate = figure(builtin, f"{program}_rate", day)
    for size in map(str, range(2, 7)):
        share = figure(builtin, "median_income", day, (size,)) * rate / 100
        rounded = share.quantize(Decimal(1), ROUND_HALF_UP)
        assert figure(builtin, f"{program}_line", day, (size,)) == rounded, size
