"""Brings a database to the newest schema; safe to call from several processes at once."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from knowledge.store.engine import TO_THE_DISK

_ADVISORY_LOCK = 0x1E07


def upgrade(engine: Engine, to: str = "head") -> None:
    """Runs the missing migrations, as far as the newest or a given one, in one transaction under a lock."""
    with as_file(files("knowledge.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        with engine.connect().execution_options(ieum_writing=TO_THE_DISK) as connection, connection.begin():
            _wait_for_others(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, to)


def _wait_for_others(connection: Connection) -> None:
    """SQLite is locked by BEGIN IMMEDIATE already; PostgreSQL needs an advisory lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
