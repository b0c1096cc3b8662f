"""Writes documents: additions, corrections, editions and withdrawals, each commit one revision."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update
from sqlalchemy.exc import OperationalError

from knowledge.errors import StoreError
from knowledge.records import DocumentDraft
from knowledge.store.engine import TO_THE_DISK
from knowledge.store.identity import content_hash, edition_key
from knowledge.store.rows import rows_of
from knowledge.store.tables import documents, library, marks, passages, questions, revisions, sections

SHELF = "shelf"
_SECOND_DAY = date.min + timedelta(days=1)


class Outcome(StrEnum):
    """What became of a draft."""

    ADDED = "added"
    CORRECTED = "corrected"
    EDITION = "edition"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """The outcome for one draft and the key of its edition."""

    identity: str
    outcome: Outcome
    key: str


@contextmanager
def writing(engine: Engine, reach: str = TO_THE_DISK) -> Iterator[Connection]:
    """One write transaction. SQLite takes the write lock at once; PostgreSQL on the library row.

    `reach` is what a commit outlives: knowledge a power cut, a turn that somebody waits for at least the
    death of the server; what comes later to the disk takes it along. PostgreSQL always goes to the disk.
    Raises StoreError when the database cannot be written: full, locked for too long, gone.
    """
    try:
        with engine.connect().execution_options(ieum_writing=reach) as connection, connection.begin():
            yield connection
    except OperationalError as error:
        raise StoreError(
            "자료실에 쓸 수 없어 아무것도 바꾸지 않았습니다. "
            "디스크의 빈자리와 데이터베이스의 상태를 확인하고 다시 해 주세요."
        ) from error


def add_drafts(connection: Connection, drafts: Sequence[DocumentDraft]) -> list[Added]:
    """Stores drafts as one revision; drafts that are already there, word for word, change nothing."""
    revision = _next_revision(connection)
    outcomes = [_add(connection, draft, revision) for draft in drafts]
    changed = [added.identity for added in outcomes if added.outcome is not Outcome.UNCHANGED]
    if changed:
        record_revision(connection, revision, "add", ", ".join(changed))
    return outcomes


def withdraw(connection: Connection, identity: str) -> int:
    """Closes every current edition of a document; returns how many there were."""
    revision = _next_revision(connection)
    current = _current_editions(connection, identity)
    for edition in current:
        _close(connection, edition["key"], revision)
    if current:
        record_revision(connection, revision, "withdraw", identity)
    return len(current)


def shelve(connection: Connection, shelf: str, drafts: Sequence[DocumentDraft], mark: str) -> bool:
    """Makes the documents of a shelf exactly `drafts`, as one revision; False where `mark` is there already.

    A shelf is a set of documents that belong together, such as the catalog; its name stands in their
    attribute `shelf`. `mark` is a hash of what they were made from.
    """
    held = connection.execute(select(marks.c.value).where(marks.c.name == shelf)).scalar()
    if held == mark:
        return False
    revision = _next_revision(connection)
    wanted = {(draft.identity, draft.effective_from) for draft in drafts}
    current = connection.execute(select(documents).where(documents.c.closed.is_(None))).mappings().all()
    gone = [
        row
        for row in current
        if row["attributes"].get(SHELF) == shelf and (row["identity"], row["effective_from"]) not in wanted
    ]
    for row in gone:
        _close(connection, row["key"], revision)
    for identity in dict.fromkeys(row["identity"] for row in gone):
        _end_editions_in_turn(connection, identity, revision)
    shelved = [replace(draft, attributes={**draft.attributes, SHELF: shelf}) for draft in drafts]
    changed = [
        a for draft in shelved if (a := _add(connection, draft, revision)).outcome != Outcome.UNCHANGED
    ]
    if gone or changed:
        record_revision(connection, revision, "shelve", shelf)
    connection.execute(delete(marks).where(marks.c.name == shelf))
    connection.execute(insert(marks).values(name=shelf, value=mark))
    return True


def _next_revision(connection: Connection) -> int:
    """The number this transaction will record. Holding the row makes revisions commit in order."""
    current = connection.execute(select(library.c.revision).with_for_update()).scalar_one()
    return int(current) + 1


def record_revision(connection: Connection, revision: int, action: str, subject: str) -> None:
    """Bumps the library's revision and writes down what happened."""
    connection.execute(update(library).values(revision=revision))
    connection.execute(
        insert(revisions).values(
            revision=revision, at=datetime.now(UTC), action=action, subject=subject[:2000]
        )
    )


def _add(connection: Connection, draft: DocumentDraft, revision: int) -> Added:
    digest = content_hash(draft)
    current = _current_editions(connection, draft.identity)
    same_dates = next((e for e in current if e["effective_from"] == draft.effective_from), None)
    if same_dates is not None and same_dates["content_hash"] == digest:
        return Added(draft.identity, Outcome.UNCHANGED, same_dates["key"])
    key = edition_key(draft.identity, digest, revision)
    if same_dates is not None:
        _close(connection, same_dates["key"], revision)
    others = [e for e in current if e is not same_dates]
    _insert(connection, draft, key, digest, revision)
    _end_editions_in_turn(connection, draft.identity, revision)
    if same_dates is not None:
        return Added(draft.identity, Outcome.CORRECTED, key)
    return Added(draft.identity, Outcome.EDITION if others else Outcome.ADDED, key)


def _insert(connection: Connection, draft: DocumentDraft, key: str, digest: str, revision: int) -> None:
    rows = rows_of(draft, key)
    connection.execute(
        insert(documents).values(
            key=key,
            identity=draft.identity,
            title=draft.title,
            kind=draft.kind.value,
            audience=draft.audience.value,
            effective_from=draft.effective_from,
            effective_to=draft.effective_to,
            stated_to=draft.effective_to,
            program=draft.program,
            url=draft.url,
            attributes=dict(draft.attributes),
            content_hash=digest,
            passage_count=len(rows.passages),
            added=revision,
        )
    )
    for table, values in ((sections, rows.sections), (passages, rows.passages), (questions, rows.questions)):
        if values:
            connection.execute(insert(table), values)


def _end_editions_in_turn(connection: Connection, identity: str, revision: int) -> None:
    """An edition ends on the day before the next one begins, or when it said it would, if that is sooner."""
    editions = sorted(
        _current_editions(connection, identity),
        key=lambda e: (e["effective_from"] is not None, e["effective_from"] or date.min),
    )
    for edition, following in zip_longest(editions, editions[1:]):
        end = edition["stated_to"]
        if following is not None:
            day_before = max(following["effective_from"], _SECOND_DAY) - timedelta(days=1)
            end = min(end, day_before) if end else day_before
        if end == edition["effective_to"]:
            continue
        if edition["added"] == revision:
            connection.execute(
                update(documents).where(documents.c.key == edition["key"]).values(effective_to=end)
            )
        else:
            _reopen(connection, edition, end, revision)


def _reopen(connection: Connection, edition: RowMapping, end: date | None, revision: int) -> None:
    """Closes a record and opens a copy of it with another end."""
    old = edition["key"]
    new = edition_key(edition["identity"], edition["content_hash"], revision)
    _close(connection, old, revision)
    connection.execute(
        insert(documents).values({**edition, "key": new, "effective_to": end, "added": revision})
    )
    for table in (sections, passages, questions):
        copies = [_renamed(row, old, new) for row in _children(connection, table, old)]
        if copies:
            connection.execute(insert(table), copies)


def _children(connection: Connection, table: Any, key: str) -> Sequence[RowMapping]:
    return connection.execute(select(table).where(table.c.document_key == key)).mappings().all()


def _renamed(row: RowMapping, old: str, new: str) -> dict[str, Any]:
    """A child row under its new document; ids begin with their document's key."""
    return {
        name: value.replace(old, new, 1) if name in ("id", "document_key", "section_id") else value
        for name, value in row.items()
    }


def _current_editions(connection: Connection, identity: str) -> Sequence[RowMapping]:
    query = select(documents).where(documents.c.identity == identity, documents.c.closed.is_(None))
    return connection.execute(query).mappings().all()


def _close(connection: Connection, key: str, revision: int) -> None:
    connection.execute(update(documents).where(documents.c.key == key).values(closed=revision))
