"""What the evaluations need of the services they measure, so that a test can hand in small real objects."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from assistant.reply import Reply, Turn
from knowledge.records import DocumentDraft, DocumentSummary, Hit, Passage, Role


class Searching(Protocol):
    """A library that can be searched."""

    def search(self, query: str, *, as_of: date, role: Role, top: int) -> Sequence[Hit]:
        """The `top` best passages, best first."""


class Answering(Protocol):
    """An assistant that answers one turn."""

    def answer(self, turn: Turn) -> Reply:
        """The reply to the turn."""


class Shelf(Protocol):
    """What a store tells about documents and passages."""

    def documents(self, role: Role, as_of: date | None) -> Sequence[DocumentSummary]:
        """The documents that role may read on that day."""

    def passage(self, passage_id: str, role: Role) -> Passage | None:
        """A passage by its id."""


class Indexed(Searching, Protocol):
    """A library whose indexes can be brought up."""

    def catch_up(self, progress: Callable[[int, int], None] | None = None) -> bool:
        """Brings the indexes up to the store; the callback is told documents done and in all."""


class Filling(Shelf, Protocol):
    """A store that takes documents."""

    def add(self, drafts: Sequence[DocumentDraft]) -> object:
        """Stores the drafts as one revision."""


class ContentWords(Protocol):
    """A morphological analyser."""

    def content(self, text: str) -> list[str]:
        """The content morphemes of a text, in order."""


class Services(Protocol):
    """What `connectors.app.open_services` gives."""

    @property
    def library(self) -> Indexed:
        """The indexes."""

    @property
    def assistant(self) -> Answering:
        """The assistant."""

    @property
    def store(self) -> Filling:
        """The library's truth."""
