"""What the evaluations need of the services they measure, so that a test can hand in small real objects."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from assistant.reply import Reply, Turn
from knowledge.records import DocumentSummary, Hit, Passage, Role


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


class ContentWords(Protocol):
    """A morphological analyser."""

    def content(self, text: str) -> list[str]:
        """The content morphemes of a text, in order."""


class Services(Protocol):
    """What `connectors.app.open_services` gives."""

    @property
    def library(self) -> Searching: ...
    @property
    def assistant(self) -> Answering: ...
    @property
    def store(self) -> Shelf: ...
