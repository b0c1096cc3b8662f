"""Trying out a value: a fact of a run is set for a moment, and everything computed from it forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager

from knowledge.rules.facts import Fact
from knowledge.rules.state import Held, Run


@contextmanager
def trial(run: Run, held: Held, fact: Fact, value: tuple[int, int]) -> Iterator[None]:
    """The run with a fact of one of its holders set to a value (low, high); as it was, afterwards."""
    index = fact.index
    before = held.low[index], held.high[index]
    held.low[index], held.high[index] = value
    run.forget()
    try:
        yield
    finally:
        held.low[index], held.high[index] = before
        run.forget()
