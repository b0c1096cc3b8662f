"""Opens the database: SQLite in WAL mode by default, PostgreSQL by URL."""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from knowledge.errors import InputError, StoreError

_BUSY_MS = 30_000
TO_THE_DISK, TO_THE_SYSTEM = "FULL", "NORMAL"
"""What a commit of SQLite outlives once it is done: a power cut, or the death of the process."""
_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def open_engine(url: str | None, home: Path) -> Engine:
    """An engine for `url`, or for `library.db` in the data folder where no URL is given."""
    if url is None:
        _make_folder(home)
        url = f"sqlite:///{home / 'library.db'}"
    parsed = _parsed(url)
    if parsed.drivername == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": _BUSY_MS / 1000})
        _prepare_sqlite(engine)
        return engine
    return create_engine(parsed, pool_pre_ping=True)


def _make_folder(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{home}: 데이터 폴더(IEUM_HOME)를 만들 수 없습니다({error.strerror}). "
            "경로와 권한을 확인해 주세요."
        ) from error


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        return parsed.set(drivername=_DRIVERS[parsed.drivername])
    except (ArgumentError, KeyError) as error:
        raise InputError(
            "데이터베이스 주소(IEUM_DATABASE_URL)를 읽을 수 없습니다. "
            "postgresql://사용자@주소/이름 모양인지 확인해 주세요."
        ) from error


def _prepare_sqlite(engine: Engine) -> None:
    """WAL, foreign keys, and transactions that begin when we say so (the driver's own begin is late)."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A reader that turns writer half-way would fail at once in WAL mode: writers say so beforehand.
        writing = connection.get_execution_options().get("ieum_writing")
        if writing:
            connection.exec_driver_sql(f"PRAGMA synchronous={writing}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def insert_or_keep(engine: Engine, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that leaves a row alone whose key is there already, whoever was first."""
    if engine.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
