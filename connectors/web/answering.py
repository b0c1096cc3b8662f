"""Answers in a bounded pool of threads: the assistant blocks, the server must not."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from assistant.reply import Reply, Turn
from connectors.web.guard import log_failure
from connectors.web.ports import WebServices
from connectors.web.settings import WebSettings

Shape = Callable[[Mapping[str, Any]], bytes]
_Item = bytes | BaseException | None
_END = None
_PING = b": ping\n\n"


class Answering:
    """Runs the assistant and records each reply it makes."""

    def __init__(self, services: WebServices, settings: WebSettings) -> None:
        self._services = services
        self._heartbeat = settings.heartbeat
        self._room = settings.answer_workers + settings.answers_waiting
        self._threads = ThreadPoolExecutor(settings.answer_workers, thread_name_prefix="answer")
        self._open = 0

    @property
    def full(self) -> bool:
        """Whether as many questions are open as may be."""
        return self._open >= self._room

    def close(self) -> None:
        """Let running answers end and drop the waiting ones."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def answer(self, turn: Turn) -> Reply:
        """The whole reply."""
        with self._place():
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, turn)

    async def stream(self, turn: Turn, shape: Shape) -> AsyncGenerator[bytes, None]:
        """The assistant's events, shaped in its thread; a comment after each silent heartbeat.

        Closing the iterator (the client is gone) stops the assistant before its next event.
        """
        loop, gone = asyncio.get_running_loop(), threading.Event()
        events: asyncio.Queue[_Item] = asyncio.Queue()

        def put(item: _Item) -> None:
            loop.call_soon_threadsafe(events.put_nowait, item)

        with self._place():
            work = loop.run_in_executor(self._threads, self._work, turn, shape, put, gone)
            try:
                while True:
                    try:
                        item = await asyncio.wait_for(events.get(), self._heartbeat)
                    except TimeoutError:
                        yield _PING
                        continue
                    if isinstance(item, BaseException):
                        raise item
                    if item is _END:
                        return
                    yield item
            finally:
                gone.set()
                work.cancel()

    def _answer(self, turn: Turn) -> Reply:
        reply = self._services.conversation.answer(turn)
        self._record(turn, reply)
        return reply

    def _work(self, turn: Turn, shape: Shape, put: Callable[[_Item], None], gone: threading.Event) -> None:
        try:
            for event in self._events(turn):
                if gone.is_set():
                    return
                put(shape(event))
        except Exception as error:  # it is raised again where the stream is read
            put(error)
        else:
            put(_END)

    def _events(self, turn: Turn) -> Iterator[Mapping[str, Any]]:
        for event in self._services.conversation.stream(turn):
            if event["event"] == "reply":
                reply = Reply.model_validate(event["reply"])
                self._record(turn, reply)
                yield {"event": "reply", "reply": reply}
            else:
                yield event

    def _record(self, turn: Turn, reply: Reply) -> None:
        """A record that cannot be kept is logged; the person still gets the answer."""
        try:
            self._services.record_turn(turn, reply)
        except Exception as error:  # whatever the store says, the answer is there
            log_failure("record of a turn", error)

    @contextmanager
    def _place(self) -> Iterator[None]:
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1
