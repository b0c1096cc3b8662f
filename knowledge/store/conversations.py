"""Keeps what was understood in a conversation, for as long as it may be kept, and forgets it on request.

The state is what the assistant wrote: facts and choices, no utterance. A citizen's conversation ends by
itself; with it go its turns that told something about a household. Questions about rules stay on record.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

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


def any_expired(connection: Connection, now: datetime) -> bool:
    """Whether there is a conversation whose time is over."""
    query = select(conversations.c.id).where(conversations.c.expires <= now).limit(1)
    return connection.execute(query).first() is not None


def forget_expired(connection: Connection, now: datetime) -> int:
    """Deletes the conversations whose time is over, and of their turns those that told something about a
    household; returns how many conversations there were.
    """
    over = conversations.c.expires <= now
    mine = turns.c.conversation.in_(select(conversations.c.id).where(over))
    rows = connection.execute(select(turns.c.id, turns.c.reply).where(mine)).all()
    telling = [{"told": row.id} for row in rows if row.reply.get("facts") or row.reply.get("determinations")]
    if telling:
        connection.execute(delete(turns).where(turns.c.id == bindparam("told")), telling)
    return connection.execute(delete(conversations).where(over)).rowcount
