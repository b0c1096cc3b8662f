"""What the conversation needs from the layers below; `connectors` passes the real ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np

from knowledge.cards.exclusions import Exclusions
from knowledge.records import Hit, Passage, Role


@dataclass(frozen=True, slots=True)
class ProgramName:
    """A program as people may call it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventName:
    """A life event that the library has a document of, and its programs in the order that helps."""

    identity: str
    programs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """What is known across programs: which go together, and what follows from a life event."""

    exclusions: Exclusions = field(default_factory=Exclusions)
    events: tuple[EventName, ...] = ()


class LibraryPort(Protocol):
    """The library: every passage it returns is one that the role may read and that holds on the day."""

    def revision(self) -> int:
        """The revision of what is known; each commit bumps it."""

    def search(self, query: str, *, as_of: date, role: Role, top: int = 10) -> Sequence[Hit]:
        """The passages nearest to a query, best first. `score` is 12·D + K/(K+25) + B/(B+50)."""

    def expect(self, query: str) -> None:
        """Begin beside other work what `search` will need for this query; nothing is returned."""

    def within(self, query: str, documents: Sequence[str], *, as_of: date, role: Role) -> Sequence[Hit]:
        """The passages of documents, given by their keys, in the order of nearness to a query."""

    def nearest_questions(self, query: str, *, as_of: date, role: Role) -> Mapping[str, float]:
        """Documents by identity with the cosine of their nearest example question; empty without vectors."""

    def question_vector(self, text: str) -> tuple[str, np.ndarray] | None:
        """The identity of the embedder's question side and the vector of a text, of length 1; the search
        for the same text reuses it. None without vectors.
        """

    def program_passages(self, program: str, *, as_of: date, role: Role) -> Sequence[Passage]:
        """The program's card in force on that day, in reading order; empty where there is none."""

    def document_passages(self, identity: str, *, as_of: date, role: Role) -> Sequence[Passage]:
        """The edition of a document in force on that day, in reading order; empty where there is none."""

    def program_periods(self, program: str, role: Role) -> Sequence[tuple[date | None, date | None]]:
        """The periods for which the card has an edition, both ends included."""
