"""Keeps what was asked (masked) and answered, so that an answer can be traced and shown again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from knowledge.records import Role
from knowledge.store.tables import turns


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    """A turn on record; `text` was masked before it was stored and `reply` is the Reply as JSON."""

    id: str
    conversation: str
    role: Role
    at: datetime
    as_of: date
    revision: int
    text: str
    reply: dict[str, Any]


def record(connection: Connection, turn: RecordedTurn) -> None:
    """Stores a turn."""
    connection.execute(
        insert(turns).values(
            id=turn.id,
            conversation=turn.conversation,
            role=turn.role.value,
            at=turn.at,
            as_of=turn.as_of,
            revision=turn.revision,
            text=turn.text.replace("\0", ""),  # PostgreSQL has no place for it
            reply=turn.reply,
        )
    )


def find(connection: Connection, turn_id: str) -> RecordedTurn | None:
    """A turn by its id, or by an unambiguous beginning of it."""
    query = select(turns).where(turns.c.id.startswith(turn_id, autoescape=True)).limit(2)
    rows = connection.execute(query).mappings().all()
    if len(rows) != 1:
        return None
    row = dict(rows[0])
    row["role"] = Role(row["role"])
    return RecordedTurn(**row)
