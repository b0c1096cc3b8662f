"""Leaves a model alone for a while that failed several times in a row, so that nobody waits in vain."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from assistant.llm.failure import trouble_of
from assistant.llm.trouble import ModelTrouble, Trouble


class Breaker:
    """Counts failures and the turns that are with the model; serves all threads."""

    def __init__(
        self, failures: int, rest: float, concurrent: int, clock: Callable[[], float] = monotonic
    ) -> None:
        """`rest` in seconds; `concurrent` turns at once."""
        self._failures, self._rest, self._clock = failures, rest, clock
        self._places = threading.BoundedSemaphore(concurrent)
        self._lock = threading.Lock()
        self._row, self._until = 0, 0.0
        self._last = Trouble.DOWN

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place with the model while the block runs; how that ends is counted.

        Raises ModelTrouble where it is resting (with the kind of its last failure) or all places are taken.
        """
        with self._lock:
            if self._clock() < self._until:
                raise ModelTrouble(self._last, "resting")
        if not self._places.acquire(blocking=False):
            raise ModelTrouble(Trouble.BUSY, "places")
        try:
            yield
        except Exception as problem:
            self._note(trouble_of(problem))
            raise
        else:
            self._note(None)
        finally:
            self._places.release()

    def _note(self, trouble: Trouble | None) -> None:
        """A lasting trouble counts, any other and none end the row."""
        with self._lock:
            self._row = self._row + 1 if trouble is not None and trouble.lasting else 0
            if trouble is not None and self._row >= self._failures:
                self._until, self._row, self._last = self._clock() + self._rest, 0, trouble
