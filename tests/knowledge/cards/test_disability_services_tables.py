"""The figures of disability allowances, activity support and medical costs stand as announced."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.cards import Catalog

IN_2026 = date(2026, 6, 1)
BANDS = tuple(str(band) for band in range(1, 16))


def value(catalog: Catalog, name: str, *key: str, day: date = IN_2026) -> Decimal | None:
    found = catalog.parameters[name].figure(day, key)
    return found.value if found else None


@pytest.mark.parametrize(("place", "expected"), [("home", 60000), ("facility", 30000)])
def test_the_allowance_by_place(builtin: Catalog, place: str, expected: int) -> None:
    assert value(builtin, "disability_allowance_amount", place) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("severe_livelihood_medical", 220000),
        ("severe_near_poor", 170000),
        ("mild", 110000),
        ("severe_facility", 90000),
    ],
)
def test_the_allowance_of_a_child(builtin: Catalog, kind: str, expected: int) -> None:
    assert value(builtin, "disabled_child_allowance_amount", kind) == expected


def test_the_fifteen_monthly_limits_of_activity_support(builtin: Catalog) -> None:
    thousands = [8293, 7774, 7257, 6739, 6221, 5703, 5181, 4665, 4148, 3629, 3112, 2593, 2076, 1558, 1040]
    assert [value(builtin, "activity_support_limit", band) for band in BANDS] == [n * 1000 for n in thousands]


def test_a_higher_score_never_gives_a_lower_limit(builtin: Catalog) -> None:
    scores = [value(builtin, "activity_support_score", band) for band in BANDS]
    assert scores[-1] == 42
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("band", "rate"), [("up_to_70", 4), ("up_to_120", 6), ("up_to_180", 8), ("over_180", 10)]
)
def test_the_copayment_rate_stays_below_the_legal_limit(builtin: Catalog, band: str, rate: int) -> None:
    limit = value(builtin, "activity_support_copay_legal_limit")
    assert value(builtin, "activity_support_copay_rate", band) == rate
    assert limit is not None
    assert rate <= limit


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("activity_support_copay_near_poor", 20000),
        ("activity_support_copay_cap", 216200),
        ("activity_support_start_age", 6),
        ("activity_support_end_age", 65),
        ("disability_medical_clinic_support", 750),
    ],
)
def test_a_single_figure(builtin: Catalog, name: str, expected: int) -> None:
    assert value(builtin, name) == expected
