"""What all tests share: loopback alone, the real documents, a real PostgreSQL, a store on either database."""

import ipaddress
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import hypothesis
import psycopg
import pytest

from knowledge.store import Store

ROOT = Path(__file__).parent.parent
_START_SECONDS = 60
_INITDB = ("-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

# A shared machine may stall for longer than Hypothesis allows an example.
hypothesis.settings.register_profile("ieum", deadline=None)
hypothesis.settings.load_profile("ieum")


def _stay_on_loopback(event: str, arguments: tuple[object, ...]) -> None:
    """Ends a test that reaches for another machine, whichever library does it."""
    if event != "socket.connect" or not isinstance(address := arguments[1], tuple):
        return
    host = str(address[0])
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise PermissionError(f"a test reached for {host}")


sys.addaudithook(_stay_on_loopback)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public documents beside the project; tests that need it skip without it."""
    folder = Path(os.environ.get("IEUM_SHARED", ROOT.parent / "shared"))
    if not (folder / "README.md").is_file():
        pytest.skip(f"공유 자료 폴더가 없어 건너뜁니다: {folder}")
    return folder


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of our own on loopback, in Seoul's time zone as an office would run it.

    The URL names the maintenance database; see `database` for an empty one of a test's own.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
    if not programs:
        pytest.skip("PostgreSQL이 설치되어 있지 않아 건너뜁니다(.ci/system-packages가 설치합니다).")
    folder = Path(tempfile.mkdtemp(prefix="ieum-postgres-"))
    owner = None
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        owner = "postgres"
        shutil.chown(folder, owner)
    cluster, port = folder / "cluster", _free_port()
    subprocess.run(
        [programs[-1].with_name("initdb"), "-D", cluster, "-U", "ieum", *_INITDB],
        check=True,
        capture_output=True,
        user=owner,
        cwd="/",
    )
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
        "timezone": "Asia/Seoul",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs[-1], "-D", cluster, *options], stdout=log, stderr=log, user=owner, cwd="/"
        )
    try:
        url = f"postgresql://ieum@127.0.0.1:{port}/postgres"
        _wait_for(url, server, folder / "log")
        yield url
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def sqlite_database(tmp_path: Path) -> str:
    """The URL of an empty SQLite database."""
    return f"sqlite:///{tmp_path / 'library.db'}"


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """The URL of an empty PostgreSQL database that lives as long as the test."""
    name = f"ieum_{secrets.token_hex(6)}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield postgres_url.rsplit("/", 1)[0] + f"/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, once on SQLite and once on PostgreSQL."""
    kind = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    return str(request.getfixturevalue(kind))


@pytest.fixture
def store(database: str, tmp_path: Path) -> Iterator[Store]:
    """An empty store, once on SQLite and once on PostgreSQL."""
    store = Store.open(database, tmp_path)
    yield store
    store.close()
