"""Wilson intervals, the clustered bootstrap and quantiles, at their bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.stats import clustered_bootstrap, quantile, wilson

cases = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(cases)
def test_wilson_lies_in_0_to_1_and_holds_the_rate(case: tuple[int, int]) -> None:
    hits, n = case
    interval = wilson(hits, n)
    assert 0 <= interval.low <= hits / n <= interval.high <= 1


@given(cases)
def test_wilson_is_symmetric(case: tuple[int, int]) -> None:
    hits, n = case
    assert wilson(hits, n).low == pytest.approx(1 - wilson(n - hits, n).high, abs=1e-12)


@given(cases)
def test_wilson_narrows_with_more_cases(case: tuple[int, int]) -> None:
    hits, n = case
    few, many = wilson(hits, n), wilson(hits * 4, n * 4)
    assert many.high - many.low < few.high - few.low


def test_wilson_matches_a_published_value() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 gives 0.2553 to 0.3662.
    interval = wilson(81, 263)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2553, 0.3662)


def test_wilson_of_nothing_is_everything() -> None:
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)


@pytest.mark.parametrize(("hits", "n"), [(-1, 3), (4, 3), (0, -1)])
def test_wilson_refuses_what_is_no_rate(hits: int, n: int) -> None:
    with pytest.raises(ValueError):
        wilson(hits, n)


clustered = st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abcdef")), min_size=1, max_size=40)


@given(clustered, st.integers(0, 2**31))
def test_bootstrap_stays_within_the_values_and_repeats(pairs: list[tuple[float, str]], seed: int) -> None:
    values, clusters = [value for value, _ in pairs], [cluster for _, cluster in pairs]
    interval = clustered_bootstrap(values, clusters, seed=seed, resamples=50)
    assert min(values) - 1e-9 <= interval.low <= interval.high <= max(values) + 1e-9
    assert interval == clustered_bootstrap(values, clusters, seed=seed, resamples=50)


def test_bootstrap_is_wider_when_questions_come_in_clusters() -> None:
    values = [1.0] * 50 + [0.0] * 50
    alone = clustered_bootstrap(values, [str(n) for n in range(100)], seed=1)
    together = clustered_bootstrap(values, [str(n // 10) for n in range(100)], seed=1)
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_bootstrap_refuses_lists_of_different_length() -> None:
    with pytest.raises(ValueError):
        clustered_bootstrap([1.0], [], seed=1)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50), st.floats(0, 1), st.floats(0, 1))
def test_quantiles_rise_with_their_share(values: list[float], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert min(values) - 1e-6 <= quantile(values, low) <= quantile(values, high) + 1e-6 <= max(values) + 2e-6


def test_the_middle_of_three_is_the_second() -> None:
    assert quantile([5.0, 1.0, 3.0], 0.5) == 3.0


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 1.5)])
def test_quantile_refuses_nonsense(values: list[float], share: float) -> None:
    with pytest.raises(ValueError):
        quantile(values, share)
