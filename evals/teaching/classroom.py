"""A throw-away library of the built-in catalog whose cards can be given example questions."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from connectors.app import Services
from evals.opening import Told, fresh
from evals.teaching.runner import taught
from knowledge.library import Library
from knowledge.records import Role


@dataclass(frozen=True, slots=True)
class CatalogClassroom:
    """The cards are taught the way an edited card comes in: its editions replaced as one revision."""

    services: Services
    told: Told | None

    @property
    def library(self) -> Library:
        """What is searched."""
        return self.services.library

    def teach(self, examples: Mapping[str, Sequence[str]]) -> None:
        """Adds example questions to programs by id and waits until they are indexed."""
        drafts = taught(self.services.catalog.drafts(), examples)
        self.services.store.shelve("catalog", drafts, "taught")
        self.services.library.catch_up(self.told)

    def titles(self) -> dict[str, str]:
        """The Korean names of the programs by id."""
        documents = self.services.store.documents(Role.STAFF, None)
        return {document.program: document.title for document in documents if document.program}


@contextmanager
def classroom(told: Told | None = None) -> Iterator[CatalogClassroom]:
    """Opens it completely indexed, and throws it away."""
    with fresh(None, told) as services:
        yield CatalogClassroom(services, told)
