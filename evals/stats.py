"""The few statistics a report needs: Wilson intervals, a clustered bootstrap, quantiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

Z_95 = 1.959963984540054
"""The two-sided 95 % point of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval; both ends belong to it."""

    low: float
    high: float


def wilson(successes: int, trials: int, z: float = Z_95) -> Interval:
    """The Wilson score interval of a rate. Without a trial nothing is known: 0 to 1.

    Source: E. B. Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
    """
    if trials < 0 or not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is not a rate")
    if trials == 0:
        return Interval(0.0, 1.0)
    rate = successes / trials
    shrink = 1 + z * z / trials
    middle = (rate + z * z / (2 * trials)) / shrink
    half = z * sqrt(rate * (1 - rate) / trials + z * z / (4 * trials * trials)) / shrink
    # At 0 and at all the bound is exactly the rate; rounding must not push it past.
    low = 0.0 if successes == 0 else min(rate, max(0.0, middle - half))
    high = 1.0 if successes == trials else max(rate, min(1.0, middle + half))
    return Interval(low, high)


def clustered_bootstrap(
    values: Sequence[float],
    clusters: Sequence[str],
    *,
    seed: int,
    resamples: int = 2000,
    level: float = 0.95,
) -> Interval:
    """The percentile bootstrap interval of the mean of `values`, whole clusters drawn at a time.

    Questions about one document succeed or fail together; drawing questions one by one would promise
    a narrower interval than there is. The same seed gives the same interval.
    """
    if len(values) != len(clusters):
        raise ValueError(f"{len(values)} values but {len(clusters)} clusters")
    if not values:
        raise ValueError("no values to resample")
    _, index = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.bincount(index, weights=np.asarray(values, dtype=float))
    sizes = np.bincount(index).astype(float)
    generator = np.random.default_rng(seed)
    draws = generator.multinomial(sizes.size, np.full(sizes.size, 1 / sizes.size), size=resamples)
    means = (draws @ sums) / (draws @ sizes)
    tail = (1 - level) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(low), float(high))


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie, interpolated between neighbours."""
    if not values:
        raise ValueError("no values to take a quantile of")
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is not between 0 and 1")
    return float(np.quantile(np.asarray(values, dtype=float), share))
