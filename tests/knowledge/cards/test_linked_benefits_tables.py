"""The published figures of what a recipient or a near-poor household gets beside its benefits."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.cards import Catalog
from knowledge.cards.schema import Confidence

DAY = date(2026, 11, 24)


def value(catalog: Catalog, name: str, *key: object, day: date = DAY) -> Decimal:
    found = catalog.parameters[name].figure(day, tuple(str(part) for part in key))
    assert found is not None, (name, key, day)
    return found.value


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_energy_voucher_rises_with_the_household(builtin: Catalog, year: int) -> None:
    day = date(year, 8, 1)
    for name, amounts in (
        ("energy_voucher", (295_200, 407_500, 532_700, 701_300)),
        ("energy_voucher_summer", (40_700, 58_800, 75_800, 102_000)),
    ):
        assert [value(builtin, name, size, day=day) for size in range(1, 5)] == list(amounts)


@pytest.mark.parametrize(("year", "amount"), [(2024, 130_000), (2025, 140_000), (2026, 150_000)])
def test_the_culture_card_has_grown_by_ten_thousand_a_year(builtin: Catalog, year: int, amount: int) -> None:
    assert value(builtin, "culture_card_amount", day=date(year, 6, 1)) == amount


def test_the_extra_on_the_culture_card_begins_in_2026(builtin: Catalog) -> None:
    assert value(builtin, "culture_card_extra") == 10_000
    assert builtin.parameters["culture_card_extra"].on(date(2025, 6, 1)) is None


def test_the_most_a_telecom_bill_falls_follows_from_the_notice(builtin: Catalog) -> None:
    def rate(group: str) -> Decimal:
        return value(builtin, "telecom_discount_rate", group) / 100

    def exempt(group: str) -> Decimal:
        return value(builtin, "telecom_base_exemption", group)

    most = {
        "livelihood_medical": exempt("livelihood_medical")
        + (41_000 - exempt("livelihood_medical")) * rate("livelihood_medical"),
        "housing_near_poor": exempt("housing_near_poor") + 30_000 * rate("housing_near_poor"),
        "basic_pension": 22_000 * rate("basic_pension"),
    }
    assert {group: value(builtin, "telecom_discount_max", group) for group in most} == most
    assert most == {"livelihood_medical": 33_500, "housing_near_poor": 21_500, "basic_pension": 11_000}
    assert rate("disability") == Decimal("0.35")


@pytest.mark.parametrize(
    ("group", "usual", "summer"),
    [
        ("livelihood_medical", 16_000, 20_000),
        ("housing_education", 10_000, 12_000),
        ("near_poor", 8_000, 10_000),
    ],
)
def test_the_electricity_discount_by_season(builtin: Catalog, group: str, usual: int, summer: int) -> None:
    assert value(builtin, "electricity_discount", group) == usual
    assert value(builtin, "electricity_discount_summer", group) == summer


@pytest.mark.parametrize(
    ("group", "winter", "other"),
    [
        ("livelihood_medical", 36_000, 9_900),
        ("housing_near_poor", 18_000, 4_950),
        ("education_many", 9_000, 2_470),
    ],
)
def test_the_gas_discount_is_sure_for_2023_only(
    builtin: Catalog, group: str, winter: int, other: int
) -> None:
    for day, confidence in ((date(2023, 1, 31), Confidence.VERIFIED), (DAY, Confidence.UNSURE)):
        for name, amount in (("gas_discount_winter", winter), ("gas_discount_other", other)):
            found = builtin.parameters[name].figure(day, (group,))
            assert found is not None
            assert (found.value, found.confidence) == (amount, confidence)


def test_rice_costs_recipients_a_quarter(builtin: Catalog) -> None:
    assert value(builtin, "grain_price", "livelihood_medical") == 2_500
    assert value(builtin, "grain_price", "other") == 10_000


@pytest.mark.parametrize(("year", "confidence"), [(2024, "memory"), (2025, "memory"), (2026, "single")])
def test_birth_and_funeral_benefits(builtin: Catalog, year: int, confidence: str) -> None:
    for name, amount in (("childbirth_benefit", 700_000), ("funeral_benefit", 800_000)):
        found = builtin.parameters[name].figure(date(year, 6, 1))
        assert found is not None
        assert (found.value, found.confidence) == (amount, confidence)
