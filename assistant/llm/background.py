"""One event loop in a thread of its own: the model's requests run there and are broken off at their deadline.

Breaking off closes the connection, so that a model that never ends holds neither a thread nor a person.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, Coroutine, Generator
from contextlib import aclosing
from time import monotonic
from typing import Any, TypeVar

from assistant.llm.trouble import ModelTrouble, Trouble

T = TypeVar("T")
_JOIN = 2.0


class Background:
    """Runs coroutines for threads; started with the first."""

    def __init__(self) -> None:
        """No thread runs yet."""
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def iterate(self, source: AsyncGenerator[T], deadline: float) -> Generator[T]:
        """The items of an async iterator; it is closed when this one is.

        Raises ModelTrouble (slow) past the deadline (of `time.monotonic`), and what the source raises.
        """
        items: queue.Queue[tuple[bool, Any]] = queue.Queue()

        async def pump() -> None:
            try:
                async with aclosing(source) as found:
                    async for item in found:
                        items.put((True, item))
                items.put((False, None))
            except Exception as problem:  # it is raised again where the items are read
                items.put((False, problem))

        running = asyncio.run_coroutine_threadsafe(pump(), self._running())
        try:
            while True:
                try:
                    more, item = items.get(timeout=max(0.0, deadline - monotonic()))
                except queue.Empty:
                    raise ModelTrouble(Trouble.SLOW, "deadline") from None
                if more:
                    yield item
                elif item is None:
                    return
                else:
                    raise item
        finally:
            running.cancel()

    def run(self, work: Coroutine[Any, Any, T], deadline: float) -> T:
        """The result of a coroutine. Raises ModelTrouble (slow) past the deadline, and what it raises."""
        running = asyncio.run_coroutine_threadsafe(work, self._running())
        try:
            return running.result(max(0.0, deadline - monotonic()))
        except TimeoutError:
            raise ModelTrouble(Trouble.SLOW, "deadline") from None
        finally:
            running.cancel()

    def close(self, last: Coroutine[Any, Any, None] | None = None) -> None:
        """End the loop; `last` is run before it."""
        if self._loop is None or self._thread is None:
            if last is not None:
                last.close()
            return
        if last is not None:
            self.run(last, monotonic() + _JOIN)
        asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result(_JOIN)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_JOIN)
        self._loop.close()
        self._loop = self._thread = None

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="model", daemon=True)
                self._thread.start()
            return self._loop


async def _cancel_all() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
