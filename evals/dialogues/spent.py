"""What a turn takes, by the clock and of the processor, and what a language model adds to it of Ieum's own.

The processor's time is all threads' of this process: waiting for a model costs none of it, and neither does
what else runs on the machine.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from time import perf_counter, process_time
from typing import TypeVar

from assistant.reply import Reply, Turn
from evals.dialogues.script import Script
from evals.ports import Answering
from evals.results import MILLISECONDS, Group, Measure
from evals.stats import quantile

T = TypeVar("T")
_SHARES = (50, 95)


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds by the clock and of the processor."""

    clock: float
    processor: float

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.clock - other.clock, self.processor - other.processor)


def spent(work: Callable[[], T]) -> tuple[T, Spent]:
    """What some work gives, and what it took."""
    clock, processor = perf_counter(), process_time()
    found = work()
    return found, Spent((perf_counter() - clock) * 1000, (process_time() - processor) * 1000)


def measures(id: str, label: str, taken: Sequence[Spent]) -> tuple[Measure, ...]:
    """The median and the 95th percentile of both."""
    sides = (
        (f"{id}.p", label, [one.clock for one in taken]),
        (f"{id}.cpu.p", f"{label}, CPU", [one.processor for one in taken]),
    )
    return tuple(
        Measure(
            f"{name}{share}",
            f"{words} p{share}",
            quantile(values, share / 100) if values else None,
            MILLISECONDS,
            len(values),
        )
        for name, words, values in sides
        for share in _SHARES
    )


def added_by_a_model(
    script: Script, plain: Answering, leashed: Answering, *, advance: Callable[[], None] = lambda: None
) -> Group:
    """Every utterance of the scripts to both, which differ in the model alone, and what the second took more.

    Which of them goes first changes from dialogue to dialogue. Turns for which no model was asked to word
    anything stand apart: in them a model reads facts at most.
    """
    worded: list[Spent] = []
    unworded: list[Spent] = []
    number = count()
    for at, dialogue in enumerate(script.dialogues):
        for text in (said for stage in dialogue.stages for said in stage.say):
            taken: dict[str, tuple[Reply, Spent]] = {}
            for name in ("plain", "leashed") if at % 2 else ("leashed", "plain"):
                turn = Turn(
                    f"added-{next(number)}", f"{name}-{dialogue.id}", dialogue.role, text, script.as_of
                )
                one = plain if name == "plain" else leashed
                taken[name] = spent(partial(one.answer, turn))
            reply, more = taken["leashed"]
            (worded if reply.phrasing else unworded).append(more - taken["plain"][1])
        advance()
    return Group(
        "모형이 있을 때 더 드는 시간(곧바로 답하는 모형)",
        (
            *measures("model.worded", "글을 다듬은 차례", worded),
            *measures("model.unworded", "다듬을 글이 없는 차례", unworded),
        ),
    )
