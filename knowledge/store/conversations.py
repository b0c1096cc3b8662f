"""Keeps what was understood in a conversation, for as long as it may be kept, and forgets it on request.

The state is what the assistant wrote: facts and choices, no utterance. A citizen's conversation ends by
itself; with it go its turns that told something about a household. Questions about rules stay on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from knowledge.records import Role
from knowledge.store.engine import insert_or_keep
from knowledge.store.tables import conversations, turns


@dataclass(frozen=True, slots=True)
class KeptConversation:
    """A conversation as it is stored. `expires` is None where it is kept until somebody deletes it."""

    id: str
    role: Role
    updated: datetime
    expires: datetime | None
    state: dict[str, Any]


def find(connection: Connection, conversation: str, now: datetime) -> KeptConversation | None:
    """A conversation that has not expired; None where there is none."""
    query = select(conversations).where(conversations.c.id == conversation)
    row = connection.execute(query).mappings().first()
    if row is None or (row["expires"] is not None and row["expires"] <= now):
        return None
    return KeptConversation(**{**row, "role": Role(row["role"])})


def keep(connection: Connection, kept: KeptConversation) -> None:
    """Stores a conversation in the place of what was stored of it before."""
    values = {"role": kept.role.value, "updated": kept.updated, "expires": kept.expires, "state": kept.state}
    new = insert_or_keep(connection.engine, conversations).values(id=kept.id, **values)
    connection.execute(new)
    connection.execute(update(conversations).where(conversations.c.id == kept.id).values(**values))


def forget(connection: Connection, conversation: str) -> None:
    """Deletes a conversation with all of its recorded turns."""
    connection.execute(delete(conversations).where(conversations.c.id == conversation))
    connection.execute(delete(turns).where(turns.c.conversation == conversation))


def expired(connection: Connection, now: datetime) -> list[str]:
    """The ids of the conversations whose time is over."""
    query = select(conversations.c.id).where(conversations.c.expires <= now)
    return list(connection.execute(query).scalars())


def forget_expired(connection: Connection, ids: Sequence[str]) -> None:
    """Deletes conversations, and of their turns those that told something about a household."""
    mine = turns.c.conversation.in_(ids)
    rows = connection.execute(select(turns.c.id, turns.c.reply).where(mine)).all()
    telling = [row.id for row in rows if row.reply.get("facts") or row.reply.get("determinations")]
    connection.execute(delete(turns).where(turns.c.id.in_(telling)))
    connection.execute(delete(conversations).where(conversations.c.id.in_(ids)))
