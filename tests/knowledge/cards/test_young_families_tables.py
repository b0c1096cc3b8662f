"""The published figures of child support for single and young parents."""

from datetime import date

import pytest

from knowledge.cards import Catalog
from knowledge.cards.schema import Confidence


@pytest.mark.parametrize(
    ("name", "year", "value"),
    [
        ("child_support_payment", 2024, 210_000),
        ("child_support_payment", 2025, 230_000),
        ("child_support_payment", 2026, 230_000),
        ("additional_child_support", 2026, 100_000),
        ("additional_child_support_other", 2025, 50_000),
        ("additional_child_support_young", 2025, 100_000),
        ("additional_child_support_young_older", 2025, 50_000),
        ("school_supplies", 2025, 93_000),
        ("school_supplies", 2026, 100_000),
        ("facility_living_support", 2026, 100_000),
        ("teen_single_parent_rate", 2026, 65),
        ("young_parents_rate", 2024, 63),
        ("young_parents_rate", 2026, 65),
        *(("young_parents_child_support", year, 250_000) for year in (2024, 2025, 2026)),
        ("young_parents_age", 2026, 24),
    ],
)
def test_published_figures(builtin: Catalog, name: str, year: int, value: int) -> None:
    found = builtin.parameters[name].figure(date(year, 6, 1))
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_young_parents_may_share_the_single_parent_table_as_long_as_the_rates_agree(
    builtin: Catalog, year: int
) -> None:
    rates = {
        found.value
        for name in ("young_parents_rate", "single_parent_rate")
        if (found := builtin.parameters[name].figure(date(year, 6, 1)))
    }
    assert len(rates) == 1


@pytest.mark.parametrize("name", ["teen_child_support", "teen_child_support_older"])
def test_the_disputed_amounts_for_teen_parents_stay_unsure(builtin: Catalog, name: str) -> None:
    found = builtin.parameters[name].figure(date(2026, 6, 1))
    assert found is not None
    assert found.confidence is Confidence.UNSURE


@pytest.mark.parametrize("size", range(2, 7))
def test_the_line_of_2024_is_the_median_times_the_rate(builtin: Catalog, size: int) -> None:
    day, key = date(2024, 6, 1), (str(size),)
    line = builtin.parameters["single_parent_line"].figure(day, key)
    median = builtin.parameters["median_income"].figure(day, key)
    rate = builtin.parameters["single_parent_rate"].figure(day)
    assert line is not None
    assert median is not None
    assert rate is not None
    assert line.value == round(median.value * rate.value / 100)


@pytest.mark.parametrize("name", ["additional_child_support", "school_supplies", "facility_living_support"])
def test_what_two_sources_say_is_not_left_to_confirm(builtin: Catalog, name: str) -> None:
    found = builtin.parameters[name].figure(date(2026, 6, 1))
    assert found is not None
    assert found.confidence is Confidence.VERIFIED
    assert "정부24" in found.source
