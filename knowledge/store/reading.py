"""Reads documents and passages. Every query for a person carries the role's audiences in its WHERE."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Date, Select, and_, bindparam, func, or_, select
from sqlalchemy.sql import ColumnElement

from knowledge.records import (
    Audience,
    DocumentKind,
    DocumentSummary,
    ExampleQuestion,
    Passage,
    Role,
    StoredDocument,
    StoredSection,
)
from knowledge.store.rows import passage_of, summary_of
from knowledge.store.tables import documents, passages, questions, sections

_CHUNK = 500

PASSAGE: Select = (  # type: ignore[type-arg]
    select(
        passages,
        documents.c.identity,
        documents.c.title,
        documents.c.kind.label("document_kind"),
        documents.c.audience,
        documents.c.program,
        documents.c.effective_from,
        documents.c.effective_to,
        documents.c.url,
        documents.c.closed,
        sections.c.aspect,
    )
    .join(documents, documents.c.key == passages.c.document_key)
    .join(sections, sections.c.id == passages.c.section_id)
)


def readable(role: Role) -> ColumnElement[bool]:
    """Documents this role may read."""
    return documents.c.audience.in_([audience.value for audience in role.audiences])


def in_force(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Documents that hold on a day."""
    return and_(
        or_(documents.c.effective_from.is_(None), documents.c.effective_from <= day),
        or_(documents.c.effective_to.is_(None), documents.c.effective_to >= day),
    )


def recorded(revision: int | None) -> ColumnElement[bool]:
    """Documents on record now, or as they were at a revision."""
    if revision is None:
        return documents.c.closed.is_(None)
    return and_(
        documents.c.added <= revision, or_(documents.c.closed.is_(None), documents.c.closed > revision)
    )


# What every answer asks for is built once: building a query costs more than SQLite takes to run it.
_FOR_PERSON = and_(
    documents.c.audience.in_(bindparam("audiences", expanding=True)),
    in_force(bindparam("day", type_=Date)),
    recorded(None),
)
_BY_ID = PASSAGE.where(passages.c.id.in_(bindparam("ids", expanding=True)), _FOR_PERSON)
_OF_PROGRAM = PASSAGE.where(
    documents.c.program == bindparam("program"),
    documents.c.kind == DocumentKind.PROGRAM.value,
    _FOR_PERSON,
).order_by(documents.c.identity, passages.c.ordinal)
_OF_DOCUMENT = PASSAGE.where(documents.c.identity == bindparam("identity"), _FOR_PERSON).order_by(
    passages.c.ordinal
)
_COUNTS = select(documents.c.key, documents.c.passage_count).where(
    documents.c.key.in_(bindparam("keys", expanding=True))
)


def _person(role: Role, as_of: date) -> dict[str, Any]:
    """The parameters of `_FOR_PERSON`."""
    return {"audiences": [audience.value for audience in role.audiences], "day": as_of}


def passages_by_id(connection: Connection, ids: Sequence[str], role: Role, as_of: date) -> dict[str, Passage]:
    """The passages of `ids` that this role may read, on record, in force on the day."""
    found: dict[str, Passage] = {}
    for start in range(0, len(ids), _CHUNK):
        asked = {"ids": list(ids[start : start + _CHUNK]), **_person(role, as_of)}
        for row in connection.execute(_BY_ID, asked).mappings():
            found[row["id"]] = passage_of(row)
    return found


def passage(connection: Connection, passage_id: str, role: Role) -> Passage | None:
    """One passage for a citation. Staff may also see what was corrected or withdrawn (`current` is False)."""
    query = PASSAGE.where(passages.c.id == passage_id, readable(role))
    if role is Role.CITIZEN:
        query = query.where(recorded(None))
    row = connection.execute(query).mappings().first()
    return passage_of(row) if row else None


def program_passages(connection: Connection, program: str, role: Role, as_of: date) -> list[Passage]:
    """The card of a program in force on the day, in reading order."""
    asked = {"program": program, **_person(role, as_of)}
    return [passage_of(row) for row in connection.execute(_OF_PROGRAM, asked).mappings()]


def document_passages(connection: Connection, identity: str, role: Role, as_of: date) -> list[Passage]:
    """The edition of a document in force on the day, in reading order; empty where there is none."""
    asked = {"identity": identity, **_person(role, as_of)}
    return [passage_of(row) for row in connection.execute(_OF_DOCUMENT, asked).mappings()]


def program_periods(
    connection: Connection, program: str, role: Role
) -> list[tuple[date | None, date | None]]:
    """From when to when the editions of a program's card hold, oldest first."""
    query = select(documents.c.effective_from, documents.c.effective_to).where(
        documents.c.program == program,
        documents.c.kind == DocumentKind.PROGRAM.value,
        readable(role),
        recorded(None),
    )
    periods = [(row.effective_from, row.effective_to) for row in connection.execute(query)]
    return sorted(periods, key=lambda period: period[0] or date.min)


def summaries(
    connection: Connection, role: Role, as_of: date | None, revision: int | None = None
) -> list[DocumentSummary]:
    """Documents by kind and title; `as_of` None lists every edition."""
    query = select(documents).where(readable(role), recorded(revision))
    if as_of is not None:
        query = query.where(in_force(as_of))
    query = query.order_by(documents.c.kind, documents.c.title, documents.c.effective_from.nulls_first())
    return [summary_of(row) for row in connection.execute(query).mappings()]


def document(connection: Connection, key: str, role: Role) -> StoredDocument | None:
    """One edition with its text. Staff may also read a closed record."""
    query = select(documents).where(documents.c.key == key, readable(role))
    if role is Role.CITIZEN:
        query = query.where(recorded(None))
    row = connection.execute(query).mappings().first()
    return _whole(connection, summary_of(row)) if row else None


def _whole(connection: Connection, summary: DocumentSummary) -> StoredDocument:
    by_section: dict[str, list[Passage]] = {}
    for found in passages_of(connection, [summary.key]):
        by_section.setdefault(found.section_id, []).append(found)
    rows = connection.execute(
        select(sections).where(sections.c.document_key == summary.key).order_by(sections.c.ordinal)
    ).mappings()
    return StoredDocument(
        summary,
        tuple(
            StoredSection(
                row["id"],
                row["title"],
                row["marker"],
                row["depth"],
                row["aspect"],
                tuple(by_section.get(row["id"], ())),
            )
            for row in rows
        ),
    )


def passages_of(connection: Connection, keys: Sequence[str]) -> list[Passage]:
    """All passages of some editions, in reading order; for the indexes, so no role."""
    query = PASSAGE.where(passages.c.document_key.in_(keys)).order_by(
        passages.c.document_key, passages.c.ordinal
    )
    return [passage_of(row) for row in connection.execute(query).mappings()]


def questions_of(connection: Connection, keys: Iterable[str]) -> dict[str, list[ExampleQuestion]]:
    """The questions that lead to documents, by edition key."""
    found: dict[str, list[ExampleQuestion]] = {}
    query = select(questions).where(questions.c.document_key.in_(list(keys))).order_by(questions.c.id)
    for row in connection.execute(query):
        found.setdefault(row.document_key, []).append(ExampleQuestion(row.text, row.taught))
    return found


def identities(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The documents that editions belong to, by edition key."""
    query = select(documents.c.key, documents.c.identity).where(documents.c.key.in_(list(keys)))
    return {row.key: row.identity for row in connection.execute(query)}


def passage_counts(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    """How many passages some editions have."""
    return {row.key: row.passage_count for row in connection.execute(_COUNTS, {"keys": list(keys)})}


def share_in_force(connection: Connection, audience: Audience, as_of: date) -> float:
    """How much of an audience's text on record is in force on a day, between 0 and 1."""
    held = select(func.coalesce(func.sum(documents.c.passage_count), 0)).where(
        documents.c.audience == audience.value, recorded(None)
    )
    total = connection.execute(held).scalar_one()
    return connection.execute(held.where(in_force(as_of))).scalar_one() / total if total else 0.0


def document_count(connection: Connection, revision: int) -> int:
    """How many editions with text were on record at a revision."""
    query = select(func.count()).where(recorded(revision), documents.c.passage_count > 0)
    return int(connection.execute(query.select_from(documents)).scalar_one())


def opened_since(connection: Connection, revision: int, upto: int) -> list[str]:
    """Keys of the editions added after `revision` that are still on record at `upto`.

    Editions of one document follow each other: they share most of their text.
    """
    query = select(documents.c.key).where(documents.c.added > revision, recorded(upto))
    order = (documents.c.added, documents.c.identity, documents.c.key)
    return list(connection.execute(query.order_by(*order)).scalars())


def closed_since(connection: Connection, revision: int, upto: int) -> list[str]:
    """Keys of the editions closed after `revision`, up to and with `upto`."""
    query = select(documents.c.key).where(documents.c.closed > revision, documents.c.closed <= upto)
    return list(connection.execute(query).scalars())
