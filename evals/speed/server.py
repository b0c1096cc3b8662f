"""A server for a measurement: a child process on a free loopback port with a data folder of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import httpx

from knowledge.errors import IeumError

LOOPBACK = "127.0.0.1"
_SERVE = "from connectors.cli.main import run; run()"
_GRACE = 10.0
_OURS = ("IEUM_",)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its process id, and when (monotonic seconds) it was started."""

    address: str
    pid: int
    started: float


@contextmanager
def running(home: Path, *, ready_within: float) -> Iterator[Server]:
    """A server over the built-in catalog that answers `/readyz`; ended when the block is left.

    Nothing of the caller's IEUM settings reaches it. Raises IeumError with the server's last line where it
    ends early or is not ready in time.
    """
    port = free_port()
    log = home / "server.log"
    command = [sys.executable, "-c", _SERVE, "serve", "--port", str(port)]
    with log.open("wb") as output:
        started = monotonic()
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, env=_environment(home), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            server = Server(f"http://{LOOPBACK}:{port}", process.pid, started)
            _await_ready(server, process, log, started + ready_within)
            yield server
        finally:
            _end(process)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def readiness(server: Server) -> Mapping[str, object]:
    """What `/readyz` says; empty while it does not answer with an object."""
    try:
        said = httpx.get(f"{server.address}/readyz", timeout=5, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _await_ready(server: Server, process: subprocess.Popen[bytes], log: Path, deadline: float) -> None:
    while readiness(server).get("status") != "ready":
        if process.poll() is not None:
            raise IeumError(
                f"서버가 시작하다가 끝났습니다: {_last_line(log)} `ieum serve`로 따로 확인해 주십시오."
            )
        if monotonic() > deadline:
            raise IeumError(
                f"서버가 제때 준비되지 않았습니다: {_last_line(log)} `ieum serve`로 따로 확인해 주십시오."
            )
        sleep(0.05)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    # The child has to find the same packages, installed or not.
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return {**kept, "IEUM_HOME": str(home), "PYTHONPATH": path}


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "남긴 말이 없습니다."
