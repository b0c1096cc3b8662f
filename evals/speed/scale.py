"""Search in a large library of made-up texts and vectors."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date

from evals.ports import Searching
from evals.results import Curve, Group
from evals.speed.latency import latencies, timed
from knowledge.records import Role

TOP = 10
WARM_UP = 5

LargeLibrary = Callable[[int, int], AbstractContextManager[Searching]]
"""Makes a library of so many synthetic documents from a seed, completely indexed, for the time of a block."""


def measure_search(
    library: Searching, queries: Sequence[str], *, as_of: date, texts: int
) -> tuple[Group, Curve]:
    """The latencies of warm searches by a citizen; the first queries warm up and are not counted."""
    calls = [
        lambda query=query: library.search(query, as_of=as_of, role=Role.CITIZEN, top=TOP)
        for query in queries
    ]
    timed(calls[:WARM_UP])
    taken = timed(calls)
    title = f"{texts:,}건의 글과 벡터에서 검색"
    return latencies("scale.search", title, taken), Curve(title, {"검색": taken})
