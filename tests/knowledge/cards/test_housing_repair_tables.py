"""What of the repair of an own home is paid: the whole for the poorest, less up to the housing line."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.cards import Catalog
from knowledge.cards.schema import Confidence


@pytest.mark.parametrize(("income", "share"), [("livelihood", 100), ("middle", 90), ("upper", 80)])
@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_the_paid_share_falls_as_the_income_rises(
    builtin: Catalog, year: int, income: str, share: int
) -> None:
    figure = builtin.parameters["repair_share"].figure(date(year, 6, 1), (income,))
    assert figure is not None
    assert figure.value == share


@pytest.mark.parametrize(("year", "checked"), [(2024, False), (2025, False), (2026, True), (2027, True)])
def test_islands_without_a_road_get_a_tenth_more(builtin: Catalog, year: int, checked: bool) -> None:
    figure = builtin.parameters["repair_island_rate"].figure(date(year, 6, 1), ())
    assert figure is not None
    assert figure.value == Decimal(10)
    assert (figure.confidence is Confidence.VERIFIED) is checked


def test_the_raise_of_2027_is_known_before_its_amounts(builtin: Catalog) -> None:
    day = date(2027, 6, 1)
    figure = builtin.parameters["education_activity_raise"].figure(day, ())
    assert figure is not None
    assert figure.value == Decimal("4.7")
    assert builtin.parameters["education_activity"].on(day) is None
