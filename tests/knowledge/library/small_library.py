"""A real library made small, for tests and for the programs that they run and kill."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np

from knowledge.language.morphemes import Morphemes
from knowledge.library.embedders.base import unit
from knowledge.library.library import Library, LibraryOptions
from knowledge.library.units import units_of
from knowledge.library.views import views_of
from knowledge.records import Audience, DocumentDraft, PassageDraft, Role, SectionDraft
from knowledge.store import Store, reading

TODAY = date(2026, 6, 1)


class NgramEmbedder:
    """Character pairs hashed into 64 places, so that near texts share pairs; made in microseconds."""

    dimensions = 64

    def __init__(self, identity: str = "ngrams-64") -> None:
        self.identity = self.query_identity = identity

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([self.embed_query(text) for text in texts], dtype=np.float32).reshape(-1, 64)

    def embed_query(self, text: str) -> np.ndarray:
        counts = np.full(64, 1e-3, dtype=np.float32)
        letters = text.encode("utf-8", "ignore").decode().replace(" ", "")
        for pair in pairwise(letters):
            counts[hashlib.blake2b("".join(pair).encode(), digest_size=1).digest()[0] % 64] += 1
        return unit(counts)


def document(
    identity: str,
    *texts: str,
    title: str = "",
    audience: Audience = Audience.PUBLIC,
    effective_from: date | None = None,
    effective_to: date | None = None,
    questions: Sequence[str] = (),
    taught: Sequence[str] = (),
) -> DocumentDraft:
    """A document of one section with a passage for each text."""
    section = SectionDraft("안내", passages=tuple(PassageDraft(text) for text in texts))
    return DocumentDraft(
        identity,
        title or identity,
        (section,),
        audience=audience,
        effective_from=effective_from,
        effective_to=effective_to,
        questions=tuple(questions),
        taught=tuple(taught),
    )


def open_small(
    home: Path,
    language: Morphemes | None = None,
    *,
    embedder: NgramEmbedder | None = None,
    chroma_url: str | None = None,
) -> Library:
    """A library over the store in `home`; `close_small` closes both."""
    options = LibraryOptions(chroma_url=chroma_url, embedder=embedder or NgramEmbedder(), language=language)
    return Library(Store.open(None, home), home, options)


def close_small(library: Library) -> None:
    library.close()
    library.store.close()


def found(
    library: Library, query: str, role: Role = Role.STAFF, as_of: date = TODAY, top: int = 10
) -> list[str]:
    """The identities of the documents found, best first."""
    return [hit.passage.document_id for hit in library.search(query, as_of=as_of, role=role, top=top)]


def expect_whole(library: Library) -> None:
    """Both indexes hold exactly the units on record: nothing lost, nothing double, nothing stale."""
    keys = [summary.key for summary in library.documents(Role.STAFF, None)]
    with library.store.reading() as connection:
        passages = {key: reading.passages_of(connection, [key]) for key in keys}
        questions = reading.questions_of(connection, keys)
    units = [one for key in keys for one in units_of(passages[key])]
    lexical, dense = library._indexes.lexical, library._indexes.dense
    assert lexical is not None
    assert dense is not None
    assert (lexical.count(), lexical.documents()) == (len(units), len(keys))
    held = [
        key.split(":")[2]
        for audience in Audience
        for key in dense._collection("whole", audience).get(include=[])["ids"]
    ]
    assert sorted(held) == sorted(one.id for one in units)
    assert dense.count("window") == sum(len(views_of(one).windows) for one in units)
    kinds = Counter("taught" if one.taught else "question" for asked in questions.values() for one in asked)
    assert (dense.count("question"), dense.count("taught")) == (kinds["question"], kinds["taught"])
    assert library.ready() | {"revision": 0} == {
        "database": True,
        "lexical": True,
        "vectors": True,
        "vectors_left": 0,
        "revision": 0,
    }
