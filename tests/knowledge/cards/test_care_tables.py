"""The published figures of emergency and daily care of 2026."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.cards import Catalog

DAY = date(2026, 11, 24)


def value(catalog: Catalog, name: str, *key: str) -> Decimal:
    found = catalog.parameters[name].figure(DAY, key)
    assert found is not None, (name, key)
    return found.value


def test_all_hours_of_emergency_care_cost_their_hourly_price(builtin: Catalog) -> None:
    hourly, hours = value(builtin, "emergency_care_hourly"), value(builtin, "emergency_care_hours")
    assert (hourly, hours) == (19_000, 72)
    assert value(builtin, "emergency_care_total") == hourly * hours == 1_368_000
    assert value(builtin, "emergency_care_bath") == 88_000
    assert value(builtin, "emergency_care_day_hours") == 8
    assert value(builtin, "emergency_care_days") == 30


def test_every_region_spares_the_near_poor_and_charges_the_well_off_in_full(builtin: Catalog) -> None:
    parameter = builtin.parameters["emergency_care_copay"]
    bands, regions = parameter.by
    for region in regions.keys:
        row = [value(builtin, "emergency_care_copay", band, region) for band in bands.keys]
        assert (row[0], row[-1]) == (0, 100)
        assert row == sorted(row), region


@pytest.mark.parametrize(
    ("region", "rates"),
    [
        ("busan_sejong", (0, 0, 10, 10, 10)),
        ("daegu_group", (0, 0, 10, 20, 20)),
        ("incheon_chungbuk", (10, 10, 25, 25, 25)),
        ("gwangju", (0, 0, 30, 60, 60)),
        ("daejeon", (0, 0, 50, 50, 50)),
        ("ulsan", (5, 10, 20, 20, 20)),
        ("chungnam_group", (0, 0, 20, 20, 20)),
        ("jeju", (0, 0, 10, 10, 20)),
    ],
)
def test_the_share_that_a_region_asks(builtin: Catalog, region: str, rates: tuple[int, ...]) -> None:
    bands = ("to_100", "to_120", "to_140", "to_150", "to_160")
    assert tuple(value(builtin, "emergency_care_copay", band, region) for band in bands) == rates


@pytest.mark.parametrize(
    ("kind", "hours", "hourly", "price"),
    [("a", 36, 19_000, 684_000), ("b", 24, 18_500, 444_000), ("c", 72, 19_000, 1_368_000)],
)
def test_daily_care_costs_its_hours(builtin: Catalog, kind: str, hours: int, hourly: int, price: int) -> None:
    assert value(builtin, "daily_care_hours", kind) == hours
    assert value(builtin, "daily_care_price", kind) == price == hours * hourly


@pytest.mark.parametrize(
    ("band", "rate"), [("near_poor", 0), ("to_120", 10), ("to_160", 25), ("over_160", 100)]
)
def test_what_a_person_pays_for_daily_care_is_the_share_of_the_price(
    builtin: Catalog, band: str, rate: int
) -> None:
    assert value(builtin, "daily_care_copay_rate", band) == rate
    for kind in ("a", "b", "c"):
        expected = value(builtin, "daily_care_price", kind) * rate / 100
        assert value(builtin, "daily_care_copay", band, kind) == expected


def test_daily_care_is_for_13_to_64_and_young_carers_to_39(builtin: Catalog) -> None:
    ages = ("daily_care_min_age", "daily_care_max_age", "daily_care_carer_age")
    assert [value(builtin, name) for name in ages] == [13, 64, 39]


def test_premiums_rise_with_the_household_and_the_line(builtin: Catalog) -> None:
    for scheme in ("employee", "local"):
        low, high = (
            [value(builtin, f"daily_care_premium_{line}_{scheme}", str(size)) for size in range(1, 7)]
            for line in ("low", "high")
        )
        assert low == sorted(low)
        assert all(lower < higher for lower, higher in zip(low, high, strict=True))
