"""The figures of the leave benefits, on both sides of the days on which the law changed."""

from datetime import date
from decimal import Decimal

import pytest

from knowledge.cards import Catalog

TOGETHER = {
    2024: (2_000_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000, 4_500_000),
    2025: (2_500_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000, 4_500_000),
    2026: (2_500_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000, 4_500_000),
}
BEFORE, CHANGED = date(2025, 2, 22), date(2025, 2, 23)


def figure(catalog: Catalog, name: str, day: date, *key: str) -> Decimal:
    found = catalog.parameters[name].figure(day, key)
    assert found is not None, (name, day, key)
    return found.value


@pytest.mark.parametrize(
    ("name", "year", "key", "value"),
    [
        ("parental_leave_cap", 2024, "1-3", 1_500_000),
        ("parental_leave_cap", 2024, "from_7", 1_500_000),
        ("parental_leave_cap", 2025, "1-3", 2_500_000),
        ("parental_leave_cap", 2025, "4-6", 2_000_000),
        ("parental_leave_cap", 2026, "from_7", 1_600_000),
        ("parental_leave_rate", 2024, "1-3", 80),
        ("parental_leave_rate", 2026, "4-6", 100),
        ("parental_leave_rate", 2026, "from_7", 80),
        *(("parental_leave_floor", year, None, 700_000) for year in (2024, 2025, 2026)),
        ("parental_leave_single_parent_cap", 2024, None, 2_500_000),
        ("parental_leave_single_parent_cap", 2026, None, 3_000_000),
        ("reduced_hours_cap", 2024, "first_10", 2_000_000),
        ("reduced_hours_cap", 2025, "first_10", 2_200_000),
        ("reduced_hours_cap", 2025, "rest", 1_500_000),
        ("reduced_hours_cap", 2026, "first_10", 2_500_000),
        ("reduced_hours_cap", 2026, "rest", 1_600_000),
        ("maternity_cap", 2024, None, 2_100_000),
        ("maternity_cap", 2025, None, 2_100_000),
        ("maternity_cap", 2026, None, 2_200_000),
        ("spouse_leave_cap", 2024, None, 401_910),
        ("spouse_leave_cap", 2025, None, 1_607_650),
        ("spouse_leave_cap", 2026, None, 1_684_210),
    ],
)
def test_published_figures(builtin: Catalog, name: str, year: int, key: str | None, value: int) -> None:
    assert figure(builtin, name, date(year, 6, 1), *([key] if key else [])) == value


@pytest.mark.parametrize("year", TOGETHER)
def test_caps_when_both_parents_take_leave(builtin: Catalog, year: int) -> None:
    day = date(year, 6, 1)
    shown = [figure(builtin, "parental_leave_together_cap", day, str(month)) for month in range(1, 7)]
    assert shown == list(TOGETHER[year])


def test_six_months_at_three_million_won_a_month(builtin: Catalog) -> None:
    wage, day = Decimal(3_000_000), date(2025, 1, 1)
    paid = sum(
        3
        * min(
            wage * figure(builtin, "parental_leave_rate", day, months) / 100,
            figure(builtin, "parental_leave_cap", day, months),
        )
        for months in ("1-3", "4-6")
    )
    assert paid == 13_500_000


def test_pay_after_return_ended_with_2024(builtin: Catalog) -> None:
    deferred = builtin.parameters["parental_leave_deferred_rate"]
    assert figure(builtin, "parental_leave_deferred_rate", date(2024, 12, 31)) == 25
    assert deferred.figure(date(2025, 1, 1), ()) is None


def test_leave_grew_on_23_february_2025(builtin: Catalog) -> None:
    assert [figure(builtin, "spouse_leave_days", day) for day in (BEFORE, CHANGED)] == [10, 20]
    assert [figure(builtin, "spouse_leave_paid_days", day) for day in (BEFORE, CHANGED)] == [5, 20]
    assert builtin.parameters["maternity_days"].figure(BEFORE, ("preterm",)) is None
    assert builtin.parameters["parental_leave_extra_months"].figure(BEFORE, ()) is None
    assert figure(builtin, "parental_leave_extra_months", CHANGED) == 6
    assert figure(builtin, "spouse_leave_window", CHANGED) == 120


@pytest.mark.parametrize(("kind", "days"), [("single", 90), ("preterm", 100), ("multiple", 120)])
def test_a_large_company_pays_what_the_insurance_does_not(builtin: Catalog, kind: str, days: int) -> None:
    assert figure(builtin, "maternity_days", CHANGED, kind) == days
    company = figure(
        builtin, "maternity_employer_days", CHANGED, "multiple" if kind == "multiple" else "single"
    )
    assert company + figure(builtin, "maternity_paid_days_large", CHANGED, kind) == days


def test_leave_before_the_birth_from_18_september_2026(builtin: Catalog) -> None:
    for name, days in (("spouse_leave_before", 50), ("spouse_miscarriage_paid_days", 3)):
        assert builtin.parameters[name].figure(date(2026, 9, 17), ()) is None
        assert figure(builtin, name, date(2026, 9, 18)) == days
