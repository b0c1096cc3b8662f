"""How long loading, checking, explaining and asking take."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from time import process_time
from typing import Any

from evals.results import Group, Measure
from evals.speed.latency import latencies

_COLD = (
    "from datetime import date; from time import process_time; from knowledge.rules import Rules; "
    "start = process_time(); Rules.load().snapshot(date.fromisoformat({day!r})); "
    "print(process_time() - start)"
)
Timed = tuple[dict[str, Any], date]


def loading(day: date) -> Measure:
    """Processor seconds to load and compile all rules in a fresh process, its start and imports left out."""
    code = _COLD.format(day=day.isoformat())
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603  # our own line
    if done.returncode:
        return Measure("load", "읽고 옮기기", None, "초", 0, note="새 프로세스에서 읽지 못함")
    return Measure("load", "읽고 옮기기(새 프로세스, 프로세서 시간)", float(done.stdout), "초", 1)


def timing(
    id: str, title: str, cases: Sequence[Timed], call: Callable[[dict[str, Any], date], object]
) -> Group:
    """The processor time of a call for each household: of the second of two, so that its rules are there."""
    taken = []
    for household, day in cases:
        call(household, day)
        start = process_time()
        call(household, day)
        taken.append((process_time() - start) * 1000)
    return latencies(id, title, taken)
