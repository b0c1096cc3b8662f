"""Trying out a value: a fact of a run is set for a moment, and everything computed from it forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.rules.facts import Fact
from knowledge.rules.state import Held, Run


def forget(run: Run) -> None:
    """Drop whatever was computed; facts stay."""
    run.memo.clear()
    for person in run.people:
        person.memo.clear()
        person.units.clear()
    for vehicle in run.vehicles:
        vehicle.memo.clear()


@contextmanager
def trial(run: Run, held: Held, fact: Fact, value: tuple[int, int]) -> Iterator[None]:
    """The run with a fact of one of its holders set to a value (low, high); as it was, afterwards."""
    index = fact.index
    before = held.low[index], held.high[index]
    held.low[index], held.high[index] = value
    forget(run)
    try:
        yield
    finally:
        held.low[index], held.high[index] = before
        forget(run)
