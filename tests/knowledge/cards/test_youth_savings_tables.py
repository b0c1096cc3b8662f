"""The published figures of youth savings, the self-reliance allowance, self-care money and scholarships."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.cards import Catalog

SCHOLARSHIP = {
    2024: {"1-3": 5_700_000, "4-6": 4_200_000, "7-8": 3_500_000},
    2025: {"1-3": 5_700_000, "4-6": 4_200_000, "7-8": 3_500_000, "9": 1_000_000},
    2026: {"1-3": 6_000_000, "4-6": 4_400_000, "7-8": 3_600_000, "9": 1_000_000},
}
MANY_CHILDREN = {
    2025: {"1-3": 5_700_000, "4-6": 4_800_000, "7-8": 4_500_000, "9": 1_350_000},
    2026: {"1-3": 6_100_000, "4-6": 5_050_000, "7-8": 4_650_000, "9": 1_350_000},
}


def figure(catalog: Catalog, name: str, day: date, *key: str) -> Decimal:
    found = catalog.parameters[name].figure(day, key)
    assert found is not None, (name, day, key)
    return found.value


@pytest.mark.parametrize(
    ("name", "day", "key", "value"),
    [
        *(("youth_tomorrow_match", date(year, 6, 1), "", 300_000) for year in (2024, 2025, 2026)),
        *(("youth_tomorrow_upper_match", date(year, 6, 1), "", 100_000) for year in (2024, 2025)),
        ("youth_tomorrow_upper_income_max", date(2024, 6, 1), "", 2_300_000),
        ("youth_tomorrow_upper_income_max", date(2025, 6, 1), "", 2_500_000),
        ("youth_tomorrow_match_total", date(2026, 6, 1), "", 10_800_000),
        ("youth_tomorrow_example", date(2026, 6, 1), "", 14_400_000),
        ("youth_tomorrow_decision_days", date(2026, 6, 1), "", 70),
        ("youth_future_contribution_rate", date(2026, 7, 1), "general", 6),
        ("youth_future_contribution_rate", date(2026, 7, 1), "preferred", 12),
        ("youth_future_contribution_max", date(2026, 7, 1), "general", 1_080_000),
        ("youth_future_contribution_max", date(2026, 7, 1), "preferred", 2_160_000),
        ("youth_future_rate", date(2026, 7, 1), "", 200),
        *(("self_reliance_amount", date(year, 6, 1), "", 500_000) for year in (2024, 2025, 2026)),
        ("self_reliance_payments", date(2026, 6, 1), "", 60),
        *(("self_care_amount", date(year, 6, 1), "", 2_000_000) for year in (2024, 2025, 2026)),
        ("self_care_rate", date(2026, 3, 26), "", 100),
        ("scholarship_third_child", date(2025, 6, 1), "", 2_000_000),
    ],
)
def test_published_figures(builtin: Catalog, name: str, day: date, key: str, value: int) -> None:
    assert figure(builtin, name, day, *([key] if key else [])) == value


@pytest.mark.parametrize(
    ("name", "table"), [("scholarship_amount", SCHOLARSHIP), ("scholarship_many_children", MANY_CHILDREN)]
)
def test_scholarships_by_quantile(builtin: Catalog, name: str, table: dict[int, dict[str, int]]) -> None:
    for year, row in table.items():
        period = builtin.parameters[name].on(date(year, 6, 1))
        assert period is not None
        assert {key: shown.value for (key,), shown in period.figures.items()} == row


def test_the_savings_add_up(builtin: Catalog) -> None:
    day = date(2026, 7, 1)
    months = figure(builtin, "youth_tomorrow_months", day)
    matched = figure(builtin, "youth_tomorrow_match", day) * months
    assert matched == figure(builtin, "youth_tomorrow_match_total", day)
    own = figure(builtin, "youth_tomorrow_saving_min", day) * months
    assert matched + own == figure(builtin, "youth_tomorrow_example", day)
    paid = figure(builtin, "youth_future_saving_max", day) * figure(builtin, "youth_future_years", day) * 12
    for kind in ("general", "preferred"):
        rate = figure(builtin, "youth_future_contribution_rate", day, kind)
        assert paid * rate / 100 == figure(builtin, "youth_future_contribution_max", day, kind)


def test_what_ended_and_what_had_not_begun_is_not_there(builtin: Catalog) -> None:
    assert builtin.parameters["youth_tomorrow_upper_match"].on(date(2026, 1, 1)) is None
    assert builtin.parameters["youth_future_rate"].on(date(2026, 5, 31)) is None
    assert builtin.parameters["self_care_rate"].on(date(2026, 3, 25)) is None
