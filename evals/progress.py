"""Progress of an evaluation on standard error, so that standard output holds the result alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress


class Steps:
    """One line: first how much is indexed, then how many questions are done."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task = bar.add_task("준비합니다", total=None)

    def indexed(self, done: int, total: int) -> None:
        """The index is being made: so many documents of so many have their vectors."""
        self._bar.update(self._task, description="색인합니다", completed=done, total=total)

    def begin(self, text: str, total: int | None = None) -> None:
        """A new stretch of `total` steps, or of an unknown number."""
        self._bar.reset(self._task, description=text, total=total)

    def advance(self) -> None:
        """One step is done."""
        self._bar.advance(self._task)


@contextmanager
def steps() -> Iterator[Steps]:
    """A progress line for the time of a block."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield Steps(bar)
