"""What an evaluation hands to the report: measures in groups, latency curves, and what failed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from evals.machine import ieum_version, machine_line
from evals.stats import Interval, wilson

PERCENT = "%"
MILLISECONDS = "ms"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with its label. A rate is 0 to 1 with unit `%`; times are milliseconds or seconds.

    `n` is how many cases it rests on; `low` and `high` are the 95 % interval where there is one.
    `value` is None where it could not be measured, and `note` says why.
    """

    id: str
    label: str
    value: float | None
    unit: str
    n: int
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that are read together, as one table and one plot."""

    title: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Latencies in milliseconds, one list a series, drawn as cumulative shares."""

    title: str
    series: Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that went wrong: what was asked, what was expected, what came."""

    id: str
    question: str
    kind: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one evaluation with everything needed to read it later."""

    name: str
    title: str
    config: Mapping[str, Any]
    groups: tuple[Group, ...]
    curves: tuple[Curve, ...] = ()
    failures: tuple[Failure, ...] = ()
    version: str = field(default_factory=ieum_version)
    machine: str = field(default_factory=machine_line)
    made: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def as_json(self) -> dict[str, Any]:
        """The result as plain JSON values."""
        return asdict(self)

    def measure(self, id: str) -> Measure:
        """The measure of that id; KeyError where there is none."""
        for group in self.groups:
            for measure in group.measures:
                if measure.id == id:
                    return measure
        raise KeyError(id)


def rate(id: str, label: str, successes: int, trials: int) -> Measure:
    """A share of cases with its Wilson interval; its value is None where there was no case."""
    if trials == 0:
        return Measure(id, label, None, PERCENT, 0, note="해당하는 문항이 없음")
    interval: Interval = wilson(successes, trials)
    return Measure(id, label, successes / trials, PERCENT, trials, interval.low, interval.high)
