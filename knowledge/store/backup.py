"""One file with the whole truth: a zip of one JSONL a table and a manifest with their hashes.

The format knows nothing of the database behind it, so a SQLite library can move to PostgreSQL.
"""

import hashlib
import json
import os
import secrets
import struct
import tempfile
import zipfile
import zlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import JSON, Column, Connection, Table, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError

from knowledge.errors import InputError, StoreError
from knowledge.store.tables import TRUTH, library

_FORMAT = 1
_BATCH = 1000
_ADDED_SINCE: dict[str, dict[str, Any]] = {"questions": {"taught": False}}
"""Columns that the backups of older versions lack, with the value that stands for them."""
# What zipfile, zlib, json and the database raise over a file that was cut, flipped, forged or never ours.
_UNSOUND = (
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    TypeError,
    ValueError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
    IntegrityError,
    DataError,
)


def write(connection: Connection, path: Path) -> int:
    """Writes a backup beside `path` and moves it there when it is whole; returns the number of rows."""
    try:
        return _write_beside(connection, path)
    except OSError as error:
        raise StoreError(
            f"{path}에 백업을 쓸 수 없습니다({error.strerror}). 폴더와 권한, 디스크의 빈자리를 확인해 주세요."
        ) from error


def _write_beside(connection: Connection, path: Path) -> int:
    handle, partial = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            rows = _write_archive(connection, file)
            file.flush()
            os.fsync(file.fileno())
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
    return rows


def _write_archive(connection: Connection, file: IO[bytes]) -> int:
    manifest: dict[str, Any] = {"format": _FORMAT, "made": datetime.now(UTC).isoformat(), "tables": {}}
    total = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TRUTH:
            digest, count = hashlib.sha256(), 0
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as entry:
                query = select(table).order_by(*table.primary_key)
                for row in connection.execution_options(yield_per=_BATCH).execute(query).mappings():
                    line = (json.dumps(dict(row), ensure_ascii=False, default=_plain) + "\n").encode()
                    digest.update(line)
                    entry.write(line)
                    count += 1
            manifest["tables"][table.name] = {"rows": count, "sha256": digest.hexdigest()}
            total += count
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return total


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"cannot back up a {type(value).__name__}")


def restore(connection: Connection, path: Path) -> int:
    """Empties the library and fills it from `path` inside the caller's transaction.

    The library gets a new epoch, so that indexes made from what was there before are made anew.
    Raises InputError when the file is no whole backup; the transaction then changes nothing.
    """
    # Writers wait for this row, so it is kept: one that waited would not see another in its place.
    connection.execute(select(library).with_for_update())
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] != _FORMAT:
                raise InputError(
                    f"{path.name}: 이 버전이 모르는 백업 형식({manifest['format']})입니다. "
                    "백업을 만든 버전의 이음을 설치해 주세요."
                )
            for table in reversed(TRUTH):
                if table is not library:
                    connection.execute(delete(table))
            return sum(_fill(connection, archive, table, manifest["tables"][table.name]) for table in TRUTH)
    except FileNotFoundError as error:
        raise InputError(f"{path}: 백업 파일이 없습니다. 경로를 확인해 주세요.") from error
    except _UNSOUND as error:
        raise InputError(
            f"{path.name}: 온전한 이음 백업이 아닙니다. "
            "아무것도 바꾸지 않았으니 다른 백업 파일을 골라 주세요."
        ) from error


def _fill(connection: Connection, archive: zipfile.ZipFile, table: Table, expected: dict[str, Any]) -> int:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{table.name}.jsonl") as entry:
        batch: list[dict[str, Any]] = []
        for line in entry:
            digest.update(line)
            batch.append(_typed(table, json.loads(line)))
            if len(batch) == _BATCH:
                _put(connection, table, batch)
                count, batch = count + len(batch), []
        if batch:
            _put(connection, table, batch)
            count += len(batch)
    if digest.hexdigest() != expected["sha256"] or count != expected["rows"]:
        raise ValueError(table.name)
    return count


def _put(connection: Connection, table: Table, batch: list[dict[str, Any]]) -> None:
    if table is library:
        (row,) = batch
        connection.execute(update(library).values(revision=row["revision"], epoch=secrets.token_hex(16)))
    else:
        connection.execute(insert(table), batch)


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row with dates for JSON's strings; ValueError where it is not a row of this table."""
    row = {**_ADDED_SINCE.get(table.name, {}), **row}
    if row.keys() != set(table.c.keys()):
        raise ValueError(table.name)
    return {column.name: _cell(column, row[column.name]) for column in table.c}


def _cell(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, JSON) or (value is None and column.nullable):
        return value
    kind = column.type.python_type
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if type(value) is not kind:
        raise ValueError(column.name)
    return value
