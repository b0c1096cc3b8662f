"""Keeps conversations in the store: a citizen's for a day after its last turn, others until deleted."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from knowledge.records import Role
from knowledge.store import Store
from knowledge.store.conversations import KeptConversation

CITIZENS_KEEP = timedelta(hours=24)
_LOOK_EVERY = timedelta(minutes=10)


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class StoredMemory:
    """`assistant.conversation.ports.Memory` over the store."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = now) -> None:
        self._store, self._clock = store, clock
        self._looked: datetime | None = None

    def load(self, conversation: str, role: Role) -> Mapping[str, Any] | None:
        """What was kept; nothing of a conversation that another role had or whose time is over."""
        moment = self._clock()
        self._forget_expired(moment)
        kept = self._store.conversation(conversation, moment)
        return kept.state if kept is not None and kept.role is role else None

    def save(self, conversation: str, role: Role, state: Mapping[str, Any]) -> None:
        """Keep it, for a citizen until a day from now."""
        moment = self._clock()
        expires = moment + CITIZENS_KEEP if role is Role.CITIZEN else None
        self._store.keep_conversation(KeptConversation(conversation, role, moment, expires, dict(state)))

    def forget(self, conversation: str) -> None:
        """Delete it with its recorded turns."""
        self._store.forget_conversation(conversation)

    def _forget_expired(self, moment: datetime) -> None:
        """Now and then, so that nothing stays for want of a visitor."""
        if self._looked is None or moment - self._looked >= _LOOK_EVERY:
            self._looked = moment
            self._store.forget_expired(moment)
