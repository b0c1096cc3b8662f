"""Timing calls, and the measures that a list of latencies gives."""

from collections.abc import Callable, Iterable
from time import perf_counter

from evals.results import MILLISECONDS, PERCENT, Group, Measure
from evals.stats import quantile, wilson


def timed(calls: Iterable[Callable[[], object]]) -> list[float]:
    """Run the calls one after another; milliseconds each."""
    taken = []
    for call in calls:
        start = perf_counter()
        call()
        taken.append((perf_counter() - start) * 1000)
    return taken


def latencies(id: str, title: str, taken: list[float], *, tries: int | None = None) -> Group:
    """Median, 95th percentile and slowest of `taken` (milliseconds of successes).

    With `tries`, also the share of them that failed; a percentile without a success has no value.
    """
    shares = ((0.5, "p50", "중앙값(p50)"), (0.95, "p95", "95번째 백분위(p95)"), (1.0, "max", "가장 느린 것"))
    measures = [
        Measure(
            f"{id}.{short}",
            label,
            quantile(taken, share) if taken else None,
            MILLISECONDS,
            len(taken),
            note="" if taken else "성공한 요청이 없음",
        )
        for share, short, label in shares
    ]
    if tries:
        failed = tries - len(taken)
        spread = wilson(failed, tries)
        measures.append(
            Measure(f"{id}.errors", "실패", failed / tries, PERCENT, tries, spread.low, spread.high)
        )
    return Group(title, tuple(measures))
