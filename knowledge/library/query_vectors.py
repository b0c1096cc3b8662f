"""The vectors of questions, made beside other work and kept for the last few."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

_KEPT = 32
_AT_ONCE = 2


class QueryVectors:
    """Begins a vector early, so that words can be searched for while the encoder runs; thread-safe.

    One question is searched for in the library and again within a card: its vector is made once.
    """

    def __init__(self, embed: Callable[[str], np.ndarray]) -> None:
        """`embed` gives the vector of a question: (dimensions,)."""
        self._embed = embed
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="query-vector")
        self._begun: OrderedDict[str, Future[np.ndarray]] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, text: str) -> Future[np.ndarray]:
        """The vector of a text, which may still be in the making; one that failed is tried again."""
        with self._lock:
            begun = self._begun.get(text)
            if begun is None or (begun.done() and begun.exception() is not None):
                begun = self._begun[text] = self._threads.submit(self._embed, text)
            self._begun.move_to_end(text)
            while len(self._begun) > _KEPT:
                self._begun.popitem(last=False)
        return begun

    def of(self, text: str) -> np.ndarray:
        """The vector of a text; raises what the encoder raises."""
        return self.begin(text).result()

    def close(self) -> None:
        """Let go of the threads; nothing can be begun afterwards."""
        self._threads.shutdown(wait=False, cancel_futures=True)
