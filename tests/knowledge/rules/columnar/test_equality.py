"""The columnar executor says what the scalar one says: verdict, amount and band of every program and unit.

IEUM_WIDE_CELLS=1000000 compares so many cells (a verdict or an amount each) instead of a few thousand.
"""

import os
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.rules import HouseholdError, Rules
from knowledge.rules.columnar import Kernel

sys.path.insert(0, str(Path(__file__).parent))  # what draws and compares lies beside the test
from fuzz import Fuzz, differences, expected, shown
from household_records import records

DAYS = [date(2025, 3, 1), date(2026, 6, 1), date(2026, 12, 31), date(2027, 2, 28)]
WIDE = int(os.environ.get("IEUM_WIDE_CELLS", "0"))
CASES = st.tuples(
    st.integers(0, 2**31), st.sampled_from([0.0, 0.1, 0.3, 0.7, 0.95]), st.sampled_from(DAYS), st.booleans()
)


def compared(rules: Rules, seed: int, unknown: float, day: date, strict: bool, count: int) -> int:
    """The rows of so many random households that were compared; fails on the first difference."""
    fuzz = Fuzz(rules, seed, unknown, day)
    households, members = fuzz.frames(count)
    found, problems = Kernel(rules, day, strict).judge(households, members)
    wrong = set(problems["household_id"])
    for record in records(households, members, fuzz.shape):
        if record["id"] in wrong:
            with pytest.raises(HouseholdError):
                rules.judge(record, day, strict)
    good = ~pl.col("household_id").is_in(list(wrong))
    wanted = list(expected(rules, households.filter(good), members.filter(good), day, strict))
    assert differences(shown(found), wanted) == []
    return len(wanted)


@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(CASES)
def test_random_households_are_judged_as_one_by_one(
    rules: Rules, case: tuple[int, float, date, bool]
) -> None:
    assert compared(rules, *case, count=6) > 0


@pytest.mark.skipif(not WIDE, reason="IEUM_WIDE_CELLS=1000000으로 넓게 견줍니다.")
@pytest.mark.timeout(0)
def test_a_million_cells_are_equal(rules: Rules) -> None:
    cells = seed = 0
    while cells < WIDE:
        unknown, day = (0.0, 0.1, 0.3, 0.7)[seed % 4], DAYS[seed // 4 % len(DAYS)]
        cells += 2 * compared(rules, 1_000 + seed, unknown, day, seed % 3 == 0, count=300)
        seed += 1


def test_a_file_that_states_almost_nothing(rules: Rules) -> None:
    day = date(2026, 6, 1)
    households = pl.DataFrame({"household_id": [1, 2]})
    members = pl.DataFrame({"household_id": [2, 2], "member_id": [1, 2]})
    found, problems = Kernel(rules, day).judge(households, members)
    assert problems.is_empty()
    wanted = list(expected(rules, households, members, day, strict=False))
    text = found.with_columns(pl.col("household_id", "member_id").cast(pl.String))
    # A household that lists nobody has somebody without a name.
    assert differences(shown(text), wanted) == []
