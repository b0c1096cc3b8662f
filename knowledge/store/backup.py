"""One file with the whole truth: a zip of one JSONL a table and a manifest with their hashes.

The format knows nothing of the database behind it, so a SQLite library can move to PostgreSQL.
"""

import hashlib
import json
import os
import secrets
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Date, DateTime, Table, delete, insert, select, update

from knowledge.errors import InputError, StoreError
from knowledge.store.tables import TRUTH, library

_FORMAT = 1
_BATCH = 1000


def write(connection: Connection, path: Path) -> int:
    """Writes a backup beside `path` and moves it there when it is whole; returns the number of rows."""
    try:
        handle, partial = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    except OSError as error:
        raise StoreError(
            f"{path.parent}에 백업을 쓸 수 없습니다({error.strerror}). 폴더와 권한을 확인해 주세요."
        ) from error
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
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] != _FORMAT:
                raise InputError(
                    f"{path.name}: 이 버전이 모르는 백업 형식({manifest['format']})입니다. "
                    "백업을 만든 버전의 이음을 설치해 주세요."
                )
            for table in reversed(TRUTH):
                connection.execute(delete(table))
            total = sum(_fill(connection, archive, table, manifest["tables"][table.name]) for table in TRUTH)
    except FileNotFoundError as error:
        raise InputError(f"{path}: 백업 파일이 없습니다. 경로를 확인해 주세요.") from error
    except (OSError, EOFError, zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{path.name}: 온전한 이음 백업이 아닙니다. "
            "아무것도 바꾸지 않았으니 다른 백업 파일을 골라 주세요."
        ) from error
    connection.execute(update(library).values(epoch=secrets.token_hex(16)))
    return total


def _fill(connection: Connection, archive: zipfile.ZipFile, table: Table, expected: dict[str, Any]) -> int:
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{table.name}.jsonl") as entry:
        batch: list[dict[str, Any]] = []
        for line in entry:
            digest.update(line)
            batch.append(_typed(table, json.loads(line)))
            if len(batch) == _BATCH:
                connection.execute(insert(table), batch)
                count, batch = count + len(batch), []
        if batch:
            connection.execute(insert(table), batch)
            count += len(batch)
    if digest.hexdigest() != expected["sha256"] or count != expected["rows"]:
        raise ValueError(table.name)
    return count


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """JSON strings of date columns become dates again."""
    return dict(_cells(table, row))


def _cells(table: Table, row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        kind = table.c[name].type
        if isinstance(value, str) and isinstance(kind, DateTime):
            yield name, datetime.fromisoformat(value)
        elif isinstance(value, str) and isinstance(kind, Date):
            yield name, date.fromisoformat(value)
        else:
            yield name, value
