"""What the model's path needs: the answer without a model, and a library that shows a passage."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from assistant.ports import LibraryPort
from assistant.reply import Reply, Turn
from knowledge.records import Passage, Role


class Answering(Protocol):
    """An assistant: a pipeline, a conversation, or one of them on a leash."""

    def answer(self, turn: Turn) -> Reply:
        """The reply to a turn."""

    def stream(self, turn: Turn) -> Iterator[Mapping[str, Any]]:
        """The same with its progress; see docs/reply.md."""


class ShowingLibrary(LibraryPort, Protocol):
    """A library that also shows a passage by its id."""

    def passage(self, passage_id: str, role: Role) -> Passage | None:
        """The passage, None where it is absent or not for this role."""
