"""Several processes over one library, and processes that are killed."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import monotonic, sleep

import pytest
from small_library import document, expect_whole, found

from knowledge.library import Library
from knowledge.records import Role
from knowledge.store import Store

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
WITHIN_SECONDS = 2.0


class Server:
    """A serving process and a pipe to it."""

    def __init__(self, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "serving.py"), str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            text=True,
        )
        assert self._answer() == "ready"

    def search(self, query: str) -> list[str]:
        return list(self._ask(query))

    def holds(self) -> bool:
        return bool(self._ask(""))

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def _ask(self, line: str) -> list[str]:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> list[str]:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    servers: list[Server] = []

    def start() -> Server:
        servers.append(Server(tmp_path))
        return servers[-1]

    yield start
    for server in servers:
        server.kill()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The store as the command line has it while a server runs: it writes and indexes nothing."""
    opened = Store.open(None, tmp_path)
    yield opened
    opened.close()


def within(seconds: float, condition: Callable[[], bool]) -> float:
    start = monotonic()
    while not condition():
        assert monotonic() < start + seconds, f"not within {seconds} s"
        sleep(0.05)
    return monotonic() - start


# A shared machine may stall a process once; the limit is held by the median of several times.
STALLED = 5 * WITHIN_SECONDS


def test_what_another_process_adds_and_withdraws_is_seen_and_gone_soon(
    serve: Callable[[], Server], store: Store
) -> None:
    server = serve()
    seen = []
    for _ in range(5):
        store.add([document("rent", "월세를 내는 청년에게 임차료를 지원합니다.")])
        seen.append(within(STALLED, lambda: server.search("임차료") == ["rent"]))
        store.withdraw("rent")
        assert server.search("임차료") == []
    assert median(seen) <= WITHIN_SECONDS


def test_the_second_server_searches_and_takes_over_when_the_first_is_killed(
    serve: Callable[[], Server], store: Store
) -> None:
    first = serve()
    second = serve()
    store.add([document("rent", "월세를 내는 청년에게 임차료를 지원합니다.")])
    assert (first.holds(), second.holds()) == (True, False)
    within(STALLED, lambda: second.search("임차료") == ["rent"])
    first.kill()
    store.add([document("care", "부모급여를 지급합니다.")])
    within(STALLED, second.holds)
    within(STALLED, lambda: "care" in second.search("부모급여"))


@pytest.mark.timeout(600)
def test_killed_at_any_step_nothing_is_lost_doubled_or_stale(
    opened: Callable[..., Library], tmp_path: Path
) -> None:
    run = subprocess.run(
        [sys.executable, str(HERE / "killed.py"), str(tmp_path)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 30
    for home in tmp_path.iterdir():
        library = opened(home)
        found(library, "월세 임차료 지원")
        on_record = {summary.identity for summary in library.documents(Role.STAFF, None)}
        library.catch_up()
        expect_whole(library)
        for identity, query in (("rent", "월세 지원"), ("care", "부모급여를 지급합니다")):
            assert (identity in found(library, query)) == (identity in on_record), (home.name, identity)
        library.close()
