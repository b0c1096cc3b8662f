"""What the web face needs from the composition; `connectors/app.py` gives one object that has it all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from assistant.reply import Reply, Turn
from knowledge.records import DocumentSummary, Hit, Passage, Role, StoredDocument


class Answerer(Protocol):
    """The assistant. `stream` yields `{"event": "step", "text"}`, `{"event": "text", "delta"}` and, last,
    `{"event": "reply", "reply": …}` with a Reply or its JSON object.
    """

    def answer(self, turn: Turn) -> Reply:
        """The whole answer at once; blocks."""
        ...

    def stream(self, turn: Turn) -> Iterator[Mapping[str, Any]]:
        """The answer as it is made; each step blocks."""
        ...


class LibraryView(Protocol):
    """Read access to the library; every call names the role and returns only what it may read."""

    def documents(self, role: Role, as_of: date) -> Sequence[DocumentSummary]:
        """The documents in force on that day."""
        ...

    def document(self, key: str, role: Role) -> StoredDocument | None:
        """One edition with its text, None where it is absent or not for this role."""
        ...

    def passage(self, passage_id: str, role: Role) -> Passage | None:
        """One passage, None where it is absent or not for this role."""
        ...

    def search(self, query: str, *, as_of: date, role: Role, top: int) -> Sequence[Hit]:
        """The best passages for a query, best first."""
        ...

    def ready(self) -> Mapping[str, Any]:
        """`database`, `lexical` and `vectors` as booleans, `vectors_left` and `revision` as counts."""
        ...


class WebServices(Protocol):
    """The composition as the web face sees it."""

    @property
    def conversation(self) -> Answerer:
        """The conversation that answers and remembers."""
        ...

    @property
    def library(self) -> LibraryView:
        """The library to browse."""
        ...

    @property
    def today(self) -> Callable[[], date]:
        """The current day in Asia/Seoul."""
        ...

    def record_turn(self, turn: Turn, reply: Reply) -> None:
        """Keep the turn for audit; personal data is masked by the implementation."""
        ...

    def new_turn_id(self) -> str:
        """A fresh id for a turn."""
        ...
