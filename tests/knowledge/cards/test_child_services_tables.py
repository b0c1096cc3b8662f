"""The published figures of the child account, after-school care and school vouchers."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.cards import Catalog
from knowledge.cards.schema import Confidence


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dream_start_age", 12),
        ("cda_match_multiple", 2),
        ("cda_matched_saving", 50_000),
        ("cda_match_max", 100_000),
        ("cda_saving_max", 500_000),
        ("cda_maturity_age", 18),
        ("cda_free_use_age", 24),
        ("child_center_priority_rate", 100),
        ("child_center_priority_share", 50),
        ("all_together_care_min_age", 6),
        ("all_together_care_max_age", 12),
        ("all_together_care_fee", 100_000),
    ],
)
@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_published_figures(builtin: Catalog, name: str, value: int, year: int) -> None:
    found = builtin.parameters[name].figure(date(year, 6, 1))
    assert found is not None
    assert found.value == value


def test_the_most_that_is_matched_is_the_matched_saving_times_the_multiple(builtin: Catalog) -> None:
    def value(name: str) -> Decimal:
        found = builtin.parameters[name].figure(date(2026, 6, 1))
        assert found is not None
        return found.value

    assert value("cda_matched_saving") * value("cda_match_multiple") == value("cda_match_max")


def test_the_third_grade_voucher_begins_in_2026_and_its_amount_is_unsure(builtin: Catalog) -> None:
    voucher = builtin.parameters["third_grade_voucher_amount"]
    assert voucher.figure(date(2025, 12, 31)) is None
    found = voucher.figure(date(2026, 3, 1))
    assert found is not None
    assert (found.value, found.confidence) == (500_000, Confidence.UNSURE)
