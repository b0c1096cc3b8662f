"""The published figures of the programs against high medical costs stand as announced."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

import pytest

from knowledge.cards import Catalog
from knowledge.cards.schema import Confidence

BANDS = ("1", "2-3", "4-5", "6-7", "8", "9", "10")


def value(catalog: Catalog, name: str, day: date, *key: str) -> Decimal | None:
    found = catalog.parameters[name].figure(day, key)
    return found.value if found else None


@pytest.mark.parametrize(
    ("name", "year", "ceilings"),
    [
        ("health_copay_ceiling", 2024, (870000, 1080000, 1670000, 3130000, 4280000, 5140000, 8080000)),
        ("health_copay_ceiling", 2025, (890000, 1100000, 1700000, 3200000, 4370000, 5250000, 8260000)),
        ("health_copay_ceiling", 2026, (900000, 1120000, 1730000, 3260000, 4460000, 5360000, 8430000)),
        (
            "health_copay_ceiling_nursing",
            2026,
            (1430000, 1810000, 2450000, 4040000, 5800000, 6980000, 10960000),
        ),
    ],
)
def test_the_copayment_ceiling_by_income_band(
    builtin: Catalog, name: str, year: int, ceilings: tuple[int, ...]
) -> None:
    assert tuple(value(builtin, name, date(year, 6, 1), band) for band in BANDS) == ceilings


@pytest.mark.parametrize("year", [2025, 2026])
def test_long_stays_in_a_nursing_hospital_have_the_higher_ceiling(builtin: Catalog, year: int) -> None:
    day = date(year, 6, 1)
    plain = value(builtin, "health_copay_ceiling", day, "10")
    long = value(builtin, "health_copay_ceiling_nursing", day, "10")
    assert plain is not None
    assert long is not None
    assert long > plain


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("catastrophic_line_recipient", (), 800000),
        ("catastrophic_line_low", (), 1600000),
        ("catastrophic_line_low_single", (), 1200000),
        ("catastrophic_income_share", ("middle",), 10),
        ("catastrophic_income_share", ("high",), 20),
        ("catastrophic_rate", ("recipient",), 80),
        ("catastrophic_rate", ("low",), 70),
        ("catastrophic_rate", ("middle",), 60),
        ("catastrophic_rate", ("high",), 50),
        ("catastrophic_cap", (), 50000000),
        ("catastrophic_property", (), 700000000),
        ("catastrophic_minimum", (), 100000),
        ("catastrophic_application_days", (), 180),
        ("cancer_medical_limit", ("adult",), 3000000),
        ("cancer_medical_limit", ("child_leukemia",), 30000000),
        ("cancer_medical_limit", ("child_other",), 20000000),
        ("special_copay_rate", ("cancer",), 5),
        ("special_copay_rate", ("rare",), 10),
        ("special_copay_rate", ("tuberculosis",), 0),
    ],
)
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_figure_that_did_not_change(
    builtin: Catalog, name: str, key: tuple[str, ...], expected: int, year: int
) -> None:
    assert value(builtin, name, date(year, 6, 1), *key) == expected


def test_the_announced_cut_leaves_the_rate_of_rare_diseases_unsure(builtin: Catalog) -> None:
    rate = builtin.parameters["special_copay_rate"]
    before, after = rate.figure(date(2026, 6, 30), ("rare",)), rate.figure(date(2026, 7, 1), ("rare",))
    assert before is not None
    assert after is not None
    assert (before.confidence, after.confidence) == (Confidence.VERIFIED, Confidence.UNSURE)


@pytest.mark.parametrize(("year", "daily"), [(2024, 47560), (2025, 48150), (2026, 49540)])
def test_the_daily_sickness_allowance(builtin: Catalog, year: int, daily: int) -> None:
    assert value(builtin, "sickness_allowance_daily", date(year, 6, 1)) == daily


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_daily_sickness_allowance_follows_from_the_minimum_wage(builtin: Catalog, year: int) -> None:
    day = date(year, 6, 1)
    wage = value(builtin, "minimum_wage", day)
    rate = value(builtin, "sickness_allowance_wage_rate", day)
    assert wage is not None
    assert rate is not None
    tens = (wage * 8 * rate / 100 / 10).quantize(Decimal(1), ROUND_CEILING)
    assert value(builtin, "sickness_allowance_daily", day) == tens * 10


@pytest.mark.parametrize(
    ("line", "rate", "year"),
    [
        ("cancer_child_line", "cancer_child_rate", 2024),
        ("cancer_child_line", "cancer_child_rate", 2025),
        ("cancer_child_line", "cancer_child_rate", 2026),
        ("rare_disease_line", "rare_disease_rate", 2026),
    ],
)
def test_an_income_line_is_its_share_of_the_median(builtin: Catalog, line: str, rate: str, year: int) -> None:
    day = date(year, 6, 1)
    percent = value(builtin, rate, day)
    assert percent is not None
    for size in "1234567":
        median = value(builtin, "median_income", day, size)
        assert median is not None
        expected = (median * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
        assert value(builtin, line, day, size) == expected, size
