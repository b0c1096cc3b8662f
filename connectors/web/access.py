"""Who is asking, in one place, and a library that is checked again before anything leaves it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from connectors.web.ports import LibraryView
from knowledge.records import DocumentSummary, Hit, Passage, Role, StoredDocument


def current_role() -> Role:
    """A citizen, always: there is no sign-in yet, so nothing in a request can say otherwise."""
    return Role.CITIZEN


class Shelf:
    """The library as one role sees it: what another audience may read is dropped, even if it is given."""

    def __init__(self, library: LibraryView, role: Role) -> None:
        self._library, self._role = library, role

    def documents(self, as_of: date) -> list[DocumentSummary]:
        """The documents in force on that day."""
        return [found for found in self._library.documents(self._role, as_of) if self._readable(found)]

    def document(self, key: str) -> StoredDocument | None:
        """One edition. A section whose passages are all closed to this role is left out with its title."""
        found = self._library.document(key, self._role)
        if found is None or not self._readable(found.summary):
            return None
        sections = []
        for section in found.sections:
            passages = tuple(self._only_readable(section.passages))
            if passages or not section.passages:
                sections.append(replace(section, passages=passages))
        return replace(found, sections=tuple(sections))

    def passage(self, passage_id: str) -> Passage | None:
        """One passage."""
        found = self._library.passage(passage_id, self._role)
        return found if found is not None and self._readable(found) else None

    def search(self, query: str, as_of: date, top: int) -> list[Hit]:
        """The best passages for a query."""
        hits = self._library.search(query, as_of=as_of, role=self._role, top=top)
        return [hit for hit in hits if self._readable(hit.passage)]

    def program(self, program: str, as_of: date) -> DocumentSummary | None:
        """The document that describes a program on that day."""
        return next((found for found in self.documents(as_of) if found.program == program), None)

    def _readable(self, record: DocumentSummary | Passage) -> bool:
        return record.audience in self._role.audiences

    def _only_readable(self, passages: Iterable[Passage]) -> Iterable[Passage]:
        return (passage for passage in passages if self._readable(passage))
