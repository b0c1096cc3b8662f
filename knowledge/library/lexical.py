"""The lexical index: tantivy over Kiwi morphemes and character bigrams.

tantivy's BM25 has k1 1.2 and b .75. Titles count twice. Dates and audience are part of every query.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tantivy

from knowledge.language.morphemes import Morphemes
from knowledge.library.days import LAST, end_of, ordinal, start_of
from knowledge.library.failures import native_calls
from knowledge.library.units import Unit
from knowledge.library.views import plain
from knowledge.records import Role

SCHEMA_VERSION = 2
_WRITER_BYTES = 50_000_000
_MUST, _SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """BM25 of one unit over morphemes and over bigrams; 0 where nothing matches."""

    morphemes: float = 0.0
    bigrams: float = 0.0


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """Query terms with their weights."""

    morphemes: Mapping[str, float]
    bigrams: Mapping[str, float]


class _Shown:
    """What was committed when it was last looked at, and the units of the entries seen since.

    Reading an entry's unit from the index costs more than finding the entry.
    """

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher
        self._units: dict[tuple[int, int], str] = {}

    def unit(self, address: tantivy.DocAddress) -> str:
        """The id of an entry's unit."""
        key = (address.segment_ord, address.doc)
        found = self._units.get(key)
        if found is None:
            found = self._units[key] = str(self.searcher.doc(address)["unit"][0])
        return found


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("unit", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("opening", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("start", indexed=True, fast=True)
    builder.add_integer_field("end", indexed=True, fast=True)
    builder.add_text_field("morphemes", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("bigrams", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class LexicalIndex:
    """A tantivy index in a folder of its generation. One process writes, any may read.

    Methods raise IndexDamaged when the files are not what was written.
    """

    def __init__(self, folder: Path, generation: str, language: Morphemes) -> None:
        self._folder = folder / generation
        self._language = language
        self._schema = _schema()
        self._lock = threading.Lock()
        self._index = self._open()
        with native_calls():
            self._shown = _Shown(self._index.searcher())

    def _open(self) -> tantivy.Index:
        with native_calls():
            self._folder.mkdir(parents=True, exist_ok=True)
            return tantivy.Index(self._schema, path=str(self._folder), reuse=True)

    def apply(self, closed: Iterable[str], opened: Mapping[str, Sequence[Unit]]) -> None:
        """Takes documents out and puts documents in, as one commit. Doing it again changes nothing."""
        units = [unit for group in opened.values() for unit in group]
        texts = [f"{unit.title}\n{unit.title}\n{plain(unit.text)}" for unit in units]
        contents = self._language.contents(texts)
        entries = [self._entry(*each) for each in zip(units, texts, contents, strict=True)]
        with self._lock, native_calls():
            writer = self._index.writer(_WRITER_BYTES, 1)
            for key in [*closed, *opened]:
                writer.delete_documents_by_term("document", key)
            for entry in entries:
                writer.add_document(entry)
            writer.commit()
            writer.wait_merging_threads()
            self._shown = self._reload()

    def _entry(self, unit: Unit, text: str, morphemes: Sequence[str]) -> tantivy.Document:
        first = unit.passages[0]
        entry = tantivy.Document(
            unit=[unit.id],
            document=[unit.document_key],
            audience=[first.audience.value],
            morphemes=[" ".join(morphemes)],
            bigrams=[" ".join(self._language.bigrams(text))],
            opening=["yes" if first.ordinal == 0 else "no"],
        )
        entry.add_integer("start", start_of(first))
        entry.add_integer("end", end_of(first))
        return entry

    def refresh(self) -> None:
        """Makes what another process committed visible."""
        with native_calls():
            self._shown = self._reload()

    def _reload(self) -> _Shown:
        self._index.reload()
        return _Shown(self._index.searcher())

    def count(self) -> int:
        """How many units are in the index."""
        return int(self._shown.searcher.num_docs)

    def documents(self) -> int:
        """How many documents are in the index, counted by their opening units."""
        opening = tantivy.Query.term_query(self._schema, "opening", "yes")
        with native_calls():
            return int(self._shown.searcher.search(opening, 1).count or 0)  # type: ignore[attr-defined]

    def search(self, query: LexicalQuery, role: Role, as_of: date, top: int) -> list[str]:
        """Ids of the `top` units by the sum of both scores."""
        parts = [
            q for q in (self._terms("morphemes", query.morphemes), self._terms("bigrams", query.bigrams)) if q
        ]
        if not parts:
            return []
        both = tantivy.Query.boolean_query([(_SHOULD, part) for part in parts])
        return list(self._run(both, self._filters(role, as_of), top))

    def scores(self, query: LexicalQuery, units: Sequence[str]) -> dict[str, LexicalScores]:
        """The exact scores of some units, found by this index or another."""
        if not units:
            return {}
        chosen = tantivy.Query.const_score_query(
            tantivy.Query.term_set_query(self._schema, "unit", list(units)), 0.0
        )
        by_field = {
            field: self._run(terms, [(_MUST, chosen)], len(units)) if terms else {}
            for field, terms in (
                ("morphemes", self._terms("morphemes", query.morphemes)),
                ("bigrams", self._terms("bigrams", query.bigrams)),
            )
        }
        return {
            unit: LexicalScores(by_field["morphemes"].get(unit, 0.0), by_field["bigrams"].get(unit, 0.0))
            for unit in units
        }

    def units_of_documents(self, keys: Sequence[str], role: Role, as_of: date) -> list[str]:
        """The units of some documents, as far as the role may read them on that day."""
        if not keys:
            return []
        chosen = tantivy.Query.term_set_query(self._schema, "document", list(keys))
        return list(self._run(chosen, self._filters(role, as_of), 100 * len(keys)))

    def _terms(self, field: str, weights: Mapping[str, float]) -> tantivy.Query | None:
        terms = [
            (_SHOULD, tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term), weight))
            for term, weight in weights.items()
            if weight > 0
        ]
        return tantivy.Query.boolean_query(terms) if terms else None

    def _filters(self, role: Role, as_of: date) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        day = ordinal(as_of)
        audiences = [audience.value for audience in role.audiences]
        conditions = [
            tantivy.Query.term_set_query(self._schema, "audience", audiences),
            tantivy.Query.range_query(self._schema, "start", tantivy.FieldType.Integer, 0, day),
            tantivy.Query.range_query(self._schema, "end", tantivy.FieldType.Integer, day, LAST),
        ]
        return [(_MUST, tantivy.Query.const_score_query(condition, 0.0)) for condition in conditions]

    def _run(
        self, query: tantivy.Query, filters: list[tuple[tantivy.Occur, tantivy.Query]], top: int
    ) -> dict[str, float]:
        whole = tantivy.Query.boolean_query([(_MUST, query), *filters])
        with native_calls():
            shown = self._shown
            found = shown.searcher.search(whole, top).hits
            return {shown.unit(address): float(score) for score, address in found}
