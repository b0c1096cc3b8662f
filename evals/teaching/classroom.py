"""A throw-away library of the built-in catalog whose cards can be given example questions."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from connectors.app import Services
from evals.opening import Told, fresh
from knowledge.cards import load_catalog
from knowledge.library import Library
from knowledge.library.shelving import shelve_catalog
from knowledge.records import Role


@dataclass(frozen=True, slots=True)
class CatalogClassroom:
    """The cards are taught as a trainer does it: by `taught.yaml` in a local folder of the catalog."""

    services: Services
    folder: Path
    told: Told | None

    @property
    def library(self) -> Library:
        """What is searched."""
        return self.services.library

    def teach(self, examples: Mapping[str, Sequence[str]]) -> None:
        """Adds example questions to programs by id and waits until they are indexed."""
        lesson = [{"program": program, "questions": list(asked)} for program, asked in examples.items()]
        text = yaml.safe_dump(lesson, allow_unicode=True)
        (self.folder / "taught.yaml").write_text(text, encoding="utf-8")
        shelve_catalog(self.services.store, load_catalog(extra_dirs=[self.folder]))
        self.services.library.catch_up(self.told)

    def titles(self) -> dict[str, str]:
        """The Korean names of the programs by id."""
        documents = self.services.store.documents(Role.STAFF, None)
        return {document.program: document.title for document in documents if document.program}


@contextmanager
def classroom(told: Told | None = None) -> Iterator[CatalogClassroom]:
    """Opens it completely indexed, and throws it away."""
    with fresh(None, told) as services, TemporaryDirectory(prefix="ieum-evals-") as folder:
        yield CatalogClassroom(services, Path(folder), told)
