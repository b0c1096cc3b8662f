"""What a conversation needs from outside: a place to keep what was understood, and what is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from knowledge.cards.exclusions import Exclusions
from knowledge.cards.life_events import LoadedLifeEvent
from knowledge.records import Role
from knowledge.rules import Rules
from knowledge.rules.consequences import Relations


class Memory(Protocol):
    """Keeps the state of conversations; a citizen's only as long as it may be kept."""

    def load(self, conversation: str, role: Role) -> Mapping[str, Any] | None:
        """What was kept of a conversation of that role; None where there is nothing (any more)."""

    def save(self, conversation: str, role: Role, state: Mapping[str, Any]) -> None:
        """Keep it."""

    def forget(self, conversation: str) -> None:
        """Delete it and what is on record of its turns, at once."""


@dataclass
class ShortMemory:
    """Keeps conversations as long as the process lives: for tests, and where nothing may be stored."""

    kept: dict[tuple[str, Role], Mapping[str, Any]] = field(default_factory=dict)

    def load(self, conversation: str, role: Role) -> Mapping[str, Any] | None:
        """See `Memory.load`."""
        return self.kept.get((conversation, role))

    def save(self, conversation: str, role: Role, state: Mapping[str, Any]) -> None:
        """See `Memory.save`."""
        self.kept[conversation, role] = state

    def forget(self, conversation: str) -> None:
        """See `Memory.forget`."""
        for role in Role:
            self.kept.pop((conversation, role), None)


@dataclass(frozen=True, slots=True)
class Sources:
    """What is known. `rules` gives the rules, loaded when they are first needed; None where there are none,
    so that only what the library says can be told.
    """

    rules: Callable[[], Rules] | None
    events: Mapping[str, LoadedLifeEvent] = field(default_factory=dict)
    exclusions: Exclusions = field(default_factory=Exclusions)
    relations: Callable[[Rules], Relations] = Relations.load
