"""Program of a test: adds, corrects, withdraws and indexes, and is killed at every step in turn.

`python killed.py HOME`: forks a child for each step, which works in HOME/<step> until just before that
step and then kills itself, then some that are killed from outside in the midst of things; ends when a
child comes to its end. What runs is the code itself, only its calls are counted. Prints the number of steps.
"""

import itertools
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import structlog
from small_library import close_small, document, open_small

from knowledge.language.morphemes import Morphemes
from knowledge.library import library as library_module
from knowledge.library.dense import DenseIndex
from knowledge.library.indexes import Indexes
from knowledge.library.lexical import LexicalIndex
from knowledge.store import Store
from knowledge.store.vectors import SqlVectorCache

STEPS: list[tuple[Any, str]] = [
    (Store, "add"),
    (Store, "withdraw"),
    (LexicalIndex, "apply"),
    (LexicalIndex, "documents"),
    (DenseIndex, "upsert"),
    (DenseIndex, "delete_documents"),
    (DenseIndex, "documents"),
    (SqlVectorCache, "put_many"),
    (Indexes, "begin"),
    (Indexes, "_open"),
    (Indexes, "save"),
    (Path, "replace"),
    (Indexes, "close"),
]
FROM_OUTSIDE = 8


class InThisThread(Morphemes):
    """Analyses in the thread that asks: a forked child has none of the analyser's own."""

    def contents(self, texts: Sequence[str]) -> list[list[str]]:
        return [[form for line in text.splitlines() for form in self.query(line)] for text in texts]


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    home = Path(sys.argv[1])
    language = InThisThread()
    language.load()
    library_module._terms_of(language)
    for step in itertools.count(1):
        started = time.monotonic()
        if os.waitstatus_to_exitcode(os.waitpid(child(home / str(step), language, step), 0)[1]) == 0:
            break
    took = time.monotonic() - started
    for number in range(FROM_OUTSIDE):
        process = child(home / f"outside-{number}", language, None)
        time.sleep(took * (number + 0.5) / FROM_OUTSIDE)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    sys.stdout.write(f"{step}\n")


def child(home: Path, language: Morphemes, last: int | None) -> int:
    """A copy of this process that works in `home`; nothing native has threads yet when it is made."""
    process = os.fork()
    if process:
        return process
    try:
        home.mkdir(parents=True)
        if last is not None:
            count_calls(last)
        work(home, language)
        os._exit(0)
    finally:
        os._exit(1)


def count_calls(last: int) -> None:
    counted = itertools.count(1)

    def counting(call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any, **named: Any) -> Any:
            if next(counted) == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return stepped

    for owner, name in STEPS:
        setattr(owner, name, counting(getattr(owner, name)))


def work(home: Path, language: Morphemes) -> None:
    library = open_small(home, language)
    library.store.add([document("rent", "월세 임차료를 지원합니다.", questions=["방세 도와주나요"])])
    library.catch_up()
    library.store.add([document("care", *("부모급여를 지급합니다. " * 40 for _ in range(4)))])
    library.store.withdraw("rent")
    library.store.add([document("rent", "월세 지원이 바뀌어 주거급여로 안내합니다.")])
    library.catch_up()
    close_small(library)


main()
