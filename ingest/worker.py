"""Reads files in a child process that can be killed: a bomb ends in one Korean line, not in the server.

The child is a fresh interpreter (never forked), is told of files one by one, has no secrets in its
environment, and may use so much memory and so many seconds. `python -m ingest.worker MEMORY_MB` is the child.
"""

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ingest.options import ReadOptions
from ingest.reading import read_file
from ingest.text import clean
from ingest.wire import (
    pack_drafts,
    pack_error,
    pack_request,
    unpack_reply,
    unpack_request,
)
from knowledge.errors import UnreadableDocument
from knowledge.records import DocumentDraft

TIMEOUT_S = 60.0
MEMORY_MB = 3072
_START_S = 30.0
_KEPT_ENVIRONMENT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "SYSTEMROOT",
    "PYTHONPATH",
)


def read_in_child(
    path: Path, options: ReadOptions, timeout_s: float = TIMEOUT_S, memory_mb: int = MEMORY_MB
) -> list[DocumentDraft]:
    """`read_file` in a child of its own. For many files use a `ReaderPool`, which starts the child once."""
    with ReaderPool(timeout_s, memory_mb) as pool:
        return pool.read(path, options)


class ReaderPool:
    """One child that reads files one after another, and is started again after a crash or a kill."""

    def __init__(self, timeout_s: float = TIMEOUT_S, memory_mb: int = MEMORY_MB) -> None:
        self.timeout_s, self.memory_mb = timeout_s, memory_mb
        self._child: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path, options: ReadOptions) -> list[DocumentDraft]:
        """The drafts of a file within `timeout_s`. Raises `UnreadableDocument`, one Korean line."""
        name = clean(path.name)
        line = self._ask(path.absolute(), options)
        if line is None:
            self.close()
            raise UnreadableDocument(
                f"{name}: {self.timeout_s:g}초 안에 읽지 못해 멈추었습니다. 문서를 나누어 다시 올려 주십시오."
            )
        if not line:
            self.close()
            raise UnreadableDocument(
                f"{name}: 손상되었거나 메모리 한도({self.memory_mb:,}MB)를 넘어 읽기를 멈추었습니다. "
                "원본을 열어 다시 저장하거나 나누어 올려 주십시오."
            )
        try:
            reply = unpack_reply(line)
        except ValueError as error:
            self.close()
            raise UnreadableDocument(
                f"{name}: 읽은 결과가 올바르지 않아 버렸습니다. 원본을 열어 다시 저장한 뒤 올려 주십시오."
            ) from error
        if isinstance(reply, str):
            raise UnreadableDocument(reply)
        return reply

    def close(self) -> None:
        """Ends the child at once, whatever it is doing."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        if child.stdin:
            with contextlib.suppress(OSError):
                child.stdin.close()

    def _ask(self, path: Path, options: ReadOptions) -> bytes | None:
        """The child's answer; empty when it died, None when the time is over."""
        child = self._running()
        try:
            if child.stdin is not None:
                child.stdin.write(pack_request(path, options, self.timeout_s))
                child.stdin.flush()
            return self._lines.get(timeout=self.timeout_s)
        except queue.Empty:
            return None
        except OSError:
            return b""

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        self._child = subprocess.Popen(  # noqa: S603 - this interpreter, this module, a number
            [sys.executable, "-m", "ingest.worker", str(self.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._lines = queue.Queue()
        threading.Thread(target=_listen, args=(self._child.stdout, self._lines), daemon=True).start()
        with contextlib.suppress(queue.Empty):
            self._lines.get(timeout=_START_S)
        return self._child


def _listen(pipe: IO[bytes] | None, lines: "queue.Queue[bytes]") -> None:
    if pipe is not None:
        with pipe:
            for line in pipe:
                lines.put(line)
    lines.put(b"")


def _environment() -> dict[str, str]:
    """What the child needs to find Python and this package; no keys, no addresses."""
    kept = {key: os.environ[key] for key in _KEPT_ENVIRONMENT if key in os.environ}
    root = str(Path(__file__).resolve().parents[1])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH"))))
    return kept


def _serve(requests: Iterable[bytes], answers: IO[bytes], memory_mb: int) -> None:
    """The child's loop: says that it is up, then answers each request with one line."""
    _limit_memory(memory_mb)
    answers.write(b"ready\n")
    answers.flush()
    for line in requests:
        path, options, timeout_s = unpack_request(line)
        _limit_seconds(timeout_s)
        answers.write(_answer(path, options))
        answers.flush()


def _answer(path: Path, options: ReadOptions) -> bytes:
    try:
        return pack_drafts(read_file(path, options))
    except UnreadableDocument as error:
        return pack_error(clean(str(error)))
    except MemoryError:
        return pack_error(
            f"{clean(path.name)}: 메모리 한도를 넘어 읽기를 멈추었습니다. 문서를 나누어 다시 올려 주십시오."
        )
    except Exception as error:
        return pack_error(
            f"{clean(path.name)}: 읽는 중 예상하지 못한 문제({type(error).__name__})가 생겼습니다. "
            "원본을 열어 다시 저장한 뒤 올려 주십시오."
        )


def _limit_memory(memory_mb: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there only the seconds are limited, by the parent
        return
    size = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_seconds(timeout_s: float) -> None:
    """Processor seconds from now on, so that the child ends even when its parent is gone."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + timeout_s) + 2, hard))


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not mix with the answers
    _serve(sys.stdin.buffer, answers, int(sys.argv[1]))


if __name__ == "__main__":
    _main()
