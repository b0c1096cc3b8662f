"""Hybrid search: both indexes propose units, one scale orders them, the store has the last word.

Dates and audience are part of both queries, and every passage is read again from SQL with both before it
is returned: an index that lags or lies can lose a hit, never show one that is not to be seen.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import structlog

from knowledge.language.text import normalise
from knowledge.library.dense import DenseIndex, Vector
from knowledge.library.embedders import Embedder
from knowledge.library.failures import IndexDamaged, IndexFailed
from knowledge.library.indexes import Indexes
from knowledge.library.keeper import Keeper
from knowledge.library.lexical import LexicalIndex, LexicalQuery, LexicalScores
from knowledge.library.query_terms import QueryTerms
from knowledge.library.query_vectors import QueryVectors
from knowledge.library.scoring import Weights, score
from knowledge.library.unit_vectors import UnitVectorCache, UnitVectors
from knowledge.library.units import Unit, document_key_of, passage_ids_of, unit_of
from knowledge.records import Audience, Hit, Passage, Role
from knowledge.store import Store, reading

_T = TypeVar("_T")
log = structlog.get_logger(__name__)

QUERY_CHARACTERS = 500
_CANDIDATES = 60
_LOOKED_THROUGH = 300
_UNITS_OF_A_DOCUMENT = 8
_QUESTIONS = 40
_QUESTION_DOCUMENTS = 20
_SHARES_KEPT = 500
_SHORT_DOCUMENT = 12
_MORE_THAN_ASKED = 10
_LONG_DOCUMENT_HITS = 3


@dataclass(frozen=True, slots=True)
class _Near:
    """What is near a question in meaning, with cosines: units, and documents by their example questions and
    by the questions that people taught.
    """

    units: dict[str, float] = field(default_factory=dict)
    examples: dict[str, float] = field(default_factory=dict)
    taught: dict[str, float] = field(default_factory=dict)

    def asked_about(self) -> list[str]:
        """The documents whose questions are nearest, taught ones first."""
        return list(dict.fromkeys([*_nearest(self.taught), *_nearest(self.examples)]))


@dataclass(frozen=True, slots=True)
class _Scored:
    unit: str
    score: float
    likeness: float | None
    passage_id: str


class Searcher:
    """Searches the library; thread-safe."""

    def __init__(
        self,
        store: Store,
        indexes: Indexes,
        keeper: Keeper,
        embedder: Embedder,
        terms: QueryTerms,
        weights: Weights | None = None,
    ) -> None:
        self._store = store
        self._indexes = indexes
        self._keeper = keeper
        self._embedder = embedder
        self._terms = terms
        self._weights = weights or Weights()
        self._shares: dict[tuple[str, int, Audience, date] | None, float] = {}
        self._unit_vectors = UnitVectorCache(store.vectors, embedder.identity)
        self._query_vectors = QueryVectors(embedder.embed_query)

    def search(self, query: str, *, as_of: date, role: Role, top: int = 10) -> list[Hit]:
        """The best passages, best first; a short document appears once, a long one up to three times."""
        text = normalise(query)[:QUERY_CHARACTERS].strip()
        if not text or top < 1:
            return []
        self._indexes.refresh()
        before = self._indexes.lexical, self._indexes.dense
        hits = self._search(text, *before, as_of, role, top)
        if before == (self._indexes.lexical, self._indexes.dense):
            return hits
        # An index was made anew meanwhile: the other may have been empty still when it was asked.
        return self._search(text, self._indexes.lexical, self._indexes.dense, as_of, role, top)

    def _search(
        self,
        text: str,
        lexical: LexicalIndex | None,
        dense: DenseIndex | None,
        as_of: date,
        role: Role,
        top: int,
    ) -> list[Hit]:
        # The encoder runs while words are searched for.
        begun = self._query_vectors.begin(text) if dense is not None else None
        words = self._terms.of(text)
        units = self._propose_by_words(lexical, words, role, as_of)
        vector = begun.result() if begun is not None else None
        near = _Near()
        if dense is not None and vector is not None:
            near = self._propose_by_meaning(dense, vector, role, as_of)
        if lexical is not None and (asked := near.asked_about()):
            units += self._units_asked_about(lexical, asked, role, as_of)
        candidates = list(dict.fromkeys([*units, *near.units]))
        scored = self._score(candidates, lexical, words, vector, near, role, as_of)
        return list(self._read_again(scored, role, as_of, top))

    def expect(self, query: str) -> None:
        """Begin to read a query that will be searched for, so that `search` need not wait for the encoder."""
        text = normalise(query)[:QUERY_CHARACTERS].strip()
        if text and self._indexes.dense is not None:
            self._query_vectors.begin(text)

    def close(self) -> None:
        """Let go of what runs beside."""
        self._query_vectors.close()

    def nearest_questions(self, query: str, *, as_of: date, role: Role) -> dict[str, float]:
        """Documents by identity with the cosine of the nearest question that leads to them; empty without
        vectors.
        """
        text = normalise(query)[:QUERY_CHARACTERS].strip()
        self._indexes.refresh()
        dense = self._indexes.dense
        if not text or dense is None:
            return {}
        vector = self._query_vectors.of(text)
        found: dict[str, float] = {}
        try:
            for audience in role.audiences:
                share = self._share_in_force(audience, as_of)
                for view in ("question", "taught"):
                    for one in dense.near(vector, view, audience, as_of, _QUESTIONS, share):
                        found[one.target] = max(one.cosine, found.get(one.target, 0.0))
        except IndexFailed as error:
            self._lost("dense", dense, error)
        with self._store.reading() as connection:
            names = reading.identities(connection, found)
        return {names[key]: cosine for key, cosine in found.items() if key in names}

    def question_vector(self, text: str) -> tuple[str, Vector] | None:
        """The question side's identity and the vector of a text, kept for a search of it.

        None without vectors.
        """
        clean = normalise(text)[:QUERY_CHARACTERS].strip()
        self._indexes.refresh()
        if not clean or self._indexes.dense is None:
            return None
        return self._embedder.query_identity, self._query_vectors.of(clean)

    def within(self, query: str, documents: Sequence[str], *, as_of: date, role: Role) -> list[Hit]:
        """All passages of documents by their keys, the nearest to a query first, each with its own cosine.

        `score` is that of search, with the words of the passage's unit.
        """
        text = normalise(query)[:QUERY_CHARACTERS].strip()
        self._indexes.refresh()
        lexical = self._indexes.lexical
        if not text or lexical is None:
            return []
        try:
            units = lexical.units_of_documents(documents, role, as_of)
        except IndexFailed as error:
            self._lost("lexical", lexical, error)
            return []
        vector = self._query_vectors.of(text) if self._indexes.dense is not None else None
        vectors = self._vectors(units, role, as_of) if vector is not None else {}
        matched = self._matched(units, lexical, self._terms.of(text))
        alike = {
            f"{document_key_of(unit)}-{at:05d}": cosine
            for unit, held in vectors.items()
            for at, cosine in (held.match_each(vector) if vector is not None else {}).items()
        }
        floor = min(alike.values(), default=0.0)
        words = {id: matched.get(unit, LexicalScores()) for unit in units for id in passage_ids_of(unit)}
        stored = self._store.passages_by_id(list(words), role, as_of)
        hits = [
            Hit(stored[id], score(self._weights, lexical_score, alike.get(id, floor)), alike.get(id))
            for id, lexical_score in words.items()
            if id in stored
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))

    def _propose_by_words(
        self, lexical: LexicalIndex | None, words: LexicalQuery, role: Role, as_of: date
    ) -> list[str]:
        if lexical is None:
            return []
        try:
            proposed = lexical.search(words, role, as_of, _LOOKED_THROUGH)
            return _few_of_each(proposed, _UNITS_OF_A_DOCUMENT, key=str)[:_CANDIDATES]
        except IndexFailed as error:
            self._lost("lexical", lexical, error)
            return []

    def _propose_by_meaning(self, dense: DenseIndex, vector: Vector, role: Role, as_of: date) -> _Near:
        near = _Near()
        views = (
            ("whole", near.units, _CANDIDATES),
            ("window", near.units, _CANDIDATES),
            ("question", near.examples, _QUESTIONS),
            ("taught", near.taught, _QUESTIONS),
        )
        try:
            for audience in role.audiences:
                share = self._share_in_force(audience, as_of)
                for view, found, top in views:
                    for neighbour in dense.near(vector, view, audience, as_of, top, share):
                        found[neighbour.target] = max(neighbour.cosine, found.get(neighbour.target, 0.0))
        except IndexFailed as error:
            self._lost("dense", dense, error)
        return near

    def _share_in_force(self, audience: Audience, as_of: date) -> float:
        """See `reading.share_in_force`; counted once for what the vector index has seen and a day."""
        state = self._indexes.states.get("dense")
        key = (state.epoch, state.revision, audience, as_of) if state else None
        if key is None or key not in self._shares:
            with self._store.reading() as connection:
                share = reading.share_in_force(connection, audience, as_of)
            if len(self._shares) >= _SHARES_KEPT:
                self._shares.clear()
            self._shares[key] = share
        return self._shares[key]

    def _lost(self, name: str, index: LexicalIndex | DenseIndex, error: IndexFailed) -> None:
        """The other index answers. One that was replaced while it was searched is not broken."""
        current = index is (self._indexes.lexical if name == "lexical" else self._indexes.dense)
        if current and isinstance(error, IndexDamaged):
            log.warning("search.index_lost", index=name, error=str(error))
            self._keeper.report_broken(name)

    def _units_asked_about(
        self, lexical: LexicalIndex, asked: Sequence[str], role: Role, as_of: date
    ) -> list[str]:
        try:
            return lexical.units_of_documents(asked, role, as_of)
        except IndexFailed as error:
            self._lost("lexical", lexical, error)
            return []

    def _score(
        self,
        candidates: Sequence[str],
        lexical: LexicalIndex | None,
        words: LexicalQuery,
        vector: Vector | None,
        near: _Near,
        role: Role,
        as_of: date,
    ) -> list[_Scored]:
        matched = self._matched(candidates, lexical, words)
        vectors = self._vectors(candidates, role, as_of) if vector is not None else {}
        alike = {unit: held.match(vector) for unit, held in vectors.items() if vector is not None}
        # A unit whose vectors are not made yet is taken to be as unlike as the least like of the others.
        floor = min((likeness for likeness, _ in alike.values()), default=0.0)
        scored = []
        for unit in candidates:
            key = document_key_of(unit)
            like, place = alike.get(unit, (None, None))
            points = score(
                self._weights,
                matched.get(unit, LexicalScores()),
                floor if like is None else like,
                near.examples.get(key),
                near.taught.get(key),
            )
            passage = passage_ids_of(unit)[0] if place is None else f"{key}-{place:05d}"
            scored.append(_Scored(unit, points, like, passage))
        return sorted(scored, key=lambda one: (-one.score, one.unit))

    def _matched(
        self, candidates: Sequence[str], lexical: LexicalIndex | None, words: LexicalQuery
    ) -> dict[str, LexicalScores]:
        if lexical is None:
            return {}
        try:
            return lexical.scores(words, candidates)
        except IndexFailed as error:
            self._lost("lexical", lexical, error)
            return {}

    def _vectors(self, candidates: Sequence[str], role: Role, as_of: date) -> dict[str, UnitVectors]:
        known = self._unit_vectors.known(candidates)
        missing = [unit for unit in candidates if unit not in known]
        if missing:
            known.update(self._unit_vectors.load(self._read_units(missing, role, as_of)))
        return known

    def _read_units(self, unit_ids: Sequence[str], role: Role, as_of: date) -> list[Unit]:
        wanted = {unit: passage_ids_of(unit) for unit in unit_ids}
        found = self._store.passages_by_id([p for ids in wanted.values() for p in ids], role, as_of)
        return [unit_of([found[p] for p in ids]) for ids in wanted.values() if all(p in found for p in ids)]

    def _read_again(self, scored: Sequence[_Scored], role: Role, as_of: date, top: int) -> Iterator[Hit]:
        """The best passages as the store has them now, few of each document."""
        shown: Counter[str] = Counter()
        scored = _few_of_each(scored, _LONG_DOCUMENT_HITS, key=lambda one: one.unit)
        at_once = 2 * top + _MORE_THAN_ASKED
        for start in range(0, len(scored), at_once):
            for one, passage, size in self._read(scored[start : start + at_once], role, as_of):
                short = size <= _SHORT_DOCUMENT or passage.program
                if shown[passage.document_key] < (1 if short else _LONG_DOCUMENT_HITS):
                    shown[passage.document_key] += 1
                    yield Hit(passage, one.score, one.likeness)
                    if shown.total() == top:
                        return

    def _read(
        self, scored: Sequence[_Scored], role: Role, as_of: date
    ) -> Iterator[tuple[_Scored, Passage, int]]:
        """Those that may be shown, with their passage and how many its document has."""
        passages = self._store.passages_by_id([one.passage_id for one in scored], role, as_of)
        with self._store.reading() as connection:
            sizes = reading.passage_counts(connection, list({p.document_key for p in passages.values()}))
        for one in scored:
            if (passage := passages.get(one.passage_id)) is not None:
                yield one, passage, sizes.get(passage.document_key, 0)


def _nearest(found: dict[str, float]) -> list[str]:
    return sorted(found, key=lambda key: -found[key])[:_QUESTION_DOCUMENTS]


def _few_of_each(items: Sequence[_T], most: int, key: Callable[[_T], str]) -> list[_T]:
    """The first `most` of each document, in order: a long one must not crowd the others out."""
    taken: Counter[str] = Counter()
    kept = []
    for item in items:
        document = document_key_of(key(item))
        taken[document] += 1
        if taken[document] <= most:
            kept.append(item)
    return kept
